#include "core/statistics/histogram_plan.h"

#include <algorithm>
#include <cmath>

namespace quantscope::statistics {
namespace {

constexpr int most_bins = 4096;

/// The caller's range where it is one on this scale.
bool usable(const BinOptions& options) {
  return std::isfinite(options.low) && std::isfinite(options.high) && options.low < options.high &&
         (options.scale != ValueScale::logarithmic || options.low > 0);
}

}  // namespace

HistogramPlan plan_histogram(const ValueCounts& counts, const std::vector<ValueCounts::Cell>& shown,
                             const BinOptions& options) {
  HistogramPlan plan{ValueAxis(counts, options.scale, options.linear_width), {}, !usable(options)};
  plan.range = plan.robust ? robust_range(counts, options.scale) : ValueRange{options.low, options.high};
  const double wanted = bins_by_rule(shown, plan, options);
  // A hair less than a whole number is rounding, not a bin more.
  const double bins = std::ceil(wanted * (1 - 1e-12));
  plan.limited = bins > most_bins;
  plan.bins = bins >= 1 ? static_cast<int>(std::min<double>(bins, most_bins)) : 1;
  if (options.rule == BinRule::width && options.scale == ValueScale::linear && options.width > 0 &&
      !plan.limited)
    plan.range.high = plan.range.low + plan.bins * options.width;
  return plan;
}

}  // namespace quantscope::statistics
