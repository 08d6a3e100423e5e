#include "core/statistics/drawn_histogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/statistics/histogram_plan.h"

namespace quantscope::statistics {
namespace {

using Cell = ValueCounts::Cell;

std::vector<double> edges_of(const HistogramPlan& plan) {
  const double low = plan.axis.position(plan.range.low), high = plan.axis.position(plan.range.high);
  std::vector<double> edges(static_cast<std::size_t>(plan.bins) + 1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const double share = static_cast<double>(i) / plan.bins;
    edges[i] = std::clamp(plan.axis.value(low * (1 - share) + high * share), plan.range.low, plan.range.high);
  }
  edges.front() = plan.range.low;
  edges.back() = plan.range.high;
  return edges;
}

/// Σx² of `count` values spread evenly over [low, high].
double energy(double low, double high, double count) {
  return count * (low * low + low * high + high * high) / 3;
}

/// Cells come in ascending order, so the first bin that a cell touches never moves back.
class Filling {
 public:
  explicit Filling(DrawnHistogram& histogram) : histogram_(histogram), edges_(histogram.edges) {}

  void add(const Cell& cell) {
    const double count = static_cast<double>(cell.count);
    while (bin_ + 1 < bins() && edges_[bin_ + 1] <= cell.low) ++bin_;
    if (cell.low > edges_.back()) {
      histogram_.above += count;
    } else if (cell.low == cell.high) {
      if (cell.low < edges_.front())
        histogram_.below += count;
      else
        put(bin_, cell.low, cell.high, count);
    } else {
      cut(cell, count);
    }
  }

 private:
  std::size_t bins() const { return edges_.size() - 1; }

  void put(std::size_t bin, double low, double high, double count) {
    histogram_.counts[bin] += count;
    histogram_.mass[bin] += energy(low, high, count);
  }

  void cut(const Cell& cell, double count) {
    const double density = count / (cell.high - cell.low);
    double from = cell.low, left = count;
    if (from < edges_.front()) {
      const double part = std::min(left, density * (std::min(cell.high, edges_.front()) - from));
      histogram_.below += cell.high <= edges_.front() ? left : part;
      if (cell.high <= edges_.front()) return;
      left -= part;
      from = edges_.front();
    }
    std::size_t bin = bin_;
    for (; bin + 1 < bins() && edges_[bin + 1] < cell.high; ++bin) {
      const double part = std::min(left, density * (edges_[bin + 1] - from));
      put(bin, from, edges_[bin + 1], part);
      left -= part;
      from = edges_[bin + 1];
    }
    if (cell.high <= edges_.back()) {
      put(bin, from, cell.high, left);
      return;
    }
    const double part = std::min(left, density * (edges_.back() - from));
    put(bin, from, edges_.back(), part);
    histogram_.above += left - part;
  }

  DrawnHistogram& histogram_;
  const std::vector<double>& edges_;
  std::size_t bin_ = 0;
};

std::string beyond_note(const DrawnHistogram& drawn, const std::vector<Cell>& shown) {
  const double below = shown.front().low < drawn.edges.front() ? shown.front().low : drawn.edges.front();
  const double above = shown.back().high > drawn.edges.back() ? shown.back().high : drawn.edges.back();
  const double farthest = std::abs(below) > std::abs(above) || above == drawn.edges.back() ? below : above;
  const double beyond = std::max(1.0, std::round(drawn.below + drawn.above));
  return fmt::format("{:.0f} value{} beyond the range, up to {:.4g}", beyond, beyond == 1 ? "" : "s",
                     farthest);
}

}  // namespace

DrawnHistogram draw_histogram(const ValueCounts& counts, const BinOptions& options) {
  const std::vector<Cell> shown = shown_cells(counts, options.scale);
  const HistogramPlan plan = plan_histogram(counts, shown, options);
  DrawnHistogram result;
  result.edges = edges_of(plan);
  result.counts.assign(static_cast<std::size_t>(plan.bins), 0);
  result.mass.assign(static_cast<std::size_t>(plan.bins), 0);

  Filling filling(result);
  double total_energy = 0;
  for (const Cell& cell : shown) {
    filling.add(cell);
    total_energy += energy(cell.low, cell.high, static_cast<double>(cell.count));
  }
  if (total_energy > 0)
    for (double& mass : result.mass) mass /= total_energy;

  if (plan.robust && result.below + result.above > 0) result.note = beyond_note(result, shown);
  if (plan.limited)
    result.note += fmt::format("{}bins limited to {}", result.note.empty() ? "" : "; ", plan.bins);
  if (options.scale == ValueScale::logarithmic) {
    const std::vector<std::uint64_t>& raw = counts.counters();
    const std::uint64_t zeros = raw[0] + raw[raw.size() / 2];
    result.below += static_cast<double>(zeros);
    if (zeros > 0)
      result.note +=
          fmt::format("{}{} zero{} left out", result.note.empty() ? "" : "; ", zeros, zeros == 1 ? "" : "s");
  }
  return result;
}

}  // namespace quantscope::statistics
