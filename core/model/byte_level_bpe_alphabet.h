#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quantscope::model {

/// Byte-level BPE spells every byte as a printable character, so that vocabularies are text (Radford et al.
/// 2019, encoder.py of GPT-2, bytes_to_unicode): printable Latin-1 bytes as themselves, the others as U+0100
/// and following in their order.
std::string spelled_bytes(std::string_view bytes);
/// The bytes that a text in that spelling stands for; nothing where a character is none of the alphabet.
std::optional<std::string> bytes_of_spelling(std::string_view spelling);

}  // namespace quantscope::model
