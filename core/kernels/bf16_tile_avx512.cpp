// The bfloat16 dot product instruction: 32 products and their sums to 16 accumulators at once.
#if defined(__x86_64__)
#include <immintrin.h>

#include "core/kernels/bf16_tile.h"

#define QUANTSCOPE_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))

namespace quantscope::kernels {
namespace {

template <int rows, int tiles>
QUANTSCOPE_BF16 void run(const Bf16Tile& tile, float* y) {
  __m512 sums[rows][tiles];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t) sums[row][t] = _mm512_setzero_ps();
  const std::uint32_t* weights = tile.weights;
  const std::uint32_t* x = tile.x;
  for (std::int64_t pair = 0; pair < tile.pairs; ++pair) {
    __m512bh w[tiles];
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t) w[t] = (__m512bh)_mm512_loadu_si512(weights + t * tile.tile_stride * 16);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      const auto inputs = (__m512bh)_mm512_set1_epi32(static_cast<int>(x[row]));
#pragma GCC unroll 8
      for (int t = 0; t < tiles; ++t) sums[row][t] = _mm512_dpbf16_ps(sums[row][t], w[t], inputs);
    }
    weights += kTileOutputs;
    x += rows;
  }
#pragma GCC unroll 8
  for (int t = 0; t < tiles; ++t) {
    const __m512 scale = tile.scales ? _mm512_loadu_ps(tile.scales + t * kTileOutputs) : _mm512_set1_ps(1.0f);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      float* to = y + (row * kMostTiles + t) * kTileOutputs;
      _mm512_storeu_ps(to, _mm512_add_ps(_mm512_loadu_ps(to), _mm512_mul_ps(sums[row][t], scale)));
    }
  }
}

using Run = void (*)(const Bf16Tile&, float*);
template <int tiles>
constexpr Run kRun[kMostRows] = {run<1, tiles>, run<2, tiles>, run<3, tiles>, run<4, tiles>,
                                 run<5, tiles>, run<6, tiles>, run<7, tiles>, run<8, tiles>};

}  // namespace

void add_bf16_tile(const Bf16Tile& tile, float* y) {
  constexpr const Run* kByTiles[kMostTiles] = {kRun<1>, kRun<2>, kRun<3>};
  kByTiles[tile.tiles - 1][tile.rows - 1](tile, y);
}

}  // namespace quantscope::kernels
#endif
