// Codes of every width taken apart in registers and multiplied by the 8-bit dot product instruction.
#if defined(__x86_64__)
#include "core/kernels/few_tokens.h"
#include "core/kernels/planes_avx512.h"

#include <algorithm>
#include <cstring>

#define QUANTSCOPE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace quantscope::kernels {
namespace {

/// Bytes that the stream of weights is fetched ahead of their use.
constexpr std::int64_t kAhead = 16384;

template <int rows>
struct Accumulators {
  static constexpr int kChains = rows == 1 ? 4 : rows <= 4 ? 2 : 1;
  __m512i sums[rows][kChains];

  QUANTSCOPE_VNNI void clear() {
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row)
#pragma GCC unroll 4
      for (int chain = 0; chain < kChains; ++chain) sums[row][chain] = _mm512_setzero_si512();
  }

  template <int quad>
  QUANTSCOPE_VNNI __attribute__((always_inline)) void add(__m512i codes, const std::int8_t* x) {
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      std::int32_t four;
      std::memcpy(&four, x + (quad * rows + row) * 4, 4);
      __m512i& sum = sums[row][quad % kChains];
      sum = _mm512_dpbusd_epi32(sum, codes, _mm512_set1_epi32(four));
    }
  }

  QUANTSCOPE_VNNI __m512i total(int row) const {
    __m512i sum = sums[row][0];
#pragma GCC unroll 4
    for (int chain = 1; chain < kChains; ++chain) sum = _mm512_add_epi32(sum, sums[row][chain]);
    return sum;
  }
};

template <int bits, int pair, int rows>
QUANTSCOPE_VNNI __attribute__((always_inline)) inline void add_pair(const ChunkVectors<bits>& chunk,
                                                                    bool both, const std::int8_t* x,
                                                                    Accumulators<rows>& accumulators) {
  __m512i first, second;
  if constexpr (bits == 8) {
    first = chunk.load(2 * pair * kQuadBytes);
    if (both) second = chunk.load((2 * pair + 1) * kQuadBytes);
  } else {
    chunk.template codes<pair>(first, second);
  }
  accumulators.template add<2 * pair>(first, x);
  if (both) accumulators.template add<2 * pair + 1>(second, x);
}

template <int bits, int rows>
QUANTSCOPE_VNNI __attribute__((always_inline)) inline void add_chunk(const std::uint8_t* planes,
                                                                     std::int64_t quads, const std::int8_t* x,
                                                                     Accumulators<rows>& accumulators) {
  const ChunkVectors<bits> chunk(planes, quads);
  add_pair<bits, 0>(chunk, quads > 1, x, accumulators);
  if (quads > 2) add_pair<bits, 1>(chunk, quads > 3, x, accumulators);
  if (quads > 4) add_pair<bits, 2>(chunk, quads > 5, x, accumulators);
  if (quads > 6) add_pair<bits, 3>(chunk, quads > 7, x, accumulators);
}

/// half + z_w of 16 outputs.
QUANTSCOPE_VNNI inline __m512i offsets_of(const PackedWeights::State& weights, std::int64_t tile,
                                          std::int64_t group) {
  const __m512i half = _mm512_set1_epi32(weights.half());
  if (weights.zero_point_bytes == 0) return half;
  const auto* zeros = weights.zero_points_of(tile, group);
  const __m512i zero_points =
      weights.zero_point_bytes == 1
          ? _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(zeros)))
          : _mm512_cvtepi16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(zeros)));
  return _mm512_add_epi32(half, zero_points);
}

template <int bits, int rows>
QUANTSCOPE_VNNI void run(const PackedWeights::State& weights, std::int64_t tile, const PackedTokens& x,
                         float* out) {
  __m512 sums[rows];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) sums[row] = _mm512_setzero_ps();
  const bool one_offset = weights.zero_point_bytes == 0;
  const std::uint8_t* planes = weights.bytes.data() + tile * weights.tile_bytes;
  const std::int8_t* codes = x.panel(0, 0);
  for (std::int64_t g = 0; g < x.groups; ++g) {
    const ColumnGroup& group = weights.groups[static_cast<std::size_t>(g)];
    Accumulators<rows> accumulators;
    accumulators.clear();
    std::int64_t quads = group.quads();
    for (; quads >= kChunkQuads; quads -= kChunkQuads) {
#pragma GCC unroll 8
      for (int line = 0; line < bits; ++line)
        _mm_prefetch(reinterpret_cast<const char*>(planes + kAhead + line * 64), _MM_HINT_T1);
      add_chunk<bits>(planes, kChunkQuads, codes, accumulators);
      planes += bits * kQuadBytes;
      codes += kChunkQuads * rows * 4;
    }
    if (quads > 0) {
      add_chunk<bits>(planes, quads, codes, accumulators);
      planes += plane_bytes(bits, quads);
      codes += quads * rows * 4;
    }
    const __m512i offset = offsets_of(weights, tile, g);
    const __m512 scale = _mm512_loadu_ps(planes);
    planes += kTileOutputs * sizeof(float);
    __m512i of_ones = _mm512_setzero_si512();
#pragma GCC unroll 8
    for (int row = rows - 1; row >= 0; --row) {
      __m512i sum = accumulators.total(row);
      const std::int32_t x_sum = x.sums[static_cast<std::size_t>(row * x.groups + g)];
      sum = _mm512_sub_epi32(sum, one_offset ? _mm512_set1_epi32(x_sum * weights.half())
                                             : _mm512_mullo_epi32(_mm512_set1_epi32(x_sum), offset));
      if (x.row_of_ones) {
        if (row == rows - 1)
          of_ones = sum;
        else
          sum = _mm512_sub_epi32(
              sum, _mm512_mullo_epi32(_mm512_set1_epi32(x.zeros[static_cast<std::size_t>(row)]), of_ones));
      }
      sums[row] = _mm512_add_ps(sums[row], _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scale));
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) _mm512_storeu_ps(out + row * kTileOutputs, sums[row]);
}

template <int bits>
FewTokensFunction run_with(int rows) {
  constexpr FewTokensFunction kRun[kMostRows] = {run<bits, 1>, run<bits, 2>, run<bits, 3>, run<bits, 4>,
                                                 run<bits, 5>, run<bits, 6>, run<bits, 7>, run<bits, 8>};
  return kRun[rows - 1];
}

}  // namespace

FewTokensFunction few_tokens_vnni(int bits, int rows) {
  constexpr FewTokensFunction (*kRun[])(int) = {run_with<1>, run_with<2>, run_with<3>, run_with<4>,
                                                run_with<5>, run_with<6>, run_with<7>, run_with<8>};
  return kRun[bits - 1](rows);
}

}  // namespace quantscope::kernels
#endif
