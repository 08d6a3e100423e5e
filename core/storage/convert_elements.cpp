#include "core/storage/convert_elements.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/tensor/half.h"

namespace quantscope::storage {
namespace {

using tensor::ElementType;

/// f64 → f32 rounded to odd: a second rounding to 16 bits then gives what one rounding from f64 would give.
float rounded_to_odd(double value) {
  const auto nearest = static_cast<float>(value);
  if (static_cast<double>(nearest) == value || !std::isfinite(value)) return nearest;
  auto bits = std::bit_cast<std::uint32_t>(nearest);
  const bool beyond = std::abs(static_cast<double>(nearest)) > std::abs(value);
  if (beyond) --bits;  // towards zero
  return std::bit_cast<float>(bits | 1u);
}

void store(const float* values, std::int64_t count, ElementType to, std::byte* out) {
  if (to == ElementType::f32) {
    std::memcpy(out, values, static_cast<std::size_t>(count) * sizeof(float));
    return;
  }
  auto* halves = reinterpret_cast<std::uint16_t*>(out);
  if (to == ElementType::f16)
    for (std::int64_t i = 0; i < count; ++i) halves[i] = tensor::f16_from_f32(values[i]);
  else
    for (std::int64_t i = 0; i < count; ++i) halves[i] = tensor::bf16_from_f32(values[i]);
}

void store(const std::byte* row, std::int64_t count, ElementType to, std::byte* out) {
  for (std::int64_t i = 0; i < count; ++i) {
    double value = 0;
    std::memcpy(&value, row + i * 8, sizeof value);
    const float single = to == ElementType::f32 ? static_cast<float>(value) : rounded_to_odd(value);
    store(&single, 1, to, out + static_cast<std::size_t>(i) * tensor::element_size(to));
  }
}

}  // namespace

bool is_convertible(ElementType from, ElementType to) {
  return from == to || (tensor::is_floating(from) && tensor::is_floating(to));
}

tensor::Tensor converted(const tensor::TensorView& view, ElementType to) {
  tensor::Tensor result(to, view.rows, view.columns);
  const std::size_t row_bytes = static_cast<std::size_t>(view.columns) * tensor::element_size(to);
  std::vector<float> values(static_cast<std::size_t>(view.columns));
  for (std::int64_t r = 0; r < view.rows; ++r) {
    std::byte* out = result.mutable_data() + static_cast<std::size_t>(r) * row_bytes;
    if (view.type == to) {
      std::memcpy(out, view.row(r), row_bytes);
    } else if (view.type == ElementType::f64) {
      store(view.row(r), view.columns, to, out);
    } else {
      tensor::read_row_f32(view, r, 0, view.columns, values.data());
      if (to == ElementType::f64)
        for (std::size_t i = 0; i < values.size(); ++i) {
          const double value = values[i];
          std::memcpy(out + i * 8, &value, 8);
        }
      else
        store(values.data(), view.columns, to, out);
    }
  }
  return result;
}

}  // namespace quantscope::storage
