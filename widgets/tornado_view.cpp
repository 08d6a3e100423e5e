#include "widgets/tornado_view.h"

#include <qcustomplot.h>

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/axis_tickers.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/painted_layer.h"
#include "widgets/run_style.h"

namespace quantscope::widgets {
namespace {

constexpr double thickest_tornado_bar = 13, tornado_text_gap = 4;  // pixels
constexpr double edge_of_tornado = 0.6;  // free room above the first and below the last row, in rows

double reach_of(const TornadoBar& bar) {
  const auto size = [](double change) { return std::isnan(change) ? 0 : std::abs(change); };
  return std::max(size(bar.when_lower), size(bar.when_higher));
}

QString percent_text(double change) {
  return (change > 0 ? QStringLiteral("+") : QString()) + format_three(change * 100, false) +
         QStringLiteral(" %");
}

}  // namespace

TornadoView::TornadoView(QWidget* parent)
    : QWidget(parent), frame_(new ChartFrame), theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  frame_->setExportName("sensitivity");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  rows_ = RowTicker::on(plot->yAxis);
  set_axis_scale(plot->xAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_marks([this] { go_home(); });
  hand->set_home_follows_width();
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const int index = row_at(pixel);
    if (index < 0) return;
    setSelectedParameter(index);
    emit parameterChosen(index);
  });
  connect(hand, &ChartInteraction::stepped, this, [this](int direction) {
    if (order_.empty()) return;
    const auto count = static_cast<std::ptrdiff_t>(order_.size());
    const auto found = std::ranges::find(order_, selected_);
    const std::ptrdiff_t at = found == order_.end() ? (direction > 0 ? 0 : count - 1)
                                                    : (found - order_.begin() + direction + count) % count;
    setSelectedParameter(order_[static_cast<std::size_t>(at)]);
    const QCustomPlot* chart = frame_->plot();
    frame_->showReadoutAt(
        {chart->xAxis->coordToPixel(0) + 1, chart->yAxis->coordToPixel(static_cast<double>(at))});
  });
  connect(hand, &ChartInteraction::activated, this, [this] {
    if (selected_ >= 0) emit parameterChosen(selected_);
  });
  connect(frame_, &ChartFrame::recolour, this, &TornadoView::apply_colours);
  apply_colours(current_theme());
}

void TornadoView::setData(TornadoData data) {
  const bool same_view =
      data.view_key == data_.view_key && data.bars.size() == data_.bars.size() && !data_.bars.empty();
  data_ = std::move(data);
  if (!same_view) selected_ = -1;
  rebuild();
  frame_->showData(same_view, data_.preview, 0);
}

