#pragma once

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// Bytes that one occurrence moves at each level. Main memory: its traffic. Inner levels of a product with a
/// tile of edge T: each input for ⌈n/T⌉ columns of tiles, each weight for ⌈m/T⌉ rows of them, outputs once;
/// elsewhere the traffic of the main memory.
Parts level_bytes(const Accelerator& accelerator, const Operator& op);

/// The operator with what stays on the chip taken off its main-memory traffic (Accelerator::keeps_on_chip):
/// inputs and outputs where both fit the largest inner level together, and of weights and cache the part that
/// fits beside the activations of the whole pass.
void keep_on_chip(const Accelerator& accelerator, const MemoryNeed& need, Operator& op);

}  // namespace quantscope::hardware
