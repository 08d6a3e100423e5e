// Chunks of values held as doubles, at the widest vectors of the processor.
#include "core/statistics/wide_kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/statistics/wide_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::statistics::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void to_doubles(const float* in, std::int64_t n, double* out) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<float, decltype(d)> f;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(hn::PromoteTo(d, hn::LoadU(f, in + i)), d, out + i);
  for (; i < n; ++i) out[i] = in[i];
}

ChunkScan scan(const double* x, std::int64_t n) {
  const hn::ScalableTag<double> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  auto low = hn::Set(d, std::numeric_limits<double>::infinity());
  auto high = hn::Neg(low);
  auto sum = hn::Zero(d);
  // x − x is 0 for finite values and NaN for all others.
  auto foreign = hn::Zero(d);
  std::uint64_t zeros = 0;
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto v = hn::LoadU(d, x + i);
    low = hn::Min(low, v);
    high = hn::Max(high, v);
    sum = hn::Add(sum, v);
    foreign = hn::Add(foreign, hn::Sub(v, v));
    zeros += hn::CountTrue(d, hn::Eq(v, hn::Zero(d)));
  }
  ChunkScan result{hn::GetLane(hn::MinOfLanes(d, low)), hn::GetLane(hn::MaxOfLanes(d, high)),
                   hn::GetLane(hn::SumOfLanes(d, sum)), zeros, true};
  double rest = hn::GetLane(hn::SumOfLanes(d, foreign));
  for (; i < n; ++i) {
    result.minimum = std::min(result.minimum, x[i]);
    result.maximum = std::max(result.maximum, x[i]);
    result.sum += x[i];
    result.zeros += x[i] == 0;
    rest += x[i] - x[i];
  }
  result.all_finite = rest == 0;
  return result;
}

void central(const double* x, std::int64_t n, double centre, double* sums) {
  const hn::ScalableTag<double> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const auto c = hn::Set(d, centre);
  auto s1 = hn::Zero(d), s2 = s1, s3 = s1, s4 = s1;
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto v = hn::Sub(hn::LoadU(d, x + i), c);
    const auto square = hn::Mul(v, v);
    s1 = hn::Add(s1, v);
    s2 = hn::Add(s2, square);
    s3 = hn::MulAdd(square, v, s3);
    s4 = hn::MulAdd(square, square, s4);
  }
  sums[0] = hn::GetLane(hn::SumOfLanes(d, s1));
  sums[1] = hn::GetLane(hn::SumOfLanes(d, s2));
  sums[2] = hn::GetLane(hn::SumOfLanes(d, s3));
  sums[3] = hn::GetLane(hn::SumOfLanes(d, s4));
  for (; i < n; ++i) {
    const double v = x[i] - centre;
    const double square = v * v;
    sums[0] += v;
    sums[1] += square;
    sums[2] += square * v;
    sums[3] += square * square;
  }
}

void keys(const double* x, std::int64_t n, std::uint32_t* out) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<float, decltype(d)> f;
  const hn::Rebind<std::int32_t, decltype(d)> i32;
  const hn::RebindToUnsigned<decltype(f)> u;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto v = hn::LoadU(d, x + i);
    const auto rounded = hn::DemoteTo(f, v);
    // Rounded away from zero: one pattern back.
    const auto beyond = hn::Gt(hn::Abs(hn::PromoteTo(d, rounded)), hn::Abs(v));
    const auto step = hn::DemoteTo(i32, hn::IfThenElseZero(beyond, hn::Set(d, 1.0)));
    const auto bits = hn::Sub(hn::BitCast(u, rounded), hn::BitCast(u, step));
    hn::StoreU(hn::ShiftRight<14>(bits), u, out + i);
  }
  for (; i < n; ++i) out[i] = top18_key(x[i]);
}

void fold(const double* x, std::int64_t n, double* minimum, double* maximum, double* square) {
  const hn::ScalableTag<double> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto v = hn::LoadU(d, x + i);
    hn::StoreU(hn::Min(hn::LoadU(d, minimum + i), v), d, minimum + i);
    hn::StoreU(hn::Max(hn::LoadU(d, maximum + i), v), d, maximum + i);
    hn::StoreU(hn::MulAdd(v, v, hn::LoadU(d, square + i)), d, square + i);
  }
  for (; i < n; ++i) {
    minimum[i] = std::min(minimum[i], x[i]);
    maximum[i] = std::max(maximum[i], x[i]);
    square[i] += x[i] * x[i];
  }
}

}  // namespace quantscope::statistics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::statistics {
namespace {

HWY_EXPORT(to_doubles);
HWY_EXPORT(scan);
HWY_EXPORT(central);
HWY_EXPORT(keys);
HWY_EXPORT(fold);

}  // namespace

void widen(const float* in, std::int64_t n, double* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_doubles)(in, n, out);
}

ChunkScan scan_chunk(const double* x, std::int64_t n) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(scan)(x, n);
}

void central_sums(const double* x, std::int64_t n, double centre, double (&sums)[4]) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(central)(x, n, centre, sums);
}

void top18_keys(const double* x, std::int64_t n, std::uint32_t* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(keys)(x, n, out);
}

void fold_row(const double* x, std::int64_t n, double* minimum, double* maximum, double* square) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(fold)(x, n, minimum, maximum, square);
}

}  // namespace quantscope::statistics
#endif
