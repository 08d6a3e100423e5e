#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/formats/integer_format.h"
#include "core/tensor/tensor.h"

namespace quantscope::formats {

/// Rows of a view as f32, one at a time: f32 rows in place, others converted into a buffer of one row.
class RowValues {
 public:
  explicit RowValues(const tensor::TensorView& matrix)
      : matrix_(matrix),
        buffer_(matrix.type == tensor::ElementType::f32 ? 0 : static_cast<std::size_t>(matrix.columns)) {}

  /// `columns` values, valid until the next call.
  const float* read(std::int64_t row) {
    if (matrix_.type == tensor::ElementType::f32) return reinterpret_cast<const float*>(matrix_.row(row));
    tensor::read_row_f32(matrix_, row, 0, matrix_.columns, buffer_.data());
    return buffer_.data();
  }

 private:
  const tensor::TensorView& matrix_;
  std::vector<float> buffer_;
};

/// Rows of about 256 Ki values.
inline std::int64_t rows_per_piece(const tensor::TensorView& matrix) {
  return std::max<std::int64_t>(1, (std::int64_t{1} << 18) / std::max<std::int64_t>(matrix.columns, 1));
}

inline Range united(Range a, Range b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

}  // namespace quantscope::formats
