#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics/value_counts.h"

namespace quantscope::statistics {
namespace {

/// Number of values that a fraction of n asks for; 0.999 of 1000 is 999, whatever the rounding of 0.999.
double rank_of(double fraction, double n) {
  const double exact = std::clamp(fraction, 0.0, 1.0) * n;
  const double whole = std::round(exact);
  return std::abs(exact - whole) <= 1e-9 * std::max(1.0, whole) && n < 1e15 ? whole : exact;
}

std::vector<double> quantiles_of(const std::vector<ValueCounts::Cell>& cells,
                                 const std::vector<double>& fractions) {
  if (cells.empty()) return std::vector<double>(fractions.size(), std::numeric_limits<double>::quiet_NaN());
  double n = 0;
  for (const auto& cell : cells) n += static_cast<double>(cell.count);

  std::vector<double> result;
  result.reserve(fractions.size());
  std::size_t at = 0;
  double before = 0;
  for (double fraction : fractions) {
    const double rank = rank_of(fraction, n);
    while (at + 1 < cells.size() && before + static_cast<double>(cells[at].count) < rank)
      before += static_cast<double>(cells[at++].count);
    const auto& cell = cells[at];
    const double inside = std::clamp((rank - before) / static_cast<double>(cell.count), 0.0, 1.0);
    result.push_back(cell.low + (cell.high - cell.low) * inside);
  }
  return result;
}

}  // namespace

std::vector<double> absolute_quantiles(const ValueCounts& counts, const std::vector<double>& fractions) {
  return quantiles_of(counts.absolute_cells(), fractions);
}

std::vector<double> quantiles(const ValueCounts& counts, const std::vector<double>& fractions) {
  return quantiles_of(counts.cells(), fractions);
}

}  // namespace quantscope::statistics
