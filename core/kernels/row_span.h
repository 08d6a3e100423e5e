#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/parallel.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// f32 rows at a stride, not owned.
struct ConstRowSpan {
  const float* values = nullptr;
  std::int64_t rows = 0, columns = 0;
  std::int64_t stride = 0;  ///< elements from one row to the next, ≥ columns

  ConstRowSpan(const float* first, std::int64_t row_count, std::int64_t column_count, std::int64_t row_stride)
      : values(first), rows(row_count), columns(column_count), stride(row_stride) {}
  ConstRowSpan(const tensor::Matrix& matrix)
      : ConstRowSpan(matrix.row(0), matrix.rows(), matrix.columns(), matrix.columns()) {}
  const float* row(std::int64_t index) const { return values + index * stride; }
};

struct RowSpan {
  float* values = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;

  RowSpan(float* first, std::int64_t row_count, std::int64_t column_count, std::int64_t row_stride)
      : values(first), rows(row_count), columns(column_count), stride(row_stride) {}
  RowSpan(tensor::Matrix& matrix)
      : RowSpan(matrix.row(0), matrix.rows(), matrix.columns(), matrix.columns()) {}
  operator ConstRowSpan() const { return {values, rows, columns, stride}; }
  float* row(std::int64_t index) const { return values + index * stride; }
};

/// Runs body(row) on all rows, pieces of about 16,000 values in parallel.
template <typename Body>
void for_each_row(std::int64_t rows, std::int64_t columns, const base::Job& job, const Body& body) {
  const std::int64_t grain =
      std::max<std::int64_t>(1, (std::int64_t{1} << 14) / std::max<std::int64_t>(columns, 1));
  base::parallel_for(rows, grain, job, [&](base::IndexRange range) {
    for (std::int64_t row = range.begin; row < range.end; ++row) body(row);
  });
}

}  // namespace quantscope::kernels
