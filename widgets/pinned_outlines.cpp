#include "widgets/pinned_outlines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quantscope::widgets {
namespace {

constexpr double narrowest_cap = 4, narrowest_marker = 11;  // pixels between places

}  // namespace

PinnedOutlines::PinnedOutlines(QCPAxis* place_axis, QCPAxis* value_axis)
    : QCPLayerable(place_axis->parentPlot(), QStringLiteral("main")),
      place_axis_(place_axis),
      value_axis_(value_axis),
      theme_(&current_theme()) {}

void PinnedOutlines::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect PinnedOutlines::clipRect() const {
  return place_axis_->axisRect()->rect();
}

/// NaN where there is nothing to draw.
double PinnedOutlines::pixel_of(double value) const {
  if (std::isnan(value) || (value_axis_->scaleType() == QCPAxis::stLogarithmic && !(value > 0)))
    return std::numeric_limits<double>::quiet_NaN();
  const QRect chart = clipRect();
  return std::clamp<double>(value_axis_->coordToPixel(value), chart.top() - 4, chart.bottom() + 4);
}

void PinnedOutlines::draw(QCPPainter* painter) {
  const double spacing = place_axis_->coordToPixel(1) - place_axis_->coordToPixel(0);
  for (const PinnedOutline& outline : outlines_) {
    const auto count = static_cast<double>(outline.values.size());
    const auto first =
        static_cast<std::size_t>(std::clamp(std::floor(place_axis_->range().lower), 0.0, count));
    const auto last =
        static_cast<std::size_t>(std::clamp(std::ceil(place_axis_->range().upper) + 1, 0.0, count));
    painter->setPen(run_pen(outline.style, *theme_, spacing >= narrowest_cap ? 2 : 1));
    painter->setBrush(Qt::NoBrush);
    if (spacing >= narrowest_cap)
      draw_caps(*painter, outline, first, last, spacing);
    else
      draw_outline(*painter, outline, first, last);
  }
}

void PinnedOutlines::draw_caps(QCPPainter& painter, const PinnedOutline& outline, std::size_t first,
                               std::size_t last, double spacing) const {
  QPen solid = painter.pen();
  solid.setStyle(Qt::SolidLine);
  QVector<QLineF> caps;
  for (std::size_t place = first; place < last; ++place) {
    const double y = pixel_of(outline.values[place]);
    if (std::isnan(y)) continue;
    const double left = place_axis_->coordToPixel(static_cast<double>(place) - 0.5);
    caps << QLineF(left, y, left + spacing - 1, y);
  }
  painter.setPen(solid);
  painter.drawLines(caps);
  if (spacing < narrowest_marker) return;
  painter.setAntialiasing(true);
  for (const QLineF& cap : caps) draw_run_marker(painter, outline.style, *theme_, cap.center(), 7);
  painter.setAntialiasing(false);
}

void PinnedOutlines::draw_outline(QCPPainter& painter, const PinnedOutline& outline, std::size_t first,
                                  std::size_t last) const {
  // One step a pixel; places are handed out by whole pixels so that none is lost between two columns.
  const QRect chart = clipRect();
  QPolygonF piece;
  const auto finish = [&] {
    if (piece.size() > 1) painter.drawPolyline(piece);
    piece.clear();
  };
  std::size_t place = first;
  for (int x = chart.left(); x <= chart.right() && place < last; ++x) {
    const double reach = std::ceil(place_axis_->pixelToCoord(x + 1.0) + 0.5);
    const auto next =
        static_cast<std::size_t>(std::clamp(reach, static_cast<double>(place), static_cast<double>(last)));
    if (next == place) continue;
    double largest = std::numeric_limits<double>::quiet_NaN();
    for (; place < next; ++place)
      if (!(outline.values[place] <= largest) && !std::isnan(outline.values[place]))
        largest = outline.values[place];
    const double y = pixel_of(largest);
    if (std::isnan(y))
      finish();
    else
      piece << QPointF(x, y) << QPointF(x + 1, y);
  }
  finish();
}

}  // namespace quantscope::widgets