void TornadoView::setSelectedParameter(int index) {
  selected_ = index >= 0 && index < static_cast<int>(data_.bars.size()) ? index : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void TornadoView::rebuild() {
  order_.resize(data_.bars.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::ranges::stable_sort(order_, std::greater<>(), [this](int index) {
    return reach_of(data_.bars[static_cast<std::size_t>(index)]);
  });
  QStringList names, values;
  for (const int index : order_) {
    const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
    names << bar.name;
    values << format_si(bar.value, bar.unit);
  }
  rows_->set_rows(std::move(names), std::move(values));
  const QString name = data_.figure_name.isEmpty() ? tr("the figure") : data_.figure_name;
  frame_->plot()->xAxis->setLabel(tr("change of %1 (%)").arg(name));
  apply_colours(current_theme());
}

void TornadoView::go_home() {
  QCustomPlot* plot = frame_->plot();
  plot->yAxis->setRange(-edge_of_tornado,
                        std::max<double>(static_cast<double>(order_.size()), 1) - 1 + edge_of_tornado);
  double low = 0, high = 0;
  for (const TornadoBar& bar : data_.bars)
    for (const double change : {bar.when_lower, bar.when_higher})
      if (std::isfinite(change)) {
        low = std::min(low, change * 100);
        high = std::max(high, change * 100);
      }
  if (!(high > low)) low = -1, high = 1;
  // Room for the texts at the ends.
  const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
  const double chart = std::max(60, plot->axisRect()->width());
  const double text = metrics.horizontalAdvance(QStringLiteral("▽ +88.88 %")) + 2 * tornado_text_gap;
  const double sides = (low < 0 ? 1 : 0) + (high > 0 ? 1 : 0);
  const double room = (high - low) * text / std::max(chart - sides * text, chart / 4);
  plot->xAxis->setRange(low < 0 ? low - room : -room / 6, high > 0 ? high + room : room / 6);
}

/// Two bars of a row above each other where their texts have room; else on one line.
bool TornadoView::split_rows() const {
  const QCPAxis* axis = frame_->plot()->yAxis;
  const double spacing = std::abs(axis->coordToPixel(1) - axis->coordToPixel(0));
  return spacing >= 2.2 * QFontMetricsF(axis->tickLabelFont()).height();
}

QRectF TornadoView::barRect(int index, bool higher) const {
  const auto at = std::ranges::find(order_, index);
  if (at == order_.end()) return {};
  const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
  const double change = higher ? bar.when_higher : bar.when_lower;
  if (std::isnan(change)) return {};
  const QCustomPlot* plot = frame_->plot();
  const QRect chart = plot->axisRect()->rect();
  const double zero = std::clamp(plot->xAxis->coordToPixel(0), -1e5, 1e5);
  double end = std::isinf(change) ? (change > 0 ? chart.right() + 4.0 : chart.left() - 4.0)
                                  : std::clamp(plot->xAxis->coordToPixel(change * 100), -1e5, 1e5);
  if (end == zero) end += 1;
  const auto row = static_cast<double>(at - order_.begin());
  const double middle = plot->yAxis->coordToPixel(row);
  const double spacing = std::abs(plot->yAxis->coordToPixel(1) - plot->yAxis->coordToPixel(0));
  const double height = std::min(thickest_tornado_bar, spacing * (split_rows() ? 0.4 : 0.7));
  const double top = split_rows() ? (higher ? middle - height - 0.5 : middle + 0.5) : middle - height / 2;
  return QRectF(QPointF(std::min(zero, end), top), QSizeF(std::abs(end - zero), height));
}

int TornadoView::row_at(QPointF pixel) const {
  const double at = frame_->plot()->yAxis->pixelToCoord(pixel.y());
  if (!(at > -0.5 && at < static_cast<double>(order_.size()) - 0.5)) return -1;
  return order_[static_cast<std::size_t>(std::lround(at))];
}

/// Neutral where it is open what is better.
QColor TornadoView::colour_of(double change) const {
  if (data_.direction == MetricDirection::neither || !(change != 0)) return theme_->original;
  return (change < 0) == (data_.direction == MetricDirection::lower_is_better) ? theme_->better
                                                                               : theme_->worse;
}

void TornadoView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  const auto said = [](const QString& text, const QString& otherwise) {
    return text.isEmpty() ? otherwise : text;
  };
  QStringList legend;
  if (data_.direction != MetricDirection::neither)
    legend << legend_entry_html(QStringLiteral("■"), theme.better, tr("better"), theme)
           << legend_entry_html(QStringLiteral("■"), theme.worse, tr("worse"), theme);
  legend << legend_entry_html(QStringLiteral("▲"), theme.axis_text,
                              said(data_.higher_label, tr("parameter raised")), theme)
         << legend_entry_html(QStringLiteral("▽"), theme.axis_text,
                              said(data_.lower_label, tr("parameter lowered")), theme);
  frame_->setLegend(legend_html(legend));
}

void TornadoView::draw(QCPPainter& painter) const {
  QCustomPlot* plot = frame_->plot();
  const QRect chart = plot->axisRect()->rect();
  painter.setAntialiasing(false);
  painter.setFont(plot->xAxis->tickLabelFont());
  if (const auto at = std::ranges::find(order_, selected_); at != order_.end()) {
    const auto row = static_cast<double>(at - order_.begin());
    const double top = plot->yAxis->coordToPixel(row - 0.5), bottom = plot->yAxis->coordToPixel(row + 0.5);
    QColor band = theme_->palette.color(QPalette::Highlight);
    band.setAlpha(theme_->dark ? 70 : 45);
    painter.fillRect(QRectF(chart.left(), top, chart.width(), bottom - top), band);
  }
  for (const int index : order_) {
    const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
    // The longer one first, so that both are seen where they lie upon each other.
    const bool higher_first = std::abs(bar.when_higher) > std::abs(bar.when_lower);
    draw_bar(painter, index, higher_first);
    draw_bar(painter, index, !higher_first);
  }
  const double zero = plot->xAxis->coordToPixel(0);
  if (zero < chart.left() || zero > chart.right()) return;
  painter.setPen(QPen(theme_->axis, 1));
  painter.drawLine(QLineF(zero, chart.top(), zero, chart.bottom()));
}

/// Raised filled, lowered outlined over a pale ground; with the change at the end.
void TornadoView::draw_bar(QCPPainter& painter, int index, bool higher) const {
  const QRectF rect = barRect(index, higher);
  const QRectF chart = frame_->plot()->axisRect()->rect();
  if (rect.isEmpty() || rect.bottom() < chart.top() || rect.top() > chart.bottom()) return;
  const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
  const double change = higher ? bar.when_higher : bar.when_lower;
  const QColor colour = colour_of(change);
  QColor pale = colour;
  pale.setAlpha(70);
  painter.setAntialiasing(false);
  if (!higher) painter.fillRect(rect, theme_->chart_background);
  painter.fillRect(
      rect, higher ? (data_.preview ? QBrush(colour, Qt::BDiagPattern) : QBrush(colour)) : QBrush(pale));
  painter.setPen(QPen(colour, 1));
  painter.setBrush(Qt::NoBrush);
  if (rect.width() >= 2) painter.drawRect(rect.adjusted(0, 0, -1, -1));

  const QFontMetricsF metrics(painter.font());
  const double other = higher ? bar.when_lower : bar.when_higher;
  const bool covered = !split_rows() && (change < 0) == (other < 0) &&
                       (std::abs(other) > std::abs(change) || (other == change && higher));
  const QCPAxis* axis = frame_->plot()->yAxis;
  const double spacing = std::abs(axis->coordToPixel(1) - axis->coordToPixel(0));
  if (covered || spacing < metrics.height() * 0.95) return;
  const QString text = (higher ? QStringLiteral("▲ ") : QStringLiteral("▽ ")) +
                       (std::isinf(change) ? format_three(change) : percent_text(change));
  const QSizeF size(metrics.horizontalAdvance(text) + 2, metrics.height());
  const bool left = change < 0;
  QRectF place(QPointF(left ? rect.left() - tornado_text_gap - size.width() : rect.right() + tornado_text_gap,
                       rect.center().y() - size.height() / 2),
               size);
  if (!std::isinf(change) && (rect.right() < chart.left() || rect.left() > chart.right())) return;
  // Over the bar's end where the chart ends.
  if (place.left() < chart.left()) place.moveLeft(chart.left() + 2);
  if (place.right() > chart.right()) place.moveRight(chart.right() - 2);
  QColor ground = theme_->chart_background;
  ground.setAlpha(200);
  if (place.intersects(rect)) painter.fillRect(place, ground);
  painter.setPen(theme_->axis_text);
  painter.drawText(place, Qt::AlignCenter, text);
}

QString TornadoView::readout(QPointF pixel) const {
  const int index = row_at(pixel);
  if (index < 0) return {};
  const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
  QStringList lines = {tr("%1: %2").arg(bar.name, format_si(bar.value, bar.unit))};
  const QString name = data_.figure_name.isEmpty() ? tr("the figure") : data_.figure_name;
  const auto add = [&](const QString& done, const QString& otherwise, double change) {
    if (std::isnan(change)) return;
    lines << tr("%1: %2 %3").arg(done.isEmpty() ? otherwise : done, name, percent_text(change));
  };
  add(data_.higher_label, tr("raised"), bar.when_higher);
  add(data_.lower_label, tr("lowered"), bar.when_lower);
  if (!bar.details.isEmpty()) lines << bar.details;
  return lines.join('\n');
}

ChartTable TornadoView::table() const {
  std::vector<QString> names, units;
  std::vector<double> values, lower, higher;
  for (const int index : order_) {
    const TornadoBar& bar = data_.bars[static_cast<std::size_t>(index)];
    names.push_back(bar.name);
    values.push_back(bar.value);
    units.push_back(bar.unit);
    lower.push_back(bar.when_lower);
    higher.push_back(bar.when_higher);
  }
  ChartTable made;
  made.columns = {{"parameter", std::move(names)},
                  {"value", std::move(values)},
                  {"unit", std::move(units)},
                  {"change_when_lower", std::move(lower)},
                  {"change_when_higher", std::move(higher)}};
  return made;
}

}  // namespace quantscope::widgets
