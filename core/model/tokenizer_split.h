#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/tokenizer_pattern.h"

namespace quantscope::model {

/// What becomes of the delimiters at which a text is split; names and meaning of Hugging Face's tokenizers.
enum class SplitBehaviour { removed, isolated, merged_with_previous, merged_with_next, contiguous };

/// Throws base::Error for another word.
SplitBehaviour split_behaviour(const std::string& name, const std::string& where);
/// The member "pattern": {"String": text} or {"Regex": expression}.
Pattern pattern_of(const nlohmann::json& step, const std::string& where);

/// The pieces of a text whose delimiters are `matches`; inverted, what is between these is the delimiter.
std::vector<TextRange> split_ranges(std::string_view text, const std::vector<TextRange>& matches,
                                    SplitBehaviour behaviour, bool inverted);

}  // namespace quantscope::model
