#pragma once

#include <span>
#include <vector>

#include "core/kernels/float_input.h"
#include "core/methods/quantized_linear.h"

namespace quantscope::methods {

/// forward() of several layers over one input x [tokens, in_features]: one result a layer, in their order,
/// the same bits as single calls give. Layers that were quantized together, as consumers of one site,
/// reassemble and quantize the input once.
/// `float_input` says in which precision layers that leave their input alone may read it: bf16 for an input
/// that was rounded to bfloat16 already, for which there are faster products.
std::vector<tensor::Matrix> forward_together(std::span<const QuantizedLinear* const> layers,
                                             const tensor::Matrix& x, const base::Job& job = {},
                                             kernels::FloatInput float_input = kernels::FloatInput::f32);

}  // namespace quantscope::methods
