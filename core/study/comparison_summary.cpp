#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/study/comparison.h"

namespace quantscope::study {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Energies of signal and error of several tensors together.
struct Pool {
  double signal = 0, error = 0;

  void add(const metrics::ErrorMetrics& metrics) {
    const auto count = static_cast<double>(metrics.count);
    signal += metrics.mean_square * count;
    error += metrics.mse * count;
  }
  double sqnr_db() const {
    if (error > 0) return 10 * std::log10(signal / error);
    return error == 0 && signal > 0 ? std::numeric_limits<double>::infinity() : unknown;
  }
};

}  // namespace

RunSummary run_summary(const Comparison& comparison, int run) {
  RunSummary summary;
  Pool weights, outputs;
  int outputs_known = 0, output_figures = 0;
  double output_db = 0, bits = 0, values = 0;
  double worst_output = unknown, worst_weight = unknown;
  int worst_by_output = -1, worst_by_weight = -1;
  for (int w = 0; w < static_cast<int>(comparison.weights.size()); ++w) {
    const std::optional<ComparisonFigures>& cell = comparison.at(run, w);
    if (!cell) continue;
    summary.seconds += cell->seconds;
    if (!cell->problem.empty()) {
      ++summary.problems;
      continue;
    }
    ++summary.weights;
    weights.add(cell->error);
    const auto count = static_cast<double>(cell->values);
    bits += cell->bits_per_weight * count;
    values += count;
    if (!(cell->error.sqnr_db >= worst_weight) && !std::isnan(cell->error.sqnr_db)) {
      worst_weight = cell->error.sqnr_db;
      worst_by_weight = w;
    }
    if (!cell->output_error) continue;
    ++outputs_known;
    outputs.add(*cell->output_error);
    const double sqnr_db = cell->output_error->sqnr_db;
    if (std::isnan(sqnr_db)) continue;
    ++output_figures;
    output_db += sqnr_db;
    if (!(sqnr_db >= worst_output)) {
      worst_output = sqnr_db;
      worst_by_output = w;
    }
  }
  summary.sqnr_db = weights.sqnr_db();
  if (outputs_known > 0 && outputs_known == summary.weights) summary.output_sqnr_db = outputs.sqnr_db();
  summary.mean_output_sqnr_db = output_figures > 0 ? output_db / output_figures : unknown;
  summary.worst_output_sqnr_db = worst_output;
  summary.worst_weight = worst_by_output >= 0 ? worst_by_output : worst_by_weight;
  summary.bits_per_weight = values > 0 ? bits / values : unknown;
  return summary;
}

std::vector<int> pareto_front(const std::vector<double>& cost, const std::vector<double>& value,
                              bool higher_is_better) {
  std::vector<int> order;
  for (std::size_t i = 0; i < std::min(cost.size(), value.size()); ++i)
    if (!std::isnan(cost[i]) && !std::isnan(value[i])) order.push_back(static_cast<int>(i));
  const auto gain = [&](int i) {
    return higher_is_better ? value[static_cast<std::size_t>(i)] : -value[static_cast<std::size_t>(i)];
  };
  const auto cost_of = [&](int i) { return cost[static_cast<std::size_t>(i)]; };
  std::ranges::stable_sort(order, [&](int a, int b) {
    return cost_of(a) != cost_of(b) ? cost_of(a) < cost_of(b) : gain(a) > gain(b);
  });
  std::vector<int> front;
  for (const int point : order) {
    const bool better = front.empty() || gain(point) > gain(front.back());
    const bool equal =
        !front.empty() && gain(point) == gain(front.back()) && cost_of(point) == cost_of(front.back());
    if (better || equal) front.push_back(point);
  }
  return front;
}

std::vector<bool> on_pareto_front(const Comparison& comparison) {
  std::vector<RunSummary> summaries;
  for (std::size_t r = 0; r < comparison.runs.size(); ++r)
    summaries.push_back(run_summary(comparison, static_cast<int>(r)));
  const bool by_output = std::ranges::all_of(
      summaries, [](const RunSummary& run) { return run.weights == 0 || run.output_sqnr_db.has_value(); });
  std::vector<double> bits, sqnr;
  for (const RunSummary& run : summaries) {
    bits.push_back(run.problems > 0 ? unknown : run.bits_per_weight);
    sqnr.push_back(by_output ? run.output_sqnr_db.value_or(unknown) : run.sqnr_db);
  }
  std::vector<bool> result(summaries.size(), false);
  for (const int run : pareto_front(bits, sqnr, true)) result[static_cast<std::size_t>(run)] = true;
  return result;
}

}  // namespace quantscope::study
