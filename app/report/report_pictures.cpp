#include "app/report/report_pictures.h"

#include <qcustomplot.h>

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/report/ranked_bars.h"
#include "widgets/bar_chart_view.h"
#include "widgets/channel_profile_view.h"
#include "widgets/layer_chart_view.h"
#include "widgets/scatter_view.h"

namespace quantscope::report {
namespace {

constexpr int picture_width = 1080;
constexpr double outlier_factor = 6;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text) {
  return QCoreApplication::translate("report", text);
}

/// "model.layers.3.mlp.down_proj.weight" as "3 down_proj".
QString short_name(const storage::TensorInfo& info) {
  const QString kind = QString::fromStdString(info.kind);
  return info.block < 0 ? kind : QStringLiteral("%1 %2").arg(info.block).arg(kind);
}

template <typename View>
DrawnChart chart_of(std::unique_ptr<View> view, int height) {
  widgets::ChartFrame* frame = view->frame();
  return {std::move(view), frame, QSize(picture_width, height)};
}

}  // namespace

DrawnChart outlier_chart(const study::ReportFacts& facts) {
  std::vector<std::size_t> rows = study::rows_by_outlier_ratio(facts.statistics);
  if (rows.size() > study::most_tensor_bars) rows.resize(study::most_tensor_bars);
  RankedBars bars;
  bars.limit = outlier_factor;
  bars.limit_label = tr("6 × median");
  bars.value_name = tr("largest channel maximum / median channel maximum");
  for (const std::size_t row : rows) {
    const double ratio = study::number_at(facts.statistics, row, "outlier_ratio");
    if (!std::isfinite(ratio)) continue;
    bars.names.push_back(QString::fromStdString(study::text_at(facts.statistics, row, "name")));
    bars.values.push_back(ratio);
  }
  const int height = 90 + 20 * static_cast<int>(std::max<std::size_t>(bars.values.size(), 4));
  auto frame = ranked_bars(bars);
  widgets::ChartFrame* chart = frame.get();
  return {std::move(frame), chart, QSize(picture_width, height)};
}

DrawnChart block_chart(const study::ReportFacts& facts) {
  const auto ratio_of = [&](std::size_t tensor) {
    return study::number_at(facts.statistics, tensor, "outlier_ratio");
  };
  const auto is_input = [](const storage::TensorInfo& info) {
    return info.role == storage::TensorRole::activation || info.role == storage::TensorRole::channel_absmax;
  };
  const auto& tensors = facts.file->tensors();
  const auto counts = [&](std::size_t i) {
    return tensors[i].block >= 0 && std::isfinite(ratio_of(i)) &&
           study::number_at(facts.statistics, i, "channels") > 1 &&
           (is_input(tensors[i]) || tensors[i].shape.size() >= 2);
  };
  bool inputs = false;
  for (std::size_t i = 0; i < tensors.size(); ++i) inputs = inputs || (counts(i) && is_input(tensors[i]));
  widgets::LayerChartData data;
  data.value_name = inputs ? tr("outlier ratio of the input") : tr("outlier ratio of the weights");
  data.limit = outlier_factor;
  data.limit_label = tr("6 × median");
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const storage::TensorInfo& info = tensors[i];
    if (!counts(i) || is_input(info) != inputs) continue;
    const QString kind = QString::fromStdString(info.kind);
    auto line = std::ranges::find(data.lines, kind, &widgets::LayerLine::name);
    if (line == data.lines.end()) {
      data.lines.push_back({kind, static_cast<int>(data.lines.size()), std::nullopt, {}});
      line = data.lines.end() - 1;
    }
    data.blocks = std::max(data.blocks, info.block + 1);
    line->values.resize(std::max(line->values.size(), static_cast<std::size_t>(info.block) + 1), unknown);
    double& value = line->values[static_cast<std::size_t>(info.block)];
    value = std::isnan(value) ? ratio_of(i) : std::max(value, ratio_of(i));
  }
  auto view = std::make_unique<widgets::LayerChartView>();
  view->setData(std::move(data));
  view->setValueLogarithmic(true);
  return chart_of(std::move(view), 420);
}

DrawnChart input_chart(const study::ReportFacts& facts, const study::InputProfile& input) {
  const storage::TensorInfo& info = facts.file->tensors()[static_cast<std::size_t>(input.tensor)];
  widgets::ChannelProfileData data;
  data.absmax.assign(input.absmax.begin(), input.absmax.end());
  data.median = input.outlier.channel_absmax_median;
  data.factor = outlier_factor;
  data.value_name = tr("absmax of the input of %1").arg(short_name(info));
  auto view = std::make_unique<widgets::ChannelProfileView>();
  view->setData(std::move(data));
  view->setLimit(widgets::ChannelProfileView::Limit::factor);
  return chart_of(std::move(view), 360);
}

DrawnChart run_chart(const study::ReportFacts& facts) {
  const study::Comparison& comparison = facts.comparison;
  const bool output = study::report_metric(comparison).id == "output_sqnr_db";
  widgets::ScatterData data;
  data.x_name = tr("bits per weight");
  data.y_name = output ? tr("SQNR of the outputs") : tr("SQNR of the weights");
  data.y_unit = QStringLiteral("dB");
  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r) {
    const study::RunSummary summary = study::run_summary(comparison, r);
    const double value = output ? summary.output_sqnr_db.value_or(unknown) : summary.sqnr_db;
    const QString name = QString::fromStdString(comparison.runs[static_cast<std::size_t>(r)].name);
    data.points.push_back({summary.bits_per_weight, value, {name, r}, name, {}, -1});
  }
  data.front = study::front_runs(comparison);
  auto view = std::make_unique<widgets::ScatterView>();
  view->setData(std::move(data));
  return chart_of(std::move(view), 420);
}

DrawnChart layer_chart(const study::ReportFacts& facts) {
  const study::Comparison& comparison = facts.comparison;
  const study::ComparisonMetric& metric = study::report_metric(comparison);
  const std::vector<int> layers = study::layers_in_picture(comparison, study::most_layer_bars);
  widgets::BarChartData data;
  data.group_word = tr("layer");
  data.value_name = QString::fromStdString(metric.label);
  data.unit = QString::fromStdString(metric.unit);
  data.direction = metric.higher_is_better ? widgets::MetricDirection::higher_is_better
                                           : widgets::MetricDirection::neither;
  for (const int layer : layers) {
    const auto place = static_cast<std::size_t>(layer);
    const storage::TensorInfo& info =
        facts.file->tensors()[static_cast<std::size_t>(comparison.weights[place])];
    data.groups.push_back({short_name(info), QString::fromStdString(info.name)});
  }
  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r) {
    widgets::BarSeries series;
    series.style = {QString::fromStdString(comparison.runs[static_cast<std::size_t>(r)].name), r};
    for (const int layer : layers) {
      const auto& cell = comparison.at(r, layer);
      const bool known = cell && cell->problem.empty();
      series.values.push_back(known ? study::value_of(metric, *cell) : unknown);
      series.problems.push_back(cell ? QString::fromStdString(cell->problem) : QString());
    }
    data.series.push_back(std::move(series));
  }
  const std::size_t groups = data.groups.size();
  auto view = std::make_unique<widgets::BarChartView>();
  view->setData(std::move(data));
  // All of them at once: paper cannot be scrolled.
  view->frame()->plot()->xAxis->setRange(-0.5, static_cast<double>(groups) - 0.5);
  return chart_of(std::move(view), 460);
}

}  // namespace quantscope::report
