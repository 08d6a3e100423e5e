#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_format.h"
#include "core/tensor/tensor.h"

namespace quantscope::formats {

/// From the quantile `lower` to the quantile 1 − lower of the finite values, 0 ≤ lower < 0.25; exact, by
/// linear interpolation between neighbours (NumPy's default, Hyndman and Fan's type 7). `scratch` is reused
/// storage.
Range quantile_range(const float* values, std::int64_t count, double lower, std::vector<float>& scratch);

/// The same of a whole matrix, on all threads.
Range quantile_range(const tensor::TensorView& matrix, double lower, const base::Job& job);

/// The same by counting alone, in memory that does not depend on the matrix: for wide tails.
Range counted_quantile_range(const tensor::TensorView& matrix, double lower, const base::Job& job);

/// Position of a quantile among `count` sorted values: between index and index + 1.
struct QuantilePosition {
  std::int64_t index = 0;
  double fraction = 0;
};

QuantilePosition quantile_position(double quantile, std::int64_t count);
float between(float low, float high, double fraction);

}  // namespace quantscope::formats
