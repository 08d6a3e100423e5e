#include "core/formats/tail_values.h"

#include <cfloat>
#include <cmath>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/formats/tail_values.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::formats::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

TailCounts gather_tails(const float* values, std::int64_t count, float low, float high, float* lower,
                        float* upper) {
  const hn::ScalableTag<float> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto lows = hn::Set(f32, low), highs = hn::Set(f32, high), largest = hn::Set(f32, FLT_MAX);
  TailCounts counts;
  const auto add = [&](float value) {
    if (!(std::fabs(value) <= FLT_MAX)) return;
    if (value <= low) lower[counts.lower++] = value;
    if (value >= high) upper[counts.upper++] = value;
  };
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto value = hn::LoadU(f32, values + i);
    const auto finite = hn::Le(hn::Abs(value), largest);
    counts.finite += static_cast<std::int64_t>(hn::CountTrue(f32, finite));
    if (hn::AllFalse(f32, hn::Or(hn::Le(value, lows), hn::Ge(value, highs)))) continue;
    for (std::int64_t lane = i; lane < i + lanes; ++lane) add(values[lane]);
  }
  for (; i < count; ++i) {
    counts.finite += std::fabs(values[i]) <= FLT_MAX;
    add(values[i]);
  }
  return counts;
}

}  // namespace quantscope::formats::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::formats {
namespace {

HWY_EXPORT(gather_tails);

}  // namespace

TailCounts gather_tails(const float* values, std::int64_t count, float low, float high, float* lower,
                        float* upper) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(gather_tails)(values, count, low, high, lower, upper);
}

}  // namespace quantscope::formats
#endif
