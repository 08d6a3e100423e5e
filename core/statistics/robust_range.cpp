#include <algorithm>
#include <cmath>

#include "core/statistics/drawn_histogram.h"
#include "core/statistics/value_axis.h"

namespace quantscope::statistics {
namespace {

/// Position below which lie `rank` values; at the end of the cell it falls into, towards `outwards`.
double position_at(const std::vector<ValueCounts::Cell>& cells, const ValueAxis& axis, double rank,
                   bool outwards_high) {
  double seen = 0;
  for (const auto& cell : cells)
    if ((seen += static_cast<double>(cell.count)) >= rank)
      return axis.position(outwards_high ? cell.high : cell.low);
  return axis.position(cells.back().high);
}

ValueRange widened(double low, double high, ValueScale scale) {
  if (scale == ValueScale::logarithmic) return {low / 2, high * 2};
  const double room = std::max(0.5 * std::max(std::abs(low), std::abs(high)), 1e-30);
  return low == 0 && high == 0 ? ValueRange{-0.5, 0.5} : ValueRange{low - room, high + room};
}

}  // namespace

ValueRange robust_range(const ValueCounts& counts, ValueScale scale) {
  const std::vector<ValueCounts::Cell> cells = shown_cells(counts, scale);
  if (cells.empty()) return scale == ValueScale::logarithmic ? ValueRange{0.1, 1} : ValueRange{-0.5, 0.5};
  double low = cells.front().low, high = cells.back().high;
  if (cells.size() == 1 || !(low < high)) return widened(low, high, scale);

  const ValueAxis axis(counts, scale);
  double n = 0;
  for (const auto& cell : cells) n += static_cast<double>(cell.count);
  const double tail = std::clamp(10 / n, 1e-5, 0.25);
  const double inner_low = position_at(cells, axis, std::max(tail * n, 1.0), false);
  const double inner_high = position_at(cells, axis, (1 - tail) * n, true);
  const double room = 1.5 * (inner_high - inner_low);
  if (room > 0) {
    if (axis.position(low) < inner_low - room) low = axis.value(inner_low - room);
    if (axis.position(high) > inner_high + room) high = axis.value(inner_high + room);
  }
  return {low, high};
}

}  // namespace quantscope::statistics
