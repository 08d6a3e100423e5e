#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope::model {

/// Bytes [begin, end) of a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A regular expression of a tokenizer.json. Such files are written for Oniguruma's Ruby syntax; it is run by
/// PCRE2 with Unicode classes, see pcre2_expression. Thread-safe.
class Pattern {
 public:
  /// Throws base::Error naming `where` for an expression that does not compile or is not supported.
  Pattern(const std::string& expression, std::string where);
  /// Matches exactly this text.
  static Pattern of_text(const std::string& text, std::string where);

  /// Matches in well-formed UTF-8, from left to right, without overlap; empty ones are left out. Throws
  /// base::Error where the search takes too many steps.
  std::vector<TextRange> matches(std::string_view text) const;

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
  std::string where_;
};

/// The expression as PCRE2 understands it. Differences that tokenizers meet: a set inside a set is a union in
/// Oniguruma ("[^(\s|[.,!?])]" of BLOOM), \h is a hexadecimal digit there, and \s is Unicode's White_Space,
/// which has no U+180E. Throws base::Error for intersections (&&) and negated sets inside sets.
std::string pcre2_expression(std::string_view expression, const std::string& where);

}  // namespace quantscope::model
