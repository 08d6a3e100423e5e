// Lanes run over rows of a (packed once, transposed); rows of b are broadcast element by element from a block
// converted to f32, so b is never transposed.
#include "core/kernels/float_matmul.h"

#include <algorithm>

#include "core/base/cpu_features.h"
#include "core/base/parallel.h"
#include "core/formats/row_values.h"
#include "core/kernels/dot_rows.h"
#include "core/kernels/matmul_shapes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/float_matmul.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef QUANTSCOPE_FLOAT_BLOCKS
#define QUANTSCOPE_FLOAT_BLOCKS
namespace quantscope::kernels {

constexpr std::int64_t kPanelRows = 32;  ///< rows of a in a panel
constexpr std::int64_t kDepth = 512;     ///< columns of a block
constexpr std::int64_t kBlockRows = 96;  ///< rows of b in a block
/// Row stride of the block of b: rows of a power-of-two stride would compete for the same cache lines.
constexpr std::int64_t kBlockStride = kDepth + 16;

/// a as [depth block][panel][k][kPanelRows], padded with zeros.
struct PackedRows {
  tensor::Matrix values;
  std::int64_t rows = 0, columns = 0;

  std::int64_t panels() const { return (rows + kPanelRows - 1) / kPanelRows; }
  std::int64_t offset(std::int64_t panel, std::int64_t k) const {
    const std::int64_t depth = std::min(kDepth, columns - k);
    return (k * panels() + panel * depth) * kPanelRows;
  }
};

}  // namespace quantscope::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// sums[b row][a row] += Σ_k of one block, `rows` rows of b by two vectors of rows of a.
template <int rows>
void add_products(const float* a, const float* b, std::int64_t depth, float* sums) {
  const hn::ScalableTag<float> f32;
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  hn::Vec<decltype(f32)> products[rows][2];
#pragma GCC unroll 12
  for (int row = 0; row < rows; ++row) products[row][0] = products[row][1] = hn::Zero(f32);
  for (std::int64_t k = 0; k < depth; ++k) {
    const auto first = hn::LoadU(f32, a + k * kPanelRows);
    const auto second = hn::LoadU(f32, a + k * kPanelRows + kLanes);
#pragma GCC unroll 12
    for (int row = 0; row < rows; ++row) {
      const auto factor = hn::Set(f32, b[row * kBlockStride + k]);
      products[row][0] = hn::MulAdd(factor, first, products[row][0]);
      products[row][1] = hn::MulAdd(factor, second, products[row][1]);
    }
  }
#pragma GCC unroll 12
  for (int row = 0; row < rows; ++row) {
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      float* to = sums + row * kPanelRows + half * kLanes;
      hn::StoreU(hn::Add(hn::LoadU(f32, to), products[row][half]), f32, to);
    }
  }
}

/// One panel of a by `count` rows of a block of b.
void add_block(const float* a, const float* b, std::int64_t depth, std::int64_t count, float* sums) {
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  constexpr int kRows = kLanes == 16 ? 12 : kLanes == 8 ? 6 : 4;
  for (std::int64_t lane = 0; lane < kPanelRows; lane += 2 * kLanes) {
    std::int64_t row = 0;
    for (; row + kRows <= count; row += kRows)
      add_products<kRows>(a + lane, b + row * kBlockStride, depth, sums + row * kPanelRows + lane);
    for (; row < count; ++row)
      add_products<1>(a + lane, b + row * kBlockStride, depth, sums + row * kPanelRows + lane);
  }
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(add_block);

PackedRows packed(const tensor::Matrix& a, const base::Job& job) {
  PackedRows result;
  result.rows = a.rows();
  result.columns = a.columns();
  result.values = tensor::Matrix(result.panels(), kPanelRows * a.columns());
  float* values = result.values.values().data();
  base::parallel_for(result.panels(), 1, job, [&](base::IndexRange panels) {
    const std::int64_t panel = panels.begin;
    const std::int64_t first = panel * kPanelRows;
    const std::int64_t rows = std::min(kPanelRows, a.rows() - first);
    for (std::int64_t k = 0; k < a.columns(); k += kDepth) {
      float* to = values + result.offset(panel, k);
      const std::int64_t depth = std::min(kDepth, a.columns() - k);
      for (std::int64_t row = 0; row < rows; ++row) {
        const float* from = a.row(first + row) + k;
        for (std::int64_t i = 0; i < depth; ++i) to[i * kPanelRows + row] = from[i];
      }
    }
  });
  return result;
}

/// Rows [first, first + count) of b against all of a.
void multiply_block(const PackedRows& a, const tensor::TensorView& b, std::int64_t first, std::int64_t count,
                    tensor::Matrix& result) {
  tensor::Matrix block(kBlockRows, kBlockStride);
  tensor::Matrix sums(a.panels(), kBlockRows * kPanelRows);
  for (std::int64_t k = 0; k < a.columns; k += kDepth) {
    const std::int64_t depth = std::min(kDepth, a.columns - k);
    for (std::int64_t row = 0; row < count; ++row)
      tensor::read_row_f32(b, first + row, k, depth, block.row(row));
    for (std::int64_t panel = 0; panel < a.panels(); ++panel) HWY_DYNAMIC_DISPATCH(add_block)
    (a.values.values().data() + a.offset(panel, k), block.row(0), depth, count, sums.row(panel));
  }
  for (std::int64_t m = 0; m < a.rows; ++m) {
    const float* from = sums.row(m / kPanelRows) + m % kPanelRows;
    float* to = result.row(m) + first;
    for (std::int64_t row = 0; row < count; ++row) to[row] = from[row * kPanelRows];
  }
}

void multiply_few_rows(const tensor::Matrix& a, const tensor::TensorView& b, base::IndexRange range,
                       tensor::Matrix& result) {
  formats::RowValues rows(b);
  for (std::int64_t n = range.begin; n < range.end; ++n) {
    float products[kMostDotRows];
    dot_rows(a.row(0), a.columns(), static_cast<int>(a.rows()), rows.read(n), a.columns(), products);
    for (std::int64_t m = 0; m < a.rows(); ++m) result(m, n) = products[m];
  }
}

}  // namespace

tensor::Matrix matmul_transposed(const tensor::Matrix& a, const tensor::TensorView& b, const base::Job& job) {
  check_product(tensor::MatrixShape{a.rows(), a.columns()}, {b.rows, b.columns});
  base::isa_level();
  tensor::Matrix result(a.rows(), b.rows);
  if (a.rows() == 0) return result;
  if (a.rows() <= kMostDotRows) {
    base::parallel_for(b.rows, kBlockRows, job,
                       [&](base::IndexRange range) { multiply_few_rows(a, b, range, result); });
    return result;
  }
  const PackedRows rows = packed(a, job);
  base::parallel_for(b.rows, kBlockRows, job, [&](base::IndexRange range) {
    multiply_block(rows, b, range.begin, range.size(), result);
  });
  return result;
}

}  // namespace quantscope::kernels
#endif
