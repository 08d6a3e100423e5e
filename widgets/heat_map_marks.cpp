#include "widgets/heat_map_marks.h"

#include <algorithm>
#include <cmath>

namespace quantscope::widgets {
namespace {

constexpr double smallest_ring = 5, tick_spacing = 5, tick_size = 7, largest_corner = 8;  // pixels

}  // namespace

HeatMapMarks::HeatMapMarks(QCPAxis* columns, QCPAxis* rows, const HeatMapPicture& picture)
    : QCPLayerable(columns->parentPlot(), QStringLiteral("overlay")),
      columns_(columns),
      rows_(rows),
      picture_(picture),
      theme_(&current_theme()) {}

void HeatMapMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(true);
}

/// Rings reach over the edge.
QRect HeatMapMarks::clipRect() const {
  const int reach = static_cast<int>(smallest_ring) + 2;
  return columns_->axisRect()->rect().adjusted(-reach, -reach, reach, reach);
}

void HeatMapMarks::draw(QCPPainter* painter) {
  const QRect chart = columns_->axisRect()->rect();
  if (hovered_ >= 0 && picture_.place_of(hovered_) >= 0) {
    const double x = columns_->coordToPixel(static_cast<double>(picture_.place_of(hovered_)));
    painter->setPen(QPen(theme_->outlier, 1, Qt::DotLine));
    if (x >= chart.left() && x <= chart.right()) painter->drawLine(QLineF(x, chart.top(), x, chart.bottom()));
  }
  draw_rings(painter);
  draw_ticks(painter);
}

void HeatMapMarks::draw_rings(QCPPainter* painter) {
  const double width = std::abs(columns_->coordToPixel(1) - columns_->coordToPixel(0));
  const double height = std::abs(rows_->coordToPixel(1) - rows_->coordToPixel(0));
  // A ring around a point; around a cell that can be seen, its outline.
  const double half_width = std::max(smallest_ring, width / 2),
               half_height = std::max(smallest_ring, height / 2);
  std::vector<QPointF> drawn;
  painter->setBrush(Qt::NoBrush);
  for (const statistics::MatrixCell& each : rings_) {
    const std::int64_t place = picture_.place_of(static_cast<int>(each.column));
    if (place < 0) continue;
    const QPointF centre(columns_->coordToPixel(static_cast<double>(place)),
                         rows_->coordToPixel(static_cast<double>(each.row)));
    if (!QRectF(columns_->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(centre)) continue;
    if (std::ranges::any_of(drawn, [&](QPointF other) {
          return std::abs(other.x() - centre.x()) < 2 * half_width - 1 &&
                 std::abs(other.y() - centre.y()) < 2 * half_height - 1;
        }))
      continue;
    drawn.push_back(centre);
    const QRectF around(centre.x() - half_width, centre.y() - half_height, 2 * half_width, 2 * half_height);
    const double radius = std::min({half_width, half_height, largest_corner});
    painter->setPen(QPen(QColor(0, 0, 0, 200), 4));
    painter->drawRoundedRect(around, radius, radius);
    painter->setPen(QPen(QColor(255, 255, 255), 2));
    painter->drawRoundedRect(around, radius, radius);
  }
  rings_drawn_ = static_cast<int>(drawn.size());
}

void HeatMapMarks::draw_ticks(QCPPainter* painter) const {
  const QRect chart = columns_->axisRect()->rect();
  double last = -1e9;
  painter->setPen(QPen(theme_->chart_background, 1));
  painter->setBrush(theme_->outlier);
  for (const int channel : channels_) {
    const std::int64_t place = picture_.place_of(channel);
    if (place < 0) continue;
    const double x = columns_->coordToPixel(static_cast<double>(place));
    if (x < chart.left() || x > chart.right() + 1 || x - last < tick_spacing) continue;
    last = x;
    const double top = chart.top() + 1;
    painter->drawPolygon(
        QPolygonF({{x, top + tick_size}, {x - tick_size / 2, top}, {x + tick_size / 2, top}}));
  }
}

}  // namespace quantscope::widgets
