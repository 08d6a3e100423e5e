#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/bar_chart_view.h"
#include "widgets/chart_frame.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {

void BarChartView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  std::set<int> kinds;
  bool errors = false, unfinished = false;
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
    if (const BarSeries& layer = data_.series[static_cast<std::size_t>(series)]; layer.kind >= 0) {
      if (kinds.insert(layer.kind).second)
        legend << legend_entry_html(marker_character(kind_marker(layer.kind)), kind_colour(layer.kind, theme),
                                    layer.kind_name, theme);
      continue;
    }
    for (int group = 0; group < static_cast<int>(data_.groups.size()); ++group) {
      errors = errors || shownError(group, series) > 0;
      unfinished = unfinished || is_unfinished(group, series);
    }
    // Where each bar has its run's look, names stand below the bars.
    if (!data_.groups.empty() && data_.groups.front().style) continue;
    RunStyle style = data_.series[static_cast<std::size_t>(series)].style;
    if (data_.baseline_series == series) style.name = tr("%1 (baseline)").arg(style.name);
    legend << run_legend_html(style, theme);
  }
  if (showsDifferences() && data_.direction != MetricDirection::neither)
    legend << legend_entry_html(QStringLiteral("▮"), theme.better, tr("better"), theme)
           << legend_entry_html(QStringLiteral("▮"), theme.worse, tr("worse"), theme);
  if (errors)
    legend << legend_entry_html(QStringLiteral("I"), theme.axis_text, tr("± standard error"), theme);
  if (unfinished)
    legend << legend_entry_html(QStringLiteral("▨"), theme.axis_text, tr("not finished"), theme);
  frame_->setLegend(legend_html(legend));
}

const RunStyle& BarChartView::style_of(int group, int series) const {
  const auto& own = data_.groups[static_cast<std::size_t>(group)].style;
  return own ? *own : data_.series[static_cast<std::size_t>(series)].style;
}

QColor BarChartView::bar_colour(int group, int series) const {
  const BarSeries& bars = data_.series[static_cast<std::size_t>(series)];
  return bars.kind >= 0 ? kind_colour(bars.kind, *theme_) : run_colour(style_of(group, series), *theme_);
}

double BarChartView::shownError(int group, int series) const {
  const double known = showsDifferences() ? difference_error(group, series) : error(group, series);
  return std::isfinite(known) && known > 0 ? known : 0;
}

bool BarChartView::is_unfinished(int group, int series) const {
  const std::vector<bool>& marks = data_.series[static_cast<std::size_t>(series)].unfinished;
  return static_cast<std::size_t>(group) < marks.size() && marks[static_cast<std::size_t>(group)];
}

/// The larger the difference, the stronger the colour.
QColor BarChartView::difference_colour(double difference) const {
  if (data_.direction == MetricDirection::neither || difference == 0) return theme_->original;
  const bool good = (difference < 0) == (data_.direction == MetricDirection::lower_is_better);
  QColor colour = good ? theme_->better : theme_->worse;
  const double share =
      largest_difference_ > 0 ? std::min(1.0, std::abs(difference) / largest_difference_) : 1;
  colour.setAlphaF(static_cast<float>(0.25 + 0.7 * std::sqrt(share)));
  return colour;
}

