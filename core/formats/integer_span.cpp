#include "core/formats/integer_span.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/formats/integer_span.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::formats::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using IntTag = hn::RebindToSigned<FloatTag>;
using FloatVector = hn::Vec<FloatTag>;
using IntVector = hn::Vec<IntTag>;

/// quantize() of integer_format.h on vectors; codes relative to the zero point. Adding 1.5·2^23 rounds a
/// float below 2^22 half to even and leaves the integer in the low bits of the sum, at every target alike.
class Quantizer {
 public:
  Quantizer(const IntegerFormat& format, AffineScale scale)
      : sign_only_(format.symmetric && format.bits == 1),
        scale_(hn::Set(FloatTag(), scale.scale)),
        lowest_(hn::Set(FloatTag(), static_cast<float>(format.lowest_code() - scale.zero_point))),
        highest_(hn::Set(FloatTag(), static_cast<float>(format.highest_code() - scale.zero_point))) {}

  HWY_INLINE IntVector steps(FloatVector value) const {
    if (sign_only_) {
      const auto one = hn::Set(IntTag(), 1);
      const auto negative = hn::RebindMask(IntTag(), hn::Lt(value, hn::Zero(FloatTag())));
      return hn::IfThenElse(negative, hn::Neg(one), one);
    }
    const auto ratio = hn::IfThenElseZero(hn::Eq(value, value), hn::Div(value, scale_));
    const auto shift = hn::Set(FloatTag(), 0x1.8p23f);
    const auto shifted = hn::Add(hn::Min(hn::Max(ratio, lowest_), highest_), shift);
    return hn::Sub(hn::BitCast(IntTag(), shifted), hn::BitCast(IntTag(), shift));
  }
  HWY_INLINE FloatVector dequantized(IntVector steps) const {
    return hn::Mul(hn::ConvertTo(FloatTag(), steps), scale_);
  }

 private:
  bool sign_only_;
  FloatVector scale_, lowest_, highest_;
};

Range range_of(const float* values, std::int64_t count) {
  const FloatTag f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const float infinity = std::numeric_limits<float>::infinity();
  const auto largest = hn::Set(f32, FLT_MAX);
  const auto above = hn::Set(f32, infinity), below = hn::Set(f32, -infinity);
  auto low0 = above, low1 = above, high0 = below, high1 = below;
  const auto add = [&](FloatVector value, FloatVector& low, FloatVector& high) HWY_ATTR {
    const auto finite = hn::Le(hn::Abs(value), largest);
    low = hn::Min(low, hn::IfThenElse(finite, value, above));
    high = hn::Max(high, hn::IfThenElse(finite, value, below));
  };
  std::int64_t i = 0;
  for (; i + 2 * lanes <= count; i += 2 * lanes) {
    add(hn::LoadU(f32, values + i), low0, high0);
    add(hn::LoadU(f32, values + i + lanes), low1, high1);
  }
  for (; i + lanes <= count; i += lanes) add(hn::LoadU(f32, values + i), low0, high0);
  float low = hn::GetLane(hn::MinOfLanes(f32, hn::Min(low0, low1)));
  float high = hn::GetLane(hn::MaxOfLanes(f32, hn::Max(high0, high1)));
  for (; i < count; ++i) {
    if (!(std::fabs(values[i]) <= FLT_MAX)) continue;
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
  if (low > high) return {};
  return {low + 0.0f, high + 0.0f};  // -0 becomes 0, whichever of them the lanes met first
}

void quantize_span(const IntegerFormat& format, AffineScale scale, const float* values, std::int64_t count,
                   std::int8_t* codes) {
  const FloatTag f32;
  const hn::Rebind<std::int8_t, FloatTag> i8;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const Quantizer quantizer(format, scale);
  const auto zero_point = hn::Set(IntTag(), scale.zero_point);
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto code = hn::Add(quantizer.steps(hn::LoadU(f32, values + i)), zero_point);
    hn::StoreU(hn::DemoteTo(i8, code), i8, codes + i);
  }
  for (; i < count; ++i) codes[i] = static_cast<std::int8_t>(quantize(format, scale, values[i]));
}

