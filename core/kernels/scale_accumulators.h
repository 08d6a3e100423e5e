#pragma once

#include <cstdint>

#include "core/kernels/weight_block.h"

namespace quantscope::kernels {

/// Accumulators of one group of columns on their way to y: zero points taken out of the integer sums (see
/// PackedWeights::State), then scaled.
struct GroupSums {
  const std::int32_t* accumulators = nullptr;  ///< Σ q_x·(q_w + half), [rows] at kBlockOutputs
  // By output.
  const std::int32_t* offsets = nullptr;  ///< half + z_w
  bool one_offset = false;                ///< they are all the same
  const std::int32_t* sums = nullptr;     ///< Σ(q_w − z_w); read where a token has a zero point
  const float* scales = nullptr;
  // By row (token).
  const std::int32_t* x_sums = nullptr;  ///< Σ q_x, at x_sum_stride
  std::int64_t x_sum_stride = 0;
  const std::int32_t* x_zeros = nullptr;  ///< z_x
  bool any_x_zero = false;                ///< some of them are not 0

  std::int64_t outputs = 0;  ///< a multiple of 16
  int rows = 0;
};

/// y[row][o] += scale · integer sum, y at kBlockOutputs. Arithmetic modulo 2^32, exact where the result fits
/// int32. The same at every instruction set level.
void add_scaled(const GroupSums& group, float* y);
/// dot_tile_function() and add_scaled() in one go.
void dot_and_add_scaled(const DotTile& tile, const GroupSums& group, float* y);
#if defined(__x86_64__)
void dot_and_add_scaled_vnni(const DotTile& tile, const GroupSums& group, float* y);
#endif
/// The same as add_scaled in 64 bits, for zero points far outside the codes.
void add_scaled_wide(const GroupSums& group, float* y);

}  // namespace quantscope::kernels