void BarChartView::draw(QCPPainter& painter) const {
  QCustomPlot* plot = frame_->plot();
  const QRect chart = plot->axisRect()->rect();
  const QCPRange range = plot->xAxis->range();
  const int first = std::max(0, static_cast<int>(std::ceil(range.lower - 0.5)));
  const int last =
      std::min(static_cast<int>(data_.groups.size()) - 1, static_cast<int>(std::floor(range.upper + 0.5)));
  painter.setAntialiasing(false);
  painter.setFont(plot->xAxis->tickLabelFont());
  if (selected_ >= first && selected_ <= last) {
    const double left = plot->xAxis->coordToPixel(selected_ - 0.5),
                 right = plot->xAxis->coordToPixel(selected_ + 0.5);
    QColor band = theme_->palette.color(QPalette::Highlight);
    band.setAlpha(theme_->dark ? 70 : 45);
    painter.fillRect(QRectF(left, chart.top(), right - left, chart.height()), band);
    band.setAlpha(255);
    painter.setPen(QPen(band, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, chart.top(), right - left, chart.height() - 1));
  }
  for (int group = first; group <= last; ++group) {
    for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
      const QRectF rect = barRect(group, series);
      if (slot_of(series) < 0 || rect.right() < chart.left() || rect.left() > chart.right()) continue;
      if (std::isnan(shownValue(group, series)))
        draw_missing(painter, rect, !problem(group, series).isEmpty());
      else
        draw_bar(painter, group, series, rect);
    }
    if (!showsDifferences() && data_.baseline_series && has_baseline()) draw_baseline(painter, group);
  }
  const double zero = pixel_of(0);
  if (scale_.kind != AxisScale::logarithmic && zero < chart.bottom()) {
    painter.setAntialiasing(false);
    painter.setPen(QPen(theme_->axis, 1));
    painter.drawLine(QLineF(chart.left(), zero, chart.right(), zero));
  }
}

void BarChartView::draw_bar(QCPPainter& painter, int group, int series, const QRectF& rect) const {
  const RunStyle& style = style_of(group, series);
  const double shown = shownValue(group, series);
  const bool differences = showsDifferences();
  const QColor fill = differences ? difference_colour(shown) : bar_colour(group, series);
  const QRectF drawn(rect.left(), rect.top(), std::max(1.0, rect.width()), std::max(1.0, rect.height()));
  painter.setAntialiasing(false);
  const bool hatched = data_.preview || is_unfinished(group, series);
  painter.fillRect(drawn, hatched ? QBrush(fill, Qt::BDiagPattern) : QBrush(fill));
  if (drawn.width() >= 4) {
    QColor line = differences || data_.series[static_cast<std::size_t>(series)].kind >= 0
                      ? fill
                      : run_line_colour(style, *theme_);
    line.setAlphaF(1);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(drawn.adjusted(0, 0, -1, -1));
  }
  // At the foot, or across the zero line from a difference: whose bar this is.
  const QRect chart = frame_->plot()->axisRect()->rect();
  if (drawn.width() >= 9 && (differences || drawn.height() >= 14)) {
    const double size = std::min(9.0, drawn.width() - 3);
    const bool down = shown < 0 && scale_.kind != AxisScale::logarithmic;
    const double zero = std::clamp<double>(pixel_of(0), chart.top(), chart.bottom() + 1);
    painter.setAntialiasing(true);
    const double y =
        differences ? zero + (down ? -1 : 1) * (size * 0.5 + 3) : zero + (down ? 1 : -1) * (size * 0.5 + 3);
    const QPointF centre(drawn.center().x(), y);
    const int kind = data_.series[static_cast<std::size_t>(series)].kind;
    const bool inside = chart.contains(centre.toPoint());
    if (inside && kind >= 0) {
      painter.setPen(QPen(theme_->axis_text, 1));
      painter.setBrush(kind_colour(kind, *theme_));
      draw_marker(painter, kind_marker(kind), centre, size * 0.8);
    } else if (inside) {
      draw_run_marker(painter, style, *theme_, centre, size * 0.8);
    }
  }
  if (shownError(group, series) > 0) draw_error(painter, group, series, rect);
  draw_label(painter, group, series, rect, fill);
}

/// A line from value − error to value + error with a cap at either end.
void BarChartView::draw_error(QCPPainter& painter, int group, int series, const QRectF& rect) const {
  const double value = shownValue(group, series), around = shownError(group, series);
  if (!std::isfinite(value)) return;
  const double x = rect.center().x(), cap = std::clamp(rect.width() * 0.2, 1.5, 6.0);
  const double top = pixel_of(value + around), bottom = pixel_of(value - around);
  // Light around the line, so that it is seen on any bar.
  for (const QPen& pen : {QPen(theme_->chart_background, 3.5), QPen(theme_->axis_text, 1.5)}) {
    painter.setPen(pen);
    painter.drawLine(QLineF(x, top, x, bottom));
    for (const double end : {top, bottom}) painter.drawLine(QLineF(x - cap, end, x + cap, end));
  }
}

