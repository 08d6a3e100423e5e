#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// Activation codes in panels of kMostRows tokens (the last one narrower), with the sums that the zero points
/// of the weights need.
struct PackedTokens {
  PackedTokens(const formats::IntegerMatrix& x, const PackedWeights::State& weights, const base::Job& job);

  std::int64_t tokens = 0;
  std::int64_t quads = 0;
  std::int64_t groups = 0;
  tensor::Tensor codes;             ///< s8 [panel][quad][token][4], zeros where a group is padded
  std::vector<std::int32_t> sums;   ///< Σ q_x, [token][group]
  std::vector<std::int32_t> zeros;  ///< z_x, [token]
  std::vector<float> scales;        ///< [token]
  std::int64_t largest_factor = 0;  ///< max |q_x − z_x| that an 8-bit code can have

  std::int64_t panels() const { return (tokens + kMostRows - 1) / kMostRows; }
  int rows(std::int64_t panel) const {
    return static_cast<int>(std::min<std::int64_t>(kMostRows, tokens - panel * kMostRows));
  }
  const std::int8_t* panel(std::int64_t index, std::int64_t quad) const {
    return reinterpret_cast<const std::int8_t*>(codes.data()) +
           (index * kMostRows * quads + quad * rows(index)) * 4;
  }
};

}  // namespace quantscope::kernels
