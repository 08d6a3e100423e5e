// The 8-bit dot product instruction of AVX-512: 64 products and their sums to 16 accumulators at once.
#if defined(__x86_64__)
// GCC 12 warns of its own header (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

#include <cstring>

#include "core/kernels/dot_tile.h"
#include "core/kernels/scale_accumulators.h"

#define QUANTSCOPE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace quantscope::kernels {
namespace {

/// Sums of a row begin with start[row].
template <int rows, int tiles>
QUANTSCOPE_VNNI __attribute__((always_inline)) inline void add_products(const DotTile& tile,
                                                                        const std::int32_t* start) {
  __m512i sums[rows][tiles];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
    for (int t = 0; t < tiles; ++t) sums[row][t] = _mm512_set1_epi32(start[row]);
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

template <int rows, int tiles>
QUANTSCOPE_VNNI void run(const DotTile& tile) {
  constexpr std::int32_t kZeros[rows] = {};
  add_products<rows, tiles>(tile, kZeros);
}

/// add_scaled() right behind: the sums go through memory, so that all registers are the products'. An offset
/// that all outputs share is taken out before the products are added.
template <int rows, int tiles, bool zero_points, bool one_offset>
QUANTSCOPE_VNNI void run_scaled(const DotTile& tile, const GroupSums& group, float* y) {
  std::int32_t start[rows] = {};
  if constexpr (one_offset)
    for (int row = 0; row < rows; ++row)
      start[row] = -group.offsets[0] * group.x_sums[row * group.x_sum_stride];
  add_products<rows, tiles>(tile, start);
#pragma GCC unroll 8
  for (int t = 0; t < tiles; ++t) {
    const __m512i offset = _mm512_loadu_si512(group.offsets + t * kTileOutputs);
    const __m512 scale = _mm512_loadu_ps(group.scales + t * kTileOutputs);
    __m512i w_sum = _mm512_setzero_si512();
    if constexpr (zero_points) w_sum = _mm512_loadu_si512(group.sums + t * kTileOutputs);
    for (int row = 0; row < rows; ++row) {
      const std::int64_t at = (row * kMostTiles + t) * kTileOutputs;
      __m512i sum = _mm512_load_si512(tile.accumulators + at);
      if constexpr (!one_offset) {
        const __m512i x_sum = _mm512_set1_epi32(group.x_sums[row * group.x_sum_stride]);
        sum = _mm512_sub_epi32(sum, _mm512_mullo_epi32(x_sum, offset));
      }
      if constexpr (zero_points)
        sum = _mm512_sub_epi32(sum, _mm512_mullo_epi32(_mm512_set1_epi32(group.x_zeros[row]), w_sum));
      const __m512 product = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale);
      _mm512_storeu_ps(y + at, _mm512_add_ps(_mm512_loadu_ps(y + at), product));
    }
  }
}

using ScaledTile = void (*)(const DotTile&, const GroupSums&, float*);

template <int tiles>
constexpr DotTileFunction kRun[kMostRows] = {run<1, tiles>, run<2, tiles>, run<3, tiles>, run<4, tiles>,
                                             run<5, tiles>, run<6, tiles>, run<7, tiles>, run<8, tiles>};
template <int tiles, bool zeros, bool one_offset>
constexpr ScaledTile kRunScaled[kMostRows] = {
    run_scaled<1, tiles, zeros, one_offset>, run_scaled<2, tiles, zeros, one_offset>,
    run_scaled<3, tiles, zeros, one_offset>, run_scaled<4, tiles, zeros, one_offset>,
    run_scaled<5, tiles, zeros, one_offset>, run_scaled<6, tiles, zeros, one_offset>,
    run_scaled<7, tiles, zeros, one_offset>, run_scaled<8, tiles, zeros, one_offset>};

template <bool zeros, bool one_offset>
constexpr const ScaledTile* kScaledByTiles[kMostTiles] = {
    kRunScaled<1, zeros, one_offset>, kRunScaled<2, zeros, one_offset>, kRunScaled<3, zeros, one_offset>};

}  // namespace

void dot_tile_vnni(const DotTile& tile) {
  constexpr const DotTileFunction* kByTiles[kMostTiles] = {kRun<1>, kRun<2>, kRun<3>};
  kByTiles[tile.tiles - 1][tile.rows - 1](tile);
}

void dot_and_add_scaled_vnni(const DotTile& tile, const GroupSums& group, float* y) {
  constexpr const ScaledTile* const* kKinds[2][2] = {
      {kScaledByTiles<false, false>, kScaledByTiles<false, true>},
      {kScaledByTiles<true, false>, kScaledByTiles<true, true>}};
  kKinds[group.any_x_zero][group.one_offset][tile.tiles - 1][tile.rows - 1](tile, group, y);
}

}  // namespace quantscope::kernels
#endif
