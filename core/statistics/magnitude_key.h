#pragma once

#include <bit>
#include <cstdint>

namespace quantscope::statistics {

/// An f32 value in 16 bits, ordered by magnitude: the upper half of its bits (bfloat16, cut off towards zero)
/// with the sign moved to the lowest bit. The value of largest magnitude among several is the largest key;
/// infinities stand above all finite values and NaN above these, so neither is lost by pooling.
using MagnitudeKey = std::uint16_t;

/// Keys from here on are infinite or NaN.
inline constexpr MagnitudeKey first_infinite_key = 0xff00;
inline constexpr MagnitudeKey first_nan_key = 0xff02;

inline MagnitudeKey magnitude_key(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  std::uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) magnitude |= 0x00400000;  // what makes it NaN may lie in the lower half
  return static_cast<MagnitudeKey>((magnitude >> 15 & 0xfffe) | bits >> 31);
}

/// The value that the key stands for: at most 1/128 smaller in magnitude than the one it was made of (normal
/// numbers).
inline float value_of_key(MagnitudeKey key) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(key) << 31 | static_cast<std::uint32_t>(key & 0xfffe)
                                                                          << 15);
}

}  // namespace quantscope::statistics
