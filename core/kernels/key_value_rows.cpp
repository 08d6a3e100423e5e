#include "core/kernels/key_value_rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/cpu_features.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/tensor/half.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/key_value_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::ScalableTag<float>;
constexpr std::int64_t kLanes = hn::MaxLanes(F32());

/// body(index, mask) for each vector of a row.
template <class Body>
HWY_INLINE void for_row(std::int64_t count, const Body& body) {
  for (std::int64_t i = 0; i < count; i += kLanes)
    body(i, hn::FirstN(F32(), static_cast<std::size_t>(std::min(kLanes, count - i))));
}

RowRange quantize(const float* row, std::int64_t count, int largest, std::uint8_t* codes) {
  const hn::Rebind<std::uint8_t, F32> u8;
  const auto first = hn::Set(F32(), row[0]);
  auto low = first, high = first, differences = hn::Zero(F32());
  for_row(count, [&](std::int64_t i, auto mask) HWY_ATTR {
    const auto value = hn::IfThenElse(mask, hn::MaskedLoad(mask, F32(), row + i), first);
    low = hn::Min(low, value);
    high = hn::Max(high, value);
    differences = hn::Add(differences, hn::Sub(value, value));
  });
  RowRange range;
  std::fill_n(codes, count, std::uint8_t{0});
  if (hn::GetLane(hn::SumOfLanes(F32(), differences)) != 0) {
    range.minimum = std::numeric_limits<float>::quiet_NaN();
    return range;
  }
  const auto steps = static_cast<float>(largest);
  range.minimum = hn::GetLane(hn::MinOfLanes(F32(), low));
  range.scale = hn::GetLane(hn::MaxOfLanes(F32(), high)) / steps - range.minimum / steps;
  if (!(range.scale > 0)) {
    range.scale = 0;
    return range;
  }
  // Halves: the distance of two finite values may be infinite.
  const auto half = hn::Set(F32(), 0.5f), half_minimum = hn::Set(F32(), range.minimum * 0.5f);
  const auto half_scale = hn::Set(F32(), range.scale * 0.5f);
  for_row(count, [&](std::int64_t i, auto mask) HWY_ATTR {
    const auto distance = hn::Sub(hn::Mul(hn::MaskedLoad(mask, F32(), row + i), half), half_minimum);
    const auto ratio = hn::Min(hn::Div(distance, half_scale), hn::Set(F32(), steps));
    std::uint8_t found[kLanes];
    hn::StoreU(hn::DemoteTo(u8, hn::NearestInt(ratio)), u8, found);
    std::copy_n(found, std::min(kLanes, count - i), codes + i);
  });
  return range;
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(quantize);

}  // namespace

RowRange quantize_asymmetric(const float* row, std::int64_t count, int largest, std::uint8_t* codes) {
  return HWY_DYNAMIC_DISPATCH(quantize)(row, count, largest, codes);
}

RowRange quantize_asymmetric_scalar(const float* row, std::int64_t count, int largest, std::uint8_t* codes) {
  std::fill_n(codes, count, std::uint8_t{0});
  if (!std::all_of(row, row + count, [](float value) { return std::isfinite(value); }))
    return {0, std::numeric_limits<float>::quiet_NaN()};
  const auto [low, high] = std::minmax_element(row, row + count);
  const auto steps = static_cast<float>(largest);
  const float scale = *high / steps - *low / steps;
  if (!(scale > 0)) return {0, *low};
  for (std::int64_t i = 0; i < count; ++i) {
    const float ratio = (row[i] * 0.5f - *low * 0.5f) / (scale * 0.5f);
    codes[i] = static_cast<std::uint8_t>(std::nearbyint(std::min(ratio, steps)));
  }
  return {scale, *low};
}

void store_float_row(const float* row, std::int64_t count, CacheFormat format, bool keys, std::int64_t at,
                     std::byte* block) {
  const std::int64_t step = keys ? kBlockTokens : 1, first = keys ? at : at * count;
  if (format == CacheFormat::f32) {
    auto* to = reinterpret_cast<float*>(block) + first;
    for (std::int64_t i = 0; i < count; ++i) to[i * step] = row[i];
  } else {
    auto* to = reinterpret_cast<std::uint16_t*>(block) + first;
    for (std::int64_t i = 0; i < count; ++i) to[i * step] = tensor::f16_from_f32(row[i]);
  }
}

void store_code_row(const std::uint8_t* codes, std::int64_t count, CacheFormat format, bool keys,
                    std::int64_t at, std::byte* block) {
  const bool halves = format == CacheFormat::int4;
  if (keys) {
    for (std::int64_t i = 0; i < count; i += halves ? 8 : 4, block += kBlockTokens * 4) {
      std::uint32_t word, high;
      std::memcpy(&word, codes + i, 4);
      std::memcpy(&high, codes + i + 4, 4);
      if (halves) word |= high << 4;
      std::memcpy(block + at * 4, &word, 4);
    }
    return;
  }
  const std::int64_t group = halves ? 8 : 4;
  const int shift = at % group < 4 ? 0 : 4;
  block += at / group * count * 4 + at % 4;
  for (std::int64_t i = 0; i < count; ++i) block[i * 4] |= std::byte{codes[i]} << shift;
}

}  // namespace quantscope::kernels
#endif
