#include "app/gui/search_curve_view.h"

#include <qcustomplot.h>

#include <QVBoxLayout>
#include <algorithm>

#include "widgets/axis_tickers.h"
#include "widgets/chart_interaction.h"
#include "widgets/number_text.h"

namespace quantscope::gui {

SearchCurveView::SearchCurveView(QWidget* parent) : QWidget(parent), frame_(new widgets::ChartFrame(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  setMinimumHeight(220);
  QCustomPlot* plot = frame_->plot();
  graph_ = plot->addGraph();
  chosen_ = plot->addGraph();
  chosen_->setLineStyle(QCPGraph::lsNone);
  frame_->setTitle(tr("Search"));
  frame_->setExportName(QStringLiteral("theta-search"));
  frame_->setTableSource([this] {
    widgets::ChartTable table;
    table.columns.push_back({QString::fromStdString(curve_.x_name), curve_.x});
    table.columns.push_back({QStringLiteral("output_mse"), curve_.y});
    return table;
  });
  frame_->interaction()->set_home([this] {
    frame_->plot()->rescaleAxes();
    QCPAxis* axis = frame_->plot()->yAxis;
    axis->scaleRange(1.15, axis->range().center());
  });
  connect(frame_, &widgets::ChartFrame::recolour, this, &SearchCurveView::apply_colours);
  apply_colours(widgets::current_theme());
}

void SearchCurveView::set_curve(const methods::SearchCurve& curve) {
  curve_ = curve;
  QCustomPlot* plot = frame_->plot();
  const auto list = [](const std::vector<double>& values) {
    return QVector<double>(values.begin(), values.end());
  };
  graph_->setData(list(curve.x), list(curve.y));
  const auto at = std::ranges::find(curve.x, curve.chosen_x);
  chosen_->data()->clear();
  double error = 0;
  if (at != curve.x.end()) {
    error = curve.y[static_cast<std::size_t>(at - curve.x.begin())];
    chosen_->addData(curve.chosen_x, error);
  }
  widgets::set_axis_scale(plot->xAxis, {});
  const bool wide = !curve.y.empty() && *std::ranges::min_element(curve.y) > 0 &&
                    *std::ranges::max_element(curve.y) > 30 * *std::ranges::min_element(curve.y);
  widgets::set_axis_scale(plot->yAxis,
                          {wide ? widgets::AxisScale::logarithmic : widgets::AxisScale::linear, 1});
  plot->xAxis->setLabel(curve.x_name == "theta" ? QStringLiteral("θ") : QString::fromStdString(curve.x_name));
  plot->yAxis->setLabel(tr("output MSE"));
  frame_->setSentence(
      tr("Least error of the output, %1, at θ = %2; %3 values tried.")
          .arg(widgets::format_three(error, false), widgets::format_three(curve.chosen_x, false))
          .arg(curve.x.size()));
  frame_->tableChanged();
  frame_->resetView();
}

void SearchCurveView::apply_colours(const widgets::Theme& theme) {
  graph_->setPen(QPen(theme.now, 1.6));
  chosen_->setScatterStyle(
      QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(theme.theta, 2), QBrush(theme.theta), 9));
}

}  // namespace quantscope::gui
