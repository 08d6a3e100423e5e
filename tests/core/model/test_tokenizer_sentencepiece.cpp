#include <unistd.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <random>

#include "core/base/utf8.h"
#include "core/storage/model_file.h"
#include "tests/core/model/tokenizer_testing.h"
#include "tests/quantscope_test.h"

namespace test_tokenizer_sentencepiece {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using nlohmann::json;

namespace {

std::string sample_bytes() {
  return storage::ModelFile::open(sample_model_path())->tokenizer_bytes();
}

std::shared_ptr<const Tokenizer> sample_tokenizer() {
  return make_tokenizer("sentencepiece", sample_bytes(), "sample");
}

/// Everything that the process writes to stderr meanwhile.
class StderrCapture {
 public:
  StderrCapture() : saved_(dup(STDERR_FILENO)) {
    fflush(stderr);
    dup2(fileno(file_), STDERR_FILENO);
  }
  ~StderrCapture() { fclose(file_); }
  long bytes_written() {
    fflush(stderr);
    dup2(saved_, STDERR_FILENO);
    close(saved_);
    return lseek(fileno(file_), 0, SEEK_END);
  }

 private:
  FILE* file_ = tmpfile();
  int saved_;
};

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

std::string message(int field, const std::string& content) {
  return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(content.size()) + content;
}

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

}  // namespace

class TestTokenizerSentencepiece : public QObject {
  Q_OBJECT

 private slots:
  void token_counts_are_the_golden_ones_data();
  void token_counts_are_the_golden_ones();
  void decoding_gives_the_text_back_in_every_script();
  void arbitrary_text_survives();
  void tokens_spell_spaces_and_bytes();
  void a_trained_normalizer_passes_and_agrees_with_the_library();
  void damage_is_named();
  void damaged_bytes_never_crash_or_print();
};

void TestTokenizerSentencepiece::token_counts_are_the_golden_ones_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("tokens");
  QFile file(QUANTSCOPE_SHARED_DIR "/golden/perplexity.csv");
  if (!file.open(QIODevice::ReadOnly)) {
    QTest::newRow("golden numbers are not here") << QString() << QString() << 0;
    return;
  }
  for (const QByteArray& line : file.readAll().split('\n')) {
    const QList<QByteArray> cells = line.split(',');
    if (cells.size() < 6 || cells[2] != "20000" || cells[3] != "\"\"") continue;
    QTest::newRow(cells[0].constData()) << QString(cells[0]) << QString(cells[1]) << cells[5].toInt();
  }
}

/// With BOS before each window, every token of the text is predicted once.
void TestTokenizerSentencepiece::token_counts_are_the_golden_ones() {
  QFETCH(QString, model);
  QFETCH(QString, text);
  QFETCH(int, tokens);
  if (model.isEmpty()) QSKIP("the shared golden numbers are not here");
  const std::string shared = QUANTSCOPE_SHARED_DIR;
  const std::string folder = shared + "/models/" + model.toStdString();
  std::string words = file_bytes(shared + "/text/" + text.toStdString());
  if (words.empty()) words = file_bytes(folder + "/" + text.toStdString());
  const auto tokenizer = make_tokenizer("sentencepiece", file_bytes(folder + "/tokenizer.model"), folder);
  QCOMPARE(tokenizer->encode(std::string_view(words).substr(0, 20'000)).size(), std::size_t(tokens));
  QCOMPARE(tokenizer->beginning_token(), std::optional<int>(1));
  QCOMPARE(tokenizer->end_token(), std::optional<int>(2));
}

void TestTokenizerSentencepiece::decoding_gives_the_text_back_in_every_script() {
  const auto tokenizer = sample_tokenizer();
  for (const json& entry : golden()["texts"]) {
    const std::string text = entry.get<std::string>();
    const std::vector<int> ids = tokenizer->encode(text);
    QCOMPARE(tokenizer->decode(ids), replaced(text, space_mark, " "));
  }
}

void TestTokenizerSentencepiece::arbitrary_text_survives() {
  const auto tokenizer = sample_tokenizer();
  QVERIFY(rc::check("decode(encode(text)) == text", [&] {
    const std::string text = arbitrary_text();
    if (text.find(space_mark) != std::string::npos) return;
    const std::vector<int> ids = tokenizer->encode(text);
    RC_ASSERT(tokenizer->decode(ids) == text);
    const std::string first_space = text.empty() ? "" : " ";
    RC_ASSERT(joined_bytes(*tokenizer, ids) == first_space + text);
  }));
  QVERIFY(rc::check("bytes that are no UTF-8 count as U+FFFD each", [&](const std::string& bytes) {
    RC_ASSERT(tokenizer->encode(bytes) == tokenizer->encode(base::valid_utf8(bytes)));
  }));
}

void TestTokenizerSentencepiece::tokens_spell_spaces_and_bytes() {
  const auto tokenizer = sample_tokenizer();
  QCOMPARE(tokenizer->vocabulary_size(), 2048);
  QCOMPARE(tokenizer->token_bytes(1), std::string());
  QCOMPARE(tokenizer->token_bytes(2), std::string());
  QCOMPARE(tokenizer->token_bytes(3 + 0x0A), std::string("\n"));
  QCOMPARE(tokenizer->token_bytes(3 + 0xE9), std::string("\xE9"));
  QCOMPARE(tokenizer->token_bytes(tokenizer->encode("the").front()), std::string(" the"));
  QVERIFY_EXCEPTION_THROWN(tokenizer->token_bytes(2048), base::Error);
  QVERIFY_EXCEPTION_THROWN(tokenizer->decode(std::vector<int>{-1}), base::Error);
}

/// The sample's model has no normalization rules; sentencepiece's own programs make one that has.
void TestTokenizerSentencepiece::a_trained_normalizer_passes_and_agrees_with_the_library() {
  if (QStandardPaths::findExecutable("spm_train").isEmpty())
    QSKIP("sentencepiece's programs are not installed");
  const QTemporaryDir folder;
  const auto path = [&](const char* name) { return folder.filePath(name); };
  const auto write = [&](const char* name, const std::string& text) {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), static_cast<qint64>(text.size()));
  };
  std::string corpus;
  for (int i = 0; i < 20; ++i)
    corpus += golden()["texts"][static_cast<std::size_t>(i % 12)].get<std::string>() + "\n";
  write("corpus.txt", corpus);
  const std::string text = "Ａ ﬁne  ①  ｶﾞ ½ Å  end";  // NFKC changes all of these
  write("text.txt", text + "\n");
  const auto run = [&](const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return process.readAllStandardOutput().trimmed().toStdString();
  };
  run("spm_train", {"--input=" + path("corpus.txt"), "--model_prefix=" + path("m"), "--vocab_size=700",
                    "--model_type=bpe", "--byte_fallback=true", "--num_threads=1"});
  const std::string bytes = file_bytes(path("m.model").toStdString());
  QVERIFY(!bytes.empty());
  const auto tokenizer = make_tokenizer("sentencepiece", bytes, "trained");
  std::string ids;
  for (const int id : tokenizer->encode(text)) ids.append(ids.empty() ? "" : " ").append(std::to_string(id));
  QCOMPARE(ids, run("spm_encode", {"--model=" + path("m.model"), "--output_format=id", path("text.txt")}));
  write("ids.txt", ids + "\n");
  QCOMPARE(tokenizer->decode(tokenizer->encode(text)),
           run("spm_decode", {"--model=" + path("m.model"), "--input_format=id", path("ids.txt")}));

  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string damaged = bytes;
    const std::size_t rules = damaged.find("nmt_nfkc") + 16;
    for (int change = 0; change < 20; ++change)
      damaged[rules + random() % (damaged.size() - rules)] = static_cast<char>(random());
    try_hostile("sentencepiece", damaged);
  }
}

