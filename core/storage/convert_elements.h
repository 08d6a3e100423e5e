#pragma once

#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// True where rows of `from` can be written to a dataset of `to`: the same type, or both f64, f32, f16 or
/// bf16.
bool is_convertible(tensor::ElementType from, tensor::ElementType to);

/// The view's elements as contiguous rows of `to`, each rounded once, half to even. Types must be
/// convertible.
tensor::Tensor converted(const tensor::TensorView& view, tensor::ElementType to);

}  // namespace quantscope::storage
