// Codes of up to 4 bits become floats by a look-up in a register: the index is the code, whatever stands
// above it; wider codes are converted.
#if defined(__x86_64__)
#include <algorithm>

#include "core/kernels/few_floats.h"
#include "core/kernels/planes_avx512.h"

#define QUANTSCOPE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,fma")))
#define QUANTSCOPE_AVX512_INLINE QUANTSCOPE_AVX512 __attribute__((always_inline)) inline

namespace quantscope::kernels {
namespace {

/// Bytes that the stream of weights is fetched ahead of their use.
constexpr std::int64_t kAhead = 16384;
constexpr int kMostRowsAtOnce = 4;

/// u − half for u = 0 … 2^bits − 1, repeated over 16 lanes.
template <int bits>
QUANTSCOPE_AVX512_INLINE __m512 table_of_values() {
  const __m512i lane = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m512i code = _mm512_and_si512(lane, _mm512_set1_epi32((1 << bits) - 1));
  return _mm512_cvtepi32_ps(_mm512_sub_epi32(code, _mm512_set1_epi32(1 << (bits - 1))));
}

/// z_w of 16 outputs as floats.
QUANTSCOPE_AVX512_INLINE __m512 zero_points_of(const PackedWeights::State& weights, std::int64_t tile,
                                               std::int64_t group) {
  const std::uint8_t* zeros = weights.zero_points_of(tile, group);
  if (weights.zero_point_bytes == 1)
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(zeros))));
  if (weights.zero_point_bytes == 2)
    return _mm512_cvtepi32_ps(
        _mm512_cvtepi16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(zeros))));
  return _mm512_setzero_ps();
}

template <int rows>
struct Sums {
  static constexpr int kChains = rows == 1 ? 8 : rows == 2 ? 4 : 2;
  __m512 products[rows][kChains];
  const float* x;
  std::int64_t stride;

  QUANTSCOPE_AVX512_INLINE void clear() {
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
      for (int chain = 0; chain < kChains; ++chain) products[row][chain] = _mm512_setzero_ps();
  }

  template <int chain>
  QUANTSCOPE_AVX512_INLINE void add(__m512 weights, std::int64_t column) {
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      __m512& product = products[row][chain % kChains];
      product = _mm512_fmadd_ps(_mm512_set1_ps(x[row * stride + column]), weights, product);
    }
  }

  QUANTSCOPE_AVX512_INLINE __m512 total(int row) const {
    __m512 sum = products[row][0];
#pragma GCC unroll 8
    for (int chain = 1; chain < kChains; ++chain) sum = _mm512_add_ps(sum, products[row][chain]);
    return sum;
  }
};

/// Codes as floats less the zero point; `offset` is what is taken from u: z_w behind the table, half + z_w
/// without it.
template <int bits, bool zero_points, int rows>
struct Decoder {
  Sums<rows> sums;
  __m512 table;
  __m512 offset;

  template <int code>
  QUANTSCOPE_AVX512_INLINE void add_nibble(__m512i nibbles, std::int64_t column) {
    const __m512i index = code == 0 ? nibbles : _mm512_srli_epi32(nibbles, 4 * code);
    __m512 value = _mm512_permutexvar_ps(index, table);
    if constexpr (zero_points) value = _mm512_sub_ps(value, offset);
    sums.template add<code>(value, column);
  }

  template <int code>
  QUANTSCOPE_AVX512_INLINE void add_byte(__m512i bytes, std::int64_t column) {
    const __m512i moved = code == 0 ? bytes : _mm512_srli_epi32(bytes, 8 * code);
    const __m512i value = code == 3 ? moved : _mm512_and_si512(moved, _mm512_set1_epi32(255));
    sums.template add<code>(_mm512_sub_ps(_mm512_cvtepi32_ps(value), offset), column);
  }

  QUANTSCOPE_AVX512_INLINE void add_quad(__m512i bytes, std::int64_t column) {
    add_byte<0>(bytes, column);
    add_byte<1>(bytes, column + 1);
    add_byte<2>(bytes, column + 2);
    add_byte<3>(bytes, column + 3);
  }

