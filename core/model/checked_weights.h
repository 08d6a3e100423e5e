#pragma once

#include <string>
#include <vector>

#include "core/model/weight_source.h"

namespace quantscope::model {

/// Reads a tensor that must have `expected` rows and columns (a vector of n: 1 × n) and finite floats
/// (f64 becomes f32). Throws base::Error naming the tensor and what was expected, base::Cancelled.
tensor::Tensor checked_matrix(const WeightSource& source, const std::string& name,
                              tensor::MatrixShape expected, const base::Job& job);
std::vector<float> checked_vector(const WeightSource& source, const std::string& name, std::int64_t size,
                                  const base::Job& job);

}  // namespace quantscope::model
