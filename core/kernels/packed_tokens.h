#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// Activation codes in panels of kMostRows tokens (the last one narrower), with the sums that the zero points
/// of the weights need. Fits all weights whose columns are grouped alike.
struct PackedTokens {
  PackedTokens(const formats::IntegerMatrix& x, const PackedWeights::State& weights, const base::Job& job);

  std::int64_t tokens = 0;
  std::int64_t quads = 0;
  std::int64_t groups = 0;
  /// Few tokens with zero points have a row of ones beside them, whose products are the sums of the weights'
  /// codes.
  bool row_of_ones = false;
  tensor::Tensor codes;             ///< s8 [panel][quad][token][4], zeros where a group is padded
  std::vector<std::int32_t> sums;   ///< Σ q_x, [token][group]
  std::vector<std::int32_t> zeros;  ///< z_x, [token]
  std::vector<float> scales;        ///< [token]
  bool any_zero_point = false;
  std::int64_t largest_factor = 0;  ///< max |q_x − z_x| that an 8-bit code can have

  std::int64_t rows_in_all() const { return tokens + (row_of_ones ? 1 : 0); }
  std::int64_t panels() const { return (rows_in_all() + kMostRows - 1) / kMostRows; }
  int rows(std::int64_t panel) const {
    return static_cast<int>(std::min<std::int64_t>(kMostRows, rows_in_all() - panel * kMostRows));
  }
  const std::int8_t* panel(std::int64_t index, std::int64_t quad) const {
    return reinterpret_cast<const std::int8_t*>(codes.data()) +
           (index * kMostRows * quads + quad * rows(index)) * 4;
  }
};

}  // namespace quantscope::kernels
