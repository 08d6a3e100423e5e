#pragma once

#include "core/formats/integer_matrix.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Throws base::Error unless x [tokens, in_features] fits weights [out_features, in_features].
void check_product(tensor::MatrixShape x, tensor::MatrixShape weights);
/// The same, and that x has one scale a tensor or a token.
void check_product(const formats::IntegerMatrix& x, tensor::MatrixShape weights);

}  // namespace quantscope::kernels
