#pragma once

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// Prices as LLM-Viewer does (Yuan et al., 2024, arXiv:2402.16363; repository hahnyuan/LLM-Viewer at
/// 472f71f), faults and all, so that its figures can be compared: time = OPs / performance with performance =
/// intensity · bandwidth below the ridge and the peak above it; int8 peak only where weights, activations and
/// cache have at most 8 bits, else f16; the head counts h·V operations, once, for one row of activations; the
/// activation function counts H. Fixed (its pull request 27): FlashAttention's output and cache counted
/// rightly, an int4 peak where all have at most 4 bits, q, k, v, gate, up and out, down divided by
/// tensor_parallel (attention and head are not, and no link is counted). The device's "llm_viewer" figures
/// stand in place of its own.
///
/// Differences to the other laws: memory_bytes has weights of the blocks, cache and one layer's outputs, as
/// LLM-Viewer's memory_consumption; operators have no counts of operations by kind.
PhaseResult llm_viewer_phase(const ModelShape& shape, const WorkloadSettings& settings,
                             const Accelerator& accelerator, Law law);

}  // namespace quantscope::hardware
