// AVX-512 without the 8-bit dot product: codes widened to 16 bits, so that no sum of two products saturates.
#if defined(__x86_64__)
// GCC 12 warns of its own header (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include <cstring>

#include "core/kernels/dot_tile.h"

#define QUANTSCOPE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl")))

namespace quantscope::kernels {
namespace {

/// One tile, rows [first, first + rows) of the panel. A vector holds 8 outputs as 2 partial sums each.
template <int rows>
QUANTSCOPE_AVX512 void run(const DotTile& tile, int t, int first) {
  __m512i sums[rows][2];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) sums[row][0] = sums[row][1] = _mm512_setzero_si512();
  const std::uint8_t* weights = tile.weights + t * tile.tile_stride;
  const std::int8_t* x = tile.x + first * 4;
  for (std::int64_t quad = 0; quad < tile.quads; ++quad) {
    const auto* halves = reinterpret_cast<const __m256i*>(weights);
    const __m512i low = _mm512_cvtepu8_epi16(_mm256_loadu_si256(halves));
    const __m512i high = _mm512_cvtepu8_epi16(_mm256_loadu_si256(halves + 1));
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      std::int32_t four;
      std::memcpy(&four, x + row * 4, 4);
      const __m512i inputs = _mm512_cvtepi8_epi16(_mm256_set1_epi32(four));
      sums[row][0] = _mm512_add_epi32(sums[row][0], _mm512_madd_epi16(low, inputs));
      sums[row][1] = _mm512_add_epi32(sums[row][1], _mm512_madd_epi16(high, inputs));
    }
    weights += kTileOutputs * 4;
    x += tile.rows * 4;
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) {
    std::int32_t* out = tile.accumulators + ((first + row) * kMostTiles + t) * kTileOutputs;
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      const __m512i pairs = sums[row][half];
      const __m512i total = _mm512_add_epi32(pairs, _mm512_srli_epi64(pairs, 32));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + half * 8), _mm512_cvtepi64_epi32(total));
    }
  }
}

}  // namespace

void dot_tile_avx512(const DotTile& tile) {
  constexpr void (*kRun[])(const DotTile&, int, int) = {run<1>, run<2>, run<3>, run<4>,
                                                        run<5>, run<6>, run<7>, run<8>};
  for (int t = 0; t < tile.tiles; ++t) kRun[tile.rows - 1](tile, t, 0);
}

}  // namespace quantscope::kernels
#endif