  template <int pair>
  QUANTSCOPE_AVX512_INLINE void add_pair(const ChunkVectors<bits>& chunk, bool both, std::int64_t column) {
    if constexpr (bits <= 4) {
      const __m512i nibbles = chunk.template nibbles<pair>();
      add_nibble<0>(nibbles, column);
      add_nibble<2>(nibbles, column + 1);
      add_nibble<4>(nibbles, column + 2);
      add_nibble<6>(nibbles, column + 3);
      if (!both) return;
      add_nibble<1>(nibbles, column + 4);
      add_nibble<3>(nibbles, column + 5);
      add_nibble<5>(nibbles, column + 6);
      add_nibble<7>(nibbles, column + 7);
    } else if constexpr (bits == 8) {
      add_quad(chunk.load(2 * pair * kQuadBytes), column);
      if (both) add_quad(chunk.load((2 * pair + 1) * kQuadBytes), column + 4);
    } else {
      __m512i first, second;
      chunk.template codes<pair>(first, second);
      add_quad(first, column);
      if (both) add_quad(second, column + 4);
    }
  }

  QUANTSCOPE_AVX512_INLINE void add_chunk(const std::uint8_t* planes, std::int64_t quads,
                                          std::int64_t column) {
    const ChunkVectors<bits> chunk(planes, quads);
    add_pair<0>(chunk, quads > 1, column);
    if (quads > 2) add_pair<1>(chunk, quads > 3, column + 8);
    if (quads > 4) add_pair<2>(chunk, quads > 5, column + 16);
    if (quads > 6) add_pair<3>(chunk, quads > 7, column + 24);
  }
};

template <int bits, bool zero_points, int rows>
QUANTSCOPE_AVX512 void run(const PackedWeights::State& weights, std::int64_t tile, const float* x,
                           std::int64_t stride, float* out) {
  __m512 totals[rows];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) totals[row] = _mm512_setzero_ps();
  const std::uint8_t* planes = weights.bytes.data() + tile * weights.tile_bytes;
  Decoder<bits, zero_points, rows> decoder;
  decoder.sums.x = x;
  decoder.sums.stride = stride;
  if constexpr (bits <= 4) decoder.table = table_of_values<bits>();
  const __m512 half = _mm512_set1_ps(static_cast<float>(bits <= 4 ? 0 : weights.half()));
  std::int64_t column = 0;
  for (std::size_t g = 0; g < weights.groups.size(); ++g) {
    decoder.sums.clear();
    decoder.offset = half;
    if constexpr (zero_points)
      decoder.offset = _mm512_add_ps(half, zero_points_of(weights, tile, static_cast<std::int64_t>(g)));
    std::int64_t quads = weights.groups[g].quads();
    for (; quads >= kChunkQuads; quads -= kChunkQuads) {
#pragma GCC unroll 8
      for (int line = 0; line < bits; ++line)
        _mm_prefetch(reinterpret_cast<const char*>(planes + kAhead + line * 64), _MM_HINT_T1);
      decoder.add_chunk(planes, kChunkQuads, column);
      planes += bits * kQuadBytes;
      column += kChunkQuads * 4;
    }
    if (quads > 0) {
      decoder.add_chunk(planes, quads, column);
      planes += plane_bytes(bits, quads);
      column += quads * 4;
    }
    const __m512 scale = _mm512_loadu_ps(planes);
    planes += kTileOutputs * sizeof(float);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row)
      totals[row] = _mm512_fmadd_ps(decoder.sums.total(row), scale, totals[row]);
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) _mm512_storeu_ps(out + row * kTileOutputs, totals[row]);
}

template <int bits, bool zero_points>
void run_rows(const PackedWeights::State& weights, std::int64_t tile, const FewFloats& x, float* sums) {
  constexpr decltype(&run<bits, zero_points, 1>) kRun[kMostRowsAtOnce] = {
      run<bits, zero_points, 1>, run<bits, zero_points, 2>, run<bits, zero_points, 3>,
      run<bits, zero_points, 4>};
  for (int row = 0; row < x.rows; row += kMostRowsAtOnce)
    kRun[std::min(x.rows - row, kMostRowsAtOnce) - 1](weights, tile, x.values + row * x.stride, x.stride,
                                                      sums + row * kTileOutputs);
}

template <bool zero_points>
void run_bits(const PackedWeights::State& weights, std::int64_t tile, const FewFloats& x, float* sums) {
  constexpr decltype(&run_rows<1, zero_points>) kRun[] = {
      run_rows<1, zero_points>, run_rows<2, zero_points>, run_rows<3, zero_points>, run_rows<4, zero_points>,
      run_rows<5, zero_points>, run_rows<6, zero_points>, run_rows<7, zero_points>, run_rows<8, zero_points>};
  kRun[weights.bits - 1](weights, tile, x, sums);
}

}  // namespace

void few_floats_avx512(const PackedWeights::State& weights, std::int64_t tile, const FewFloats& x,
                       float* sums) {
  (weights.zero_point_bytes ? run_bits<true> : run_bits<false>)(weights, tile, x, sums);
}

}  // namespace quantscope::kernels
#endif
