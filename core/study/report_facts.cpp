#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/study/model_report.h"
#include "core/study/tensor_scan.h"

namespace quantscope::study {

double number_at(const Table& table, std::size_t row, const std::string& column) {
  const Cell& cell = table.rows[row].at(static_cast<std::size_t>(table.column(column)));
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
  return std::numeric_limits<double>::quiet_NaN();
}

std::string text_at(const Table& table, std::size_t row, const std::string& column) {
  const auto* text =
      std::get_if<std::string>(&table.rows[row].at(static_cast<std::size_t>(table.column(column))));
  return text ? *text : std::string();
}

std::vector<std::size_t> rows_by_outlier_ratio(const Table& statistics) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < statistics.rows.size(); ++row)
    if (number_at(statistics, row, "outlier_ratio") > 0 && number_at(statistics, row, "channels") > 1)
      rows.push_back(row);
  std::ranges::stable_sort(rows, std::greater(),
                           [&](std::size_t row) { return number_at(statistics, row, "outlier_ratio"); });
  return rows;
}

ReportFacts overview_facts(std::shared_ptr<const storage::ModelFile> file, const base::Job& job) {
  constexpr std::size_t most_inputs = 3;
  ReportFacts facts;
  facts.statistics = statistics_table(*file, {}, {}, job.part(0, 0.9));
  for (const std::size_t row : rows_by_outlier_ratio(facts.statistics)) {
    const storage::TensorInfo& info = file->tensors()[row];
    if (info.role != storage::TensorRole::activation && info.role != storage::TensorRole::channel_absmax)
      continue;
    const statistics::TensorStatistics known = scan_tensor(*file, info, {}, job.part(0.9, 1));
    facts.worst_inputs.push_back({static_cast<int>(row), known.channels.absmax, known.outlier});
    if (facts.worst_inputs.size() == most_inputs) break;
  }
  facts.file = std::move(file);
  return facts;
}

std::vector<Run> default_report_runs() {
  std::vector<Setting> settings;
  for (const double bits : {8.0, 4.0, 3.0}) settings.push_back({"rtn", {{"weight_bits", bits}}});
  settings.push_back({"qllm", {{"weight_bits", 4.0}}});
  return named_runs(settings);
}

std::vector<int> front_runs(const Comparison& comparison) {
  const std::vector<bool> on_front = on_pareto_front(comparison);
  std::vector<int> front;
  for (int r = 0; r < static_cast<int>(on_front.size()); ++r)
    if (on_front[static_cast<std::size_t>(r)]) front.push_back(r);
  std::ranges::stable_sort(front, std::less(),
                           [&](int r) { return run_summary(comparison, r).bits_per_weight; });
  return front;
}

const ComparisonMetric& report_metric(const Comparison& comparison) {
  bool any = false, all = true;
  for (const auto& cell : comparison.cells) {
    if (!cell || !cell->problem.empty()) continue;
    any = any || cell->output_error.has_value();
    all = all && cell->output_error.has_value();
  }
  return comparison_metric(any && all ? "output_sqnr_db" : "sqnr_db");
}

std::vector<int> layers_in_picture(const Comparison& comparison, std::size_t most) {
  const ComparisonMetric& metric = report_metric(comparison);
  std::vector<std::pair<double, int>> worst;
  for (int w = 0; w < static_cast<int>(comparison.weights.size()); ++w) {
    double lowest = std::numeric_limits<double>::infinity();
    for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r) {
      const auto& cell = comparison.at(r, w);
      const double value =
          cell && cell->problem.empty() ? value_of(metric, *cell) : std::numeric_limits<double>::quiet_NaN();
      if (std::isfinite(value)) lowest = std::min(lowest, value);
    }
    if (std::isfinite(lowest)) worst.emplace_back(lowest, w);
  }
  std::ranges::sort(worst);
  if (worst.size() > most) worst.resize(most);
  std::vector<int> layers;
  for (const auto& [value, layer] : worst) layers.push_back(layer);
  std::ranges::sort(layers);
  return layers;
}

}  // namespace quantscope::study
