#include "core/kernels/dot_rows.h"

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/dot_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Several sums a row, so that additions need not wait for each other.
template <int rows>
void dot(const float* a, std::int64_t stride, const float* b, std::int64_t count, float* out) {
  constexpr int kChains = rows == 1 ? 8 : rows == 2 ? 4 : 2;
  const hn::ScalableTag<float> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  hn::Vec<decltype(f32)> sums[kChains][rows];
#pragma GCC unroll 8
  for (int chain = 0; chain < kChains; ++chain)
#pragma GCC unroll 4
    for (int row = 0; row < rows; ++row) sums[chain][row] = hn::Zero(f32);
  std::int64_t i = 0;
  for (; i + kChains * lanes <= count; i += kChains * lanes) {
#pragma GCC unroll 8
    for (int chain = 0; chain < kChains; ++chain) {
      const std::int64_t at = i + chain * lanes;
      const auto factor = hn::LoadU(f32, b + at);
#pragma GCC unroll 4
      for (int row = 0; row < rows; ++row)
        sums[chain][row] = hn::MulAdd(hn::LoadU(f32, a + row * stride + at), factor, sums[chain][row]);
    }
  }
#pragma GCC unroll 4
  for (int row = 0; row < rows; ++row) {
#pragma GCC unroll 8
    for (int chain = 1; chain < kChains; ++chain) sums[0][row] = hn::Add(sums[0][row], sums[chain][row]);
    out[row] = hn::GetLane(hn::SumOfLanes(f32, sums[0][row]));
  }
  for (; i < count; ++i)
    for (int row = 0; row < rows; ++row) out[row] += a[row * stride + i] * b[i];
}

void dot_rows(const float* a, std::int64_t stride, int rows, const float* b, std::int64_t count, float* out) {
  constexpr decltype(&dot<1>) kDot[kMostDotRows] = {dot<1>, dot<2>, dot<3>, dot<4>};
  kDot[rows - 1](a, stride, b, count, out);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(dot_rows);

}  // namespace

void dot_rows(const float* a, std::int64_t stride, int rows, const float* b, std::int64_t count, float* out) {
  HWY_DYNAMIC_DISPATCH(dot_rows)(a, stride, rows, b, count, out);
}

}  // namespace quantscope::kernels
#endif