void TestTokenizerSentencepiece::damage_is_named() {
  const std::string bytes = sample_bytes();
  const auto expect = [](const std::string& model, const char* part) {
    const std::string error = error_of("sentencepiece", model);
    QVERIFY2(error.starts_with("tokenizer.h5"), part);
    QVERIFY2(error.find(part) != std::string::npos, error.c_str());
  };
  expect("", "has no tokens");
  expect(bytes.substr(0, bytes.size() / 2), "damaged at byte");
  expect("{\"model\": 1}", "damaged at byte");
  expect(message(1, message(1, "a") + "\x15" + little_endian(0x7FC00000)), "score of token 0");
  expect(message(1, message(1, "a") + "\x18\x09"), "token 0 is of unknown type 9");
  expect(message(1, message(1, "\xFF")), "token 0 is no text");
  expect(message(1, message(1, "a")), "does not load");          // no token for the unknown
  expect(bytes + message(1, message(1, "a")), "does not load");  // a token twice

  // A trie of 256 units whose root leads beyond its end, then one whose key ends at a replacement that is
  // none.
  const auto rules = [&](std::uint32_t root, std::uint32_t child) {
    std::string trie;
    for (std::uint32_t i = 0; i < 256; ++i)
      trie += little_endian(i == 0 ? root : i == ('a' ^ 1u) ? child : 0x80000000u + i);
    return bytes + message(3, message(2, little_endian(1024) + trie + std::string("b\0", 2)));
  };
  expect(rules(5000u << 10, 0), "normalization rules");
  expect(rules(1u << 10, 'a' | 1u << 8 | 4u << 10), "normalization rules");
}

void TestTokenizerSentencepiece::damaged_bytes_never_crash_or_print() {
  const std::string whole = sample_bytes();
  std::mt19937 random(5);
  StderrCapture capture;
  for (int round = 0; round < 200; ++round) {
    std::string bytes = whole;
    if (round % 4 == 0) bytes.resize(random() % bytes.size());
    for (int change = 0; change <= round % 4; ++change) {
      const std::size_t near_end = std::min<std::size_t>(bytes.size(), 120);
      const std::size_t at = round % 2 ? random() % bytes.size() : bytes.size() - 1 - random() % near_end;
      bytes[at] = static_cast<char>(random());
    }
    try_hostile("sentencepiece", bytes);
  }
  QCOMPARE(capture.bytes_written(), 0L);
}

QUANTSCOPE_TEST(TestTokenizerSentencepiece)

}  // namespace test_tokenizer_sentencepiece

#include "test_tokenizer_sentencepiece.moc"
