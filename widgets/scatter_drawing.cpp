#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <map>

#include "widgets/chart_frame.h"
#include "widgets/scatter_view.h"

namespace quantscope::widgets {
namespace {

constexpr double point_size = 9, ring_size = 15;  // pixels

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
    draw_run_marker(painter, point.style, *theme_, pixel, point_size);
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
  std::vector<QRectF> taken;
  std::vector<int> order;
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    if (!drawn(index)) continue;
    taken.push_back(around(pixelOfPoint(index), point_size + 2));
    order.push_back(index);
  }
  const std::size_t points = taken.size();
  const auto rank = [this](int index) {
    return index == selected_ ? 0 : on_front_[static_cast<std::size_t>(index)] ? 1 : 2;
  };
  std::ranges::stable_sort(order, {}, rank);
  label_rects_.assign(data_.points.size(), QRectF());
  for (const int index : order) {
    const QString& text = data_.points[static_cast<std::size_t>(index)].label;
    const QPointF at = pixelOfPoint(index);
    if (text.isEmpty() || !chart.contains(at)) continue;
    const double away = ring_size / 2 + (index == selected_ ? 5 : 2);
    const double width = metrics.horizontalAdvance(text) + 4, height = metrics.height();
    const double left = -away - width, above = -away - height, x_middle = -width / 2, y_middle = -height / 2;
    const double slanted = away * 0.6;
    const std::array<QPointF, 8> sides = {QPointF(away, y_middle),
                                          QPointF(slanted, -slanted - height),
                                          QPointF(x_middle, above),
                                          QPointF(x_middle, away),
                                          QPointF(slanted, slanted),
                                          QPointF(left, y_middle),
                                          QPointF(-slanted - width, -slanted - height),
                                          QPointF(-slanted - width, slanted)};
    for (const QPointF& side : sides) {
      const QRectF place(at + side, QSizeF(width, height));
      if (!chart.contains(place)) continue;
      if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(place); })) continue;
      taken.push_back(place);
      label_rects_[static_cast<std::size_t>(index)] = place;
      break;
    }
  }
  // Over the lines, readable.
  QColor ground = theme_->chart_background;
  ground.setAlpha(200);
  for (std::size_t label = points; label < taken.size(); ++label) painter.fillRect(taken[label], ground);
  painter.setPen(theme_->axis_text);
  for (std::size_t index = 0; index < label_rects_.size(); ++index)
    if (!label_rects_[index].isEmpty())
      painter.drawText(label_rects_[index], Qt::AlignCenter, data_.points[index].label);
}

}  // namespace quantscope::widgets
