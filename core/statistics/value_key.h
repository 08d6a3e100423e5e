#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/statistics/value_counts.h"
#include "core/tensor/half.h"

namespace quantscope::statistics {

/// How the counters of a key are laid out: magnitudes ascending from 0, the sign bit above them.
struct KeyLayout {
  std::uint32_t sign;      ///< bit of the sign; twice as many counters
  std::uint32_t infinity;  ///< magnitude of infinity; all below are finite, all above are NaN
};

inline KeyLayout layout_of(ValueCounts::Key key) {
  switch (key) {
    case ValueCounts::Key::f16_pattern:
      return {0x8000u, 0x7c00u};
    case ValueCounts::Key::bf16_pattern:
      return {0x8000u, 0x7f80u};
    case ValueCounts::Key::f32_top18:
    case ValueCounts::Key::integer_top18:
      break;
  }
  return {0x7fffffffu / 0x4000u + 1u, 0x7f800000u >> 14};
}

struct MagnitudeRange {
  double low;
  double high;
};

/// The magnitudes that a finite magnitude key stands for.
inline MagnitudeRange magnitudes_of(ValueCounts::Key key, std::uint32_t magnitude) {
  switch (key) {
    case ValueCounts::Key::f16_pattern: {
      const double value = tensor::f32_from_f16(static_cast<std::uint16_t>(magnitude));
      return {value, value};
    }
    case ValueCounts::Key::bf16_pattern: {
      const double value = tensor::f32_from_bf16(static_cast<std::uint16_t>(magnitude));
      return {value, value};
    }
    case ValueCounts::Key::f32_top18:
    case ValueCounts::Key::integer_top18:
      break;
  }
  if (magnitude == 0) return {0, 0};
  const double low = std::bit_cast<float>(magnitude << 14);
  const double high = std::bit_cast<float>((magnitude << 14) | 0x3fffu);
  if (key == ValueCounts::Key::integer_top18 && std::ceil(low) <= std::floor(high))
    return {std::ceil(low), std::floor(high)};
  return {low, high};
}

}  // namespace quantscope::statistics
