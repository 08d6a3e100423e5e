#include <fmt/format.h>

#include "core/base/error.h"
#include "core/model/tokenizer_fields.h"
#include "core/model/tokenizer_pattern.h"
#include "core/model/tokenizer_split.h"
#include "core/model/tokenizer_words.h"

namespace quantscope::model {
namespace {

NormalizerStep prepend(const std::string& prefix) {
  return [prefix](std::string text) { return text.empty() ? text : prefix + text; };
}

NormalizerStep replace(const Pattern& pattern, const std::string& content) {
  return [pattern, content](const std::string& text) {
    std::string result;
    std::size_t at = 0;
    for (const TextRange& match : pattern.matches(text)) {
      result.append(text, at, match.begin - at).append(content);
      at = match.end;
    }
    return result.append(text, at);
  };
}

}  // namespace

std::vector<NormalizerStep> normalizer_steps(const nlohmann::json& normalizer, const std::string& where) {
  if (normalizer.is_null()) return {};
  const std::string type = text_field(normalizer, "type", where);
  if (type == "Prepend") return {prepend(text_field(normalizer, "prepend", where))};
  if (type == "Replace")
    return {replace(pattern_of(normalizer, where), text_field(normalizer, "content", where))};
  if (type == "NFC") return {};
  if (type != "Sequence")
    throw base::Error(fmt::format("the normalizer {} is not supported", type), where,
                      "supported are Prepend, Replace and NFC");
  std::vector<NormalizerStep> steps;
  for (const nlohmann::json& part : list_field(normalizer, "normalizers", where)) {
    if (part.is_object() && part.value("type", nlohmann::json()) == "Sequence")
      throw base::Error("a sequence of normalizers inside another", where, "it is not supported");
    for (NormalizerStep& step : normalizer_steps(part, where)) steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace quantscope::model
