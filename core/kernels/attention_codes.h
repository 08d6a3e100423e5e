#pragma once

#include <cstdint>

#include "core/kernels/online_softmax.h"

namespace quantscope::kernels {

// What stands between the exact products of codes and the softmax. Scores and probabilities are blocks of an
// online softmax, whose lanes are the 64 tokens of a block of the cache.

/// Scores of queries with keys minimum + scale · (code − zero), both by token:
///   score = query_scale · (scale · (product − zero · query_sum) + minimum · query_sum).
struct KeyCodes {
  const float* scales = nullptr;  ///< [64]
  const float* minima = nullptr;  ///< [64], or null for 0
  int zero = 0;
};
/// From exact products of codes, [rows][64]; sums of the queries' codes.
void scores_of_code_products(const ScoreBlock& block, const std::int32_t* products, const KeyCodes& keys,
                             const float* query_scales, const std::int32_t* query_sums);
/// From f32 products with codes, in place; sums of the queries.
void scores_of_packed_products(const ScoreBlock& block, const KeyCodes& keys, const float* query_sums);

/// Values centre + scale · code, both by token.
struct ValueCodes {
  const float* scales = nullptr;   ///< [64]
  const float* centres = nullptr;  ///< [64], or null for 0
};
/// P to P · scale in place, lanes outside what a row sees to 0; adds Σ P · centre to offsets [rows].
void fold_value_scales(const ScoreBlock& block, const ValueCodes& values, float* offsets);

/// P · scale to unsigned codes of `bits`, one step a row: step = max(P · scale) / (2^bits − 1), half to even.
/// Adds Σ P · centre to offsets.
struct ProbabilityCodes {
  std::uint8_t* codes = nullptr;  ///< [rows] at stride
  std::int64_t stride = 0;
  float* steps = nullptr;        ///< [rows]
  std::int32_t* sums = nullptr;  ///< [rows], of the codes
};
void quantize_probabilities(const ScoreBlock& block, const ValueCodes& values, int bits,
                            const ProbabilityCodes& codes, float* offsets);
void quantize_probabilities_scalar(const ScoreBlock& block, const ValueCodes& values, int bits,
                                   const ProbabilityCodes& codes, float* offsets);

/// out = factors · out + step · (product − zero · sum) by row, `lanes` of them rounded up to 16.
struct ValueSums {
  const std::int32_t* products = nullptr;  ///< [rows] at stride
  const float* steps = nullptr;
  const std::int32_t* sums = nullptr;
  int zero = 0;
  const float* factors = nullptr;
  float* out = nullptr;  ///< [rows] at stride
  std::int64_t stride = 0, lanes = 0;
  int rows = 0;
};
void add_value_products(const ValueSums& sums);

}  // namespace quantscope::kernels