void dequantize_span(AffineScale scale, const std::int8_t* codes, std::int64_t count, float* values) {
  const FloatTag f32;
  const IntTag i32;
  const hn::Rebind<std::int8_t, FloatTag> i8;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto factor = hn::Set(f32, scale.scale);
  const auto zero_point = hn::Set(i32, scale.zero_point);
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto steps = hn::Sub(hn::PromoteTo(i32, hn::LoadU(i8, codes + i)), zero_point);
    hn::StoreU(hn::Mul(hn::ConvertTo(f32, steps), factor), f32, values + i);
  }
  for (; i < count; ++i) values[i] = dequantize(scale, codes[i]);
}

/// The square of an f32 is exact in f64 and value i goes to sum i mod 16, so the result is the same with and
/// without fused multiply-add and at every vector length.
double squared_error(const IntegerFormat& format, AffineScale scale, const float* values,
                     std::int64_t count) {
  constexpr std::size_t kSums = 16;
  const FloatTag f32;
  const hn::ScalableTag<double> f64;
  const hn::Rebind<float, decltype(f64)> half;
  constexpr std::size_t kLanes = hn::MaxLanes(FloatTag());
  constexpr std::size_t kWideLanes = hn::MaxLanes(hn::ScalableTag<double>());
  const auto largest = hn::Set(f32, FLT_MAX);
  const Quantizer quantizer(format, scale);
  hn::Vec<decltype(f64)> sums[kSums / kWideLanes];
  for (auto& sum : sums) sum = hn::Zero(f64);
  HWY_ALIGN float block[kSums];
  const auto add_block = [&](const float* from) HWY_ATTR {
    HWY_ALIGN float errors[kSums];
    for (std::size_t lane = 0; lane < kSums; lane += kLanes) {
      const auto value = hn::LoadU(f32, from + lane);
      const auto finite = hn::Le(hn::Abs(value), largest);
      const auto restored = quantizer.dequantized(quantizer.steps(value));
      hn::Store(hn::IfThenElseZero(finite, hn::Sub(value, restored)), f32, errors + lane);
    }
    for (std::size_t lane = 0; lane < kSums; lane += kWideLanes) {
      const auto error = hn::PromoteTo(f64, hn::Load(half, errors + lane));
      sums[lane / kWideLanes] = hn::MulAdd(error, error, sums[lane / kWideLanes]);
    }
  };
  std::int64_t i = 0;
  const auto whole_blocks = count - count % static_cast<std::int64_t>(kSums);
  for (; i < whole_blocks; i += static_cast<std::int64_t>(kSums)) add_block(values + i);
  if (i < count) {
    std::fill(std::copy(values + i, values + count, block), block + kSums,
              std::numeric_limits<float>::quiet_NaN());
    add_block(block);
  }
  HWY_ALIGN double totals[kSums];
  for (std::size_t sum = 0; sum < kSums; sum += kWideLanes)
    hn::Store(sums[sum / kWideLanes], f64, totals + sum);
  for (std::size_t width = kSums / 2; width > 0; width /= 2)
    for (std::size_t sum = 0; sum < width; ++sum) totals[sum] += totals[sum + width];
  return totals[0];
}

}  // namespace quantscope::formats::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::formats {
namespace {

HWY_EXPORT(range_of);
HWY_EXPORT(quantize_span);
HWY_EXPORT(dequantize_span);
HWY_EXPORT(squared_error);

}  // namespace

Range range_of(const float* values, std::int64_t count) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(range_of)(values, count);
}

void quantize_span(const IntegerFormat& format, AffineScale scale, const float* values, std::int64_t count,
                   std::int8_t* codes) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(quantize_span)(format, scale, values, count, codes);
}

void dequantize_span(AffineScale scale, const std::int8_t* codes, std::int64_t count, float* values) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(dequantize_span)(scale, codes, count, values);
}

double squared_error(const IntegerFormat& format, AffineScale scale, const float* values,
                     std::int64_t count) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(squared_error)(format, scale, values, count);
}

}  // namespace quantscope::formats
#endif
