// The 8-bit dot product instruction of AVX-512: 64 products and their sums to 16 accumulators at once.
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>

#include "core/kernels/dot_tile.h"

#define QUANTSCOPE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace quantscope::kernels {
namespace {

template <int rows, int tiles>
QUANTSCOPE_VNNI void run(const DotTile& tile) {
  __m512i sums[rows][tiles];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t) sums[row][t] = _mm512_setzero_si512();
  const std::uint8_t* weights = tile.weights;
  const std::int8_t* x = tile.x;
  for (std::int64_t quad = 0; quad < tile.quads; ++quad) {
    __m512i w[tiles];
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t) w[t] = _mm512_loadu_si512(weights + t * tile.tile_stride);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      std::int32_t four;
      std::memcpy(&four, x + row * 4, 4);
      const __m512i inputs = _mm512_set1_epi32(four);
#pragma GCC unroll 8
      for (int t = 0; t < tiles; ++t) sums[row][t] = _mm512_dpbusd_epi32(sums[row][t], w[t], inputs);
    }
    weights += kTileOutputs * 4;
    x += rows * 4;
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t)
      _mm512_store_si512(tile.accumulators + (row * kMostTiles + t) * kTileOutputs, sums[row][t]);
}

constexpr DotTileFunction kRun[kMostTiles][kMostRows] = {
    {run<1, 1>, run<2, 1>, run<3, 1>, run<4, 1>, run<5, 1>, run<6, 1>, run<7, 1>, run<8, 1>},
    {run<1, 2>, run<2, 2>, run<3, 2>, run<4, 2>, run<5, 2>, run<6, 2>, run<7, 2>, run<8, 2>},
    {run<1, 3>, run<2, 3>, run<3, 3>, run<4, 3>, run<5, 3>, run<6, 3>, run<7, 3>, run<8, 3>}};

}  // namespace

void dot_tile_vnni(const DotTile& tile) {
  kRun[tile.tiles - 1][tile.rows - 1](tile);
}

}  // namespace quantscope::kernels
#endif
