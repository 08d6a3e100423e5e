#pragma once

#include <cstdint>
#include <vector>

namespace quantscope::formats {

/// How the scale and the zero point follow from a range of values.
enum class RangeRule {
  /// The range is widened to contain 0, so 0 is exact and the zero point is a code (GPTQ's quantizer).
  includes_zero,
  /// QLLM quantize/quantizer.py as released: scale = (max − min)/(2^b − 1) clamped to [1e-5, 1e4], zero point
  /// round(−min/scale) clamped to [−1e4, 1e4]; the range need not contain 0.
  qllm_released
};

/// Uniform integer format. A value is (code − zero_point) · scale.
///
/// Symmetric: zero_point 0, codes −(2^(b−1)−1) … 2^(b−1)−1, scale = absmax/(2^(b−1)−1); one bit is the two
/// codes −1 and +1 with scale = absmax. Asymmetric: 2^b codes −2^(b−1) … 2^(b−1)−1 (the unsigned code less
/// 2^(b−1), so every format up to 8 bits fits int8), scale and zero point by `range_rule`. Rounding is half
/// to even.
struct IntegerFormat {
  int bits = 8;  ///< 1–8, or 16
  bool symmetric = true;
  RangeRule range_rule = RangeRule::includes_zero;  ///< of the asymmetric format

  int lowest_code() const;
  int highest_code() const;
  bool operator==(const IntegerFormat&) const = default;
};

/// Throws base::Error unless bits is 1–8 or 16.
void validate(const IntegerFormat& format);

struct AffineScale {
  float scale = 1.0f;           ///< > 0, finite
  std::int32_t zero_point = 0;  ///< in stored codes
  bool operator==(const AffineScale&) const = default;
};

/// Finite range of values; low > high means that there is none.
struct Range {
  float low = 1.0f;
  float high = -1.0f;
  bool empty() const { return low > high; }
};

/// Scale and zero point for values in the range, computed in f64 where asymmetric. A range of zeros or an
/// empty one gives scale 1 (one symmetric bit, which has no code for 0: the smallest scale). Scales are at
/// least the smallest normal f32 and at most such that every level is finite.
AffineScale scale_for(const IntegerFormat& format, Range range);

/// One value: round(value / scale) + zero_point, clamped. NaN becomes the code of 0 (clamped into the
/// format); infinities clamp.
int quantize(const IntegerFormat& format, AffineScale scale, float value);
inline float dequantize(AffineScale scale, int code) {
  return static_cast<float>(code - scale.zero_point) * scale.scale;
}

/// Every value that the format can represent with this scale, ascending (for the marks of a histogram).
std::vector<double> levels(const IntegerFormat& format, AffineScale scale);
/// Smallest and largest representable value: beyond them values clip.
Range clip_limits(const IntegerFormat& format, AffineScale scale);

}  // namespace quantscope::formats
