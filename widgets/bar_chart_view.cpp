#include "widgets/bar_chart_view.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/flow_layout.h"
#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/painted_layer.h"

namespace quantscope::widgets {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double narrowest_bar = 4;     // pixels that a bar has at least in the first view
constexpr double scroll_units = 100;    // steps of the scroll bar in a group
constexpr double edge_of_groups = 0.5;  // free room beside the first and the last group, in groups

}  // namespace

BarChartView::BarChartView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      scale_box_(new QComboBox),
      quantity_box_(new QComboBox),
      scroll_(new QScrollBar(Qt::Horizontal)),
      theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(frame_, 1);
  layout->addWidget(scroll_);
  scroll_->setVisible(false);
  scroll_->setAccessibleName(tr("groups in sight"));

  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  options_ = row;
  scale_box_->addItems({tr("linear y"), tr("log y")});
  scale_box_->setObjectName("bars_scale");
  scale_box_->setAccessibleName(tr("y scale"));
  quantity_box_->addItems({tr("values"), tr("differences from the baseline")});
  quantity_box_->setObjectName("bars_quantity");
  quantity_box_->setAccessibleName(tr("values or differences"));
  quantity_box_->setEnabled(false);
  quantity_box_->setToolTip(tr("Differences need a baseline"));
  row->addWidget(scale_box_);
  row->addWidget(quantity_box_);
  frame_->setOptionsWidget(options);
  frame_->setExportName("bars");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  names_.reset(new NameTicker(plot->xAxis));
  plot->xAxis->setTicker(names_);
  plot->xAxis->grid()->setVisible(false);
  plot->xAxis->setSubTicks(false);
  set_axis_scale(plot->yAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_home([this] { go_home(); });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto bar = bar_at(pixel);
    if (!bar) return;
    selected_ = bar->first;
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
    emit barClicked(bar->first, bar->second);
  });
  const auto moved = [this] {
    first_view_ = false;
    show_scroll_bar();
  };
  connect(hand, &ChartInteraction::view_changed, this, moved);
  connect(frame_, &ChartFrame::viewReset, this, moved);
  connect(scroll_, &QScrollBar::valueChanged, this, [this](int value) {
    first_view_ = false;
    QCPAxis* axis = frame_->plot()->xAxis;
    const double lower = value / scroll_units - edge_of_groups;
    frame_->interaction()->show_range(axis, lower, lower + axis->range().size());
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  });
  const auto redraw_home = [this] {
    rebuild();
    frame_->interaction()->refresh_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  };
  connect(scale_box_, &QComboBox::currentIndexChanged, this, redraw_home);
  connect(quantity_box_, &QComboBox::currentIndexChanged, this, [this, redraw_home] {
    redraw_home();
    emit differencesToggled(showsDifferences());
  });
  connect(frame_, &ChartFrame::recolour, this, &BarChartView::apply_colours);
  apply_colours(current_theme());
}

void BarChartView::addOption(QWidget* option) {
  options_->addFirst(option);
}

void BarChartView::setData(BarChartData data) {
  const bool same_view =
      data.view_key == data_.view_key && data.groups.size() == data_.groups.size() && !data_.groups.empty();
  const bool same_bars = same_view && data.series.size() == data_.series.size();
  data_ = std::move(data);
  if (!same_view) selected_ = -1;
  quantity_box_->setEnabled(has_baseline());
  quantity_box_->setToolTip(has_baseline()
                                ? tr("Bars show values, or differences from %1").arg(baseline_name())
                                : tr("Differences need a baseline"));
  rebuild();
  frame_->setPreview(data_.preview, data_.sample);
  if (same_view)
    frame_->interaction()->refresh_home();
  else
    frame_->interaction()->go_home();
  first_view_ = first_view_ || !same_view;
  if (first_view_ && !same_bars) show_first_groups();
  show_scroll_bar();
  frame_->tableChanged();
  frame_->replotNow();
}

bool BarChartView::valueLogarithmic() const {
  return scale_box_->currentIndex() == 1;
}
void BarChartView::setValueLogarithmic(bool on) {
  scale_box_->setCurrentIndex(on ? 1 : 0);
}
bool BarChartView::showsDifferences() const {
  return wantsDifferences() && has_baseline();
}
bool BarChartView::wantsDifferences() const {
  return quantity_box_->currentIndex() == 1;
}

void BarChartView::setShowsDifferences(bool on) {
  quantity_box_->setCurrentIndex(on ? 1 : 0);
}

