#pragma once

#include <cstdint>

namespace quantscope::kernels {

/// Rows of scores of one block of keys, side by side, and what an online softmax knows of each row:
/// FlashAttention-2's m and ℓ.
struct ScoreBlock {
  float* scores = nullptr;  ///< [rows] at a stride, 64-byte aligned rows are fastest
  std::int64_t stride = 0;
  int rows = 0;
  std::int64_t begin = 0, end = 0;  ///< lanes to work on, multiples of 16
  /// Lanes that a row sees, within [begin, end); none where first ≥ last.
  const std::int64_t* first = nullptr;
  const std::int64_t* last = nullptr;
  float scale = 1;  ///< of the scores
  /// Slopes of ALiBi, [rows], or null: slope · (lane + distances[row]) is added to the scaled score.
  const float* slopes = nullptr;
  const float* distances = nullptr;
};

constexpr std::int64_t kSumLanes = 16;

/// State of the rows: at the start all maxima −∞ and all sums 0.
struct SoftmaxRows {
  float* maxima = nullptr;   ///< [rows] of the scores so far, scaled
  float* sums = nullptr;     ///< [rows][kSumLanes], whose sum is Σ exp(score − maximum)
  float* factors = nullptr;  ///< [rows] out: e^(old maximum − new maximum), for what was summed before
};

/// Scales and adds the slopes in place: what the other functions do first.
void scale_scores(const ScoreBlock& block);

/// Scales, then turns scores into P = exp(score − new maximum), 0 outside what a row sees, and brings the
/// rows' state up to date. While a row has seen nothing above −∞ its P is 0. A NaN score makes the row NaN.
void online_softmax(const ScoreBlock& block, const SoftmaxRows& rows);

/// Scales, then P = exp(score − maxima[row]) · factors[row], 0 outside what a row sees.
void softmax_of_known_maximum(const ScoreBlock& block, const float* maxima, const float* factors);

float sum_of_row(const float* sums);
/// 1 / sum; 0 for a row that saw nothing.
inline float inverse_or_zero(float sum) {
  return sum == 0 ? 0 : 1 / sum;
}

/// online_softmax by plain loops.
void online_softmax_scalar(const ScoreBlock& block, const SoftmaxRows& rows);

}  // namespace quantscope::kernels
