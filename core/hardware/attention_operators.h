#pragma once

#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// QKᵀ, softmax and PV of one block on one device, or the fused kernel in their place (FlashAttention-2).
std::vector<Operator> attention_operators(const ModelShape& shape, const WorkloadSettings& settings);

}  // namespace quantscope::hardware
