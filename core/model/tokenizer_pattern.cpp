#include "core/model/tokenizer_pattern.h"

#include <fmt/format.h>

#include <utility>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/base/error.h"

namespace quantscope::model {
namespace {

template <auto free_function>
struct Freed {
  template <typename Object>
  void operator()(Object* object) const {
    free_function(object);
  }
};

using CompiledCode = std::unique_ptr<pcre2_code, Freed<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context_free>>;

constexpr std::uint32_t step_limit = 1'000'000;
constexpr std::uint32_t heap_limit_kibibytes = 64 * 1024;

std::string message_of(int code) {
  PCRE2_UCHAR text[256];
  pcre2_get_error_message(code, text, sizeof text);
  return reinterpret_cast<const char*>(text);
}

}  // namespace

struct Pattern::Code {
  CompiledCode compiled;
  std::string expression;
};

Pattern::Pattern(const std::string& expression, std::string where) : where_(std::move(where)) {
  const std::string translated = pcre2_expression(expression, where_);
  int problem = 0;
  PCRE2_SIZE position = 0;
  const auto code = std::make_shared<Code>();
  code->expression = expression;
  code->compiled.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &problem, &position,
                                     nullptr));
  if (!code->compiled)
    throw base::Error(
        fmt::format("the regular expression {} does not compile: {}", expression, message_of(problem)),
        where_);
  pcre2_jit_compile(code->compiled.get(), PCRE2_JIT_COMPLETE);  // where the machine has it
  code_ = code;
}

Pattern Pattern::of_text(const std::string& text, std::string where) {
  std::string quoted;
  for (const char c : text) {
    const bool is_ascii_sign =
        (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    if (is_ascii_sign) quoted += '\\';
    quoted += c;
  }
  return Pattern(quoted, std::move(where));
}

std::vector<TextRange> Pattern::matches(std::string_view text) const {
  const MatchContext context(pcre2_match_context_create(nullptr));
  const MatchData data(pcre2_match_data_create(1, nullptr));
  if (!context || !data) throw base::Error("no memory for a text search", where_);
  pcre2_set_match_limit(context.get(), step_limit);
  pcre2_set_heap_limit(context.get(), heap_limit_kibibytes);

  std::vector<TextRange> found;
  const auto subject = reinterpret_cast<PCRE2_SPTR>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    const auto match = [&](std::uint32_t options) {
      return pcre2_match(code_->compiled.get(), subject, text.size(), at, PCRE2_NOTEMPTY | options,
                         data.get(), context.get());
    };
    int result = match(PCRE2_NO_UTF_CHECK);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = match(PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT);
    if (result == PCRE2_ERROR_NOMATCH) break;
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
    if (result < 0 || offsets[0] < at || offsets[1] <= offsets[0])
      throw base::Error(fmt::format("the search for {} fails at byte {} of the text: {}", code_->expression,
                                    at, result < 0 ? message_of(result) : "it turns back"),
                        where_);
    found.push_back({offsets[0], offsets[1]});
    at = offsets[1];
  }
  return found;
}

}  // namespace quantscope::model
