#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace quantscope::model {

/// A text cut into pieces that are tokenized each on its own. In order; without empty ones.
struct TextWords {
  std::vector<std::string> words;
  bool at_start = true;  ///< the first word begins the whole text, no added token stands before it
};

using NormalizerStep = std::function<std::string(std::string)>;
using WordStep = std::function<TextWords(TextWords)>;

/// The steps of a tokenizer.json's "normalizer": Prepend, Replace, Sequence; NFC does nothing. Throws
/// base::Error for others.
std::vector<NormalizerStep> normalizer_steps(const nlohmann::json& normalizer, const std::string& where);
/// The steps of its "pre_tokenizer": ByteLevel, Split, Digits, Punctuation, Metaspace, Sequence. Throws
/// base::Error for others.
std::vector<WordStep> word_steps(const nlohmann::json& pre_tokenizer, const std::string& where);

}  // namespace quantscope::model
