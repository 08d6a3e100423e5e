// AVX2: codes widened to 16 bits, so that no sum of two products saturates.
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>

#include "core/kernels/dot_tile.h"

#define QUANTSCOPE_AVX2 __attribute__((target("avx2")))

namespace quantscope::kernels {
namespace {

/// One tile, rows [first, first + rows) of the panel. A vector holds 4 outputs as 2 partial sums each.
template <int rows>
QUANTSCOPE_AVX2 void run(const DotTile& tile, int t, int first) {
  __m256i sums[rows][4];
#pragma GCC unroll 4
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 4
    for (int part = 0; part < 4; ++part) sums[row][part] = _mm256_setzero_si256();
  const std::uint8_t* weights = tile.weights + t * tile.tile_stride;
  const std::int8_t* x = tile.x + first * 4;
  for (std::int64_t quad = 0; quad < tile.quads; ++quad) {
    __m256i inputs[rows];
#pragma GCC unroll 4
    for (int row = 0; row < rows; ++row) {
      std::int32_t four;
      std::memcpy(&four, x + row * 4, 4);
      inputs[row] = _mm256_cvtepi8_epi16(_mm_set1_epi32(four));
    }
    const auto* parts = reinterpret_cast<const __m128i*>(weights);
#pragma GCC unroll 4
    for (int part = 0; part < 4; ++part) {
      const __m256i w = _mm256_cvtepu8_epi16(_mm_loadu_si128(parts + part));
#pragma GCC unroll 4
      for (int row = 0; row < rows; ++row)
        sums[row][part] = _mm256_add_epi32(sums[row][part], _mm256_madd_epi16(w, inputs[row]));
    }
    weights += kTileOutputs * 4;
    x += tile.rows * 4;
  }
#pragma GCC unroll 4
  for (int row = 0; row < rows; ++row) {
    std::int32_t* out = tile.accumulators + ((first + row) * kMostTiles + t) * kTileOutputs;
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      const __m256i mixed = _mm256_hadd_epi32(sums[row][2 * half], sums[row][2 * half + 1]);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + half * 8), _mm256_permute4x64_epi64(mixed, 0xd8));
    }
  }
}

}  // namespace

void dot_tile_avx2(const DotTile& tile) {
  constexpr int kRows = 2;
  for (int t = 0; t < tile.tiles; ++t)
    for (int first = 0; first < tile.rows; first += kRows)
      (tile.rows - first >= kRows ? run<kRows> : run<1>)(tile, t, first);
}

}  // namespace quantscope::kernels
#endif
