#pragma once

#include <vector>

#include "app/gui/comparison_model.h"

namespace quantscope::gui {

/// One run over all layers that are compared.
struct PooledRun {
  int run = 0;
  double bits_per_weight = 0;
  double value = 0;  ///< of PooledComparison::metric
  int best_on = 0;   ///< number of weights on which no run is better
};

/// Runs over the weights that all of them have figures of, so that none is judged by easier layers than the
/// others. While cells are missing, runs that are complete are compared, else all that have any.
struct PooledComparison {
  /// The shown metric; of bits per weight, which is the other axis: SQNR of the output, where known.
  study::ComparisonMetric metric;
  bool summed = false;       ///< errors and energies are summed; else values are averaged
  std::vector<int> weights;  ///< indices into the comparison's weights
  std::vector<PooledRun> runs;
  std::vector<int> front;  ///< Pareto front: indices into `runs`, by ascending bits
};

PooledComparison pooled(const ShownComparison& shown);

/// The metric against bits per weight: the shown one, unless that is bits per weight itself.
study::ComparisonMetric error_metric(const ShownComparison& shown);

}  // namespace quantscope::gui
