#pragma once

#include "core/hardware/price_operator.h"

namespace quantscope::hardware {

/// Decode times of one batch on an NPU whose memory can multiply: the products on the NPU, attention over the
/// cache either through the interface or inside the memory.
struct MemoryProcessingTimes {
  double npu_s = 0;        ///< everything but attention
  double attention_s = 0;  ///< on the NPU, cache through the interface
  double in_memory_s = 0;  ///< attention inside the memory
};

/// First-order model of NeuPIMs (Heo et al., ASPLOS 2024), for a whole batch and for each half of it:
///   NPU alone   npu + attention
///   blocked     npu + in_memory: the memory serves one of both at a time (single row buffer)
///   concurrent  min(blocked, 2 · max(npu(b/2), in_memory(b/2))) from minimum_batch on (dual row buffer): two
///               sub-batches take turns, each loads the weights again
double npu_alone_s(const MemoryProcessingTimes& batch);
double blocked_s(const MemoryProcessingTimes& batch);
double concurrent_s(const MemoryProcessingTimes& batch, const MemoryProcessingTimes& half, double batch_size,
                    double minimum_batch);

/// The times of a phase as priced without the memory's help.
MemoryProcessingTimes memory_processing_times(const Accelerator& accelerator, const PhaseResult& result);

/// Moves attention of a decode phase into the memory: its operators take their cache at the internal
/// bandwidth. Concurrent: an operator "sub_batch_overlap" with the (negative) time that runs beside the rest.
void process_in_memory(const ModelShape& shape, const WorkloadSettings& settings,
                       const Accelerator& accelerator, const PriceContext& context, PhaseResult& result);

}  // namespace quantscope::hardware
