#include "core/tensor/tensor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

#include "core/base/error.h"

namespace quantscope::tensor {
namespace {

constexpr std::align_val_t alignment{64};

std::byte* allocate(std::int64_t rows, std::int64_t columns, std::size_t element_bytes) {
  const std::int64_t count = element_count({rows, columns});
  std::int64_t bytes = 0;
  void* memory = nullptr;
  if (!__builtin_mul_overflow(count, static_cast<std::int64_t>(element_bytes), &bytes) &&
      bytes <= std::numeric_limits<std::int64_t>::max() - 64)
    memory = ::operator new(static_cast<std::size_t>(bytes) + 64, alignment, std::nothrow);
  if (!memory)
    throw base::Error(fmt::format("not enough memory for {} × {} elements ({:.3g} GiB)", rows, columns,
                                  static_cast<double>(count) * static_cast<double>(element_bytes) / 0x1p30),
                      {}, "choose a smaller tensor or lower the memory budget");
  return static_cast<std::byte*>(memory);
}

template <typename Element>
void copy_transposed(const TensorView& view, std::byte* out) {
  constexpr std::int64_t tile = 32;
  auto* target = reinterpret_cast<Element*>(out);
  for (std::int64_t r0 = 0; r0 < view.rows; r0 += tile)
    for (std::int64_t c0 = 0; c0 < view.columns; c0 += tile)
      for (std::int64_t r = r0; r < std::min(view.rows, r0 + tile); ++r) {
        const auto* source = reinterpret_cast<const Element*>(view.row(r));
        for (std::int64_t c = c0; c < std::min(view.columns, c0 + tile); ++c)
          target[c * view.rows + r] = source[c];
      }
}

}  // namespace

std::int64_t element_count(const Shape& shape) {
  std::int64_t count = 1;
  bool empty = false;
  for (std::int64_t extent : shape) {
    if (extent < 0) throw base::Error("negative extent in shape " + shape_text(shape));
    empty = empty || extent == 0;
  }
  if (empty) return 0;
  for (std::int64_t extent : shape)
    if (__builtin_mul_overflow(count, extent, &count))
      throw base::Error("the shape " + shape_text(shape) + " has more elements than can be counted");
  return count;
}

std::string shape_text(const Shape& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

MatrixShape folded(const Shape& shape) {
  if (shape.empty()) return {1, 1};
  const std::int64_t columns = shape.back();
  return {element_count(Shape(shape.begin(), shape.end() - 1)), columns};
}

Tensor::Tensor(ElementType type, std::int64_t rows, std::int64_t columns)
    : data_(allocate(rows, columns, element_size(type)),
            [](std::byte* p) { ::operator delete(p, alignment); }),
      type_(type),
      rows_(rows),
      columns_(columns) {}

Matrix::Matrix(std::int64_t rows, std::int64_t columns) : Matrix(uninitialized(rows, columns)) {
  std::fill_n(data_.get(), count(), 0.0f);
}

Matrix Matrix::uninitialized(std::int64_t rows, std::int64_t columns) {
  Matrix matrix;
  matrix.data_.reset(reinterpret_cast<float*>(allocate(rows, columns, sizeof(float))));
  matrix.rows_ = rows;
  matrix.columns_ = columns;
  return matrix;
}

Matrix::Matrix(const Matrix& other)
    : data_(reinterpret_cast<float*>(allocate(other.rows_, other.columns_, sizeof(float)))),
      rows_(other.rows_),
      columns_(other.columns_) {
  std::copy_n(other.data_.get(), count(), data_.get());
}

Matrix& Matrix::operator=(const Matrix& other) {
  if (this != &other) *this = Matrix(other);
  return *this;
}

void Matrix::Free::operator()(float* pointer) const {
  ::operator delete(pointer, alignment);
}

TensorView Matrix::view() const {
  return {reinterpret_cast<const std::byte*>(data_.get()), ElementType::f32, rows_, columns_, columns_};
}

Matrix to_matrix(const TensorView& view) {
  Matrix result(view.rows, view.columns);
  for (std::int64_t r = 0; r < view.rows; ++r) read_row_f32(view, r, 0, view.columns, result.row(r));
  return result;
}

Tensor transposed(const TensorView& view) {
  Tensor result(view.type, view.columns, view.rows);
  switch (element_size(view.type)) {
    case 1:
      copy_transposed<std::uint8_t>(view, result.mutable_data());
      break;
    case 2:
      copy_transposed<std::uint16_t>(view, result.mutable_data());
      break;
    case 4:
      copy_transposed<std::uint32_t>(view, result.mutable_data());
      break;
    default:
      copy_transposed<std::uint64_t>(view, result.mutable_data());
      break;
  }
  return result;
}

Tensor gathered_rows(const TensorView& view, std::span<const std::int64_t> rows) {
  Tensor result(view.type, static_cast<std::int64_t>(rows.size()), view.columns);
  const std::size_t row_bytes = static_cast<std::size_t>(view.columns) * element_size(view.type);
  std::byte* out = result.mutable_data();
  for (std::int64_t row : rows) {
    if (row < 0 || row >= view.rows)
      throw base::Error(fmt::format("row {} of a matrix of {} rows", row, view.rows));
    std::memcpy(out, view.row(row), row_bytes);
    out += row_bytes;
  }
  return result;
}

}  // namespace quantscope::tensor
