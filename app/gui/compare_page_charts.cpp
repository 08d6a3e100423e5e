#include "app/gui/compare_page_charts.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include "app/gui/compare_page_sentences.h"
#include "widgets/core_text.h"

namespace quantscope::gui {
namespace {

widgets::ScatterData empty_scatter(const study::ComparisonMetric& metric) {
  widgets::ScatterData data;
  data.x_name = QCoreApplication::translate("comparison", "bits per weight");
  data.y_name = label_of(metric);
  data.y_unit = QString::fromStdString(metric.unit);
  return data;
}

/// Number of a weight's kind, in the order of the first of each.
int kind_of(const ShownComparison& shown, int weight, QStringList& kinds) {
  const QString& kind = shown.kinds[static_cast<std::size_t>(weight)];
  if (!kinds.contains(kind)) kinds << kind;
  return static_cast<int>(kinds.indexOf(kind));
}

}  // namespace

widgets::BarChartData bar_data(const ShownComparison& shown, CompareGrouping grouping,
                               const std::vector<int>& runs_in_order) {
  widgets::BarChartData data;
  data.value_name = label_of(shown.metric);
  data.unit = QString::fromStdString(shown.metric.unit);
  data.direction = shown.metric.higher_is_better ? widgets::MetricDirection::higher_is_better
                                                 : widgets::MetricDirection::lower_is_better;
  const auto full_name = [&](int weight) {
    return QString::fromStdString(shown.comparison.tensors[static_cast<std::size_t>(weight)]);
  };
  if (grouping == CompareGrouping::layer) {
    data.group_word = QCoreApplication::translate("comparison", "layer");
    data.view_key = QStringLiteral("layers/") + QString::fromStdString(shown.metric.id);
    for (int weight = 0; weight < shown.weights(); ++weight)
      data.groups.push_back({shown.labels[static_cast<std::size_t>(weight)], full_name(weight)});
    for (int run = 0; run < shown.runs(); ++run) {
      widgets::BarSeries series;
      series.style = shown.styles[static_cast<std::size_t>(run)];
      for (int weight = 0; weight < shown.weights(); ++weight) {
        series.values.push_back(shown.value(run, weight));
        series.problems.push_back(shown.problem(run, weight));
      }
      data.series.push_back(std::move(series));
    }
    if (shown.baseline >= 0) data.baseline_series = shown.baseline;
    return data;
  }
  data.group_word = QCoreApplication::translate("comparison", "run");
  data.view_key = QStringLiteral("runs/") + QString::fromStdString(shown.metric.id);
  for (const int run : runs_in_order)
    data.groups.push_back({shown.styles[static_cast<std::size_t>(run)].name, {}});
  QStringList kinds;
  for (int weight = 0; weight < shown.weights(); ++weight) {
    widgets::BarSeries series;
    series.style.name = shown.labels[static_cast<std::size_t>(weight)];
    series.kind = kind_of(shown, weight, kinds);
    series.kind_name = shown.kinds[static_cast<std::size_t>(weight)];
    for (const int run : runs_in_order) {
      series.values.push_back(shown.value(run, weight));
      series.problems.push_back(shown.problem(run, weight));
    }
    data.series.push_back(std::move(series));
  }
  if (const auto at = std::ranges::find(runs_in_order, shown.baseline); at != runs_in_order.end())
    data.baseline_group = static_cast<int>(at - runs_in_order.begin());
  return data;
}

widgets::ScatterData pooled_scatter(const ShownComparison& shown, const PooledComparison& pooled) {
  widgets::ScatterData data = empty_scatter(pooled.metric);
  data.view_key = QStringLiteral("pooled/") + QString::fromStdString(pooled.metric.id);
  for (const PooledRun& run : pooled.runs) {
    widgets::ScatterPoint point;
    point.x = run.bits_per_weight;
    point.y = run.value;
    point.style = shown.styles[static_cast<std::size_t>(run.run)];
    point.label = point.style.name;
    point.details = QCoreApplication::translate("comparison", "best on %1 of %n layer(s)", nullptr,
                                                static_cast<int>(pooled.weights.size()))
                        .arg(run.best_on);
    data.points.push_back(std::move(point));
  }
  data.front = pooled.front;
  return data;
}

widgets::ScatterData cell_scatter(const ShownComparison& shown, std::vector<std::pair<int, int>>& cells) {
  const study::ComparisonMetric metric = error_metric(shown);
  widgets::ScatterData data = empty_scatter(metric);
  data.view_key = QStringLiteral("cells/") + QString::fromStdString(metric.id);
  cells.clear();
  for (int weight = 0; weight < shown.weights(); ++weight)
    for (int run = 0; run < shown.runs(); ++run)
      if (const auto& cell = shown.comparison.at(run, weight);
          cell && cell->problem.empty() && !std::isnan(study::value_of(metric, *cell)))
        cells.emplace_back(run, weight);
  const auto bits = [&](const std::pair<int, int>& cell) {
    return shown.comparison.at(cell.first, cell.second)->bits_per_weight;
  };
  // The line of the selected weight runs from few bits to many.
  std::ranges::stable_sort(cells, {}, bits);
  for (const auto& cell : cells) {
    widgets::ScatterPoint point;
    point.x = bits(cell);
    point.y = study::value_of(metric, *shown.comparison.at(cell.first, cell.second));
    point.style = shown.styles[static_cast<std::size_t>(cell.first)];
    if (cell.second == shown.selected) {
      point.group = 0;
      point.label = shown.labels[static_cast<std::size_t>(cell.second)];
    }
    point.details = shown.details(cell.first, cell.second);
    data.points.push_back(std::move(point));
  }
  return data;
}

}  // namespace quantscope::gui
