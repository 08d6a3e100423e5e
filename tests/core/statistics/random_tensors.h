#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "core/tensor/half.h"
#include "core/tensor/tensor.h"

namespace quantscope::test {

inline const std::vector<tensor::ElementType>& all_element_types() {
  using enum tensor::ElementType;
  static const std::vector<tensor::ElementType> types{f64, f32, f16, bf16, i8,  u8,
                                                      i16, u16, i32, u32,  i64, u64};
  return types;
}

/// One element, read without any code of the product but the exact conversions of half.h.
inline double element(const tensor::Tensor& matrix, std::int64_t row, std::int64_t column) {
  const std::byte* at =
      matrix.data() + static_cast<std::size_t>(row * matrix.columns() + column) * element_size(matrix.type());
  const auto as = [&](auto value) {
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  using enum tensor::ElementType;
  switch (matrix.type()) {
    case f64:
      return as(double{});
    case f32:
      return as(float{});
    case f16:
      return tensor::f32_from_f16(as(std::uint16_t{}));
    case bf16:
      return tensor::f32_from_bf16(as(std::uint16_t{}));
    case i8:
      return as(std::int8_t{});
    case u8:
      return as(std::uint8_t{});
    case i16:
      return as(std::int16_t{});
    case u16:
      return as(std::uint16_t{});
    case i32:
      return as(std::int32_t{});
    case u32:
      return as(std::uint32_t{});
    case i64:
      return static_cast<double>(as(std::int64_t{}));
    case u64:
      return static_cast<double>(as(std::uint64_t{}));
  }
  return 0;
}

inline void set_element(tensor::Tensor& matrix, std::int64_t row, std::int64_t column, double value) {
  std::byte* at = matrix.mutable_data() +
                  static_cast<std::size_t>(row * matrix.columns() + column) * element_size(matrix.type());
  const auto put = [&](auto stored) { std::memcpy(at, &stored, sizeof stored); };
  using enum tensor::ElementType;
  switch (matrix.type()) {
    case f64:
      return put(value);
    case f32:
      return put(static_cast<float>(value));
    case f16:
      return put(tensor::f16_from_f32(static_cast<float>(value)));
    case bf16:
      return put(tensor::bf16_from_f32(static_cast<float>(value)));
    case i8:
      return put(static_cast<std::int8_t>(value));
    case u8:
      return put(static_cast<std::uint8_t>(value));
    case i16:
      return put(static_cast<std::int16_t>(value));
    case u16:
      return put(static_cast<std::uint16_t>(value));
    case i32:
      return put(static_cast<std::int32_t>(value));
    case u32:
      return put(static_cast<std::uint32_t>(value));
    case i64:
      return put(static_cast<std::int64_t>(value));
    case u64:
      return put(static_cast<std::uint64_t>(value));
  }
}

/// Normally distributed floats, integers over the middle of their range; with `foreign`, one value in 50 of a
/// floating type is NaN or infinite and one in 20 zero.
inline tensor::Tensor random_tensor(tensor::ElementType type, std::int64_t rows, std::int64_t columns,
                                    std::uint32_t seed, bool foreign = false) {
  tensor::Tensor result(type, rows, columns);
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0.05, 0.3);
  const bool is_signed = type == tensor::ElementType::i8 || type == tensor::ElementType::i16 ||
                         type == tensor::ElementType::i32 || type == tensor::ElementType::i64;
  const double half_range = std::ldexp(1.0, static_cast<int>(8 * element_size(type)) - 2);
  std::uniform_real_distribution<double> whole(is_signed ? -half_range : 0.0, half_range);
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < columns; ++c) {
      double value = tensor::is_floating(type) ? normal(random) : std::trunc(whole(random));
      if (foreign && tensor::is_floating(type)) {
        const unsigned dice = random() % 200;
        if (dice < 2) value = std::numeric_limits<double>::quiet_NaN();
        if (dice == 2) value = std::numeric_limits<double>::infinity();
        if (dice == 3) value = -std::numeric_limits<double>::infinity();
        if (dice > 3 && dice < 10) value = 0;
        if (dice >= 10 && dice < 14) value = -0.0;
      }
      set_element(result, r, c, value);
    }
  return result;
}

}  // namespace quantscope::test
