#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/model/tokenizer.h"

namespace quantscope::study {

/// What each of these tokens adds to a text that begins with `before`, in whole characters of UTF-8: where a
/// character takes several tokens, the one that completes it has all of it. Bytes that make no character give
/// U+FFFD each.
std::vector<std::string> token_texts(const model::Tokenizer& tokenizer, std::span<const int> before,
                                     std::span<const int> ids);

/// True for tokens that are in no longest common subsequence with the reference: what one has to change to
/// get from the reference to this text.
std::vector<bool> differing_tokens(std::span<const int> reference, std::span<const int> tokens);

/// Tokens that both have at the beginning.
std::size_t common_beginning(std::span<const int> reference, std::span<const int> tokens);

}  // namespace quantscope::study
