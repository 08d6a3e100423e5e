#pragma once

#include <vector>

#include "core/statistics/drawn_histogram.h"
#include "core/statistics/value_axis.h"

namespace quantscope::statistics {

/// What is settled before the first value falls into a bin.
struct HistogramPlan {
  ValueAxis axis;
  ValueRange range;  ///< data units, low < high
  bool robust;       ///< range chosen here, not by the caller
  int bins = 1;
  bool limited = false;  ///< the rule asked for more bins than can be
};

/// `shown` = shown_cells(counts, options.scale).
HistogramPlan plan_histogram(const ValueCounts& counts, const std::vector<ValueCounts::Cell>& shown,
                             const BinOptions& options);

/// What the rule asks for, before rounding up and limits.
double bins_by_rule(const std::vector<ValueCounts::Cell>& shown, const HistogramPlan& plan,
                    const BinOptions& options);

}  // namespace quantscope::statistics
