// Exact products of codes by the 8-bit dot product instruction of AVX-512.
#if defined(__x86_64__)
#include <immintrin.h>

#include <algorithm>
#include <cstring>

#include "core/kernels/row_product_kinds.h"

#define QUANTSCOPE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace quantscope::kernels {
namespace {

constexpr int kMostProductRows = 6;
constexpr int kMostProductVectors = 4;

template <CodeProduct::Kind kind, CacheFormat format, int rows, int vectors>
QUANTSCOPE_VNNI void multiply_tile(const CodeProduct& product, int row, std::int64_t lane) {
  constexpr bool kKeys = kind == CodeProduct::Kind::keys;
  constexpr int kQuads = format == CacheFormat::int8 ? 1 : 2;
  __m512i sums[rows][vectors];
#pragma GCC unroll 6
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) sums[r][v] = _mm512_setzero_si512();
  const std::uint8_t* x = product.x + row * product.x_stride;
  const std::byte* b = product.b + lane * 4;
  for (std::int64_t k = 0; k < product.depth; k += 4 * kQuads, b += product.b_stride * 4) {
    __m512i words[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) words[v] = _mm512_loadu_si512(b + v * 64);
#pragma GCC unroll 2
    for (int quad = 0; quad < kQuads; ++quad) {
      __m512i codes[vectors];
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) {
        if constexpr (format == CacheFormat::int4) {
          const __m512i nibbles = quad == 0 ? words[v] : _mm512_maskz_srli_epi32(0xffff, words[v], 4);
          codes[v] = _mm512_and_si512(nibbles, _mm512_set1_epi8(15));
        } else {
          codes[v] = kKeys ? words[v] : _mm512_xor_si512(words[v], _mm512_set1_epi8(-128));
        }
      }
#pragma GCC unroll 6
      for (int r = 0; r < rows; ++r) {
        std::int32_t four;
        std::memcpy(&four, x + r * product.x_stride + k + 4 * quad, 4);
        const __m512i inputs = _mm512_set1_epi32(four);
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v)
          sums[r][v] = kKeys ? _mm512_dpbusd_epi32(sums[r][v], codes[v], inputs)
                             : _mm512_dpbusd_epi32(sums[r][v], inputs, codes[v]);
      }
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v)
      _mm512_storeu_si512(product.out + (row + r) * product.out_stride + lane + v * 16, sums[r][v]);
}

using TileFunction = void (*)(const CodeProduct&, int, std::int64_t);

template <CodeProduct::Kind kind, CacheFormat format, int vectors>
constexpr TileFunction kTiles[kMostProductRows] = {
    multiply_tile<kind, format, 1, vectors>, multiply_tile<kind, format, 2, vectors>,
    multiply_tile<kind, format, 3, vectors>, multiply_tile<kind, format, 4, vectors>,
    multiply_tile<kind, format, 5, vectors>, multiply_tile<kind, format, 6, vectors>};

template <CodeProduct::Kind kind, CacheFormat format>
void multiply_kind(const CodeProduct& product) {
  const std::int64_t padded = (product.lanes + 15) / 16 * 16;
  for (std::int64_t lane = 0; lane < padded;) {
    const bool four = lane + kMostProductVectors * 16 <= padded;
    const TileFunction* tiles = four ? kTiles<kind, format, kMostProductVectors> : kTiles<kind, format, 1>;
    int groups = (product.rows + kMostProductRows - 1) / kMostProductRows;
    for (int row = 0; row < product.rows; --groups) {
      const int rows = (product.rows - row + groups - 1) / groups;
      tiles[rows - 1](product, row, lane);
      row += rows;
    }
    lane += (four ? kMostProductVectors : 1) * 16;
  }
}

}  // namespace

void multiply_codes_vnni(const CodeProduct& product) {
  const bool bytes = product.format == CacheFormat::int8;
  if (product.kind == CodeProduct::Kind::keys) {
    return bytes ? multiply_kind<CodeProduct::Kind::keys, CacheFormat::int8>(product)
                 : multiply_kind<CodeProduct::Kind::keys, CacheFormat::int4>(product);
  }
  return bytes ? multiply_kind<CodeProduct::Kind::values, CacheFormat::int8>(product)
               : multiply_kind<CodeProduct::Kind::values, CacheFormat::int4>(product);
}

}  // namespace quantscope::kernels
#endif
