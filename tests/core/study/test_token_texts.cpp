#include <QTest>
#include <map>
#include <random>

#include "core/study/token_texts.h"
#include "tests/quantscope_test.h"

namespace test_token_texts {

using namespace quantscope;

namespace {

/// Tokens with these bytes.
class ByteTokens : public model::Tokenizer {
 public:
  explicit ByteTokens(std::vector<std::string> bytes) : bytes_(std::move(bytes)) {}
  std::string kind() const override { return "bytes"; }
  std::vector<int> encode(std::string_view) const override { return {}; }
  std::string decode(std::span<const int> ids) const override {
    std::string text;
    for (const int id : ids) text += token_bytes(id);
    return text;
  }
  std::string token_bytes(int id) const override { return bytes_.at(static_cast<std::size_t>(id)); }
  int vocabulary_size() const override { return static_cast<int>(bytes_.size()); }
  std::optional<int> beginning_token() const override { return std::nullopt; }
  std::optional<int> end_token() const override { return std::nullopt; }

 private:
  std::vector<std::string> bytes_;
};

std::vector<std::string> texts(const std::vector<std::string>& bytes) {
  std::vector<int> ids(bytes.size());
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int>(i);
  return study::token_texts(ByteTokens(bytes), {}, ids);
}

using Texts = std::vector<std::string>;

/// Length of a longest common subsequence by trying all subsequences of the shorter one.
std::size_t longest_common(const std::vector<int>& a, const std::vector<int>& b) {
  std::size_t best = 0;
  for (std::uint32_t mask = 0; mask < (1u << b.size()); ++mask) {
    std::size_t taken = 0, at = 0;
    bool fits = true;
    for (std::size_t j = 0; j < b.size() && fits; ++j) {
      if (!(mask >> j & 1u)) continue;
      while (at < a.size() && a[at] != b[j]) ++at;
      fits = at < a.size();
      ++at;
      ++taken;
    }
    if (fits) best = std::max(best, taken);
  }
  return best;
}

}  // namespace

class TestTokenTexts : public QObject {
  Q_OBJECT

 private slots:
  void whole_characters_stand_with_their_tokens() {
    QCOMPARE(texts({" a", "é", "한", "🙂"}), (Texts{" a", "é", "한", "🙂"}));
    QCOMPARE(texts({}), Texts{});
  }

  void a_character_of_several_tokens_stands_with_the_last() {
    QCOMPARE(texts({"x", "\xED", "\x95", "\x9C", "y"}), (Texts{"x", "", "", "한", "y"}));
    QCOMPARE(texts({"a\xF0\x9F", "\x99\x82 b"}), (Texts{"a", "🙂 b"}));
  }

  void bytes_that_make_no_character_are_replaced() {
    QCOMPARE(texts({"\xFF"}), (Texts{"\uFFFD"}));
    QCOMPARE(texts({"\x80", "a"}), (Texts{"\uFFFD", "a"}));
    // A beginning that is not gone on with.
    QCOMPARE(texts({"a", "\xED"}), (Texts{"a", "\uFFFD"}));
  }

  void equal_texts_do_not_differ() {
    const std::vector<int> a{1, 2, 3};
    QCOMPARE(study::differing_tokens(a, a), (std::vector<bool>{false, false, false}));
    QCOMPARE(study::common_beginning(a, a), std::size_t{3});
    QCOMPARE(study::differing_tokens(a, {}), std::vector<bool>{});
    QCOMPARE(study::differing_tokens({}, a), (std::vector<bool>{true, true, true}));
  }

  void a_token_put_in_marks_itself_alone() {
    const std::vector<int> there{1, 2, 3, 4, 5}, here{1, 2, 9, 3, 4, 5};
    QCOMPARE(study::differing_tokens(there, here),
             (std::vector<bool>{false, false, true, false, false, false}));
    QCOMPARE(study::common_beginning(there, here), std::size_t{2});
    const std::vector<int> without{1, 2, 4, 5};
    QCOMPARE(study::differing_tokens(there, without), (std::vector<bool>{false, false, false, false}));
  }

  void as_many_tokens_are_left_as_a_longest_common_subsequence_has() {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
      std::vector<int> a(random() % 12), b(random() % 12);
      for (int& id : a) id = static_cast<int>(random() % 4);
      for (int& id : b) id = static_cast<int>(random() % 4);
      const std::vector<bool> differs = study::differing_tokens(a, b);
      QCOMPARE(differs.size(), b.size());
      std::vector<int> kept;
      for (std::size_t i = 0; i < b.size(); ++i)
        if (!differs[i]) kept.push_back(b[i]);
      QCOMPARE(kept.size(), longest_common(a, b));
      QCOMPARE(longest_common(a, kept), kept.size());
    }
  }
};

QUANTSCOPE_TEST(TestTokenTexts)

}  // namespace test_token_texts

#include "test_token_texts.moc"
