#include "core/model/tokenizer_split.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/model/tokenizer_fields.h"

namespace quantscope::model {
namespace {

struct Stretch {
  TextRange range;
  bool delimiter = false;
};

std::vector<Stretch> parts_of(std::string_view text, const std::vector<TextRange>& matches, bool inverted) {
  std::vector<Stretch> parts;
  std::size_t at = 0;
  for (const TextRange& match : matches) {
    if (match.begin > at) parts.push_back({{at, match.begin}, inverted});
    parts.push_back({match, !inverted});
    at = match.end;
  }
  if (at < text.size()) parts.push_back({{at, text.size()}, inverted});
  return parts;
}

std::vector<Stretch> joined(const std::vector<Stretch>& parts,
                            bool (*joins)(const Stretch& left, const Stretch& right)) {
  std::vector<Stretch> result;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (i > 0 && joins(parts[i - 1], parts[i]))
      result.back().range.end = parts[i].range.end;
    else
      result.push_back(parts[i]);
  return result;
}

}  // namespace

SplitBehaviour split_behaviour(const std::string& name, const std::string& where) {
  if (name == "Removed") return SplitBehaviour::removed;
  if (name == "Isolated") return SplitBehaviour::isolated;
  if (name == "MergedWithPrevious") return SplitBehaviour::merged_with_previous;
  if (name == "MergedWithNext") return SplitBehaviour::merged_with_next;
  if (name == "Contiguous") return SplitBehaviour::contiguous;
  throw base::Error(fmt::format("unknown behavior {}", name), where,
                    "expected Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
}

Pattern pattern_of(const nlohmann::json& step, const std::string& where) {
  const nlohmann::json& pattern = object_field(step, "pattern", where);
  return pattern.contains("String") ? Pattern::of_text(text_field(pattern, "String", where), where)
                                    : Pattern(text_field(pattern, "Regex", where), where);
}

std::vector<TextRange> split_ranges(std::string_view text, const std::vector<TextRange>& matches,
                                    SplitBehaviour behaviour, bool inverted) {
  std::vector<Stretch> parts = parts_of(text, matches, inverted);
  switch (behaviour) {
    case SplitBehaviour::removed:
      std::erase_if(parts, [](const Stretch& part) { return part.delimiter; });
      break;
    case SplitBehaviour::isolated:
      break;
    case SplitBehaviour::merged_with_previous:
      parts = joined(parts, [](const Stretch& left, const Stretch& right) {
        return !left.delimiter && right.delimiter;
      });
      break;
    case SplitBehaviour::merged_with_next:
      parts = joined(parts, [](const Stretch& left, const Stretch& right) {
        return left.delimiter && !right.delimiter;
      });
      break;
    case SplitBehaviour::contiguous:
      parts = joined(
          parts, [](const Stretch& left, const Stretch& right) { return left.delimiter == right.delimiter; });
      break;
  }
  std::vector<TextRange> ranges;
  for (const Stretch& part : parts) ranges.push_back(part.range);
  return ranges;
}

}  // namespace quantscope::model
