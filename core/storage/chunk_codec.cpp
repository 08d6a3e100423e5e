#include "core/storage/chunk_codec.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace quantscope::storage {
namespace {

constexpr std::uint32_t shuffle_bit = 1, deflate_bit = 2;

/// Byte b of element i goes to position b·elements + i; bytes after the last whole element stay.
void shuffle(const std::byte* in, std::size_t elements, std::size_t size, std::byte* out) {
  for (std::size_t b = 0; b < size; ++b)
    for (std::size_t i = 0; i < elements; ++i) out[b * elements + i] = in[i * size + b];
}

void unshuffle(const std::byte* in, std::size_t elements, std::size_t size, std::byte* out) {
  for (std::size_t b = 0; b < size; ++b)
    for (std::size_t i = 0; i < elements; ++i) out[i * size + b] = in[b * elements + i];
}

}  // namespace

PackedChunk pack_chunk(std::span<const std::byte> chunk, std::size_t element_bytes) {
  std::vector<std::byte> shuffled(chunk.size());
  shuffle(chunk.data(), chunk.size() / element_bytes, element_bytes, shuffled.data());
  PackedChunk packed;
  z_stream stream{};
  if (::deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL, Z_RLE) == Z_OK) {
    packed.bytes.resize(chunk.size());
    stream.next_in = reinterpret_cast<Bytef*>(shuffled.data());
    stream.avail_in = static_cast<uInt>(shuffled.size());
    stream.next_out = packed.bytes.data();
    stream.avail_out = static_cast<uInt>(packed.bytes.size());
    const bool fits = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.bytes.resize(fits ? stream.total_out : 0);
    packed.bytes.shrink_to_fit();
    ::deflateEnd(&stream);
    if (fits) return packed;
  }
  packed.skipped_filters = deflate_bit;
  packed.bytes.resize(shuffled.size());
  std::memcpy(packed.bytes.data(), shuffled.data(), shuffled.size());
  return packed;
}

bool unpack_chunk(const PackedChunk& packed, std::size_t element_bytes, std::span<std::byte> chunk) {
  std::vector<std::byte> shuffled;
  const bool is_shuffled = !(packed.skipped_filters & shuffle_bit) && element_bytes > 1;
  if (is_shuffled) shuffled.resize(chunk.size());
  std::byte* const target = is_shuffled ? shuffled.data() : chunk.data();
  if (packed.skipped_filters & deflate_bit) {
    if (packed.bytes.size() != chunk.size()) return false;
    std::memcpy(target, packed.bytes.data(), chunk.size());
  } else {
    auto length = static_cast<uLongf>(chunk.size());
    if (::uncompress(reinterpret_cast<Bytef*>(target), &length, packed.bytes.data(),
                     static_cast<uLong>(packed.bytes.size())) != Z_OK ||
        length != chunk.size())
      return false;
  }
  if (is_shuffled) unshuffle(shuffled.data(), chunk.size() / element_bytes, element_bytes, chunk.data());
  return true;
}

}  // namespace quantscope::storage
