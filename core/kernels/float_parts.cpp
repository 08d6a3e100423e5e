#include "core/kernels/float_parts.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace quantscope::kernels {
namespace {

/// Bits of the largest value before the sign.
constexpr int kBits = 30;
constexpr int kSmallestExponent = -96;
/// Added to a double, leaves its nearest integer, half to even, in the lowest bits.
constexpr double kToInteger = 0x1.8p52;

}  // namespace

std::optional<formats::IntegerMatrix> float_parts(const tensor::Matrix& x) {
  const std::int64_t columns = x.columns();
  formats::IntegerMatrix parts;
  parts.shape = {x.rows() * kFloatParts, columns};
  parts.format = {8, true};
  parts.group_size = columns;
  parts.codes.resize(static_cast<std::size_t>(parts.shape.rows * columns));
  for (std::int64_t t = 0; t < x.rows(); ++t) {
    float largest = 0;
    bool finite = true;
    for (std::int64_t i = 0; i < columns; ++i) {
      finite &= std::isfinite(x(t, i));
      largest = std::max(largest, std::fabs(x(t, i)));
    }
    int exponent = 0;  // largest < 2^exponent
    std::frexp(largest, &exponent);
    if (!finite || (largest > 0 && exponent < kSmallestExponent)) return std::nullopt;

    const double up = std::ldexp(1.0, kBits - exponent);
    std::int8_t* code[kFloatParts];
    for (std::int64_t p = 0; p < kFloatParts; ++p)
      code[p] = parts.codes.data() + (t * kFloatParts + p) * columns;
    for (std::int64_t i = 0; i < columns; ++i) {
      auto left = static_cast<std::int32_t>(std::bit_cast<std::int64_t>(double{x(t, i)} * up + kToInteger));
      for (std::int64_t p = 0; p + 1 < kFloatParts; ++p) {
        const auto low = static_cast<std::int8_t>(left & 255);
        code[p][i] = low;
        left = (left - low) >> 8;
      }
      code[kFloatParts - 1][i] = static_cast<std::int8_t>(left);
    }
    for (int p = 0; p < kFloatParts; ++p)
      parts.scales.push_back({std::ldexp(1.0f, exponent - kBits + 8 * p), 0});
  }
  return parts;
}

tensor::Matrix sum_of_parts(const tensor::Matrix& products) {
  const std::int64_t columns = products.columns();
  auto y = tensor::Matrix::uninitialized(products.rows() / kFloatParts, columns);
  for (std::int64_t t = 0; t < y.rows(); ++t) {
    const float* part = products.row(t * kFloatParts);
    static_assert(kFloatParts == 4);
    for (std::int64_t o = 0; o < columns; ++o)
      y(t, o) = ((part[o] + part[columns + o]) + part[2 * columns + o]) + part[3 * columns + o];
  }
  return y;
}

}  // namespace quantscope::kernels
