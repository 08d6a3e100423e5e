#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/byte_level_bpe_merges.h"
#include "core/model/tokenizer_words.h"

namespace quantscope::model {

/// A token that is found in the text before anything else is done with it.
struct AddedToken {
  int id = 0;
  std::string content;
  bool special = false;      ///< no text: left out in decoding
  bool single_word = false;  ///< only where no letter, digit or underscore stands beside it
  bool takes_left = false, takes_right = false;  ///< the white space there
  bool normalized = false;                       ///< found in the normalized text
};

/// Looks up std::string_view without a copy.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Vocabulary = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

/// How the tokens of a vocabulary spell text.
enum class TokenSpelling {
  bytes,  ///< each byte as a printable character, see spelled_bytes
  text    ///< characters, U+2581 for a space, <0x0A> for a byte
};

/// A tokenizer.json with model BPE.
struct BpeDescription {
  std::vector<NormalizerStep> normalizer;
  std::vector<WordStep> words;
  Vocabulary vocabulary;
  MergeTable merges;
  std::vector<AddedToken> added;
  std::optional<int> unknown;  ///< the token of characters that are not in the vocabulary
  bool joins_unknown = false;  ///< one token for several of them in a row
  bool byte_fallback = false;  ///< their bytes instead, where these are tokens
  bool whole_words = false;    ///< a word that is a token is taken as it is, whatever the merges say
  TokenSpelling spelling = TokenSpelling::bytes;
  bool drops_leading_space = false;  ///< in decoding
  int size = 0;                      ///< highest id + 1
};

/// Throws base::Error naming `where` and the part that is damaged or not supported.
BpeDescription read_bpe_json(std::string_view json, const std::string& where);

}  // namespace quantscope::model
