#include "app/gui/compare_page_pooling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quantscope::gui {
namespace {

/// Runs that every cell is known of; where there is none, those with any figures.
std::vector<int> participants(const study::Comparison& comparison) {
  std::vector<int> complete, some;
  for (int run = 0; run < static_cast<int>(comparison.runs.size()); ++run) {
    std::size_t known = 0, figures = 0;
    for (int weight = 0; weight < static_cast<int>(comparison.weights.size()); ++weight)
      if (const auto& cell = comparison.at(run, weight)) {
        ++known;
        figures += cell->problem.empty() ? 1 : 0;
      }
    if (figures == 0) continue;
    some.push_back(run);
    if (known == comparison.weights.size()) complete.push_back(run);
  }
  return complete.empty() ? some : complete;
}

/// The comparison of these runs on these weights alone.
study::Comparison part_of(const study::Comparison& whole, const std::vector<int>& runs,
                          const std::vector<int>& weights) {
  study::Comparison part;
  for (const int weight : weights) {
    part.weights.push_back(whole.weights[static_cast<std::size_t>(weight)]);
    part.tensors.push_back(whole.tensors[static_cast<std::size_t>(weight)]);
  }
  for (const int run : runs) {
    part.runs.push_back(whole.runs[static_cast<std::size_t>(run)]);
    for (const int weight : weights) part.cells.push_back(whole.at(run, weight));
  }
  return part;
}

double average(const study::ComparisonMetric& metric, const study::Comparison& comparison, int run) {
  double sum = 0;
  const int weights = static_cast<int>(comparison.weights.size());
  for (int weight = 0; weight < weights; ++weight) {
    const double value = study::value_of(metric, *comparison.at(run, weight));
    sum += metric.logarithmic ? std::log(value) : value;
  }
  const double mean = weights > 0 ? sum / weights : std::numeric_limits<double>::quiet_NaN();
  return metric.logarithmic ? std::exp(mean) : mean;
}

}  // namespace

study::ComparisonMetric error_metric(const ShownComparison& shown) {
  if (shown.metric.id != "bits_per_weight") return shown.metric;
  const bool output_known = std::ranges::any_of(
      shown.comparison.cells, [](const auto& cell) { return cell && cell->output_error.has_value(); });
  return study::comparison_metric(output_known ? "output_sqnr_db" : "sqnr_db");
}

PooledComparison pooled(const ShownComparison& shown) {
  PooledComparison result;
  result.metric = error_metric(shown);
  result.summed = result.metric.id == "output_sqnr_db" || result.metric.id == "sqnr_db";
  const study::Comparison& comparison = shown.comparison;
  const std::vector<int> runs = participants(comparison);
  for (int weight = 0; weight < shown.weights(); ++weight)
    if (std::ranges::all_of(runs, [&](int run) {
          const auto& cell = comparison.at(run, weight);
          return cell && cell->problem.empty() && !std::isnan(study::value_of(result.metric, *cell));
        }))
      result.weights.push_back(weight);
  if (runs.empty() || result.weights.empty()) return result;

  const study::Comparison part = part_of(comparison, runs, result.weights);
  std::vector<double> bits, values;
  for (int run = 0; run < static_cast<int>(runs.size()); ++run) {
    const study::RunSummary summary = study::run_summary(part, run);
    PooledRun point;
    point.run = runs[static_cast<std::size_t>(run)];
    point.bits_per_weight = summary.bits_per_weight;
    if (result.metric.id == "output_sqnr_db")
      point.value = summary.output_sqnr_db.value_or(std::numeric_limits<double>::quiet_NaN());
    else if (result.metric.id == "sqnr_db")
      point.value = summary.sqnr_db;
    else
      point.value = average(result.metric, part, run);
    result.runs.push_back(point);
    bits.push_back(point.bits_per_weight);
    values.push_back(point.value);
  }
  for (const int weight : result.weights) {
    const auto value = [&](const PooledRun& point) {
      return study::value_of(shown.metric, *comparison.at(point.run, weight));
    };
    double best = value(result.runs.front());
    for (const PooledRun& point : result.runs)
      best = shown.metric.higher_is_better ? std::max(best, value(point)) : std::min(best, value(point));
    for (PooledRun& point : result.runs) point.best_on += value(point) == best ? 1 : 0;
  }
  result.front = study::pareto_front(bits, values, result.metric.higher_is_better);
  return result;
}

}  // namespace quantscope::gui
