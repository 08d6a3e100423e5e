#pragma once

#include <string>
#include <vector>

#include "core/hardware/accelerator_figures.h"
#include "core/hardware/price.h"

namespace quantscope::hardware {

/// How time and energy of a phase answer to one figure of the accelerator.
struct Sensitivity {
  FigurePlace place;
  double value = 0;
  /// ∂t/∂value, s per unit of the figure, and (∂t/∂value)·value/t: the % of time for 1 % of the figure.
  /// Central differences over ±1 %; at a kink of the ideal roofline the mean of both sides.
  double time_derivative = 0, time_elasticity = 0;
  double energy_derivative = 0, energy_elasticity = 0;
  /// Relative changes of time and energy with the figure lowered and raised by the swing: the bars of a
  /// tornado.
  double time_when_lower = 0, time_when_higher = 0;
  double energy_when_lower = 0, energy_when_higher = 0;

  double reach() const;  ///< the larger of both time bars, for the order
  /// The larger fall of time or of energy, of both directions; negative where neither saves.
  double saving(bool energy) const;
};

/// For every figure that the law uses; the largest time bar first, figures without effect left out. Whole
/// numbers move by the swing rounded to at least one. Energy is the board's where it is known, else dynamic.
std::vector<Sensitivity> sensitivities(const ModelShape& shape, const WorkloadSettings& settings,
                                       const Accelerator& accelerator, const PriceOptions& options = {},
                                       double swing = 0.2);

/// The figure whose rise or fall by the swing saves most of the time, or of the energy; null where none does.
/// Achievable fractions are passed over: how near kernels come to the roof is no figure that a designer
/// turns.
const Sensitivity* most_helpful(const std::vector<Sensitivity>& answers, bool energy = false);

}  // namespace quantscope::hardware
