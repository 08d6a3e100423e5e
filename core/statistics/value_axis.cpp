#include "core/statistics/value_axis.h"

#include <cmath>

namespace quantscope::statistics {
namespace {

/// Median of |x|, of those above 0 where more than half are 0.
double width_around_zero(const ValueCounts& counts) {
  std::vector<ValueCounts::Cell> cells = counts.absolute_cells();
  double n = 0;
  for (const auto& cell : cells) n += static_cast<double>(cell.count);
  if (!cells.empty() && cells.front().high == 0 && static_cast<double>(cells.front().count) >= 0.5 * n) {
    n -= static_cast<double>(cells.front().count);
    cells.erase(cells.begin());
  }
  double seen = 0;
  for (const auto& cell : cells)
    if ((seen += static_cast<double>(cell.count)) >= 0.5 * n) return 0.5 * (cell.low + cell.high);
  return 1;
}

}  // namespace

ValueAxis::ValueAxis(const ValueCounts& counts, ValueScale scale, double linear_width) : scale_(scale) {
  if (scale == ValueScale::symmetric_logarithmic)
    linear_width_ =
        linear_width > 0 && std::isfinite(linear_width) ? linear_width : width_around_zero(counts);
}

double ValueAxis::position(double x) const {
  switch (scale_) {
    case ValueScale::linear:
      break;
    case ValueScale::logarithmic:
      return std::log10(x);
    case ValueScale::symmetric_logarithmic:
      return std::asinh(x / linear_width_);
  }
  return x;
}

double ValueAxis::value(double position) const {
  switch (scale_) {
    case ValueScale::linear:
      break;
    case ValueScale::logarithmic:
      return std::pow(10.0, position);
    case ValueScale::symmetric_logarithmic:
      return linear_width_ * std::sinh(position);
  }
  return position;
}

std::vector<ValueCounts::Cell> shown_cells(const ValueCounts& counts, ValueScale scale) {
  if (scale != ValueScale::logarithmic) return counts.cells();
  std::vector<ValueCounts::Cell> cells = counts.absolute_cells();
  if (!cells.empty() && cells.front().high == 0) cells.erase(cells.begin());
  return cells;
}

}  // namespace quantscope::statistics
