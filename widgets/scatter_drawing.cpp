#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/chart_frame.h"
#include "widgets/label_places.h"
#include "widgets/scatter_view.h"

namespace quantscope::widgets {
namespace {

constexpr double point_size = 9, ring_size = 15;  // pixels
constexpr double pale_opacity = 0.4;
constexpr double cap_size = 3;  // half of the end of a bound, pixels

QRectF around(QPointF centre, double size) {
  return {centre.x() - size / 2, centre.y() - size / 2, size, size};
}

}  // namespace

void ScatterView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  std::vector<RunStyle> named;
  for (const ScatterPoint& point : data_.points) {
    if (std::ranges::find(named, point.style) != named.end()) continue;
    named.push_back(point.style);
    legend << run_legend_html(point.style, theme);
  }
  if (!data_.front.empty())
    legend << legend_entry_html(QStringLiteral("⌐◯"), theme.quantile, tr("Pareto front"), theme);
  const auto bounded = [](const ScatterPoint& point) {
    return (!std::isnan(point.x_low) && !std::isnan(point.x_high)) ||
           (!std::isnan(point.y_low) && !std::isnan(point.y_high));
  };
  if (std::ranges::any_of(data_.points, bounded))
    legend << legend_entry_html(QStringLiteral("┼"), theme.axis_text, tr("from low to high bound"), theme);
  frame_->setLegend(legend_html(legend));
}

void ScatterView::draw(QCPPainter& painter) {
  draw_groups(painter);
  draw_front(painter);
  painter.setAntialiasing(true);
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    if (!drawn(index)) continue;
    const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
    const QPointF pixel = pixelOfPoint(index);
    const bool pale = is_pale(index);
    if (pale) painter.setOpacity(pale_opacity);
    draw_bounds(painter, index);
    draw_run_marker(painter, point.style, *theme_, pixel, pale ? point_size - 1 : point_size);
    painter.setOpacity(1);
    painter.setBrush(Qt::NoBrush);
    if (on_front_[static_cast<std::size_t>(index)]) {
      painter.setPen(QPen(theme_->quantile, 1.2));
      painter.drawEllipse(around(pixel, ring_size));
    }
    if (index == selected_) {
      painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 2.5));
      painter.drawEllipse(around(pixel, ring_size + 6));
    }
  }
  draw_labels(painter);
}

void ScatterView::draw_groups(QCPPainter& painter) const {
  std::map<int, int> last_of_group;
  painter.setAntialiasing(true);
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
    if (point.group < 0 || !drawn(index)) continue;
    if (const auto before = last_of_group.find(point.group); before != last_of_group.end()) {
      QPen pen = run_pen(point.style, *theme_, 1);
      QColor colour = pen.color();
      colour.setAlpha(140);
      pen.setColor(colour);
      painter.setPen(pen);
      painter.drawLine(QLineF(pixelOfPoint(before->second), pixelOfPoint(index)));
    }
    last_of_group[point.group] = index;
  }
}

/// From each member on, its value is what can be had, until the next member's cost is reached.
void ScatterView::draw_front(QCPPainter& painter) const {
  QPolygonF steps;
  for (const int index : data_.front) {
    if (!drawn(index)) continue;
    const QPointF pixel = pixelOfPoint(index);
    if (!steps.isEmpty()) steps << QPointF(pixel.x(), steps.back().y());
    steps << pixel;
  }
  if (steps.isEmpty()) return;
  steps << QPointF(frame_->plot()->axisRect()->right() + 1, steps.back().y());
  painter.setAntialiasing(false);
  painter.setPen(QPen(theme_->quantile, 1.5, Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(steps);
}

/// The selected point's label first, then those of the front. A label stands on the first of eight sides
/// where it touches neither a point nor another label.
void ScatterView::draw_labels(QCPPainter& painter) {
  const QCustomPlot* plot = frame_->plot();
  const QRectF chart = plot->axisRect()->rect();
  const QFont font = plot->xAxis->tickLabelFont();
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  LabelPlaces places(chart);
  std::vector<int> order;
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    if (!drawn(index)) continue;
    places.block(around(pixelOfPoint(index), point_size + 2));
    for (const QLineF& line : bounds_of(index))
      places.block(QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1));
    order.push_back(index);
  }
  const auto rank = [this](int index) {
    return index == selected_ ? 0 : on_front_[static_cast<std::size_t>(index)] ? 1 : 2;
  };
  std::ranges::stable_sort(order, {}, rank);
  label_rects_.assign(data_.points.size(), QRectF());
  // Over the lines, readable.
  QColor ground = theme_->chart_background;
  ground.setAlpha(200);
  painter.setPen(theme_->axis_text);
  for (const int index : order) {
    const QString& text = data_.points[static_cast<std::size_t>(index)].label;
    const QPointF at = pixelOfPoint(index);
    if (text.isEmpty() || !chart.contains(at)) continue;
    const auto place = places.take(places_around(at, ring_size / 2 + (index == selected_ ? 5 : 2),
                                                 {metrics.horizontalAdvance(text) + 4, metrics.height()}));
    if (!place) continue;
    label_rects_[static_cast<std::size_t>(index)] = *place;
    painter.fillRect(*place, ground);
    painter.drawText(*place, Qt::AlignCenter, text);
  }
}

/// From the low to the high bound of x and of y.
std::vector<QLineF> ScatterView::bounds_of(int index) const {
  const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
  const QCustomPlot* plot = frame_->plot();
  const QRectF chart = plot->axisRect()->rect();
  const QPointF pixel = pixelOfPoint(index);
  const auto end = [&](const QCPAxis* axis, double bound) {
    const bool upright = axis->orientation() == Qt::Vertical;
    if (std::isinf(bound) || (axis->scaleType() == QCPAxis::stLogarithmic && !(bound > 0))) {
      if (upright) return bound > 0 ? chart.top() : chart.bottom();
      return bound > 0 ? chart.right() : chart.left();
    }
    return std::clamp(axis->coordToPixel(bound), -1e5, 1e5);
  };
  std::vector<QLineF> lines;
  if (!std::isnan(point.x_low) && !std::isnan(point.x_high))
    lines.emplace_back(end(plot->xAxis, point.x_low), pixel.y(), end(plot->xAxis, point.x_high), pixel.y());
  if (!std::isnan(point.y_low) && !std::isnan(point.y_high))
    lines.emplace_back(pixel.x(), end(plot->yAxis, point.y_low), pixel.x(), end(plot->yAxis, point.y_high));
  return lines;
}

void ScatterView::draw_bounds(QCPPainter& painter, int index) const {
  painter.setPen(QPen(run_line_colour(data_.points[static_cast<std::size_t>(index)].style, *theme_), 1.2));
  for (const QLineF& line : bounds_of(index)) {
    painter.drawLine(line);
    const QPointF cap = line.dy() == 0 ? QPointF(0, cap_size) : QPointF(cap_size, 0);
    for (const QPointF& end : {line.p1(), line.p2()}) painter.drawLine(QLineF(end - cap, end + cap));
  }
}

}  // namespace quantscope::widgets
