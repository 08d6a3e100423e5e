#include "core/hardware/memory_need.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {

double sequence_bytes(const ModelShape& shape, const WorkloadSettings& settings) {
  const double parts = static_cast<double>(std::min(settings.tensor_parallel, shape.key_value_heads));
  if (!shape.decoder) return 0;
  return key_value_elements(shape) * static_cast<double>(visible_context(shape, settings.context)) *
         settings.key_value_bits / 8 / parts;
}

MemoryNeed memory_need(const ModelShape& shape, const WorkloadSettings& settings) {
  MemoryNeed need;
  const bool head_apart = !shape.tied_head;
  for (const Operator& op : phase_operators(shape, settings)) {
    if (op.kind == OperatorKind::linear || (op.kind == OperatorKind::head && head_apart))
      need.weights += op.traffic.weights * op.count;
    need.activations = std::max(need.activations, op.traffic.input + op.traffic.output);
  }
  const double tp = static_cast<double>(settings.tensor_parallel);
  need.weights += embedding_weights(shape) * settings.head_bits / 8 / tp;
  need.key_value = static_cast<double>(settings.batch) * sequence_bytes(shape, settings);
  return need;
}

std::int64_t sequences_that_fit(const ModelShape& shape, const WorkloadSettings& settings,
                                double capacity_bytes) {
  WorkloadSettings one = settings;
  one.batch = 1;
  const MemoryNeed need = memory_need(shape, one);
  // Activations grow with the batch as the cache does.
  const double each = need.key_value + need.activations;
  if (capacity_bytes < need.weights || each <= 0) return 0;
  return static_cast<std::int64_t>(std::floor((capacity_bytes - need.weights) / each));
}

}  // namespace quantscope::hardware
