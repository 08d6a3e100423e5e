#include "core/model/tokenizer_words.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/model/byte_level_bpe_alphabet.h"
#include "core/model/tokenizer_fields.h"
#include "core/model/tokenizer_split.h"
#include "core/model/tokenizer_text.h"

namespace quantscope::model {
namespace {

using nlohmann::json;

/// Radford et al. 2019, encoder.py of GPT-2.
constexpr const char* gpt2_words =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
/// ASCII punctuation and Unicode's, as Hugging Face's Punctuation has it.
constexpr const char* punctuation_mark = R"([!-/:-@\[-`{-~\p{P}])";

WordStep split(const Pattern& pattern, SplitBehaviour behaviour, bool inverted) {
  return [=](TextWords text) {
    std::vector<std::string> words;
    for (const std::string& word : text.words)
      for (const TextRange& range : split_ranges(word, pattern.matches(word), behaviour, inverted))
        words.push_back(word.substr(range.begin, range.end - range.begin));
    text.words = std::move(words);
    return text;
  };
}

WordStep space_first() {
  return [](TextWords text) {
    for (std::string& word : text.words)
      if (!word.starts_with(' ')) word.insert(0, 1, ' ');
    return text;
  };
}

WordStep spell_bytes() {
  return [](TextWords text) {
    for (std::string& word : text.words) word = spelled_bytes(word);
    return text;
  };
}

std::vector<WordStep> byte_level(const json& step, const std::string& where) {
  std::vector<WordStep> steps;
  if (flag_field(step, "add_prefix_space", where, true)) steps.push_back(space_first());
  if (flag_field(step, "use_regex", where, true))
    steps.push_back(split(Pattern(gpt2_words, where), SplitBehaviour::isolated, false));
  steps.push_back(spell_bytes());
  return steps;
}

std::vector<WordStep> metaspace(const json& step, const std::string& where) {
  const std::string mark = text_field(step, "replacement", where, std::string(space_mark));
  const bool old_flag = flag_field(step, "add_prefix_space", where, true);
  const std::string scheme = text_field(step, "prepend_scheme", where, old_flag ? "always" : "never");
  if (scheme != "always" && scheme != "first" && scheme != "never")
    throw base::Error(fmt::format("unknown prepend_scheme {}", scheme), where,
                      "expected always, first or never");
  std::vector<WordStep> steps{[=](TextWords text) {
    for (std::size_t i = 0; i < text.words.size(); ++i) {
      std::string word = replaced(text.words[i], " ", mark);
      const bool prepends = scheme == "always" || (scheme == "first" && i == 0 && text.at_start);
      text.words[i] = prepends && !word.starts_with(mark) ? mark + word : word;
    }
    return text;
  }};
  if (flag_field(step, "split", where, true))
    steps.push_back(split(Pattern::of_text(mark, where), SplitBehaviour::merged_with_next, false));
  return steps;
}

std::vector<WordStep> sequence(const json& step, const std::string& where) {
  std::vector<WordStep> steps;
  for (const json& part : list_field(step, "pretokenizers", where)) {
    if (part.is_object() && part.value("type", json()) == "Sequence")
      throw base::Error("a sequence of pre-tokenizers inside another", where, "it is not supported");
    for (WordStep& inner : word_steps(part, where)) steps.push_back(std::move(inner));
  }
  return steps;
}

}  // namespace

std::vector<WordStep> word_steps(const json& pre_tokenizer, const std::string& where) {
  if (pre_tokenizer.is_null()) return {};
  const std::string type = text_field(pre_tokenizer, "type", where);
  if (type == "Sequence") return sequence(pre_tokenizer, where);
  if (type == "ByteLevel") return byte_level(pre_tokenizer, where);
  if (type == "Metaspace") return metaspace(pre_tokenizer, where);
  if (type == "Split")
    return {split(pattern_of(pre_tokenizer, where),
                  split_behaviour(text_field(pre_tokenizer, "behavior", where), where),
                  flag_field(pre_tokenizer, "invert", where, false))};
  if (type == "Digits")
    return {split(Pattern(R"(\p{N})", where),
                  flag_field(pre_tokenizer, "individual_digits", where, false) ? SplitBehaviour::isolated
                                                                               : SplitBehaviour::contiguous,
                  false)};
  if (type == "Punctuation")
    return {split(Pattern(punctuation_mark, where),
                  split_behaviour(text_field(pre_tokenizer, "behavior", where, "Isolated"), where), false)};
  throw base::Error(fmt::format("the pre-tokenizer {} is not supported", type), where,
                    "supported are ByteLevel, Split, Digits, Punctuation, Metaspace and sequences of these");
}

}  // namespace quantscope::model
