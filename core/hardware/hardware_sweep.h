#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// What a sweep varies: "batch", "context", "weight-bits", "activation-bits", "kv-bits", "tensor-parallel";
/// "compute" (all rates), "bandwidth" (main memory) and "on-chip" (largest inner level) as multiples of the
/// description's; or the path of a figure ("board.limit_w") in its own unit.
struct SweepRange {
  std::string variable;
  std::vector<double> values;  ///< ascending
};

/// Reads "batch=1..1024" (every whole number up to 256 of them, else 200 in equal ratios),
/// "bandwidth=0.5..4:50" (50 values in equal ratios) or "weight-bits=2,4,8". Throws base::Error naming what
/// is wrong and accepted.
SweepRange parse_sweep(const std::string& text);

struct SweepPoint {
  double value = 0;
  PhaseTotal total;
  MemoryNeed need;
  bool fits = true;
  std::size_t bound = compute;  ///< part with the most time
  bool bound_changes = false;   ///< another part than at the value before
};

struct Sweep {
  SweepRange range;
  std::vector<SweepPoint> points;
  /// Largest batch that fits beside the weights on this device; nothing where it has no capacity.
  std::optional<std::int64_t> memory_wall;
};

/// Prices the phase at every value. Throws base::Error naming the variable: unknown, or out of range.
Sweep run_sweep(const ModelShape& shape, const WorkloadSettings& settings, const Accelerator& accelerator,
                const PriceOptions& options, const SweepRange& range);

}  // namespace quantscope::hardware
