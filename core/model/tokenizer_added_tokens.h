#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/tokenizer_json.h"
#include "core/model/tokenizer_pattern.h"

namespace quantscope::model {

/// A piece of a text: a token, or text that is still to be encoded.
struct TextPiece {
  std::string text;
  int token = -1;  ///< −1: none yet
};

/// Finds added tokens in a text: the leftmost, of those that begin at one place the longest.
class AddedTokenFinder {
 public:
  AddedTokenFinder(std::vector<AddedToken> tokens, const std::string& where);
  std::vector<TextPiece> split(std::string_view text) const;

 private:
  const AddedToken* token_at(std::string_view text, std::size_t at) const;
  bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) const;

  std::vector<AddedToken> tokens_;  ///< longest first
  std::array<std::vector<std::size_t>, 256> by_first_byte_;
  Pattern word_, space_;
};

}  // namespace quantscope::model
