#include "widgets/heat_map_margins.h"

#include <algorithm>
#include <cmath>

namespace quantscope::widgets {

HeatMapMargins::HeatMapMargins(QCPAxis* columns, QCPAxis* rows, const HeatMapPicture& picture)
    : QCPLayerable(columns->parentPlot(), QStringLiteral("axes")),
      columns_(columns),
      rows_(rows),
      picture_(picture),
      theme_(&current_theme()) {}

void HeatMapMargins::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect HeatMapMargins::clipRect() const {
  return columns_->axisRect()->outerRect();
}

double HeatMapMargins::height_of(double magnitude) const {
  const double fraction = scale_.fraction(magnitude);
  return std::clamp(scale_.of_magnitude() ? fraction : 2 * fraction - 1, 0.0, 1.0);
}

void HeatMapMargins::draw(QCPPainter* painter) {
  if (!shown_ || !picture_.values() || picture_.places() == 0) return;
  draw_profile(painter, true);
  draw_profile(painter, false);
}

void HeatMapMargins::draw_profile(QCPPainter* painter, bool of_columns) const {
  const QRect chart = columns_->axisRect()->rect();
  const std::vector<float>& absmax =
      of_columns ? picture_.values()->column_absmax() : picture_.values()->row_absmax();
  const auto count = static_cast<double>(of_columns ? picture_.places() : picture_.values()->shape().rows);
  const QCPAxis* axis = of_columns ? columns_ : rows_;
  const int start = of_columns ? chart.left() : chart.top();
  const int length = of_columns ? chart.width() : chart.height();
  const double base = of_columns ? chart.top() - gap : chart.right() + 1 + gap;
  const QRectF room = of_columns ? QRectF(chart.left(), base - thickness, chart.width(), thickness)
                                 : QRectF(base, chart.top(), thickness, chart.height());
  painter->fillRect(room, theme_->grid);
  QColor plain = theme_->original;
  for (int pixel = 0; pixel < length;) {
    const double from = axis->pixelToCoord(start + pixel) + 0.5;
    const double to = axis->pixelToCoord(start + pixel + 1) + 0.5;
    const double first = to - from < 1 ? std::floor((from + to) / 2) : std::floor(from);
    const double last = std::max(first + 1, std::floor(to));
    // Where a cell is wider than a pixel, all of its pixels at once.
    int wide = 1;
    if (to - from < 1)
      while (pixel + wide < length && std::floor((axis->pixelToCoord(start + pixel + wide) + 0.5 +
                                                  axis->pixelToCoord(start + pixel + wide + 1) + 0.5) /
                                                 2) == first)
        ++wide;
    float largest = 0;
    bool outlier = false;
    for (double place = std::max(0.0, first); place < std::min(last, count); ++place) {
      const auto index = static_cast<std::size_t>(
          of_columns ? picture_.column_of(static_cast<std::int64_t>(place)) : static_cast<int>(place));
      largest = std::max(largest, absmax[index]);
      outlier = outlier || (of_columns && index < outliers_.size() && outliers_[index] != 0);
    }
    const double size = height_of(largest) * thickness;
    if (size > 0)
      painter->fillRect(of_columns ? QRectF(start + pixel, base - size, wide, size)
                                   : QRectF(base, start + pixel, size, wide),
                        outlier ? theme_->outlier : plain);
    pixel += wide;
  }
}

}  // namespace quantscope::widgets
