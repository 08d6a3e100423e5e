#include "core/metrics/error_rows.h"

#include <algorithm>
#include <cmath>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/metrics/error_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::metrics::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void add_one(float x, float q, double& column_error, float& column_absmax, ErrorAccumulator::Totals& totals) {
  if (!std::isfinite(x)) return;
  const double original = x, quantized = q, difference = original - quantized;
  ++totals.count;
  column_error += difference * difference;
  column_absmax = std::max(column_absmax, std::abs(q));
  totals.original_squared += original * original;
  totals.quantized_squared += quantized * quantized;
  totals.product += original * quantized;
  totals.max_abs_error = std::max(totals.max_abs_error, std::abs(difference));
}

void add_rows(const float* original, const float* quantized, std::int64_t rows, std::int64_t stride,
              std::int64_t columns, double* column_error, float* column_absmax,
              ErrorAccumulator::Totals& totals) {
  const hn::ScalableTag<double> f64;
  const hn::Rebind<float, decltype(f64)> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f64));
  const auto zero = hn::Zero(f64);
  auto original_squared = zero, quantized_squared = zero, product = zero, largest = zero;
  std::int64_t skipped = 0, c = 0;
  for (; c + lanes <= columns; c += lanes) {
    auto error = hn::LoadU(f64, column_error + c);
    auto absmax = hn::LoadU(f32, column_absmax + c);
    for (std::int64_t r = 0; r < rows; ++r) {
      auto x32 = hn::LoadU(f32, original + r * stride + c);
      auto q32 = hn::LoadU(f32, quantized + r * stride + c);
      const auto finite = hn::IsFinite(x32);
      if (HWY_UNLIKELY(!hn::AllTrue(f32, finite))) {
        skipped += lanes - static_cast<std::int64_t>(hn::CountTrue(f32, finite));
        x32 = hn::IfThenElseZero(finite, x32);
        q32 = hn::IfThenElseZero(finite, q32);
      }
      absmax = hn::Max(absmax, hn::Abs(q32));
      const auto x = hn::PromoteTo(f64, x32);
      const auto q = hn::PromoteTo(f64, q32);
      const auto difference = hn::Sub(x, q);
      error = hn::MulAdd(difference, difference, error);
      original_squared = hn::MulAdd(x, x, original_squared);
      quantized_squared = hn::MulAdd(q, q, quantized_squared);
      product = hn::MulAdd(x, q, product);
      largest = hn::Max(largest, hn::Abs(difference));
    }
    hn::StoreU(error, f64, column_error + c);
    hn::StoreU(absmax, f32, column_absmax + c);
  }
  totals.count += static_cast<std::uint64_t>(c * rows - skipped);
  totals.original_squared += hn::GetLane(hn::SumOfLanes(f64, original_squared));
  totals.quantized_squared += hn::GetLane(hn::SumOfLanes(f64, quantized_squared));
  totals.product += hn::GetLane(hn::SumOfLanes(f64, product));
  totals.max_abs_error = std::max(totals.max_abs_error, hn::GetLane(hn::MaxOfLanes(f64, largest)));
  for (; c < columns; ++c)
    for (std::int64_t r = 0; r < rows; ++r)
      add_one(original[r * stride + c], quantized[r * stride + c], column_error[c], column_absmax[c], totals);
}

}  // namespace quantscope::metrics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::metrics {

HWY_EXPORT(add_rows);

void add_error_rows(const float* original, const float* quantized, std::int64_t rows, std::int64_t stride,
                    std::int64_t columns, double* column_error, float* column_absmax,
                    ErrorAccumulator::Totals& totals) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(add_rows)
  (original, quantized, rows, stride, columns, column_error, column_absmax, totals);
}

}  // namespace quantscope::metrics
#endif
