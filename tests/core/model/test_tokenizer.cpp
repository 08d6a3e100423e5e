#include <QTemporaryDir>

#include "core/storage/model_writer.h"
#include "tests/core/model/tokenizer_testing.h"
#include "tests/quantscope_test.h"

namespace test_tokenizer {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using nlohmann::json;

class TestTokenizer : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void the_sample_has_its_tokenizer();
  void a_file_without_tokenizer_says_what_helps();
  void an_unknown_kind_is_named();
  void more_tokens_than_the_model_has_are_refused();
  void ends_of_text_come_from_the_configuration();

 private:
  std::string write_file(const std::map<std::string, std::string>& config, const std::string& kind,
                         const std::string& bytes);
  std::unique_ptr<QTemporaryDir> folder_;
};

void TestTokenizer::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

std::string TestTokenizer::write_file(const std::map<std::string, std::string>& config,
                                      const std::string& kind, const std::string& bytes) {
  const std::string path = folder_->filePath("model.h5").toStdString();
  storage::ModelWriter::Header header;
  header.config = config;
  storage::ModelWriter writer(path, header);
  if (!kind.empty()) writer.write_tokenizer(kind, bytes);
  writer.commit();
  return path;
}

namespace {

std::string error_at(const std::string& path) {
  try {
    tokenizer_of(*storage::ModelFile::open(path));
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

std::string gpt2_json() {
  return golden()["kinds"][0]["tokenizer"].dump();
}

}  // namespace

void TestTokenizer::the_sample_has_its_tokenizer() {
  const auto tokenizer = tokenizer_of(*storage::ModelFile::open(sample_model_path()));
  QCOMPARE(tokenizer->kind(), std::string("sentencepiece"));
  QCOMPARE(tokenizer->vocabulary_size(), 2048);
  QCOMPARE(tokenizer->beginning_token(), std::optional<int>(1));
  QCOMPARE(tokenizer->end_tokens(), std::vector<int>{2});
}

void TestTokenizer::a_file_without_tokenizer_says_what_helps() {
  const std::string path = write_file({}, "", "");
  const std::string error = error_at(path);
  QVERIFY2(error.starts_with(path), error.c_str());
  QVERIFY2(error.find("no tokenizer") != std::string::npos, error.c_str());
  QVERIFY2(error.find("import") != std::string::npos, error.c_str());
}

void TestTokenizer::an_unknown_kind_is_named() {
  const std::string error = error_at(write_file({}, "tiktoken", "x"));
  QVERIFY2(error.find("tiktoken") != std::string::npos, error.c_str());
  QVERIFY2(error.find("bpe-json") != std::string::npos, error.c_str());
}

void TestTokenizer::more_tokens_than_the_model_has_are_refused() {
  const int size = make_tokenizer("bpe-json", gpt2_json(), "t")->vocabulary_size();
  const std::string error =
      error_at(write_file({{"vocab_size", std::to_string(size - 1)}}, "bpe-json", gpt2_json()));
  QVERIFY2(error.find(std::to_string(size)) != std::string::npos, error.c_str());
  QVERIFY2(error.find(std::to_string(size - 1)) != std::string::npos, error.c_str());
  QCOMPARE(error_at(write_file({{"vocab_size", std::to_string(size)}}, "bpe-json", gpt2_json())),
           std::string());
}

void TestTokenizer::ends_of_text_come_from_the_configuration() {
  const std::string path =
      write_file({{"vocab_size", "1000"}, {"bos_token_id", "7"}, {"eos_token_id", "[65, 66, 50256]"}},
                 "bpe-json", gpt2_json());
  const auto tokenizer = tokenizer_of(*storage::ModelFile::open(path));
  QCOMPARE(tokenizer->beginning_token(), std::optional<int>(7));
  QCOMPARE(tokenizer->end_token(), std::optional<int>(65));
  QCOMPARE(tokenizer->end_tokens(), (std::vector<int>{65, 66}));  // the third is outside the vocabulary
  QCOMPARE(tokenizer->token_bytes(65), std::string());
  QVERIFY(!tokenizer->token_bytes(64).empty());

  const auto none = tokenizer_of(*storage::ModelFile::open(
      write_file({{"bos_token_id", "null"}, {"eos_token_id", "-1"}}, "bpe-json", gpt2_json())));
  QVERIFY(!none->beginning_token() && !none->end_token() && none->end_tokens().empty());
}

QUANTSCOPE_TEST(TestTokenizer)

}  // namespace test_tokenizer

#include "test_tokenizer.moc"
