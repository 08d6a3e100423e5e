// Products with blocks of f32: rows × vectors sums in registers.
#include <algorithm>

#include "core/base/cpu_features.h"
#include "core/kernels/row_product_kinds.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/float_row_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kMostProductRows = 6;
/// Vectors side by side: rows × vectors sums stay in registers.
constexpr int kMostProductVectors = hn::MaxLanes(hn::ScalableTag<float>()) == 16 ? 4 : 2;

template <int rows, int vectors>
void multiply_tile(const RowProduct& product, std::int64_t row, std::int64_t lane) {
  const hn::ScalableTag<float> f32;
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  hn::Vec<decltype(f32)> sums[rows][vectors];
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) sums[r][v] = hn::Zero(f32);
  const float* x = product.x + row * product.x_stride;
  const float* b = reinterpret_cast<const float*>(product.b) + lane;
  for (std::int64_t k = 0; k < product.depth; ++k, b += product.b_stride) {
    hn::Vec<decltype(f32)> columns[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) columns[v] = hn::LoadU(f32, b + v * kLanes);
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r) {
      const auto factor = hn::Set(f32, x[r * product.x_stride + k]);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) sums[r][v] = hn::MulAdd(factor, columns[v], sums[r][v]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r) {
    float* out = product.out + (row + r) * product.out_stride + lane;
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      float* to = out + v * kLanes;
      if (product.factors)
        sums[r][v] = hn::MulAdd(hn::LoadU(f32, to), hn::Set(f32, product.factors[row + r]), sums[r][v]);
      hn::StoreU(sums[r][v], f32, to);
    }
  }
}

using TileFunction = void (*)(const RowProduct&, std::int64_t, std::int64_t);

template <int vectors>
constexpr TileFunction tile_of_rows(int rows) {
  constexpr TileFunction kTiles[] = {multiply_tile<1, vectors>, multiply_tile<2, vectors>,
                                     multiply_tile<3, vectors>, multiply_tile<4, vectors>,
                                     multiply_tile<5, vectors>, multiply_tile<6, vectors>};
  return kTiles[rows - 1];
}

TileFunction tile_function(int rows, int vectors) {
  if (vectors == 1) return tile_of_rows<1>(rows);
  if (vectors == 2) return tile_of_rows<2>(rows);
  if constexpr (kMostProductVectors > 2) return vectors == 3 ? tile_of_rows<3>(rows) : tile_of_rows<4>(rows);
  return nullptr;
}

/// Sizes are split evenly: 5 vectors are worked on as 3 + 2, 8 rows as 4 + 4.
void multiply(const RowProduct& product) {
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  const auto vectors = static_cast<int>((product.lanes + kLanes - 1) / kLanes);
  int strips = (vectors + kMostProductVectors - 1) / kMostProductVectors;
  for (int v = 0; v < vectors;) {
    const int strip = (vectors - v + strips - 1) / strips;
    --strips;
    int groups = (product.rows + kMostProductRows - 1) / kMostProductRows;
    for (int row = 0; row < product.rows;) {
      const int group = (product.rows - row + groups - 1) / groups;
      --groups;
      tile_function(group, strip)(product, row, v * kLanes);
      row += group;
    }
    v += strip;
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

void multiply_float_rows(const RowProduct& product) {
  HWY_DYNAMIC_DISPATCH(multiply)(product);
}

}  // namespace quantscope::kernels
#endif
