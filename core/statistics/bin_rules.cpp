// Numbers of bins; n values on the drawn scale, range and width on that scale too.
#include <algorithm>
#include <cmath>

#include "core/statistics/histogram_plan.h"
#include "core/statistics/moments.h"

namespace quantscope::statistics {
namespace {

/// The same cells with low and high on the scale of the axis.
std::vector<ValueCounts::Cell> on_scale(std::vector<ValueCounts::Cell> cells, const ValueAxis& axis) {
  for (auto& cell : cells) cell = {axis.position(cell.low), axis.position(cell.high), cell.count};
  return cells;
}

double interquartile_range(const std::vector<ValueCounts::Cell>& cells, double n) {
  double quartile[2] = {0, 0};
  double seen = 0;
  for (const auto& cell : cells) {
    const double before = seen;
    seen += static_cast<double>(cell.count);
    for (int q = 0; q < 2; ++q) {
      const double rank = n * (q == 0 ? 0.25 : 0.75);
      if (before < rank && seen >= rank)
        quartile[q] = cell.low + (cell.high - cell.low) * (rank - before) / static_cast<double>(cell.count);
    }
  }
  return quartile[1] - quartile[0];
}

double sturges(double n) {
  return 1 + std::log2(n);
}

double bins_of_width(double range, double width, double n) {
  return width > 0 ? range / width : sturges(n);
}

}  // namespace

double bins_by_rule(const std::vector<ValueCounts::Cell>& shown, const HistogramPlan& plan,
                    const BinOptions& options) {
  double n = 0;
  for (const auto& cell : shown) n += static_cast<double>(cell.count);
  const double range = plan.axis.position(plan.range.high) - plan.axis.position(plan.range.low);
  if (options.rule == BinRule::number) return options.number;
  if (options.rule == BinRule::width)
    return options.scale == ValueScale::linear && options.width > 0
               ? (plan.range.high / options.width - plan.range.low / options.width)
               : options.number;
  if (n < 2) return 1;
  switch (options.rule) {
    case BinRule::square_root:
      return std::sqrt(n);
    case BinRule::rice:
      return 2 * std::cbrt(n);
    case BinRule::doane: {
      const double deviation = std::sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
      const double skewness = std::abs(moments_of(on_scale(shown, plan.axis)).skewness);
      return sturges(n) + (deviation > 0 ? std::log2(1 + skewness / deviation) : 0);
    }
    case BinRule::scott: {
      const double spread = moments_of(on_scale(shown, plan.axis)).standard_deviation;
      return bins_of_width(range, std::cbrt(24 * std::sqrt(std::acos(-1.0)) / n) * spread, n);
    }
    case BinRule::freedman_diaconis:
      return bins_of_width(range, 2 * interquartile_range(on_scale(shown, plan.axis), n) / std::cbrt(n), n);
    case BinRule::sturges:
    case BinRule::number:
    case BinRule::width:
      break;
  }
  return sturges(n);
}

int bin_number(const ValueCounts& counts, const BinOptions& options) {
  return plan_histogram(counts, shown_cells(counts, options.scale), options).bins;
}

}  // namespace quantscope::statistics