void BarChartView::setSelectedGroup(int group) {
  selected_ = group >= 0 && group < static_cast<int>(data_.groups.size()) ? group : -1;
  if (selected_ >= 0) scroll_to(selected_);
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

double BarChartView::value(int group, int series) const {
  const std::vector<double>& values = data_.series[static_cast<std::size_t>(series)].values;
  return group >= 0 && static_cast<std::size_t>(group) < values.size()
             ? values[static_cast<std::size_t>(group)]
             : nothing;
}

double BarChartView::baseline(int group, int series) const {
  if (!has_baseline()) return nothing;
  return data_.baseline_series ? value(group, *data_.baseline_series) : value(*data_.baseline_group, series);
}

bool BarChartView::has_baseline() const {
  if (data_.baseline_series)
    return *data_.baseline_series >= 0 && *data_.baseline_series < static_cast<int>(data_.series.size());
  return data_.baseline_group && *data_.baseline_group >= 0 &&
         *data_.baseline_group < static_cast<int>(data_.groups.size());
}

bool BarChartView::is_baseline(int group, int series) const {
  return has_baseline() &&
         (data_.baseline_series ? *data_.baseline_series == series : *data_.baseline_group == group);
}

QString BarChartView::baseline_name() const {
  if (!has_baseline()) return {};
  return data_.baseline_series ? data_.series[static_cast<std::size_t>(*data_.baseline_series)].style.name
                               : data_.groups[static_cast<std::size_t>(*data_.baseline_group)].label;
}

QString BarChartView::problem(int group, int series) const {
  const std::vector<QString>& problems = data_.series[static_cast<std::size_t>(series)].problems;
  return static_cast<std::size_t>(group) < problems.size() ? problems[static_cast<std::size_t>(group)]
                                                           : QString();
}

double BarChartView::shownValue(int group, int series) const {
  const double plain = value(group, series);
  return showsDifferences() ? plain - baseline(group, series) : plain;
}

/// Bars of a group. The baseline has none among its own differences.
int BarChartView::slot_count() const {
  const auto count = static_cast<int>(data_.series.size());
  return showsDifferences() && data_.baseline_series ? count - 1 : count;
}

int BarChartView::slot_of(int series) const {
  if (!showsDifferences() || !data_.baseline_series || series < *data_.baseline_series) return series;
  return series == *data_.baseline_series ? -1 : series - 1;
}

double BarChartView::pixel_of(double value) const {
  const QRect chart = frame_->plot()->axisRect()->rect();
  if (scale_.kind == AxisScale::logarithmic && !(value > 0)) return chart.bottom() + 1;
  if (std::isinf(value)) return value > 0 ? chart.top() : chart.bottom() + 1;
  const double pixel = frame_->plot()->yAxis->coordToPixel(scale_.to_axis(value));
  return std::clamp<double>(pixel, chart.top() - 4, chart.bottom() + 4);
}

QRectF BarChartView::barRect(int group, int series) const {
  const int slot = slot_of(series);
  if (slot < 0) return {};
  const QCPAxis* axis = frame_->plot()->xAxis;
  const double start = group - 0.4 + 0.8 * slot / slot_count();
  const double left = axis->coordToPixel(start), right = axis->coordToPixel(start + 0.8 / slot_count());
  const double gap = right - left >= 8 ? 1 : 0;
  const double floor = pixel_of(0);
  const double shown = shownValue(group, series);
  const double tip = std::isnan(shown) ? floor : pixel_of(shown);
  return QRectF(QPointF(left, std::min(tip, floor)), QPointF(right - gap, std::max(tip, floor)));
}

void BarChartView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  QStringList names;
  for (const BarGroup& group : data_.groups) names << group.label;
  names_->set_names(names);

  const bool differences = showsDifferences();
  double largest = 0, smallest = std::numeric_limits<double>::infinity();
  bool any_positive = false;
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
    for (int group = 0; group < static_cast<int>(data_.groups.size()); ++group) {
      const double shown = shownValue(group, series);
      if (!std::isfinite(shown) || shown == 0) continue;
      any_positive = any_positive || shown > 0;
      largest = std::max(largest, std::abs(shown));
      smallest = std::min(smallest, std::abs(shown));
    }
  }
  largest_difference_ = differences ? largest : 0;
  AxisScale scale;
  if (valueLogarithmic() && differences && largest > 0)
    scale = {AxisScale::symmetric_logarithmic, std::max(smallest, largest * 1e-4)};
  else if (valueLogarithmic() && !differences && any_positive)
    scale = {AxisScale::logarithmic, 1};
  if (scale.kind != scale_.kind || scale.linear_width != scale_.linear_width) {
    scale_ = scale;
    set_axis_scale(plot->yAxis, scale_);
  }
  const QString unit = data_.unit.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(data_.unit);
  const QString name = data_.value_name.isEmpty() ? tr("value") : data_.value_name;
  plot->yAxis->setLabel((differences ? tr("%1 − %2").arg(name, baseline_name()) : name) + unit);
  plot->xAxis->setLabel(data_.group_word);
  apply_colours(current_theme());
}

