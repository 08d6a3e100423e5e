#include <fmt/format.h>

#include "core/base/error.h"
#include "core/model/tokenizer_pattern.h"

namespace quantscope::model {
namespace {

/// Unicode 15, PropList: White_Space.
constexpr std::string_view white_space =
    R"(\x{9}-\x{d}\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000})";
constexpr std::string_view hexadecimal = "0-9A-Fa-f";

class Translation {
 public:
  Translation(std::string_view from, const std::string& where) : from_(from), where_(where) {}

  std::string run() {
    while (at_ < from_.size()) {
      if (from_[at_] == '\\')
        escape();
      else if (depth_ > 0)
        inside_set();
      else if (from_[at_] == '[')
        open_set();
      else
        to_ += from_[at_++];
    }
    return to_;
  }

 private:
  [[noreturn]] void unsupported(const char* what) const {
    throw base::Error(fmt::format("{} in the regular expression {}", what, from_), where_,
                      "this part of the syntax is not supported");
  }
  bool follows(std::string_view text) const { return from_.substr(at_).starts_with(text); }

  void escape() {
    const char letter = at_ + 1 < from_.size() ? from_[at_ + 1] : '\0';
    const std::string_view members = letter == 's' || letter == 'S'   ? white_space
                                     : letter == 'h' || letter == 'H' ? hexadecimal
                                                                      : "";
    const bool negated = letter == 'S' || letter == 'H';
    if (members.empty() || (negated && depth_ > 0))
      to_ += from_.substr(at_, 2);
    else if (depth_ > 0)
      to_ += members;
    else
      to_ += fmt::format("[{}{}]", negated ? "^" : "", members);
    at_ += 2;
  }

  void open_set() {
    to_ += from_[at_++];
    depth_ = 1;
    if (follows("^")) to_ += from_[at_++];
  }

  void inside_set() {
    if (follows("&&")) unsupported("an intersection of sets");
    if (follows("[:")) {
      const std::size_t end = from_.find(":]", at_);
      if (end == std::string_view::npos) unsupported("an unfinished class");
      to_ += from_.substr(at_, end + 2 - at_);
      at_ = end + 2;
    } else if (follows("[^")) {
      unsupported("a negated set inside a set");
    } else if (follows("[")) {
      ++depth_, ++at_;
    } else if (follows("]")) {
      ++at_;
      if (--depth_ == 0) to_ += ']';
    } else {
      if (from_[at_] == '-' && beside_bracket()) to_ += '\\';
      to_ += from_[at_++];
    }
  }

  /// A hyphen there is itself, and must not become a range when the inner bracket goes.
  bool beside_bracket() const {
    const auto is_bracket = [](char c) { return c == '[' || c == ']'; };
    const bool escaped_before = at_ >= 2 && from_[at_ - 2] == '\\';
    return (is_bracket(from_[at_ - 1]) && !escaped_before) ||
           (at_ + 1 < from_.size() && is_bracket(from_[at_ + 1]));
  }

  std::string_view from_;
  const std::string& where_;
  std::string to_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string pcre2_expression(std::string_view expression, const std::string& where) {
  return Translation(expression, where).run();
}

}  // namespace quantscope::model
