#include "app/report/ranked_bars.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/axis_tickers.h"
#include "widgets/chart_marks.h"

namespace quantscope::report {

std::unique_ptr<widgets::ChartFrame> ranked_bars(const RankedBars& bars) {
  auto frame = std::make_unique<widgets::ChartFrame>();
  QCustomPlot* plot = frame->plot();
  auto* usual = new QCPBars(plot->yAxis, plot->xAxis);
  auto* high = new QCPBars(plot->yAxis, plot->xAxis);
  double largest = bars.limit, smallest = std::numeric_limits<double>::infinity();
  for (const double value : bars.values) {
    largest = std::max(largest, value);
    smallest = std::min(smallest, value);
  }
  const double low = std::isfinite(smallest) ? std::pow(10.0, std::floor(std::log10(smallest) - 1e-9)) : 1;
  auto names = QSharedPointer<QCPAxisTickerText>::create();
  for (std::size_t i = 0; i < bars.values.size(); ++i) {
    const auto place = static_cast<double>(bars.values.size() - 1 - i);
    names->addTick(place, bars.names[i]);
    // QCPBars counts values from the base.
    (bars.values[i] > bars.limit ? high : usual)->addData(place, bars.values[i] - low);
  }
  for (QCPBars* series : {usual, high}) {
    series->setPen(Qt::NoPen);
    series->setWidth(0.7);
    series->setBaseValue(low);
  }
  auto* marks = new widgets::ValueMarks(plot->xAxis);
  const auto recolour = [usual, high, marks, bars](const widgets::Theme& theme) {
    usual->setBrush(theme.original);
    high->setBrush(theme.outlier);
    marks->set_background(theme.chart_background);
    marks->set_marks({{bars.limit, bars.limit_label, theme.quantile, Qt::DashLine}});
  };
  QObject::connect(frame.get(), &widgets::ChartFrame::recolour, plot, recolour);
  recolour(widgets::current_theme());
  widgets::set_axis_scale(plot->xAxis, {widgets::AxisScale::logarithmic, 1});
  plot->xAxis->setLabel(bars.value_name);
  plot->xAxis->setRange(low, largest * 1.15);
  plot->yAxis->setTicker(names);
  plot->yAxis->setSubTicks(false);
  plot->yAxis->grid()->setVisible(false);
  plot->yAxis->setRange(-0.7, static_cast<double>(bars.values.size()) + 0.2);  // the limit's label on top
  return frame;
}

}  // namespace quantscope::report
