#include "core/model/tokenizer_pattern.h"
#include "core/model/tokenizer_words.h"
#include "tests/core/model/tokenizer_testing.h"
#include "tests/quantscope_test.h"

namespace test_tokenizer_words {

using namespace quantscope;
using namespace quantscope::model;
using nlohmann::json;
using Words = std::vector<std::string>;

namespace {

Words words_of(const json& pre_tokenizer, const std::string& text) {
  TextWords words{{text}};
  for (const WordStep& step : word_steps(pre_tokenizer, "test")) words = step(std::move(words));
  return words.words;
}

json split_at_hyphen(const char* behaviour, bool inverted = false) {
  return {{"type", "Split"}, {"pattern", {{"String", "-"}}}, {"behavior", behaviour}, {"invert", inverted}};
}

Words matches_of(const std::string& expression, const std::string& text) {
  Words found;
  for (const TextRange& range : Pattern(expression, "test").matches(text))
    found.push_back(text.substr(range.begin, range.end - range.begin));
  return found;
}

}  // namespace

class TestTokenizerWords : public QObject {
  Q_OBJECT

 private slots:
  void delimiters_go_where_the_behaviour_says();
  void digits_and_punctuation_stand_apart();
  void metaspace_puts_a_mark_before_words();
  void a_prefix_space_is_put_where_none_is();
  void normalizers_prepend_and_replace();
  void sets_inside_sets_are_unions();
  void white_space_is_that_of_unicode();
  void a_search_that_does_not_end_is_an_error();
};

/// The example of Hugging Face's documentation of SplitDelimiterBehavior.
void TestTokenizerWords::delimiters_go_where_the_behaviour_says() {
  const std::string text = "the-final--countdown";
  QCOMPARE(words_of(split_at_hyphen("Removed"), text), (Words{"the", "final", "countdown"}));
  QCOMPARE(words_of(split_at_hyphen("Isolated"), text), (Words{"the", "-", "final", "-", "-", "countdown"}));
  QCOMPARE(words_of(split_at_hyphen("MergedWithPrevious"), text),
           (Words{"the-", "final-", "-", "countdown"}));
  QCOMPARE(words_of(split_at_hyphen("MergedWithNext"), text), (Words{"the", "-final", "-", "-countdown"}));
  QCOMPARE(words_of(split_at_hyphen("Contiguous"), text), (Words{"the", "-", "final", "--", "countdown"}));
  QCOMPARE(words_of(split_at_hyphen("Removed", true), text), (Words{"-", "-", "-"}));
}

void TestTokenizerWords::digits_and_punctuation_stand_apart() {
  const std::string text = "ab12, ३!?";
  QCOMPARE(words_of({{"type", "Digits"}, {"individual_digits", false}}, text),
           (Words{"ab", "12", ", ", "३", "!?"}));
  QCOMPARE(words_of({{"type", "Digits"}, {"individual_digits", true}}, text),
           (Words{"ab", "1", "2", ", ", "३", "!?"}));
  QCOMPARE(words_of({{"type", "Punctuation"}}, text), (Words{"ab12", ",", " ३", "!", "?"}));
}

void TestTokenizerWords::metaspace_puts_a_mark_before_words() {
  const json always = {
      {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "always"}, {"split", true}};
  QCOMPARE(words_of(always, "Hey  friend!"), (Words{"▁Hey", "▁", "▁friend!"}));
  QCOMPARE(words_of(always, " Hey"), (Words{"▁Hey"}));
  const json never = {
      {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "never"}, {"split", false}};
  QCOMPARE(words_of(never, "Hey friend!"), (Words{"Hey▁friend!"}));
}

void TestTokenizerWords::a_prefix_space_is_put_where_none_is() {
  const json step = {{"type", "ByteLevel"}, {"add_prefix_space", true}};
  QCOMPARE(words_of(step, "Hi you"), (Words{"\u0120Hi", "\u0120you"}));
  QCOMPARE(words_of(step, " Hi"), (Words{"\u0120Hi"}));
}

void TestTokenizerWords::normalizers_prepend_and_replace() {
  const json both = {{"type", "Sequence"},
                     {"normalizers",
                      {{{"type", "Prepend"}, {"prepend", "_"}},
                       {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", "·"}},
                       {{"type", "Replace"}, {"pattern", {{"String", "a.c"}}}, {"content", ""}}}}};
  const auto normalized = [&](std::string text) {
    for (const NormalizerStep& step : normalizer_steps(both, "test")) text = step(text);
    return text;
  };
  QCOMPARE(normalized("x  y z   "), std::string("_x·y z·"));
  QCOMPARE(normalized("abca.cabc"), std::string("_abcabc"));
  QCOMPARE(normalized(""), std::string());
}

void TestTokenizerWords::sets_inside_sets_are_unions() {
  QCOMPARE(matches_of("[^(\\s|[.,!?…])]+", "so (what)? no|yes… x"), (Words{"so", "what", "no", "yes", "x"}));
  QCOMPARE(matches_of("[a[-]z]+", "a-z m"), (Words{"a-z"}));
  QCOMPARE(matches_of("[[:digit:]x]+", "12x y"), (Words{"12x"}));
  QCOMPARE(matches_of("\\h+", "fa G 09"), (Words{"fa", "09"}));
  QVERIFY_EXCEPTION_THROWN(Pattern("[a[^b]]", "test"), base::Error);
}

void TestTokenizerWords::white_space_is_that_of_unicode() {
  QCOMPARE(matches_of("\\s+", "a\u0085\u1680\u3000b\u180ec\u200bd\x1c"), (Words{"\u0085\u1680\u3000"}));
  QCOMPARE(matches_of("[\\sx]+", "y\u180ex\u2003"), (Words{"x\u2003"}));
  QCOMPARE(matches_of("\\S+", "ab\u00a0\u180e"), (Words{"ab", "\u180e"}));
}

void TestTokenizerWords::a_search_that_does_not_end_is_an_error() {
  const Pattern hopeless("(a+)+$", "test");
  std::string text(5000, 'a');
  text.push_back('b');
  QVERIFY_EXCEPTION_THROWN(hopeless.matches(text), base::Error);
}

QUANTSCOPE_TEST(TestTokenizerWords)

}  // namespace test_tokenizer_words

#include "test_tokenizer_words.moc"
