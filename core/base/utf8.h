#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quantscope::base {

/// The same text with U+FFFD for each byte that is no part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// surrogates, no overlong forms).
std::string valid_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);
/// Bytes of the character that begins with this byte of well-formed UTF-8.
std::size_t character_bytes(char first);
void append_character(std::string& text, char32_t character);

}  // namespace quantscope::base
