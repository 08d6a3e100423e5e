#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quantscope::model {

/// U+2581, which stands for a space in tokens of sentencepiece.
inline constexpr std::string_view space_mark = "\xE2\x96\x81";

/// The same text with U+FFFD for each byte that is no part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// surrogates, no overlong forms).
std::string well_formed_utf8(std::string_view bytes);
bool is_well_formed_utf8(std::string_view bytes);
/// Bytes of the character that begins with this byte of well-formed UTF-8.
std::size_t character_bytes(char first);
void append_character(std::string& text, char32_t character);
/// `text` with every `from`, which is not empty, replaced by `to`.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);
/// "<0x0A>", the token of a byte that no other token covers; −1 where the token is none of these.
int byte_of_token(std::string_view token);

}  // namespace quantscope::model
