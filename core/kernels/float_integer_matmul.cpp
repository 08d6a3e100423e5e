// f32 inputs × integer weights: each quad of codes is widened to f32 in registers, 16 outputs at a time.
#include <algorithm>

#include "core/base/cpu_features.h"
#include "core/base/parallel.h"
#include "core/kernels/integer_matmul.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/weight_block.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/float_integer_matmul.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// sums[row][o] += scale[o] · Σ x[row][i] · (q_w[o, i] − z_w[o]) over one group, for the outputs of one
/// vector within a tile. `codes` points to the vector's part of the group's first quad.
template <int rows>
HWY_INLINE void add_group(const std::uint8_t* codes, const ColumnGroup& group, const std::int32_t* offsets,
                          const float* scales, const float* x, std::int64_t x_stride, float* sums) {
  const hn::ScalableTag<float> f32;
  const hn::RebindToUnsigned<decltype(f32)> u32;
  const hn::RebindToSigned<decltype(f32)> i32;
  const auto byte = hn::Set(u32, 255);
  const auto offset = hn::LoadU(i32, offsets);
  // With few rows, each column of a quad has sums of its own, so that additions need not wait for each other.
  constexpr int kChains = rows <= 2 ? 4 : 1;
  hn::Vec<decltype(f32)> products[kChains][rows];
#pragma GCC unroll 4
  for (int chain = 0; chain < kChains; ++chain)
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) products[chain][row] = hn::Zero(f32);
  const auto add_column = [&](int column, hn::Vec<decltype(u32)> code, const float* values) HWY_ATTR {
    const auto weight = hn::ConvertTo(f32, hn::Sub(hn::BitCast(i32, code), offset));
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      auto& product = products[column % kChains][row];
      product = hn::MulAdd(hn::Set(f32, values[row * x_stride]), weight, product);
    }
  };
  const auto quad_at = [&](std::int64_t quad) HWY_ATTR {
    return hn::LoadU(u32, reinterpret_cast<const std::uint32_t*>(codes + quad * kTileOutputs * 4));
  };
  std::int64_t i = 0;
  for (; i + 4 <= group.columns; i += 4) {
    const auto quad = quad_at(i / 4);
    add_column(0, hn::And(quad, byte), x + i);
    add_column(1, hn::And(hn::ShiftRight<8>(quad), byte), x + i + 1);
    add_column(2, hn::And(hn::ShiftRight<16>(quad), byte), x + i + 2);
    add_column(3, hn::ShiftRight<24>(quad), x + i + 3);
  }
  for (int shift = 0; i < group.columns; ++i, shift += 8)
    add_column(0, hn::And(hn::ShiftRightSame(quad_at(i / 4), shift), byte), x + i);
  const auto scale = hn::LoadU(f32, scales);
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) {
    float* to = sums + row * kTileOutputs;
    auto product = products[0][row];
    if constexpr (kChains == 4)
      product = hn::Add(hn::Add(product, products[1][row]), hn::Add(products[2][row], products[3][row]));
    hn::StoreU(hn::MulAdd(product, scale, hn::LoadU(f32, to)), f32, to);
  }
}

template <int rows>
void tile_rows(const PackedWeights::State& weights, const WeightBlock& block, const float* x,
               std::int64_t x_stride, float* sums) {
  constexpr auto kLanes = static_cast<std::int64_t>(hn::MaxLanes(hn::ScalableTag<float>()));
  for (std::size_t g = 0; g < weights.groups.size(); ++g) {
    const ColumnGroup& group = weights.groups[g];
    for (std::int64_t o = 0; o < kTileOutputs; o += kLanes)
      add_group<rows>(block.codes(g) + o * 4, group, block.offsets(g) + o, block.scales(g) + o,
                      x + group.first_column, x_stride, sums + o);
  }
}

void float_tile(const PackedWeights::State& weights, const WeightBlock& block, const float* x,
                std::int64_t x_stride, int rows, float* sums) {
  constexpr decltype(&tile_rows<1>) kRows[] = {tile_rows<1>, tile_rows<2>, tile_rows<3>, tile_rows<4>,
                                               tile_rows<5>, tile_rows<6>, tile_rows<7>, tile_rows<8>};
  kRows[rows - 1](weights, block, x, x_stride, sums);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(float_tile);

}  // namespace

tensor::Matrix float_integer_matmul(const tensor::Matrix& x, const PackedWeights& weights,
                                    const base::Job& job) {
  const PackedWeights::State& state = weights.state();
  check_product(tensor::MatrixShape{x.rows(), x.columns()}, state.shape);
  base::isa_level();
  tensor::Matrix y(x.rows(), state.shape.rows);
  base::parallel_for(state.tiles, 4, job, [&](base::IndexRange tiles) {
    WeightBlock block(state, 1);
    for (std::int64_t tile = tiles.begin; tile < tiles.end; ++tile) {
      block.load(tile, false);
      for (std::int64_t first = 0; first < x.rows(); first += kMostRows) {
        const auto rows = static_cast<int>(std::min(kMostRows, x.rows() - first));
        alignas(64) float sums[kMostRows * kTileOutputs] = {};
        HWY_DYNAMIC_DISPATCH(float_tile)(state, block, x.row(first), x.columns(), rows, sums);
        const std::int64_t o = tile * kTileOutputs;
        const auto count = static_cast<std::ptrdiff_t>(std::min(kTileOutputs, y.columns() - o));
        for (int row = 0; row < rows; ++row)
          std::copy_n(sums + row * kTileOutputs, count, y.row(first + row) + o);
      }
    }
  });
  return y;
}

}  // namespace quantscope::kernels
#endif
