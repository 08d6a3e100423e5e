#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace quantscope::hardware_testing {

/// Evaluates what a derivation fills in: "max(√(41 µs² + 3 µs²), 2 µs) + 4 µs". Knows + − · / ², max(), √(),
/// ⌈⌉, units with SI prefixes, words before numbers ("dram 3 mJ"), and passes over what follows a semicolon
/// or ", bound".
class FilledFormula {
 public:
  explicit FilledFormula(std::string_view text)
      : text_(text.substr(0, std::min(text.find(';'), text.find(", bound")))) {}

  /// Throws std::runtime_error where the text is no formula.
  double value() {
    const double result = sum();
    skip();
    if (!text_.empty()) throw std::runtime_error("not read: " + std::string(text_));
    return result;
  }

 private:
  void skip() {
    while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
  }
  bool take(std::string_view sign) {
    skip();
    if (!text_.starts_with(sign)) return false;
    text_.remove_prefix(sign.size());
    return true;
  }
  void need(std::string_view sign) {
    if (!take(sign)) throw std::runtime_error("no " + std::string(sign) + " before: " + std::string(text_));
  }

  double sum() {
    double result = product();
    for (;;) {
      if (take("+"))
        result += product();
      else if (take("−"))
        result -= product();
      else
        return result;
    }
  }
  double product() {
    double result = factor();
    for (;;) {
      if (take("·"))
        result *= factor();
      else if (take("/ "))
        result /= factor();
      else
        return result;
    }
  }
  double factor() {
    double result = 0;
    if (take("max(")) {
      result = sum();
      while (take(",")) result = std::max(result, sum());
      need(")");
    } else if (take("√(")) {
      result = std::sqrt(sum());
      need(")");
    } else if (take("⌈")) {
      result = std::ceil(sum());
      need("⌉");
    } else if (take("(")) {
      result = sum();
      need(")");
    } else {
      result = number();
    }
    return take("²") ? result * result : result;
  }
  /// Behind a word or none; with its unit or none.
  double number() {
    skip();
    while (!text_.empty() && !std::isdigit(static_cast<unsigned char>(text_.front())) &&
           text_.front() != '-') {
      if (!std::isalpha(static_cast<unsigned char>(text_.front())))
        throw std::runtime_error("no number: " + std::string(text_));
      const std::size_t end = text_.find(' ');
      if (end == std::string_view::npos) throw std::runtime_error("no number: " + std::string(text_));
      text_.remove_prefix(end);
      skip();
    }
    const std::string copy(text_);
    char* end = nullptr;
    double result = std::strtod(copy.c_str(), &end);
    text_.remove_prefix(static_cast<std::size_t>(end - copy.c_str()));
    for (const std::string_view unit : {"op/s", "op/B", "op", "MAC", "B/s", "B", "Hz", "J", "s"}) {
      constexpr std::string_view prefixes[] = {"f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"};
      for (int i = 0; i < 12; ++i) {
        const std::string whole = " " + std::string(prefixes[i]) + std::string(unit);
        if (!text_.starts_with(whole)) continue;
        const std::string_view after = text_.substr(whole.size());
        if (!after.empty() &&
            (std::isalnum(static_cast<unsigned char>(after.front())) || after.front() == '/'))
          continue;
        text_ = after;
        return result * std::pow(1000.0, i - 5);
      }
    }
    return result;
  }

  std::string_view text_;
};

}  // namespace quantscope::hardware_testing