void BarChartView::go_home() {
  QCustomPlot* plot = frame_->plot();
  const auto groups = static_cast<int>(data_.groups.size());
  plot->xAxis->setRange(-edge_of_groups, std::max(groups, 1) - 1 + edge_of_groups);
  double low = 0, high = 0, least = std::numeric_limits<double>::infinity();
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
    for (int group = 0; group < groups; ++group) {
      const double shown = shownValue(group, series);
      if (!std::isfinite(shown)) continue;
      const double around = shownError(group, series);
      low = std::min(low, shown < 0 ? shown - around : shown);
      high = std::max(high, shown > 0 ? shown + around : shown);
      if (shown > 0) least = std::min(least, shown);
    }
  }
  if (scale_.kind == AxisScale::logarithmic) {
    plot->yAxis->setRange(least / 2, high * std::pow(high / least, 0.08) * 1.4);
    return;
  }
  if (!(high > low)) high = 1;
  const double bottom = scale_.to_axis(low), top = scale_.to_axis(high), margin = (top - bottom) * 0.12;
  plot->yAxis->setRange(low < 0 ? bottom - margin : bottom, high > 0 ? top + margin : top);
}

/// As many groups as have bars of a readable width.
void BarChartView::show_first_groups() {
  if (data_.groups.empty()) return;
  const QCustomPlot* plot = frame_->plot();
  const QMargins margins = plot->axisRect()->margins();
  const double width = std::max(1, plot->width() - margins.left() - margins.right());
  const double readable =
      std::max(1.0, std::floor(width * 0.8 / (std::max(1, slot_count()) * narrowest_bar)));
  const double shown = std::min(readable, static_cast<double>(data_.groups.size()));
  frame_->interaction()->show_range(plot->xAxis, -edge_of_groups, shown - edge_of_groups);
}

void BarChartView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!first_view_) return;
  show_first_groups();
  show_scroll_bar();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void BarChartView::show_scroll_bar() {
  const QCPRange range = frame_->plot()->xAxis->range();
  const auto groups = static_cast<double>(data_.groups.size());
  const QSignalBlocker quiet(scroll_);
  const double hidden = groups - range.size();
  scroll_->setVisible(hidden > 0.01);
  scroll_->setRange(0, std::max(0, static_cast<int>(hidden * scroll_units)));
  scroll_->setPageStep(std::max(1, static_cast<int>(range.size() * scroll_units)));
  scroll_->setSingleStep(static_cast<int>(scroll_units));
  scroll_->setValue(static_cast<int>(std::lround((range.lower + edge_of_groups) * scroll_units)));
}

void BarChartView::scroll_to(int group) {
  QCPAxis* axis = frame_->plot()->xAxis;
  const QCPRange range = axis->range();
  if (group - 0.4 >= range.lower && group + 0.4 <= range.upper) return;
  const double lower = group - range.size() / 2;
  frame_->interaction()->show_range(axis, lower, lower + range.size());
  show_scroll_bar();
}

std::optional<std::pair<int, int>> BarChartView::bar_at(QPointF pixel) const {
  if (slot_count() <= 0) return std::nullopt;
  const double x = frame_->plot()->xAxis->pixelToCoord(pixel.x());
  const auto group = static_cast<int>(std::lround(x));
  if (group < 0 || group >= static_cast<int>(data_.groups.size())) return std::nullopt;
  const int slot =
      std::clamp(static_cast<int>(std::floor((x - group + 0.4) / 0.8 * slot_count())), 0, slot_count() - 1);
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series)
    if (slot_of(series) == slot) return std::pair{group, series};
  return std::nullopt;
}

}  // namespace quantscope::widgets
