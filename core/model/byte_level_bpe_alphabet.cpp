#include "core/model/byte_level_bpe_alphabet.h"
#include "core/base/utf8.h"

#include <array>
#include <cstdint>


namespace quantscope::model {
namespace {

constexpr int characters_used = 0x144;  // the last is U+0143, for the byte 0xAD

constexpr bool spells_itself(int byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

struct Alphabet {
  std::array<std::uint16_t, 256> character_of_byte{};
  std::array<std::int16_t, characters_used> byte_of_character{};
};

constexpr Alphabet made_alphabet() {
  Alphabet alphabet;
  for (std::int16_t& byte : alphabet.byte_of_character) byte = -1;
  int next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    const int character = spells_itself(byte) ? byte : next++;
    alphabet.character_of_byte[static_cast<std::size_t>(byte)] = static_cast<std::uint16_t>(character);
    alphabet.byte_of_character[static_cast<std::size_t>(character)] = static_cast<std::int16_t>(byte);
  }
  return alphabet;
}

constexpr Alphabet alphabet = made_alphabet();

}  // namespace

std::string spelled_bytes(std::string_view bytes) {
  std::string spelling;
  spelling.reserve(2 * bytes.size());
  for (const char byte : bytes)
    base::append_character(spelling, alphabet.character_of_byte[static_cast<unsigned char>(byte)]);
  return spelling;
}

std::optional<std::string> bytes_of_spelling(std::string_view spelling) {
  std::string bytes;
  for (std::size_t at = 0; at < spelling.size();) {
    const auto first = static_cast<unsigned char>(spelling[at]);
    const std::size_t length = base::character_bytes(spelling[at]);
    if (length > 2 || at + length > spelling.size()) return std::nullopt;
    const std::size_t character =
        length == 1 ? first : (first & 0x1Fu) << 6 | (static_cast<unsigned char>(spelling[at + 1]) & 0x3Fu);
    const int byte = character < characters_used ? alphabet.byte_of_character[character] : -1;
    if (byte < 0) return std::nullopt;
    bytes += static_cast<char>(byte);
    at += length;
  }
  return bytes;
}

}  // namespace quantscope::model
