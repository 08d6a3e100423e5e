#pragma once

#include "core/base/job.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// a · bᵀ: a [m, k] f32, b [n, k] of any float type → [m, n] f32. Accumulates in f32 in blocks of k, so that
/// the result is within k·2^-24 of the exact sum relative to Σ|a||b|. Does not depend on the thread count.
tensor::Matrix matmul_transposed(const tensor::Matrix& a, const tensor::TensorView& b,
                                 const base::Job& job = {});

/// The same in double precision by plain loops: the oracle.
tensor::Matrix matmul_transposed_scalar(const tensor::Matrix& a, const tensor::TensorView& b);

}  // namespace quantscope::kernels
