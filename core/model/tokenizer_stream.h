#pragma once

#include <span>
#include <string>

#include "core/model/tokenizer.h"

namespace quantscope::model {

/// Text of tokens that arrive one by one, in whole characters: bytes of an unfinished one wait. The tokenizer
/// must outlive it.
class TextStream {
 public:
  /// The text continues `before`; where these say nothing, the tokenizer's space before a text is left out.
  TextStream(const Tokenizer& tokenizer, std::span<const int> before);
  /// What this token completes.
  std::string add(int token);
  /// What is left: U+FFFD for each byte of an unfinished character.
  std::string rest();

 private:
  const Tokenizer& tokenizer_;
  bool at_start_;
  std::string waiting_;
};

/// All of it at once.
std::string continued_text(const Tokenizer& tokenizer, std::span<const int> before,
                           std::span<const int> tokens);

}  // namespace quantscope::model
