#include <random>

#include "core/base/utf8.h"
#include "core/model/byte_level_bpe_alphabet.h"
#include "tests/core/model/tokenizer_testing.h"
#include "tests/quantscope_test.h"

namespace test_tokenizer_bpe {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using nlohmann::json;

namespace {

std::shared_ptr<const Tokenizer> golden_tokenizer(std::size_t kind) {
  return make_tokenizer("bpe-json", golden()["kinds"][kind]["tokenizer"].dump(), "golden");
}

constexpr std::size_t gpt2 = 0, byte_fallback = 3;

}  // namespace

class TestTokenizerBpe : public QObject {
  Q_OBJECT

 private slots:
  void ids_are_those_of_an_independent_program_data();
  void ids_are_those_of_an_independent_program();
  void decoding_gives_the_text_back_in_every_script_data();
  void decoding_gives_the_text_back_in_every_script();
  void arbitrary_text_survives();
  void bytes_that_are_no_utf8_become_replacement_characters();
  void every_byte_has_a_spelling_of_its_own();
  void whole_words_win_over_merges_where_the_file_says_so();
  void a_missing_character_is_the_unknown_token_or_nothing();
  void long_words_are_merged_in_reasonable_time();
  void older_and_newer_spellings_of_a_file_are_the_same();
  void damage_is_named_data();
  void damage_is_named();
  void damaged_bytes_never_crash();
};

void TestTokenizerBpe::ids_are_those_of_an_independent_program_data() {
  QTest::addColumn<int>("kind");
  for (int kind = 0; kind < static_cast<int>(golden()["kinds"].size()); ++kind)
    QTest::newRow(golden()["kinds"][kind]["name"].get<std::string>().c_str()) << kind;
}

void TestTokenizerBpe::ids_are_those_of_an_independent_program() {
  QFETCH(int, kind);
  const auto tokenizer = golden_tokenizer(static_cast<std::size_t>(kind));
  const json& texts = golden()["texts"];
  const json& ids = golden()["kinds"][kind]["ids"];
  QVERIFY(texts.size() > 100 && texts.size() == ids.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    QVERIFY2(tokenizer->encode(texts[i].get<std::string>()) == ids[i].get<std::vector<int>>(),
             texts[i].dump().c_str());
}

void TestTokenizerBpe::decoding_gives_the_text_back_in_every_script_data() {
  ids_are_those_of_an_independent_program_data();
}

void TestTokenizerBpe::decoding_gives_the_text_back_in_every_script() {
  QFETCH(int, kind);
  const auto tokenizer = golden_tokenizer(static_cast<std::size_t>(kind));
  for (const json& entry : golden()["texts"]) {
    const std::string text = entry.get<std::string>();
    if (text.find("<|") != std::string::npos) continue;  // special tokens are no text
    const std::vector<int> ids = tokenizer->encode(text);
    const std::string spaces = replaced(text, space_mark, " ");
    QCOMPARE(tokenizer->decode(ids), static_cast<std::size_t>(kind) == byte_fallback ? spaces : text);
  }
}

void TestTokenizerBpe::arbitrary_text_survives() {
  for (std::size_t kind = 0; kind < golden()["kinds"].size(); ++kind) {
    const auto tokenizer = golden_tokenizer(kind);
    const bool holds = rc::check("decode(encode(text)) == text", [&] {
      const std::string text = arbitrary_text();
      if (kind == byte_fallback && text.find(space_mark) != std::string::npos) return;
      const std::vector<int> ids = tokenizer->encode(text);
      RC_ASSERT(tokenizer->decode(ids) == text);
      const std::string first_space = kind == byte_fallback && !text.empty() ? " " : "";
      RC_ASSERT(joined_bytes(*tokenizer, ids) == first_space + text);
    });
    QVERIFY(holds);
  }
}

void TestTokenizerBpe::bytes_that_are_no_utf8_become_replacement_characters() {
  const auto tokenizer = golden_tokenizer(gpt2);
  const auto round_trip = [&](std::string_view text) { return tokenizer->decode(tokenizer->encode(text)); };
  const std::string mark = "\xEF\xBF\xBD";
  QCOMPARE(round_trip("a\xFFz"), "a" + mark + "z");
  QCOMPARE(round_trip("\xC3"), mark);
  QCOMPARE(round_trip("\xE2\x82z"), mark + mark + "z");
  QCOMPARE(round_trip("\xC0\x80"), mark + mark);                        // overlong NUL
  QCOMPARE(round_trip("\xED\xA0\x80"), mark + mark + mark);             // a surrogate
  QCOMPARE(round_trip("\xF4\x90\x80\x80"), mark + mark + mark + mark);  // beyond U+10FFFF
  const bool holds = rc::check("any bytes become well-formed text", [&](const std::string& bytes) {
    const std::string text = round_trip(bytes);
    RC_ASSERT(base::is_valid_utf8(text));
    RC_ASSERT(text == base::valid_utf8(bytes));
    if (base::is_valid_utf8(bytes)) RC_ASSERT(text == bytes);
  });
  QVERIFY(holds);
  QVERIFY(tokenizer->encode("").empty());
  const std::string with_nul("a\0b", 3);
  QCOMPARE(round_trip(with_nul), with_nul);
}

void TestTokenizerBpe::every_byte_has_a_spelling_of_its_own() {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  QCOMPARE(bytes_of_spelling(spelled_bytes(all)), std::optional<std::string>(all));
  QCOMPARE(spelled_bytes(" \n\xAD"
                         "a"),
           std::string("\u0120\u010A\u0143a"));  // Ġ and Ċ of GPT-2's vocabulary
  QCOMPARE(bytes_of_spelling("a b"), std::optional<std::string>());
}

void TestTokenizerBpe::whole_words_win_over_merges_where_the_file_says_so() {
  json file = {{"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
               {"model",
                {{"type", "BPE"},
                 {"vocab", {{"a", 0}, {"b", 1}, {"c", 2}, {"ab", 3}, {"bc", 4}, {"abc", 5}}},
                 {"merges", {"b c", "a b"}},
                 {"ignore_merges", false}}}};
  const auto ids = [&] { return make_tokenizer("bpe-json", file.dump(), "t")->encode("abc"); };
  QCOMPARE(ids(), (std::vector<int>{0, 4}));
  file["model"]["ignore_merges"] = true;
  QCOMPARE(ids(), (std::vector<int>{5}));
}

void TestTokenizerBpe::a_missing_character_is_the_unknown_token_or_nothing() {
  json file = {{"model", {{"type", "BPE"}, {"vocab", {{"a", 0}, {"?", 1}}}, {"merges", json::array()}}}};
  const auto ids = [&] { return make_tokenizer("bpe-json", file.dump(), "t")->encode("axya"); };
  QCOMPARE(ids(), (std::vector<int>{0, 0}));
  file["model"]["unk_token"] = "?";
  QCOMPARE(ids(), (std::vector<int>{0, 1, 1, 0}));
  file["model"]["fuse_unk"] = true;
  QCOMPARE(ids(), (std::vector<int>{0, 1, 0}));
}

void TestTokenizerBpe::long_words_are_merged_in_reasonable_time() {
  const auto tokenizer = golden_tokenizer(gpt2);
  std::string word;
  for (int i = 0; i < 200'000; ++i) word += "abcdefgh"[i % 7];
  QCOMPARE(tokenizer->decode(tokenizer->encode(word)), word);
}

void TestTokenizerBpe::older_and_newer_spellings_of_a_file_are_the_same() {
  json file = golden()["kinds"][gpt2]["tokenizer"];
  const std::string text = golden()["texts"][0];
  const std::vector<int> expected = golden()["kinds"][gpt2]["ids"][0];
  file["model"].erase("type");
  json pairs = json::array();
  for (const std::string line : file["model"]["merges"])
    pairs.push_back({line.substr(0, line.find(' ')), line.substr(line.find(' ') + 1)});
  file["model"]["merges"] = pairs;
  QCOMPARE(make_tokenizer("bpe-json", file.dump(), "t")->encode(text), expected);
}

void TestTokenizerBpe::damage_is_named_data() {
  QTest::addColumn<QByteArray>("pointer");
  QTest::addColumn<QByteArray>("value");
  QTest::addColumn<QByteArray>("message");
  const auto row = [](const char* name, const char* pointer, const char* value, const char* message) {
    QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(message);
  };
  row("other model", "/model/type", R"("WordPiece")", "WordPiece is not supported");
  row("unigram", "/model/type", R"("Unigram")", "tokenizer.model");
  row("no model", "/model", "null", "\"model\" is missing");
  row("vocabulary of another type", "/model/vocab", "[1, 2]", "\"vocab\" is missing or of another type");
  row("empty vocabulary", "/model/vocab", "{}", "unknown token");
  row("id twice", "/model/vocab/!", "1", "two tokens have the id 1");
  row("negative id", "/model/vocab/!", "-1", "-1 is no token id");
  row("huge id", "/model/vocab/!", "4294967296", "4294967296 is no token id");
  row("fraction", "/model/vocab/!", "1.5", "1.5 is no token id");
  row("merges of another type", "/model/merges", "7", "\"merges\" is missing or of another type");
  row("merge of one", "/model/merges/0", R"("ab")", "is no merge");
  row("merge of three", "/model/merges/0", R"(["a", "b", "c"])", "is no merge");
  row("unknown token in a merge", "/model/merges/0", R"("a \u4e00")", "needs the unknown token");
  row("added token elsewhere", "/added_tokens/0/id", "5", "contradicts");
  row("added token without text", "/added_tokens/0/content", "null", "\"content\" is missing");
  row("pre-tokenizer", "/pre_tokenizer/type", R"("BertPreTokenizer")", "BertPreTokenizer is not supported");
  row("normalizer", "/normalizer", R"({"type": "Lowercase"})", "Lowercase is not supported");
  row("decoder", "/decoder/type", R"("WordPiece")", "the decoder WordPiece is not supported");
  row("expression", "/pre_tokenizer",
      R"({"type": "Split", "pattern": {"Regex": "(a"}, "behavior": "Isolated"})", "does not compile");
  row("intersection", "/pre_tokenizer",
      R"({"type": "Split", "pattern": {"Regex": "[a-z&&[^b]]"}, "behavior": "Isolated"})", "intersection");
  row("behaviour", "/pre_tokenizer", R"({"type": "Split", "pattern": {"Regex": "a"}, "behavior": "Lost"})",
      "unknown behavior Lost");
  row("prefix", "/model/continuing_subword_prefix", R"("##")", "continuing_subword_prefix");
}

void TestTokenizerBpe::damage_is_named() {
  QFETCH(QByteArray, pointer);
  QFETCH(QByteArray, value);
  QFETCH(QByteArray, message);
  json file = golden()["kinds"][gpt2]["tokenizer"];
  file[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
  const std::string error = error_of("bpe-json", file.dump());
  QVERIFY2(error.find(message.toStdString()) != std::string::npos, error.c_str());
  QVERIFY2(error.starts_with("tokenizer.h5"), error.c_str());
}

void TestTokenizerBpe::damaged_bytes_never_crash() {
  const std::string whole = golden()["kinds"][byte_fallback]["tokenizer"].dump();
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    if (round % 3 == 0) bytes.resize(random() % bytes.size());
    for (int change = 0; change <= round % 5; ++change)
      if (!bytes.empty()) bytes[random() % bytes.size()] = R"(0919-"{}[],:eaxn\/)"[random() % 18];
    try_hostile("bpe-json", bytes);
  }
  try_hostile("bpe-json", std::string(1'000'000, '['));
  try_hostile("bpe-json", "");
}

QUANTSCOPE_TEST(TestTokenizerBpe)

}  // namespace test_tokenizer_bpe

#include "test_tokenizer_bpe.moc"
