#include "core/metrics/token_odds.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/metrics/token_odds.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// After highway.h.
#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::metrics::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

/// Values that are summed in f32 before they go to a sum in f64.
constexpr std::int64_t kRun = 512;

/// Largest value; NaN where one is not finite.
float largest(const float* x, std::int64_t count) {
  const Floats f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  auto best = hn::Set(f32, x[0]);
  auto differences = hn::Zero(f32);  // x − x is 0, but NaN where x is not finite
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto values = hn::LoadU(f32, x + i);
    best = hn::Max(best, values);
    differences = hn::Add(differences, hn::Sub(values, values));
  }
  float result = hn::GetLane(hn::MaxOfLanes(f32, best));
  float difference = hn::GetLane(hn::SumOfLanes(f32, differences));
  for (; i < count; ++i) {
    result = std::max(result, x[i]);
    difference += x[i] - x[i];
  }
  return difference == 0 ? result : std::numeric_limits<float>::quiet_NaN();
}

double sum_of_exponentials(const float* x, std::int64_t count, float offset) {
  const Floats f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto minus = hn::Set(f32, offset);
  double total = 0;
  std::int64_t i = 0;
  for (std::int64_t whole = count - count % lanes; i < whole;) {
    auto sum = hn::Zero(f32);
    for (const std::int64_t end = std::min(whole, i + kRun); i < end; i += lanes)
      sum = hn::Add(sum, hn::Exp(f32, hn::Sub(hn::LoadU(f32, x + i), minus)));
    total += double{hn::GetLane(hn::SumOfLanes(f32, sum))};
  }
  for (; i < count; ++i) total += std::exp(double{x[i]} - double{offset});
  return total;
}

/// e^d − 1 − d for |d| < 1/2, by its series.
Vector small_excess(Vector d) {
  const Floats f32;
  auto series = hn::Set(f32, 1.0f / 40320);
  for (const float factor : {1.0f / 5040, 1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 1.0f / 2})
    series = hn::MulAdd(series, d, hn::Set(f32, factor));
  return hn::Mul(series, hn::Mul(d, d));
}

double divergence(const float* p_logits, double p_log_sum, const float* q_logits, double q_log_sum,
                  std::int64_t count) {
  const Floats f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto p_sum = hn::Set(f32, static_cast<float>(p_log_sum));
  const auto q_sum = hn::Set(f32, static_cast<float>(q_log_sum));
  const auto shift = hn::Set(f32, static_cast<float>(p_log_sum - q_log_sum));
  const auto most = hn::Set(f32, 1e30f);  // times a probability of 0 it is 0
  double total = 0;
  std::int64_t i = 0;
  for (std::int64_t whole = count - count % lanes; i < whole;) {
    auto sum = hn::Zero(f32);
    for (const std::int64_t end = std::min(whole, i + kRun); i < end; i += lanes) {
      const auto a = hn::LoadU(f32, p_logits + i), b = hn::LoadU(f32, q_logits + i);
      const auto d = hn::Min(hn::Max(hn::Add(hn::Sub(b, a), shift), hn::Neg(most)), most);
      const auto p = hn::Exp(f32, hn::Sub(a, p_sum));
      const auto q = hn::Exp(f32, hn::Sub(b, q_sum));
      const auto small = hn::Mul(p, small_excess(d));
      const auto large = hn::Sub(q, hn::MulAdd(p, d, p));
      sum = hn::Add(sum, hn::IfThenElse(hn::Lt(hn::Abs(d), hn::Set(f32, 0.5f)), small, large));
    }
    total += double{hn::GetLane(hn::SumOfLanes(f32, sum))};
  }
  for (; i < count; ++i) {
    const double log_p = double{p_logits[i]} - p_log_sum, d = double{q_logits[i]} - q_log_sum - log_p;
    total += std::abs(d) < 1e-4 ? std::exp(log_p) * d * d * (0.5 + d / 6)
                                : std::exp(log_p + d) - std::exp(log_p) * (1 + d);
  }
  return total;
}

}  // namespace quantscope::metrics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::metrics {

HWY_EXPORT(largest);
HWY_EXPORT(sum_of_exponentials);
HWY_EXPORT(divergence);

TokenOdds token_odds(const float* logits, std::int64_t count) {
  base::isa_level();
  const float largest = HWY_DYNAMIC_DISPATCH(largest)(logits, count);
  if (!std::isfinite(largest)) return {std::numeric_limits<double>::quiet_NaN(), 0};
  const double sum = HWY_DYNAMIC_DISPATCH(sum_of_exponentials)(logits, count, largest);
  return {double{largest} + std::log(sum), std::find(logits, logits + count, largest) - logits};
}

double kl_divergence(const float* p_logits, const TokenOdds& p, const float* q_logits, const TokenOdds& q,
                     std::int64_t count) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(divergence)(p_logits, p.log_sum, q_logits, q.log_sum, count);
}

TokenOdds token_odds_scalar(const float* logits, std::int64_t count) {
  TokenOdds odds;
  for (std::int64_t i = 0; i < count; ++i) {
    if (!std::isfinite(logits[i])) return {std::numeric_limits<double>::quiet_NaN(), 0};
    if (logits[i] > logits[odds.top]) odds.top = i;
  }
  double sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += std::exp(double{logits[i]} - double{logits[odds.top]});
  odds.log_sum = double{logits[odds.top]} + std::log(sum);
  return odds;
}

double kl_divergence_scalar(const float* p_logits, const float* q_logits, std::int64_t count) {
  const TokenOdds p = token_odds_scalar(p_logits, count), q = token_odds_scalar(q_logits, count);
  double sum = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double log_p = double{p_logits[i]} - p.log_sum, log_q = double{q_logits[i]} - q.log_sum;
    sum += std::exp(log_p) * (log_p - log_q);
  }
  return sum;
}

}  // namespace quantscope::metrics
#endif
