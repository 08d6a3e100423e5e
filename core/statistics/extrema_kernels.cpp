// Magnitude keys and column extrema at the widest vectors of the processor.
#include "core/statistics/extrema_kernels.h"

#include <algorithm>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/statistics/extrema_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::statistics::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

std::uint32_t make_keys(const float* x, std::int64_t n, MagnitudeKey* keys) {
  const hn::ScalableTag<std::uint32_t> d;
  const hn::Rebind<std::uint16_t, decltype(d)> half;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const auto magnitude_mask = hn::Set(d, 0x7fffffffu);
  const auto infinity = hn::Set(d, 0x7f800000u);
  const auto quiet = hn::Set(d, 0x00400000u);
  const auto key_mask = hn::Set(d, 0xfffeu);
  auto largest = hn::Zero(d);
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto bits = hn::LoadU(d, reinterpret_cast<const std::uint32_t*>(x) + i);
    const auto magnitude = hn::And(bits, magnitude_mask);
    largest = hn::Max(largest, magnitude);
    const auto marked = hn::Or(magnitude, hn::IfThenElseZero(hn::Gt(magnitude, infinity), quiet));
    const auto key = hn::Or(hn::And(hn::ShiftRight<15>(marked), key_mask), hn::ShiftRight<31>(bits));
    hn::StoreU(hn::TruncateTo(half, key), half, keys + i);
  }
  std::uint32_t result = hn::GetLane(hn::MaxOfLanes(d, largest));
  for (; i < n; ++i) {
    keys[i] = magnitude_key(x[i]);
    result = std::max(result, std::bit_cast<std::uint32_t>(x[i]) & 0x7fffffffu);
  }
  return result;
}

void fold_columns(const float* x, std::int64_t rows, std::int64_t stride, std::int64_t n, float* low,
                  float* high) {
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    auto smallest = hn::LoadU(d, x + i), largest = smallest;
    for (std::int64_t row = 1; row < rows; ++row) {
      const auto v = hn::LoadU(d, x + row * stride + i);
      smallest = hn::Min(smallest, v);
      largest = hn::Max(largest, v);
    }
    hn::StoreU(smallest, d, low + i);
    hn::StoreU(largest, d, high + i);
  }
  for (; i < n; ++i) {
    low[i] = high[i] = x[i];
    for (std::int64_t row = 1; row < rows; ++row) {
      low[i] = std::min(low[i], x[row * stride + i]);
      high[i] = std::max(high[i], x[row * stride + i]);
    }
  }
}

void fold_keys(const MagnitudeKey* keys, std::int64_t n, MagnitudeKey* largest) {
  const hn::ScalableTag<std::uint16_t> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes)
    hn::StoreU(hn::Max(hn::LoadU(d, largest + i), hn::LoadU(d, keys + i)), d, largest + i);
  for (; i < n; ++i) largest[i] = std::max(largest[i], keys[i]);
}

void fold_fours(const MagnitudeKey* in, std::int64_t n, MagnitudeKey* out) {
  std::int64_t i = 0;
#if HWY_TARGET != HWY_SCALAR  // whose vectors hold one lane
  const hn::ScalableTag<std::uint64_t> quads;
  const hn::Repartition<std::uint16_t, decltype(quads)> d;
  const hn::Repartition<std::uint32_t, decltype(quads)> pairs;
  const hn::Rebind<std::uint16_t, decltype(quads)> result;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (; i + lanes <= n; i += lanes) {
    const auto v = hn::LoadU(d, in + i);
    const auto two = hn::Max(v, hn::BitCast(d, hn::ShiftRight<16>(hn::BitCast(pairs, v))));
    const auto four = hn::Max(two, hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(quads, two))));
    hn::StoreU(hn::TruncateTo(result, hn::BitCast(quads, four)), result, out + i / 4);
  }
#endif
  for (; i < n; i += 4) out[i / 4] = *std::max_element(in + i, in + std::min(i + 4, n));
}

}  // namespace quantscope::statistics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::statistics {
namespace {

HWY_EXPORT(make_keys);
HWY_EXPORT(fold_columns);
HWY_EXPORT(fold_keys);
HWY_EXPORT(fold_fours);

}  // namespace

std::uint32_t keys_of_row(const float* x, std::int64_t n, MagnitudeKey* keys) {
  base::isa_level();
  return HWY_DYNAMIC_DISPATCH(make_keys)(x, n, keys);
}

void column_extrema(const float* x, std::int64_t rows, std::int64_t stride, std::int64_t n, float* low,
                    float* high) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(fold_columns)(x, rows, stride, n, low, high);
}

void pool_rows(const MagnitudeKey* keys, std::int64_t n, MagnitudeKey* largest) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(fold_keys)(keys, n, largest);
}

void pool_by_four(const MagnitudeKey* in, std::int64_t n, MagnitudeKey* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(fold_fours)(in, n, out);
}

}  // namespace quantscope::statistics
#endif
