#include <algorithm>
#include <cmath>

#include "core/study/sweep_folder.h"

namespace quantscope::study {
namespace {

void append(std::vector<Cell>& row, const base::ParameterValues& values, const std::string& id) {
  const auto found = values.find(id);
  if (found == values.end()) {
    row.emplace_back();
  } else if (const double* number = std::get_if<double>(&found->second)) {
    if (*number == std::round(*number) && std::abs(*number) < 1e15)
      row.emplace_back(static_cast<std::int64_t>(*number));
    else
      row.emplace_back(*number);
  } else if (const bool* on = std::get_if<bool>(&found->second)) {
    row.emplace_back(*on);
  } else {
    row.emplace_back(std::get<std::string>(found->second));
  }
}

/// Parameters that the study file names, in its order.
std::vector<std::string> named_parameters(const StudyPlan& plan) {
  std::vector<std::string> ids;
  for (const StudyPlan::Grid& grid : plan.grids)
    for (const StudyPlan::Axis& axis : grid.axes)
      if (std::ranges::find(ids, axis.first) == ids.end()) ids.push_back(axis.first);
  return ids;
}

}  // namespace

Table sweep_table(const Study& study, const Comparison& comparison) {
  const std::vector<std::string> ids = named_parameters(study.plan);
  Table table{{"tensor", "method"}, {}};
  table.columns.insert(table.columns.end(), ids.begin(), ids.end());
  for (const ComparisonMetric& metric : comparison_metrics()) table.columns.push_back(metric.id);
  table.columns.insert(table.columns.end(), {"parameters", "notes"});
  for (std::size_t r = 0; r < comparison.runs.size(); ++r) {
    const Setting& setting = comparison.runs[r].setting;
    const base::ParameterValues general = parameters_in_force(setting, {});
    for (std::size_t w = 0; w < comparison.weights.size(); ++w) {
      const std::optional<ComparisonFigures>& cell = comparison.at(static_cast<int>(r), static_cast<int>(w));
      if (!cell) continue;
      base::ParameterValues values = general;
      for (const auto& [id, value] : cell->chosen) values[id] = value;
      std::vector<Cell> row;
      row.emplace_back(comparison.tensors[w]);
      row.emplace_back(setting.method);
      for (const std::string& id : ids) append(row, values, id);
      for (const ComparisonMetric& metric : comparison_metrics()) {
        const double figure = value_of(metric, *cell);
        if (std::isnan(figure))
          row.emplace_back();
        else
          row.emplace_back(figure);
      }
      row.emplace_back(std::move(values));
      std::string notes = cell->problem;
      for (const std::string& note : cell->notes) notes += (notes.empty() ? "" : "; ") + note;
      row.emplace_back(std::move(notes));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace quantscope::study
