#include "core/kernels/normalization.h"

#include <cmath>

#include "core/base/cpu_features.h"
#include "core/kernels/row_shapes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/normalization.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/kernels/vector_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

/// Σ term(x_i) in f64.
template <class Term>
HWY_INLINE double sum_of(const float* x, std::int64_t count, const Term& term) {
  const hn::ScalableTag<double> f64;
  const hn::Rebind<float, decltype(f64)> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f64));
  auto even = hn::Zero(f64), odd = even;
  std::int64_t i = 0;
  for (; i + 2 * lanes <= count; i += 2 * lanes) {
    even = hn::Add(even, term(hn::PromoteTo(f64, hn::LoadU(f32, x + i))));
    odd = hn::Add(odd, term(hn::PromoteTo(f64, hn::LoadU(f32, x + i + lanes))));
  }
  double sum = hn::GetLane(hn::SumOfLanes(f64, hn::Add(even, odd)));
  for (; i < count; ++i) sum += hn::GetLane(term(hn::Set(f64, double{x[i]})));
  return sum;
}

void rms_row(const float* x, std::int64_t count, const float* gain, bool adds_one, float epsilon,
             float* out) {
  const hn::ScalableTag<float> f32;
  const double squares = sum_of(x, count, [](auto value) HWY_ATTR { return hn::Mul(value, value); });
  const auto factor =
      hn::Set(f32, static_cast<float>(1 / std::sqrt(squares / static_cast<double>(count) + double{epsilon})));
  const auto one = hn::Set(f32, adds_one ? 1.0f : 0.0f);
  for_each_vector(f32, count, out, [&](auto load) HWY_ATTR {
    return hn::Mul(hn::Mul(load(x), factor), hn::Add(load(gain), one));
  });
}

void layer_row(const float* x, std::int64_t count, const float* gain, const float* bias, float epsilon,
               float* out) {
  const hn::ScalableTag<float> f32;
  const hn::ScalableTag<double> f64;
  const auto n = static_cast<double>(count);
  const double mean = sum_of(x, count, [](auto value) HWY_ATTR { return value; }) / n;
  const double squares = sum_of(x, count, [&](auto value) HWY_ATTR {
    const auto distance = hn::Sub(value, hn::Set(f64, mean));
    return hn::Mul(distance, distance);
  });
  const auto factor = hn::Set(f32, static_cast<float>(1 / std::sqrt(squares / n + double{epsilon})));
  // The mean in two parts, for rows that are far from 0 compared with their spread.
  const auto high = static_cast<float>(mean);
  const auto high_part = hn::Set(f32, high), low_part = hn::Set(f32, static_cast<float>(mean - high));
  for_each_vector(f32, count, out, [&](auto load) HWY_ATTR {
    const auto distance = hn::Sub(hn::Sub(load(x), high_part), low_part);
    const auto scaled = hn::Mul(hn::Mul(distance, factor), load(gain));
    return bias ? hn::Add(scaled, load(bias)) : scaled;
  });
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(rms_row);
HWY_EXPORT(layer_row);

}  // namespace

void rms_norm(const ConstRowSpan& x, const float* gain, bool adds_one, float epsilon, const RowSpan& out,
              const base::Job& job) {
  check_same_shape(x, out, "RMS norm");
  base::isa_level();
  for_each_row(x.rows, x.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(rms_row)(x.row(row), x.columns, gain, adds_one, epsilon, out.row(row));
  });
}

void layer_norm(const ConstRowSpan& x, const float* gain, const float* bias, float epsilon,
                const RowSpan& out, const base::Job& job) {
  check_same_shape(x, out, "layer norm");
  base::isa_level();
  for_each_row(x.rows, x.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(layer_row)(x.row(row), x.columns, gain, bias, epsilon, out.row(row));
  });
}

void rms_norm_scalar(const float* x, std::int64_t count, const float* gain, bool adds_one, float epsilon,
                     double* out) {
  double squares = 0;
  for (std::int64_t i = 0; i < count; ++i) squares += double{x[i]} * x[i];
  const double rms = std::sqrt(squares / static_cast<double>(count) + double{epsilon});
  for (std::int64_t i = 0; i < count; ++i) out[i] = x[i] / rms * (double{gain[i]} + (adds_one ? 1 : 0));
}

void layer_norm_scalar(const float* x, std::int64_t count, const float* gain, const float* bias,
                       float epsilon, double* out) {
  double mean = 0, squares = 0;
  for (std::int64_t i = 0; i < count; ++i) mean += x[i] / static_cast<double>(count);
  for (std::int64_t i = 0; i < count; ++i) squares += (x[i] - mean) * (x[i] - mean);
  const double deviation = std::sqrt(squares / static_cast<double>(count) + double{epsilon});
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = (x[i] - mean) / deviation * gain[i] + (bias ? double{bias[i]} : 0);
}

}  // namespace quantscope::kernels
#endif
