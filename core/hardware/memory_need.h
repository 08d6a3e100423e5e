#pragma once

#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// What one device must hold, in bytes.
struct MemoryNeed {
  double weights = 0;      ///< linear layers, embeddings, an untied head
  double key_value = 0;    ///< cache of all sequences at this context
  double activations = 0;  ///< inputs and outputs of the largest operator
  double total() const { return weights + key_value + activations; }
};

/// Weights have the bits (or the method's storage) of the settings; embeddings and head `head_bits`. Tensor
/// parallelism divides all but what every device holds. Throws as phase_operators().
MemoryNeed memory_need(const ModelShape& shape, const WorkloadSettings& settings);

/// Cache bytes of one sequence on one device at this context.
double sequence_bytes(const ModelShape& shape, const WorkloadSettings& settings);

/// Most sequences whose cache fits beside the weights in `capacity_bytes`; 0 where the weights alone do not.
std::int64_t sequences_that_fit(const ModelShape& shape, const WorkloadSettings& settings,
                                double capacity_bytes);

}  // namespace quantscope::hardware
