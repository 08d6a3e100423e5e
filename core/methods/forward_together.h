#pragma once

#include <span>
#include <vector>

#include "core/methods/quantized_linear.h"

namespace quantscope::methods {

/// forward() of several layers over one input x [tokens, in_features]: one result a layer, in their order,
/// the same bits as single calls give. Layers that were quantized together, as consumers of one site,
/// reassemble and quantize the input once.
std::vector<tensor::Matrix> forward_together(std::span<const QuantizedLinear* const> layers,
                                             const tensor::Matrix& x, const base::Job& job = {});

}  // namespace quantscope::methods
