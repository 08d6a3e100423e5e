#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/tensor/element_type.h"

namespace quantscope::tensor {

/// Extents, slowest first; empty for a single value.
using Shape = std::vector<std::int64_t>;

/// Product of the extents; 1 for an empty shape. Throws base::Error when it does not fit 63 bits or an extent
/// is negative.
std::int64_t element_count(const Shape& shape);
/// "[4096, 11008]".
std::string shape_text(const Shape& shape);

struct MatrixShape {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  bool operator==(const MatrixShape&) const = default;
};

/// Every tensor is looked at as a matrix: [n] as [1, n], [a, b, …, z] as [a·b·…, z], a single value as [1,
/// 1].
MatrixShape folded(const Shape& shape);

/// Read-only window on row-major elements of any type; does not own them.
struct TensorView {
  const std::byte* data = nullptr;
  ElementType type = ElementType::f32;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t row_stride = 0;  ///< elements from one row to the next, ≥ columns

  const std::byte* row(std::int64_t index) const {
    return data + static_cast<std::size_t>(index * row_stride) * element_size(type);
  }
  TensorView row_range(std::int64_t first, std::int64_t count) const {
    return {row(first), type, count, columns, row_stride};
  }
};

/// Copies of f32 values of `count` columns of one row, starting at `first_column`, into `out`. Vectorized
/// where the type is f16, bf16 or f32; 64-bit values beyond the range of f32 become infinite.
void read_row_f32(const TensorView& view, std::int64_t row, std::int64_t first_column, std::int64_t count,
                  float* out);

/// Owning matrix of any element type, 64-byte aligned, contiguous rows. Copies share the elements: treat a
/// Tensor as constant once it is filled and handed on.
class Tensor {
 public:
  Tensor() = default;
  /// Elements are not initialised. Throws base::Error naming the size where memory does not suffice.
  Tensor(ElementType type, std::int64_t rows, std::int64_t columns);

  ElementType type() const { return type_; }
  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  std::int64_t count() const { return rows_ * columns_; }
  std::size_t bytes() const { return static_cast<std::size_t>(count()) * element_size(type_); }
  bool empty() const { return count() == 0; }

  const std::byte* data() const { return data_.get(); }
  std::byte* mutable_data() { return data_.get(); }
  TensorView view() const { return {data_.get(), type_, rows_, columns_, columns_}; }

 private:
  std::shared_ptr<std::byte[]> data_;
  ElementType type_ = ElementType::f32;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
};

/// Owning f32 matrix, row-major, contiguous, 64-byte aligned, zero at the start. Copies copy the elements.
class Matrix {
 public:
  Matrix() = default;
  Matrix(std::int64_t rows, std::int64_t columns);
  /// Not zeroed: for a result whose every element is written.
  static Matrix uninitialized(std::int64_t rows, std::int64_t columns);
  Matrix(const Matrix& other);
  Matrix& operator=(const Matrix& other);
  Matrix(Matrix&&) noexcept = default;
  Matrix& operator=(Matrix&&) noexcept = default;

  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  std::int64_t count() const { return rows_ * columns_; }
  bool empty() const { return count() == 0; }

  float* row(std::int64_t index) { return data_.get() + index * columns_; }
  const float* row(std::int64_t index) const { return data_.get() + index * columns_; }
  float& operator()(std::int64_t r, std::int64_t c) { return row(r)[c]; }
  float operator()(std::int64_t r, std::int64_t c) const { return row(r)[c]; }
  std::span<float> values() { return {data_.get(), static_cast<std::size_t>(count())}; }
  std::span<const float> values() const { return {data_.get(), static_cast<std::size_t>(count())}; }
  TensorView view() const;

 private:
  struct Free {
    void operator()(float* pointer) const;
  };
  std::unique_ptr<float[], Free> data_;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
};

/// The whole view as f32.
Matrix to_matrix(const TensorView& view);
/// [rows, columns] → [columns, rows], same element type.
Tensor transposed(const TensorView& view);
/// Rows of the view in the order of `rows`, same element type (for samples).
Tensor gathered_rows(const TensorView& view, std::span<const std::int64_t> rows);

}  // namespace quantscope::tensor
