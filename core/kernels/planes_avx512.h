#pragma once

// Codes of code_planes.h in AVX-512 registers, for kernels that read each weight once.
#if defined(__x86_64__)
// GCC 12 warns of its own header (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include <cstdint>

#include "core/kernels/code_planes.h"

#define QUANTSCOPE_PLANES __attribute__((target("avx512f,avx512bw,avx512vl"), always_inline)) inline

namespace quantscope::kernels {

template <int left>
QUANTSCOPE_PLANES __m512i shifted(__m512i bytes, int mask) {
  const __m512i moved = left >= 0 ? _mm512_slli_epi16(bytes, left >= 0 ? left : 0)
                                  : _mm512_srli_epi16(bytes, left >= 0 ? 0 : -left);
  return _mm512_and_si512(moved, _mm512_set1_epi8(static_cast<char>(mask)));
}

/// Vectors of a chunk of `quads` quads.
template <int bits>
struct ChunkVectors {
  const std::uint8_t* planes;
  std::int64_t two, one, end;

  QUANTSCOPE_PLANES ChunkVectors(const std::uint8_t* chunk, std::int64_t quads)
      : planes(chunk),
        two((bits & 4) != 0 ? (quads + 1) / 2 * kQuadBytes : 0),
        one(two + ((bits & 2) != 0 ? (quads + 3) / 4 * kQuadBytes : 0)),
        end(one + ((bits & 1) != 0 ? kQuadBytes : 0)) {}

  QUANTSCOPE_PLANES __m512i load(std::int64_t at) const { return _mm512_loadu_si512(planes + at); }

  /// Nibbles of the planes of 2 bits and 1 bit: quad 2·pair in the low ones, 2·pair + 1 in the high ones.
  template <int pair>
  QUANTSCOPE_PLANES __m512i upper_nibbles() const {
    constexpr int kind = bits & 3;
    if constexpr (kind == 1) {
      return shifted<-pair>(load(one), 0x11);
    } else {
      const __m512i low = shifted<-2 * (pair % 2)>(load(two + pair / 2 * kQuadBytes), 0x33);
      if constexpr (kind == 2)
        return low;
      else
        return _mm512_or_si512(low, shifted<2 - pair>(load(one), 0x44));
    }
  }

  /// Codes of at most 4 bits, a nibble each.
  template <int pair>
  QUANTSCOPE_PLANES __m512i nibbles() const {
    static_assert(bits <= 4);
    if constexpr (bits == 4)
      return load(pair * kQuadBytes);
    else
      return upper_nibbles<pair>();
  }

  /// A byte each.
  template <int pair>
  QUANTSCOPE_PLANES void codes(__m512i& first, __m512i& second) const {
    if constexpr (bits == 8) {
      first = load(2 * pair * kQuadBytes);
      second = load((2 * pair + 1) * kQuadBytes);
    } else if constexpr (bits <= 4) {
      const __m512i both = nibbles<pair>();
      first = shifted<0>(both, 15);
      second = shifted<-4>(both, 15);
    } else {
      const __m512i low = load(pair * kQuadBytes), upper = upper_nibbles<pair>();
      first = _mm512_or_si512(shifted<0>(low, 15), shifted<4>(upper, 0xf0));
      second = _mm512_or_si512(shifted<-4>(low, 15), shifted<0>(upper, 0xf0));
    }
  }
};

}  // namespace quantscope::kernels
#endif