/// The figure at the bar's end where it fits, else the sign of a difference as an arrow.
void BarChartView::draw_label(QCPPainter& painter, int group, int series, const QRectF& rect,
                              const QColor& colour) const {
  const QRect chart = frame_->plot()->axisRect()->rect();
  const QFontMetrics metrics(painter.font());
  const double value = shownValue(group, series), around = shownError(group, series);
  const bool down = value < 0 && scale_.kind != AxisScale::logarithmic;
  double tip = down ? rect.bottom() : rect.top();
  if (around > 0) tip = pixel_of(down ? value - around : value + around) + (down ? 2 : -2);
  QString text = format_three(value);
  if (showsDifferences() && value != 0)
    text = (value > 0 ? QStringLiteral("▲ +") : QStringLiteral("▼ ")) + text;
  if (around > 0)
    if (const QString both = QStringLiteral("%1 ± %2").arg(text, format_three(around));
        metrics.horizontalAdvance(both) + 4 <= rect.width())
      text = both;
  const double height = metrics.height();
  QRectF place(rect.center().x() - rect.width() / 2, down ? tip + 1 : tip - height - 1, rect.width(), height);
  if (metrics.horizontalAdvance(text) + 4 <= rect.width()) {
    if (place.top() < chart.top()) place.moveTop(chart.top());
    if (place.bottom() > chart.bottom()) place.moveBottom(chart.bottom());
    painter.setPen(theme_->axis_text);
    painter.drawText(place, Qt::AlignCenter, text);
    return;
  }
  const bool infinite = std::isinf(value);
  if ((!showsDifferences() && !infinite) || rect.width() < 4 || value == 0) return;
  const double half = std::min(4.0, rect.width() / 2 - 0.5), direction = down ? 1 : -1;
  const double base = std::clamp<double>(tip + 2 * direction, chart.top() + 7, chart.bottom() - 7);
  QColor full = colour;
  full.setAlphaF(1);
  painter.setAntialiasing(true);
  painter.setPen(Qt::NoPen);
  painter.setBrush(full);
  painter.drawPolygon(QPolygonF({{rect.center().x() - half, base},
                                 {rect.center().x() + half, base},
                                 {rect.center().x(), base + direction * half * 1.4}}));
}

void BarChartView::draw_missing(QCPPainter& painter, const QRectF& rect, bool problem) const {
  const QRect chart = frame_->plot()->axisRect()->rect();
  const double floor = std::clamp<double>(rect.bottom(), chart.top() + 14, chart.bottom() + 1);
  painter.setAntialiasing(false);
  painter.fillRect(QRectF(rect.left(), floor - 12, std::max(1.0, rect.width()), 12),
                   QBrush(problem ? theme_->error : theme_->muted_text, Qt::Dense6Pattern));
  if (!problem || rect.width() < 6) return;
  painter.setPen(theme_->error);
  const QFontMetrics metrics(painter.font());
  painter.drawText(QRectF(rect.left(), floor - 13 - metrics.height(), rect.width(), metrics.height()),
                   Qt::AlignCenter, QStringLiteral("!"));
}

/// The baseline's value across its group.
void BarChartView::draw_baseline(QCPPainter& painter, int group) const {
  const double plain = value(group, *data_.baseline_series);
  if (!std::isfinite(plain) || (scale_.kind == AxisScale::logarithmic && !(plain > 0))) return;
  const QCPAxis* axis = frame_->plot()->xAxis;
  painter.setAntialiasing(false);
  painter.setPen(QPen(theme_->axis_text, 1, Qt::DashLine));
  const double y = pixel_of(plain);
  painter.drawLine(QLineF(axis->coordToPixel(group - 0.42), y, axis->coordToPixel(group + 0.42), y));
}

}  // namespace quantscope::widgets
