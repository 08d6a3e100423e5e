#include "app/gui/report_charts.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "widgets/axis_tickers.h"

namespace quantscope::gui {
namespace {

constexpr int most_labels = 24;

QSharedPointer<QCPAxisTickerText> names_as_ticks(const std::vector<QString>& names, bool downwards) {
  auto ticker = QSharedPointer<QCPAxisTickerText>::create();
  const std::size_t every = downwards ? 1 : (names.size() + most_labels - 1) / most_labels;
  for (std::size_t i = 0; i < names.size(); i += std::max<std::size_t>(every, 1))
    ticker->addTick(downwards ? static_cast<double>(names.size() - 1 - i) : static_cast<double>(i), names[i]);
  return ticker;
}

}  // namespace

void draw_ranked_bars(widgets::ChartFrame& frame, const RankedBars& bars) {
  QCustomPlot* plot = frame.plot();
  const widgets::Theme& theme = widgets::light_theme();
  auto* usual = new QCPBars(plot->yAxis, plot->xAxis);
  auto* high = new QCPBars(plot->yAxis, plot->xAxis);
  double largest = 0, smallest = std::numeric_limits<double>::infinity();
  for (const double value : bars.values) {
    if (!std::isfinite(value)) continue;
    largest = std::max(largest, value);
    if (value > 0) smallest = std::min(smallest, value);
  }
  const double low = bars.logarithmic && std::isfinite(smallest)
                         ? std::pow(10.0, std::floor(std::log10(smallest) - 1e-9))
                         : 0;
  for (std::size_t i = 0; i < bars.values.size(); ++i)
    if (std::isfinite(bars.values[i]))  // QCPBars counts values from the base
      (bars.values[i] > bars.limit ? high : usual)
          ->addData(static_cast<double>(bars.values.size() - 1 - i), bars.values[i] - low);
  for (auto [series, colour, style] : {std::tuple(usual, theme.original, Qt::SolidPattern),
                                       std::tuple(high, theme.outlier, Qt::SolidPattern)}) {
    series->setPen(Qt::NoPen);
    series->setBrush(QBrush(colour, style));
    series->setWidth(0.7);
  }
  widgets::set_axis_scale(
      plot->xAxis, {bars.logarithmic ? widgets::AxisScale::logarithmic : widgets::AxisScale::linear, 1});
  plot->xAxis->setLabel(bars.value_name);
  usual->setBaseValue(low);
  high->setBaseValue(low);
  plot->xAxis->setRange(low, largest > 0 ? largest * 1.15 : 1);
  plot->yAxis->setTicker(names_as_ticks(bars.names, true));
  plot->yAxis->setSubTicks(false);
  plot->yAxis->grid()->setVisible(false);
  plot->yAxis->setRange(-0.7, static_cast<double>(bars.values.size()) - 0.3);
}

void draw_layer_lines(widgets::ChartFrame& frame, const LayerLines& lines) {
  QCustomPlot* plot = frame.plot();
  const widgets::Theme& theme = widgets::light_theme();
  static constexpr std::array<QCPScatterStyle::ScatterShape, 5> shapes = {
      QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
      QCPScatterStyle::ssDiamond, QCPScatterStyle::ssTriangleInverted};
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (std::size_t s = 0; s < lines.settings.size(); ++s) {
    QCPGraph* graph = plot->addGraph();
    const QColor colour = theme.pinned[s % theme.pinned.size()];
    graph->setName(lines.settings[s]);
    graph->setPen(QPen(colour, 1.5, s % 2 == 0 ? Qt::SolidLine : Qt::DashLine));
    graph->setScatterStyle(QCPScatterStyle(shapes[s % shapes.size()], colour, colour, 5));
    for (std::size_t i = 0; i < lines.values[s].size(); ++i) {
      const double value = lines.values[s][i];
      graph->addData(static_cast<double>(i), std::isfinite(value) ? value : std::nan(""));
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  plot->xAxis->setTicker(names_as_ticks(lines.layers, false));
  plot->xAxis->setTickLabelRotation(60);
  plot->xAxis->setSubTicks(false);
  plot->xAxis->setRange(-0.5, static_cast<double>(lines.layers.size()) - 0.5);
  widgets::set_axis_scale(plot->yAxis, {});
  plot->yAxis->setLabel(lines.value_name);
  if (high >= low) {
    const double margin = std::max(0.05 * (high - low), 1e-9);
    plot->yAxis->setRange(low - margin, high + margin);
  }
  plot->legend->setVisible(true);
  plot->legend->setBrush(theme.chart_background);
  plot->legend->setTextColor(theme.axis_text);
  plot->legend->setBorderPen(theme.grid);
  // Beside the chart, so that it hides no line.
  auto* beside = new QCPLayoutGrid;
  plot->plotLayout()->addElement(0, 1, beside);
  beside->addElement(0, 0, plot->legend);
  beside->addElement(1, 0, new QCPLayoutElement);
  beside->setRowStretchFactor(0, 0.01);
  plot->plotLayout()->setColumnStretchFactor(1, 0.01);
}

}  // namespace quantscope::gui
