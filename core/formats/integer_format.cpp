#include "core/formats/integer_format.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace quantscope::formats {
namespace {

bool is_sign_only(const IntegerFormat& format) {
  return format.symmetric && format.bits == 1;
}

/// The largest scale up to `scale` at which every level is finite.
float with_finite_levels(const IntegerFormat& format, float scale, std::int32_t zero_point) {
  const float farthest = static_cast<float>(
      std::max(std::abs(format.lowest_code() - zero_point), std::abs(format.highest_code() - zero_point)));
  if (std::isfinite(farthest * scale)) return scale;
  scale = FLT_MAX / farthest;
  while (!std::isfinite(farthest * scale)) scale = std::nextafter(scale, 0.0f);
  return scale;
}

AffineScale symmetric_scale(const IntegerFormat& format, Range range) {
  const float absmax = std::max(std::fabs(range.low), std::fabs(range.high));
  const float scale = std::max(absmax / static_cast<float>(format.highest_code()), FLT_MIN);
  return {with_finite_levels(format, scale, 0), 0};
}

AffineScale scale_including_zero(const IntegerFormat& format, Range range) {
  const double low = std::min<double>(range.low, 0.0);
  const double high = std::max<double>(range.high, 0.0);
  const double steps = format.highest_code() - format.lowest_code();
  const double scale = std::clamp<double>((high - low) / steps, FLT_MIN, FLT_MAX);
  const double unsigned_zero = std::clamp(std::nearbyint(-low / static_cast<float>(scale)), 0.0, steps);
  const int zero_point = format.lowest_code() + static_cast<int>(unsigned_zero);
  return {with_finite_levels(format, static_cast<float>(scale), zero_point), zero_point};
}

AffineScale qllm_scale(const IntegerFormat& format, Range range) {
  const double steps = format.highest_code() - format.lowest_code();
  const double span = static_cast<double>(range.high) - range.low;
  const float scale = std::clamp(static_cast<float>(span / steps), 1e-5f, 1e4f);
  const double unsigned_zero = std::clamp(std::nearbyint(-static_cast<double>(range.low) / scale), -1e4, 1e4);
  return {scale, format.lowest_code() + static_cast<int>(unsigned_zero)};
}

}  // namespace

int IntegerFormat::lowest_code() const {
  if (!symmetric) return -(1 << (bits - 1));
  return -highest_code();
}

int IntegerFormat::highest_code() const {
  if (is_sign_only(*this)) return 1;
  return (1 << (bits - 1)) - 1;
}

void validate(const IntegerFormat& format) {
  if ((format.bits < 1 || format.bits > 8) && format.bits != 16)
    throw base::Error("no integer format has " + std::to_string(format.bits) + " bits", "bits",
                      "use 1 to 8, or 16");
}

AffineScale scale_for(const IntegerFormat& format, Range range) {
  range.low = std::clamp(range.low, -FLT_MAX, FLT_MAX);
  range.high = std::clamp(range.high, -FLT_MAX, FLT_MAX);
  if (!(range.low <= range.high) || (range.low == 0 && range.high == 0))
    return {is_sign_only(format) ? FLT_MIN : 1.0f, format.symmetric ? 0 : format.lowest_code()};
  if (format.symmetric) return symmetric_scale(format, range);
  return format.range_rule == RangeRule::qllm_released ? qllm_scale(format, range)
                                                       : scale_including_zero(format, range);
}

int quantize(const IntegerFormat& format, AffineScale scale, float value) {
  if (is_sign_only(format)) return value < 0 ? -1 : 1;
  const float steps = std::isnan(value) ? 0.0f : value / scale.scale;
  const float lowest = static_cast<float>(format.lowest_code() - scale.zero_point);
  const float highest = static_cast<float>(format.highest_code() - scale.zero_point);
  return static_cast<int>(std::nearbyint(std::clamp(steps, lowest, highest))) + scale.zero_point;
}

std::vector<double> levels(const IntegerFormat& format, AffineScale scale) {
  const int step = is_sign_only(format) ? 2 : 1;
  std::vector<double> values;
  for (int code = format.lowest_code(); code <= format.highest_code(); code += step)
    values.push_back(dequantize(scale, code));
  return values;
}

Range clip_limits(const IntegerFormat& format, AffineScale scale) {
  return {dequantize(scale, format.lowest_code()), dequantize(scale, format.highest_code())};
}

}  // namespace quantscope::formats
