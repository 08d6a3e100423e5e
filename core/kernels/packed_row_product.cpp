// Products with blocks of f16, int8 and int4, brought to f32 in registers.
#include <algorithm>

#include "core/base/cpu_features.h"
#include "core/kernels/row_product_kinds.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/packed_row_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::ScalableTag<float>;
using U32 = hn::RebindToUnsigned<F32>;
constexpr std::int64_t kLanes = hn::MaxLanes(F32());
constexpr int kMostProductRows = 8;
/// More rows share what was unpacked once, at the price of fewer vectors side by side.
constexpr int kMostProductVectors = kLanes == 16 ? 2 : 1;

/// One row of b in f32.
struct HalfFormat {
  static constexpr int kGroup = 1;
  template <class Use>
  static HWY_INLINE void unpack(const std::byte* b, const Use& use) {
    const hn::Rebind<hwy::float16_t, F32> f16;
    use(0, hn::PromoteTo(F32(), hn::LoadU(f16, reinterpret_cast<const hwy::float16_t*>(b))));
  }
  static constexpr std::int64_t kBytes = 2;  ///< of a lane in a group
};

/// Codes of a group of rows: use(k, f32 codes).
template <int bits>
struct CodeFormat {
  static constexpr int kGroup = 32 / bits;
  static constexpr std::int64_t kBytes = 4;
  template <int shift, class Use>
  static HWY_INLINE void use_code(int k, hn::Vec<U32> word, const Use& use) {
    const auto code = hn::And(hn::ShiftRight<shift>(word), hn::Set(U32(), (1u << bits) - 1));
    use(k, hn::ConvertTo(F32(), hn::BitCast(hn::RebindToSigned<F32>(), code)));
  }
  template <class Use>
  static HWY_INLINE void unpack(const std::byte* b, const Use& use) {
    const auto word = hn::LoadU(U32(), reinterpret_cast<const std::uint32_t*>(b));
    use_code<0>(0, word, use);
    use_code<8>(1, word, use);
    use_code<16>(2, word, use);
    use_code<24>(3, word, use);
    if constexpr (bits == 4) {
      use_code<4>(4, word, use);
      use_code<12>(5, word, use);
      use_code<20>(6, word, use);
      use_code<28>(7, word, use);
    }
  }
};

template <class Format, int rows, int vectors>
void multiply_tile(const RowProduct& product, std::int64_t row, std::int64_t lane) {
  const F32 f32;
  hn::Vec<F32> sums[rows][vectors];
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) sums[r][v] = hn::Zero(f32);
  const float* x = product.x + row * product.x_stride;
  const std::byte* b = product.b + lane * Format::kBytes;
  for (std::int64_t k = 0; k < product.depth; k += Format::kGroup, b += product.b_stride * Format::kBytes) {
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) {
      Format::unpack(b + v * kLanes * Format::kBytes, [&](int i, hn::Vec<F32> values) HWY_ATTR {
#pragma GCC unroll 8
        for (int r = 0; r < rows; ++r)
          sums[r][v] = hn::MulAdd(hn::Set(f32, x[r * product.x_stride + k + i]), values, sums[r][v]);
      });
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r) {
    float* out = product.out + (row + r) * product.out_stride + lane;
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) {
      float* to = out + v * kLanes;
      if (product.factors)
        sums[r][v] = hn::MulAdd(hn::LoadU(f32, to), hn::Set(f32, product.factors[row + r]), sums[r][v]);
      hn::StoreU(sums[r][v], f32, to);
    }
  }
}

using TileFunction = void (*)(const RowProduct&, std::int64_t, std::int64_t);

template <class Format, int vectors>
TileFunction tile_of_rows(int rows) {
  constexpr TileFunction kTiles[kMostProductRows] = {
      multiply_tile<Format, 1, vectors>, multiply_tile<Format, 2, vectors>, multiply_tile<Format, 3, vectors>,
      multiply_tile<Format, 4, vectors>, multiply_tile<Format, 5, vectors>, multiply_tile<Format, 6, vectors>,
      multiply_tile<Format, 7, vectors>, multiply_tile<Format, 8, vectors>};
  return kTiles[rows - 1];
}

template <class Format>
void multiply_format(const RowProduct& product) {
  const std::int64_t padded = (product.lanes + kLanes - 1) / kLanes * kLanes;
  for (std::int64_t lane = 0; lane < padded;) {
    const bool pair = kMostProductVectors == 2 && lane + 2 * kLanes <= padded;
    int groups = (product.rows + kMostProductRows - 1) / kMostProductRows;
    for (int row = 0; row < product.rows; --groups) {
      const int rows = (product.rows - row + groups - 1) / groups;
      const TileFunction tile =
          pair ? tile_of_rows<Format, kMostProductVectors>(rows) : tile_of_rows<Format, 1>(rows);
      tile(product, row, lane);
      row += rows;
    }
    lane += (pair ? 2 : 1) * kLanes;
  }
}

void multiply(const RowProduct& product) {
  switch (product.format) {
    case CacheFormat::f16:
      return multiply_format<HalfFormat>(product);
    case CacheFormat::int8:
      return multiply_format<CodeFormat<8>>(product);
    case CacheFormat::int4:
      return multiply_format<CodeFormat<4>>(product);
    case CacheFormat::f32:
      return;
  }
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(multiply);

}  // namespace

void multiply_packed_rows(const RowProduct& product) {
  HWY_DYNAMIC_DISPATCH(multiply)(product);
}

}  // namespace quantscope::kernels
#endif
