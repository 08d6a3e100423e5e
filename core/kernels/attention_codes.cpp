#include "core/kernels/attention_codes.h"

#include <algorithm>
#include <cmath>

#include "core/base/cpu_features.h"
#include "core/kernels/key_value_cache_state.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/attention_codes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::ScalableTag<float>;
using I32 = hn::RebindToSigned<F32>;
using Vector = hn::Vec<F32>;
constexpr std::int64_t kLanes = hn::MaxLanes(F32());

HWY_INLINE Vector load_or_zero(const float* values, std::int64_t lane) {
  return values ? hn::LoadU(F32(), values + lane) : hn::Zero(F32());
}

void from_codes(const ScoreBlock& block, const std::int32_t* products, const KeyCodes& keys,
                const float* query_scales, const std::int32_t* query_sums) {
  for (int row = 0; row < block.rows; ++row) {
    const std::int64_t at = row * block.stride;
    const auto shift = hn::Set(I32(), keys.zero * query_sums[row]);
    const auto sum = hn::Set(F32(), static_cast<float>(query_sums[row]));
    const auto query_scale = hn::Set(F32(), query_scales[row]);
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto product =
          hn::ConvertTo(F32(), hn::Sub(hn::LoadU(I32(), products + row * kBlockTokens + lane), shift));
      const auto least = hn::Mul(load_or_zero(keys.minima, lane), sum);
      const auto score = hn::MulAdd(hn::LoadU(F32(), keys.scales + lane), product, least);
      hn::StoreU(hn::Mul(score, query_scale), F32(), block.scores + at + lane);
    }
  }
}

void from_packed(const ScoreBlock& block, const KeyCodes& keys, const float* query_sums) {
  for (int row = 0; row < block.rows; ++row) {
    float* scores = block.scores + row * block.stride;
    const auto sum = hn::Set(F32(), query_sums[row]);
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto least = hn::Mul(load_or_zero(keys.minima, lane), sum);
      const auto scale = hn::LoadU(F32(), keys.scales + lane);
      hn::StoreU(hn::MulAdd(scale, hn::LoadU(F32(), scores + lane), least), F32(), scores + lane);
    }
  }
}

/// P · term where P is not 0: what a row does not see may be NaN.
HWY_INLINE Vector times(Vector p, Vector term) {
  return hn::IfThenZeroElse(hn::Eq(p, hn::Zero(F32())), hn::Mul(p, term));
}

void fold(const ScoreBlock& block, const ValueCodes& values, float* offsets) {
  for (int row = 0; row < block.rows; ++row) {
    float* scores = block.scores + row * block.stride;
    auto offset = hn::Zero(F32());
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto p = hn::LoadU(F32(), scores + lane);
      if (values.centres) offset = hn::Add(offset, times(p, hn::LoadU(F32(), values.centres + lane)));
      hn::StoreU(times(p, hn::LoadU(F32(), values.scales + lane)), F32(), scores + lane);
    }
    offsets[row] += hn::GetLane(hn::SumOfLanes(F32(), offset));
  }
}

void quantize(const ScoreBlock& block, const ValueCodes& values, int bits, const ProbabilityCodes& codes,
              float* offsets) {
  fold(block, values, offsets);
  const auto limit = static_cast<float>((1 << bits) - 1);
  const hn::Rebind<std::uint8_t, F32> u8;
  for (int row = 0; row < block.rows; ++row) {
    const float* scores = block.scores + row * block.stride;
    auto largest = hn::Zero(F32()), differences = largest;
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto p = hn::LoadU(F32(), scores + lane);
      largest = hn::Max(largest, p);
      differences = hn::Add(differences, hn::Sub(p, p));
    }
    const float most = hn::GetLane(hn::MaxOfLanes(F32(), largest));
    const float difference = hn::GetLane(hn::SumOfLanes(F32(), differences));
    const float step = most / limit;
    const bool usable = difference == 0 && step > 0;
    codes.steps[row] = difference == 0 ? step : difference;
    auto sum = hn::Zero(I32());
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto ratio = hn::Div(hn::LoadU(F32(), scores + lane), hn::Set(F32(), usable ? step : 1.0f));
      const auto code = hn::NearestInt(hn::Min(ratio, hn::Set(F32(), usable ? limit : 0.0f)));
      sum = hn::Add(sum, code);
      hn::StoreU(hn::DemoteTo(u8, code), u8, codes.codes + row * codes.stride + lane);
    }
    codes.sums[row] = hn::GetLane(hn::SumOfLanes(I32(), sum));
  }
}

