#pragma once

#include <string>
#include <vector>

#include "core/hardware/price.h"
#include "core/hardware/sensitivity.h"

namespace quantscope::hardware {

/// What the numbers of a phase say, for a sentence under the chart.
struct Diagnosis {
  std::size_t bound = compute;  ///< part with the most time
  double bound_share = 0;       ///< of the time
  double roof_share = 0;        ///< ideal time over time: 1 is on the roof
  std::string slowest;          ///< operator with the most time
  double slowest_share = 0;
  FigurePlace best;          ///< whose rise or fall by the swing saves most; without a path where none does
  bool best_higher = false;  ///< it should rise
  double best_saving = 0;    ///< of the time
};

Diagnosis diagnose(const PhaseResult& result, const std::vector<Sensitivity>& answers);

/// "decode is bound by memory (91 % of 9.54 ms) and runs at 78 % of the roof; gate_proj takes 22 %; dram
/// bandwidth 20 % higher would save 15 %".
std::string diagnosis_text(const PhaseResult& result, const Diagnosis& diagnosis,
                           const Accelerator& accelerator, double swing = 0.2);

}  // namespace quantscope::hardware
