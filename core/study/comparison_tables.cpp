#include <fmt/format.h>

#include "core/study/comparison.h"

namespace quantscope::study {
Table comparison_cells(const Comparison& comparison, int baseline) {
  Table table{{"run", "method", "tensor"}, {}};
  for (const ComparisonMetric& metric : comparison_metrics()) table.columns.push_back(metric.id);
  if (baseline >= 0)
    for (const ComparisonMetric& metric : comparison_metrics())
      table.columns.push_back("difference_" + metric.id);
  for (const char* column : {"time_s", "parameters", "notes"}) table.columns.push_back(column);

  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r) {
    const Run& run = comparison.runs[static_cast<std::size_t>(r)];
    for (int w = 0; w < static_cast<int>(comparison.weights.size()); ++w) {
      const std::optional<ComparisonFigures>& cell = comparison.at(r, w);
      if (!cell) continue;
      std::vector<Cell> row = {run.name, run.setting.method, comparison.tensors[static_cast<std::size_t>(w)]};
      for (const ComparisonMetric& metric : comparison_metrics())
        row.push_back(known(value_of(metric, *cell)));
      if (baseline >= 0) {
        const std::optional<ComparisonFigures>& base = comparison.at(baseline, w);
        for (const ComparisonMetric& metric : comparison_metrics())
          row.push_back(base ? known(value_of(metric, *cell) - value_of(metric, *base)) : Cell());
      }
      row.push_back(cell->seconds);
      row.push_back(parameters_in_force(run.setting, *cell));
      row.push_back(cell->problem.empty() ? fmt::format("{}", fmt::join(cell->notes, "; ")) : cell->problem);
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table comparison_summary(const Comparison& comparison) {
  Table table{
      {"run", "method", "weights", "problems", "bits_per_weight", "output_sqnr_db", "sqnr_db",
       "mean_output_sqnr_db", "worst_output_sqnr_db", "worst_tensor", "pareto", "time_s", "parameters"},
      {}};
  const std::vector<bool> front = on_pareto_front(comparison);
  for (std::size_t r = 0; r < comparison.runs.size(); ++r) {
    const Run& run = comparison.runs[r];
    const RunSummary summary = run_summary(comparison, static_cast<int>(r));
    table.rows.push_back(
        {run.name, run.setting.method, std::int64_t{summary.weights}, std::int64_t{summary.problems},
         known(summary.bits_per_weight), summary.output_sqnr_db ? known(*summary.output_sqnr_db) : Cell(),
         known(summary.sqnr_db), known(summary.mean_output_sqnr_db), known(summary.worst_output_sqnr_db),
         summary.worst_weight < 0 ? Cell()
                                  : Cell(comparison.tensors[static_cast<std::size_t>(summary.worst_weight)]),
         static_cast<bool>(front[r]), summary.seconds, parameters_in_force(run.setting, {})});
  }
  return table;
}

}  // namespace quantscope::study
