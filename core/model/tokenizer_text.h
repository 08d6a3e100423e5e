#pragma once

#include <string>
#include <string_view>

namespace quantscope::model {

/// U+2581, which stands for a space in tokens of sentencepiece.
inline constexpr std::string_view space_mark = "\xE2\x96\x81";

/// `text` with every `from`, which is not empty, replaced by `to`.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);
/// "<0x0A>", the token of a byte that no other token covers; −1 where the token is none of these.
int byte_of_token(std::string_view token);

}  // namespace quantscope::model