void add_products(const ValueSums& sums) {
  for (int row = 0; row < sums.rows; ++row) {
    const std::int64_t at = row * sums.stride;
    const auto shift = hn::Set(I32(), sums.zero * sums.sums[row]);
    const auto step = hn::Set(F32(), sums.steps[row]), factor = hn::Set(F32(), sums.factors[row]);
    for (std::int64_t lane = 0; lane < sums.lanes; lane += kLanes) {
      const auto product = hn::ConvertTo(F32(), hn::Sub(hn::LoadU(I32(), sums.products + at + lane), shift));
      const auto old = hn::Mul(hn::LoadU(F32(), sums.out + at + lane), factor);
      hn::StoreU(hn::MulAdd(product, step, old), F32(), sums.out + at + lane);
    }
  }
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(from_codes);
HWY_EXPORT(from_packed);
HWY_EXPORT(fold);
HWY_EXPORT(quantize);
HWY_EXPORT(add_products);

}  // namespace

void scores_of_code_products(const ScoreBlock& block, const std::int32_t* products, const KeyCodes& keys,
                             const float* query_scales, const std::int32_t* query_sums) {
  HWY_DYNAMIC_DISPATCH(from_codes)(block, products, keys, query_scales, query_sums);
}

void scores_of_packed_products(const ScoreBlock& block, const KeyCodes& keys, const float* query_sums) {
  HWY_DYNAMIC_DISPATCH(from_packed)(block, keys, query_sums);
}

void fold_value_scales(const ScoreBlock& block, const ValueCodes& values, float* offsets) {
  HWY_DYNAMIC_DISPATCH(fold)(block, values, offsets);
}

void quantize_probabilities(const ScoreBlock& block, const ValueCodes& values, int bits,
                            const ProbabilityCodes& codes, float* offsets) {
  HWY_DYNAMIC_DISPATCH(quantize)(block, values, bits, codes, offsets);
}

void quantize_probabilities_scalar(const ScoreBlock& block, const ValueCodes& values, int bits,
                                   const ProbabilityCodes& codes, float* offsets) {
  const auto limit = static_cast<float>((1 << bits) - 1);
  for (int row = 0; row < block.rows; ++row) {
    float* scores = block.scores + row * block.stride;
    float most = 0;
    for (std::int64_t lane = block.begin; lane < block.end; ++lane) {
      if (values.centres && scores[lane] != 0) offsets[row] += scores[lane] * values.centres[lane];
      if (scores[lane] != 0) scores[lane] *= values.scales[lane];
      if (!(scores[lane] <= most)) most = scores[lane];
    }
    const float step = codes.steps[row] = most / limit;
    codes.sums[row] = 0;
    for (std::int64_t lane = block.begin; lane < block.end; ++lane) {
      const float code = step > 0 ? std::min(std::nearbyint(scores[lane] / step), limit) : 0;
      codes.codes[row * codes.stride + lane] = static_cast<std::uint8_t>(code);
      codes.sums[row] += static_cast<int>(code);
    }
  }
}

void add_value_products(const ValueSums& sums) {
  HWY_DYNAMIC_DISPATCH(add_products)(sums);
}

}  // namespace quantscope::kernels
#endif
