#include "core/kernels/online_softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/online_softmax.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/kernels/vector_exp-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

/// Lanes [first, last) of a vector that starts at `lane`.
template <class D>
HWY_INLINE hn::Mask<D> seen(D d, std::int64_t lane, std::int64_t first, std::int64_t last) {
  const hn::RebindToSigned<D> i32;
  const auto index = hn::Iota(i32, static_cast<std::int32_t>(lane));
  const auto before = hn::Lt(index, hn::Set(i32, static_cast<std::int32_t>(first)));
  const auto inside = hn::Lt(index, hn::Set(i32, static_cast<std::int32_t>(last)));
  return hn::RebindMask(d, hn::AndNot(before, inside));
}

/// Scales, masks and returns the largest score of a row.
float scale_and_mask(const ScoreBlock& block, int row) {
  const hn::ScalableTag<float> f32;
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  const auto nothing = hn::Neg(hn::Inf(f32));
  const auto scale = hn::Set(f32, block.scale);
  float* scores = block.scores + row * block.stride;
  const auto slope = hn::Set(f32, block.slopes ? block.slopes[row] : 0.0f);
  const float distance = block.slopes ? block.distances[row] : 0.0f;
  auto largest = nothing;
  for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
    auto score = hn::Mul(hn::LoadU(f32, scores + lane), scale);
    if (block.slopes) score = hn::MulAdd(hn::Iota(f32, static_cast<float>(lane) + distance), slope, score);
    if (lane < block.first[row] || lane + kLanes > block.last[row])
      score = hn::IfThenElse(seen(f32, lane, block.first[row], block.last[row]), score, nothing);
    hn::StoreU(score, f32, scores + lane);
    largest = hn::Max(largest, score);
  }
  return hn::GetLane(hn::MaxOfLanes(f32, largest));
}

void scale(const ScoreBlock& block) {
  for (int row = 0; row < block.rows; ++row) scale_and_mask(block, row);
}

void online(const ScoreBlock& block, const SoftmaxRows& rows) {
  const hn::ScalableTag<float> f32;
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  for (int row = 0; row < block.rows; ++row) {
    const float found = scale_and_mask(block, row);
    const float old = rows.maxima[row];
    const float maximum = found <= old ? old : found;  // a NaN is kept
    float* scores = block.scores + row * block.stride;
    float factor = 1;
    if (maximum != old) factor = hn::GetLane(exp_of_negative(f32, hn::Set(f32, old - maximum)));
    rows.maxima[row] = maximum;
    rows.factors[row] = factor;
    const bool nothing = maximum == -std::numeric_limits<float>::infinity();
    const auto shift = hn::Set(f32, nothing ? 0.0f : maximum);
    auto sum = hn::Zero(f32);
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto p = exp_of_negative(f32, hn::Sub(hn::LoadU(f32, scores + lane), shift));
      hn::StoreU(p, f32, scores + lane);
      sum = hn::Add(sum, p);
    }
    float* sums = rows.sums + row * kSumLanes;
    hn::StoreU(hn::MulAdd(hn::LoadU(f32, sums), hn::Set(f32, factor), sum), f32, sums);
  }
}

void known_maximum(const ScoreBlock& block, const float* maxima, const float* factors) {
  const hn::ScalableTag<float> f32;
  constexpr std::int64_t kLanes = hn::MaxLanes(hn::ScalableTag<float>());
  for (int row = 0; row < block.rows; ++row) {
    scale_and_mask(block, row);
    float* scores = block.scores + row * block.stride;
    const bool nothing = maxima[row] == -std::numeric_limits<float>::infinity();
    const auto shift = hn::Set(f32, nothing ? 0.0f : maxima[row]);
    const auto factor = hn::Set(f32, factors[row]);
    for (std::int64_t lane = block.begin; lane < block.end; lane += kLanes) {
      const auto p = exp_of_negative(f32, hn::Sub(hn::LoadU(f32, scores + lane), shift));
      hn::StoreU(hn::Mul(p, factor), f32, scores + lane);
    }
  }
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(scale);
HWY_EXPORT(online);
HWY_EXPORT(known_maximum);

}  // namespace

void scale_scores(const ScoreBlock& block) {
  HWY_DYNAMIC_DISPATCH(scale)(block);
}

void online_softmax(const ScoreBlock& block, const SoftmaxRows& rows) {
  HWY_DYNAMIC_DISPATCH(online)(block, rows);
}

void softmax_of_known_maximum(const ScoreBlock& block, const float* maxima, const float* factors) {
  HWY_DYNAMIC_DISPATCH(known_maximum)(block, maxima, factors);
}

float sum_of_row(const float* sums) {
  float sum = 0;
  for (std::int64_t lane = 0; lane < kSumLanes; ++lane) sum += sums[lane];
  return sum;
}

void online_softmax_scalar(const ScoreBlock& block, const SoftmaxRows& rows) {
  constexpr float kNothing = -std::numeric_limits<float>::infinity();
  for (int row = 0; row < block.rows; ++row) {
    float* scores = block.scores + row * block.stride;
    float maximum = rows.maxima[row];
    for (std::int64_t lane = block.begin; lane < block.end; ++lane) {
      const bool sees = lane >= block.first[row] && lane < block.last[row];
      const float bias =
          block.slopes ? block.slopes[row] * (static_cast<float>(lane) + block.distances[row]) : 0;
      scores[lane] = sees ? scores[lane] * block.scale + bias : kNothing;
      if (!(scores[lane] <= maximum)) maximum = scores[lane];
    }
    rows.factors[row] = maximum == rows.maxima[row] ? 1 : std::exp(rows.maxima[row] - maximum);
    rows.maxima[row] = maximum;
    float sum = 0;
    for (std::int64_t lane = block.begin; lane < block.end; ++lane) {
      scores[lane] = std::exp(scores[lane] - (maximum == kNothing ? 0 : maximum));
      sum += scores[lane];
    }
    float* sums = rows.sums + row * kSumLanes;
    for (std::int64_t lane = 0; lane < kSumLanes; ++lane) sums[lane] *= rows.factors[row];
    sums[0] += sum;
  }
}

}  // namespace quantscope::kernels
#endif
