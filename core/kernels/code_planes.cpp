#include "core/kernels/code_planes.h"

#include <algorithm>
#include <cstring>

namespace quantscope::kernels {
namespace {

/// Where the three planes of a chunk begin.
struct ChunkPlanes {
  std::int64_t two = 0, one = 0, end = 0;

  ChunkPlanes(int bits, std::int64_t quads) {
    if (bits & 4) two = (quads + 1) / 2 * kQuadBytes;
    one = two;
    if (bits & 2) one += (quads + 3) / 4 * kQuadBytes;
    end = one;
    if (bits & 1) end += kQuadBytes;
  }
};

void pack_chunk(const std::uint8_t* codes, int bits, std::int64_t quads, std::uint8_t* planes) {
  const ChunkPlanes at(bits, quads);
  const int above_four = bits & 4, above_two = above_four + (bits & 2);
  std::memset(planes, 0, static_cast<std::size_t>(at.end));
  for (std::int64_t quad = 0; quad < quads; ++quad) {
    const std::uint8_t* from = codes + quad * kQuadBytes;
    const std::int64_t pair = quad / 2;
    const int nibble = static_cast<int>(quad % 2) * 4;
    const auto add = [&](std::uint8_t* to, int low_bit, int mask, int position) {
      for (std::int64_t i = 0; i < kQuadBytes; ++i)
        to[i] = static_cast<std::uint8_t>(to[i] | ((from[i] >> low_bit) & mask) << position);
    };
    if (bits & 4) add(planes + pair * kQuadBytes, 0, 15, nibble);
    if (bits & 2)
      add(planes + at.two + pair / 2 * kQuadBytes, above_four, 3, static_cast<int>(pair % 2) * 2 + nibble);
    if (bits & 1) add(planes + at.one, above_two, 1, static_cast<int>(pair) + nibble);
  }
}

}  // namespace

int stored_bits(const formats::IntegerFormat& format) {
  return format.bits == 1 && format.symmetric ? 2 : format.bits;
}

std::int64_t plane_bytes(int bits, std::int64_t quads) {
  if (bits == 8) return quads * kQuadBytes;
  const std::int64_t rest = quads % kChunkQuads;
  return quads / kChunkQuads * bits * kQuadBytes + (rest ? ChunkPlanes(bits, rest).end : 0);
}

void pack_planes(const std::uint8_t* codes, int bits, std::int64_t quads, std::uint8_t* planes) {
  if (bits == 8) {
    std::memcpy(planes, codes, static_cast<std::size_t>(quads * kQuadBytes));
    return;
  }
  for (std::int64_t quad = 0; quad < quads; quad += kChunkQuads) {
    pack_chunk(codes + quad * kQuadBytes, bits, std::min(kChunkQuads, quads - quad), planes);
    planes += bits * kQuadBytes;
  }
}

int code_in_planes(const std::uint8_t* planes, int bits, std::int64_t quads, std::int64_t quad,
                   std::int64_t index) {
  if (bits == 8) return planes[quad * kQuadBytes + index];
  const std::int64_t chunk = quad / kChunkQuads;
  const ChunkPlanes at(bits, std::min(kChunkQuads, quads - chunk * kChunkQuads));
  const std::uint8_t* from = planes + chunk * bits * kQuadBytes + index;
  const std::int64_t pair = quad % kChunkQuads / 2;
  const int nibble = static_cast<int>(quad % 2) * 4;
  int code = 0, position = 0;
  if (bits & 4) {
    code = from[pair * kQuadBytes] >> nibble & 15;
    position = 4;
  }
  if (bits & 2) {
    code |= (from[at.two + pair / 2 * kQuadBytes] >> (static_cast<int>(pair % 2) * 2 + nibble) & 3)
            << position;
    position += 2;
  }
  if (bits & 1) code |= (from[at.one] >> (static_cast<int>(pair) + nibble) & 1) << position;
  return code;
}

}  // namespace quantscope::kernels
