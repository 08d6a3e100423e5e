#pragma once

#include <cstdint>

#include "core/formats/integer_format.h"
#include "core/kernels/dot_tile.h"

namespace quantscope::kernels {

// Weight codes of 1–8 bits, densely packed and quick to take apart with shifts and masks. The unit is a quad:
// 4 columns of 16 outputs, 64 codes as [output][column]. Codes are stored unsigned, u = q + 2^(bits − 1).
//
// Every 8 quads of a group of columns (32 columns; the last chunk may have fewer) are stored as planes of
// 64-byte vectors, byte i of which belongs to code i of each of its quads:
//   bits & 4: the low 4 bits of the codes, two quads a vector: quad 2p in the low nibble, 2p + 1 in the high
//   bits & 2: the next 2 bits, four quads a vector: pair p (of 2) at bit 2p of either nibble
//   bits & 1: the next bit, eight quads a vector: pair p (of 4) at bit p of either nibble
// Codes of 8 bits are stored as they are, a quad a vector.

constexpr std::int64_t kQuadBytes = kTileOutputs * 4;
constexpr std::int64_t kChunkQuads = 8;

/// Bits that a code of this format takes: the symmetric one-bit format has the codes −1 and +1 and takes 2.
int stored_bits(const formats::IntegerFormat& format);

/// Bytes of so many quads of one group.
std::int64_t plane_bytes(int bits, std::int64_t quads);

/// [quads][64] codes u, a byte each, into planes.
void pack_planes(const std::uint8_t* codes, int bits, std::int64_t quads, std::uint8_t* planes);
/// The other way round; vectorized.
void unpack_planes(const std::uint8_t* planes, int bits, std::int64_t quads, std::uint8_t* codes);

/// One code of planes that hold so many quads: the definition of the layout.
int code_in_planes(const std::uint8_t* planes, int bits, std::int64_t quads, std::int64_t quad,
                   std::int64_t index);

}  // namespace quantscope::kernels
