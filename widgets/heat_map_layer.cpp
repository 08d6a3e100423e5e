#include "widgets/heat_map_layer.h"

#include <algorithm>
#include <cmath>

namespace quantscope::widgets {
namespace {

constexpr int value_padding = 6;        // pixels beside a cell's value
constexpr double vectorized_scale = 2;  // pixels per point in SVG and PDF

bool is_dark(QRgb colour) {
  return qGray(colour) < 128;
}

}  // namespace

HeatMapLayer::HeatMapLayer(QCPAxis* columns, QCPAxis* rows)
    : QCPLayerable(columns->parentPlot(), QStringLiteral("main")), columns_(columns), rows_(rows) {}

void HeatMapLayer::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect HeatMapLayer::clipRect() const {
  return columns_->axisRect()->rect();
}

statistics::MatrixView HeatMapLayer::view() const {
  const QCPRange rows = rows_->range(), columns = columns_->range();
  return {rows.lower + 0.5, rows.size(), columns.lower + 0.5, columns.size()};
}

void HeatMapLayer::draw(QCPPainter* painter) {
  if (!picture_.values()) return;
  const QRect chart = clipRect();
  if (chart.width() < 1 || chart.height() < 1) return;
  const bool vectorized = painter->modes().testFlag(QCPPainter::pmVectorized);
  scale_ = vectorized ? vectorized_scale : painter->device()->devicePixelRatioF();
  const QSize pixels(static_cast<int>(std::lround(chart.width() * scale_)),
                     static_cast<int>(std::lround(chart.height() * scale_)));
  const QImage& image = picture_.draw(view(), pixels);
  painter->drawImage(QRectF(chart), image, QRectF(image.rect()));
  write_values(painter, image, scale_);
}

void HeatMapLayer::write_values(QCPPainter* painter, const QImage& image, double scale) {
  shows_values_ = false;
  const double width = columns_->coordToPixel(1) - columns_->coordToPixel(0);
  const double height = std::abs(rows_->coordToPixel(1) - rows_->coordToPixel(0));
  const QFontMetrics metrics(columns_->tickLabelFont());
  if (!text_ || width < metrics.horizontalAdvance(QStringLiteral("−0.0000")) + value_padding ||
      height < metrics.height() + 2)
    return;
  const statistics::MatrixView seen = view();
  const auto clamped = [](double value, std::int64_t count) {
    return static_cast<std::int64_t>(std::clamp<double>(value, 0, static_cast<double>(count)));
  };
  const auto& values = *picture_.values();
  const std::int64_t rows = values.shape().rows, places = picture_.places();
  const QRect chart = clipRect();
  painter->setFont(columns_->tickLabelFont());
  painter->setAntialiasing(true);
  const std::int64_t begin = clamped(std::floor(seen.column), places);
  const std::int64_t end = clamped(std::ceil(seen.column + seen.columns), places);
  if (begin >= end) return;
  const std::int64_t first = picture_.column_of(begin), last = picture_.column_of(end - 1);
  std::vector<float> line(static_cast<std::size_t>(last - first + 1));
  for (std::int64_t row = clamped(std::floor(seen.row), rows);
       row < clamped(std::ceil(seen.row + seen.rows), rows); ++row) {
    values.read(row, 1, first, last - first + 1, line.data());
    for (std::int64_t place = begin; place < end; ++place) {
      const QPointF centre(columns_->coordToPixel(static_cast<double>(place)),
                           rows_->coordToPixel(static_cast<double>(row)));
      const QRectF cell(centre - QPointF(width, height) / 2, QSizeF(width, height));
      if (!QRectF(chart).contains(cell.adjusted(value_padding / 2.0, 1, -value_padding / 2.0, -1))) continue;
      const QPointF at = (centre - chart.topLeft()) * scale;
      const QRgb ground = image.pixel(std::clamp(static_cast<int>(at.x()), 0, image.width() - 1),
                                      std::clamp(static_cast<int>(at.y()), 0, image.height() - 1));
      painter->setPen(is_dark(ground) ? QColor(Qt::white) : QColor(Qt::black));
      painter->drawText(cell, Qt::AlignCenter,
                        text_(line[static_cast<std::size_t>(picture_.column_of(place) - first)]));
    }
  }
  shows_values_ = true;
}

std::optional<float> HeatMapLayer::pooled(QPointF pixel) const {
  const QPointF at = (pixel - clipRect().topLeft()) * scale_;
  return picture_.pooled({static_cast<int>(std::floor(at.x())), static_cast<int>(std::floor(at.y()))});
}

}  // namespace quantscope::widgets
