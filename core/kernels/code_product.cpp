// Exact products of codes without an 8-bit dot product: pairs of 16-bit products and their sums.
#include <algorithm>
#include <cstring>

#include "core/base/cpu_features.h"
#include "core/kernels/row_product_kinds.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/code_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR || !HWY_ARCH_X86  // elsewhere the pairs of sums lie in another order
void multiply(const CodeProduct& product) {
  multiply_codes_scalar(product);
}
#else
using I32 = hn::ScalableTag<std::int32_t>;
using I16 = hn::Repartition<std::int16_t, I32>;
constexpr std::int64_t kLanes = hn::MaxLanes(I32());
constexpr int kMostProductRows = 4;

/// Four codes in each lane as 16-bit pairs: codes 0 and 2, codes 1 and 3.
struct Pairs {
  hn::Vec<I16> even, odd;
};

template <bool is_signed>
HWY_INLINE Pairs pairs_of(hn::Vec<I32> quad) {
  const I16 i16;
  const auto pairs = hn::BitCast(i16, quad);
  if constexpr (is_signed) return {hn::ShiftRight<8>(hn::ShiftLeft<8>(pairs)), hn::ShiftRight<8>(pairs)};
  const auto low = hn::Set(i16, 255);
  return {hn::And(pairs, low), hn::And(hn::ShiftRight<8>(pairs), low)};
}

HWY_INLINE hn::Vec<I32> add_products(const Pairs& a, const Pairs& b, hn::Vec<I32> sum) {
  auto unused = hn::Zero(I32());
  sum = hn::ReorderWidenMulAccumulate(I32(), a.even, b.even, sum, unused);
  return hn::ReorderWidenMulAccumulate(I32(), a.odd, b.odd, sum, unused);
}

template <CodeProduct::Kind kind, CacheFormat format, int rows>
void multiply_tile(const CodeProduct& product, int row, std::int64_t lane) {
  constexpr int kGroup = format == CacheFormat::int8 ? 4 : 8;
  constexpr bool kKeys = kind == CodeProduct::Kind::keys;
  const I32 i32;
  hn::Vec<I32> sums[rows];
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r) sums[r] = hn::Zero(i32);
  const std::byte* b = product.b + lane * 4;
  for (std::int64_t k = 0; k < product.depth; k += kGroup, b += product.b_stride * 4) {
    const auto word = hn::LoadU(i32, reinterpret_cast<const std::int32_t*>(b));
    const auto add = [&](std::int64_t at, hn::Vec<I32> quad) HWY_ATTR {
      const Pairs codes = pairs_of<!kKeys>(quad);
#pragma GCC unroll 4
      for (int r = 0; r < rows; ++r) {
        std::int32_t four;
        std::memcpy(&four, product.x + (row + r) * product.x_stride + at, 4);
        sums[r] = add_products(codes, pairs_of<kKeys>(hn::Set(i32, four)), sums[r]);
      }
    };
    if constexpr (format == CacheFormat::int4) {
      const auto nibble = hn::Set(i32, 0x0f0f0f0f);
      add(k, hn::And(word, nibble));
      add(k + 4, hn::And(hn::ShiftRight<4>(word), nibble));
    } else if constexpr (kKeys) {
      add(k, word);
    } else {
      add(k, hn::Xor(word, hn::Set(i32, static_cast<std::int32_t>(0x80808080u))));
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < rows; ++r)
    hn::StoreU(sums[r], i32, product.out + (row + r) * product.out_stride + lane);
}

using TileFunction = void (*)(const CodeProduct&, int, std::int64_t);

template <CodeProduct::Kind kind, CacheFormat format>
void multiply_kind(const CodeProduct& product) {
  constexpr TileFunction kTiles[kMostProductRows] = {
      multiply_tile<kind, format, 1>, multiply_tile<kind, format, 2>, multiply_tile<kind, format, 3>,
      multiply_tile<kind, format, 4>};
  for (std::int64_t lane = 0; lane < product.lanes; lane += kLanes)
    for (int row = 0; row < product.rows; row += kMostProductRows)
      kTiles[std::min(kMostProductRows, product.rows - row) - 1](product, row, lane);
}

void multiply(const CodeProduct& product) {
  const bool bytes = product.format == CacheFormat::int8;
  if (product.kind == CodeProduct::Kind::keys) {
    return bytes ? multiply_kind<CodeProduct::Kind::keys, CacheFormat::int8>(product)
                 : multiply_kind<CodeProduct::Kind::keys, CacheFormat::int4>(product);
  }
  return bytes ? multiply_kind<CodeProduct::Kind::values, CacheFormat::int8>(product)
               : multiply_kind<CodeProduct::Kind::values, CacheFormat::int4>(product);
}
#endif

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(multiply);

}  // namespace

void multiply_codes_by_pairs(const CodeProduct& product) {
  HWY_DYNAMIC_DISPATCH(multiply)(product);
}

}  // namespace quantscope::kernels
#endif
