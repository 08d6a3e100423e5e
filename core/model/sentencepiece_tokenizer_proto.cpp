#include "core/model/sentencepiece_tokenizer_proto.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace quantscope::model {
namespace {

/// One field of a message in protocol buffers' wire format.
struct Field {
  std::uint64_t number = 0;
  std::uint64_t value = 0;   ///< of a varint or a fixed number
  std::string_view content;  ///< of text, bytes or a message
};

class WireReader {
 public:
  WireReader(std::string_view bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

  bool next(Field& field) {
    if (at_ == bytes_.size()) return false;
    const std::uint64_t tag = varint();
    field = {};
    field.number = tag >> 3;
    switch (tag & 7) {
      case 0:
        field.value = varint();
        break;
      case 1:
        field.value = fixed(8);
        break;
      case 2:
        field.content = taken(varint());
        break;
      case 5:
        field.value = fixed(4);
        break;
      default:
        damaged();
    }
    return true;
  }

 private:
  [[noreturn]] void damaged() const {
    throw base::Error(fmt::format("the sentencepiece model is damaged at byte {}", at_), where_,
                      "import the checkpoint's tokenizer.model again");
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) damaged();
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    damaged();
  }
  std::string_view taken(std::uint64_t count) {
    if (count > bytes_.size() - at_) damaged();
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  std::uint64_t fixed(std::uint64_t bytes) {
    const std::string_view part = taken(bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < part.size(); ++i)
      value |= std::uint64_t{static_cast<unsigned char>(part[i])} << (8 * i);
    return value;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string where_;
};

std::string read_piece(std::string_view bytes, std::size_t id, const std::string& where) {
  WireReader reader(bytes, where);
  std::string piece;
  for (Field field; reader.next(field);) {
    if (field.number == 1) piece = field.content;
    if (field.number == 2 && !std::isfinite(std::bit_cast<float>(static_cast<std::uint32_t>(field.value))))
      throw base::Error(fmt::format("the score of token {} is no finite number", id), where);
    if (field.number == 3 && (field.value < 1 || field.value > 6))
      throw base::Error(fmt::format("token {} is of unknown type {}", id, field.value), where);
  }
  if (piece.empty() || piece.find('\0') != std::string::npos || !base::is_valid_utf8(piece))
    throw base::Error(fmt::format("token {} is no text", id), where, "the sentencepiece model is damaged");
  return piece;
}

/// The normalizer's rules: the size of a double-array trie (4 bytes), the trie, and the replacements as texts
/// that end in NUL. Every place that a text could lead to must lie inside.
void check_normalization(std::string_view rules, const std::string& where) {
  if (rules.empty()) return;
  const base::Error damaged("the normalization rules of the sentencepiece model are damaged", where,
                            "import the checkpoint's tokenizer.model again");
  std::uint32_t trie_bytes = 0;
  if (rules.size() <= sizeof trie_bytes) throw damaged;
  std::memcpy(&trie_bytes, rules.data(), sizeof trie_bytes);
  if (trie_bytes == 0 || trie_bytes % 4 != 0 || trie_bytes >= rules.size() - sizeof trie_bytes) throw damaged;
  std::vector<std::uint32_t> units(trie_bytes / 4);
  std::memcpy(units.data(), rules.data() + sizeof trie_bytes, trie_bytes);
  const std::string_view replacements = rules.substr(sizeof trie_bytes + trie_bytes);
  if (replacements.back() != '\0') throw damaged;

  const auto offset = [](std::uint32_t unit) { return (unit >> 10) << ((unit & (1u << 9)) >> 6); };
  std::vector<bool> seen(units.size());
  std::vector<std::uint32_t> open;
  const auto enter = [&](std::uint32_t position) {
    if ((position | 0xFFu) >= units.size()) throw damaged;
    if (seen[position]) return;
    seen[position] = true;
    open.push_back(position);
  };
  enter(offset(units[0]));
  while (!open.empty()) {
    const std::uint32_t position = open.back();
    open.pop_back();
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t child = position ^ byte, unit = units[child];
      if ((unit & (0x80000000u | 0xFFu)) != byte) continue;
      const std::uint32_t after = child ^ offset(unit);
      enter(after);
      const bool ends_a_key = ((unit >> 8) & 1) != 0;
      if (ends_a_key && (units[after] & 0x7FFFFFFFu) >= replacements.size()) throw damaged;
    }
  }
}

void read_normalizer(std::string_view bytes, SentencepieceProto* proto, const std::string& where) {
  WireReader reader(bytes, where);
  for (Field field; reader.next(field);) {
    if (field.number == 2) check_normalization(field.content, where);
    if (!proto) continue;
    if (field.number == 3) proto->dummy_prefix = field.value != 0;
    if (field.number == 4) proto->removes_extra_whitespace = field.value != 0;
  }
}

}  // namespace

SentencepieceProto read_sentencepiece_proto(std::string_view bytes, const std::string& where) {
  SentencepieceProto proto;
  WireReader reader(bytes, where);
  for (Field field; reader.next(field);) {
    if (field.number == 1) proto.pieces.push_back(read_piece(field.content, proto.pieces.size(), where));
    if (field.number == 3) read_normalizer(field.content, &proto, where);
    if (field.number == 5) read_normalizer(field.content, nullptr, where);
  }
  if (proto.pieces.empty())
    throw base::Error("the sentencepiece model has no tokens", where,
                      "import the checkpoint's tokenizer.model again");
  return proto;
}

}  // namespace quantscope::model
