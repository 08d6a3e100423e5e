#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/layer_chart_view.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {

QColor LayerChartView::line_colour(int line) const {
  const LayerLine& each = data_.lines[static_cast<std::size_t>(line)];
  return each.style ? run_line_colour(*each.style, *theme_)
                    : kind_colour(each.kind >= 0 ? each.kind : line, *theme_);
}

MarkerShape LayerChartView::line_marker(int line) const {
  const LayerLine& each = data_.lines[static_cast<std::size_t>(line)];
  if (each.kind >= 0) return kind_marker(each.kind);
  return each.style ? run_marker(*each.style) : kind_marker(line);
}

void LayerChartView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line)
    legend << legend_entry_html(marker_character(line_marker(line)), line_colour(line), line_name(line),
                                theme);
  if (data_.limit)
    legend << legend_entry_html(QStringLiteral("▼"), theme.outlier, tr("above the limit"), theme);
  frame_->setLegend(legend_html(legend));
}

void LayerChartView::draw(QCPPainter& painter) const {
  QCustomPlot* plot = frame_->plot();
  const QRect chart = plot->axisRect()->rect();
  if (selected_block_ >= 0) {
    const double x = plot->xAxis->coordToPixel(selected_block_);
    painter.setAntialiasing(false);
    painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 2));
    painter.drawLine(QLineF(x, chart.top(), x, chart.bottom()));
  }
  painter.setAntialiasing(true);
  for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line)
    if (line != selected_line_) draw_line(painter, line, false);
  if (selected_line_ >= 0) draw_line(painter, selected_line_, true);
  draw_limit(painter);
  if (selected_line_ < 0 || selected_block_ < 0) return;
  const QPointF dot = pixelOf(selected_line_, selected_block_);
  if (std::isnan(dot.y())) return;
  painter.setAntialiasing(true);
  painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(dot, 9, 9);
}

void LayerChartView::draw_line(QCPPainter& painter, int line, bool strong) const {
  const LayerLine& each = data_.lines[static_cast<std::size_t>(line)];
  const QCustomPlot* plot = frame_->plot();
  const QColor colour = line_colour(line);
  const double width = strong ? 2.5 : 1.3;
  QPen pen = each.style ? run_pen(*each.style, *theme_, width) : QPen(colour, width);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  QPolygonF piece;
  for (int block = 0; block <= data_.blocks; ++block) {
    const QPointF pixel = block < data_.blocks ? pixelOf(line, block) : QPointF(std::nan(""), std::nan(""));
    if (!std::isnan(pixel.y())) {
      piece << pixel;
      continue;
    }
    if (piece.size() > 1) painter.drawPolyline(piece);
    piece.clear();
  }
  const double spacing = plot->xAxis->coordToPixel(1) - plot->xAxis->coordToPixel(0);
  const double size = std::clamp(spacing * 0.7, 4.0, strong ? 9.0 : 7.5);
  const MarkerShape shape = line_marker(line);
  for (int block = 0; block < data_.blocks; ++block) {
    const QPointF pixel = pixelOf(line, block);
    if (std::isnan(pixel.y())) continue;
    const bool above = data_.limit && value(line, block) > *data_.limit;
    painter.setPen(QPen(theme_->chart_background, 0.8));
    painter.setBrush(above ? theme_->outlier : colour);
    draw_marker(painter, shape, pixel, above ? size + 1 : size);
    if (!above || size < 5) continue;
    const double tip = pixel.y() - size / 2 - 2;
    painter.setBrush(theme_->outlier);
    painter.drawPolygon(QPolygonF({{pixel.x(), tip}, {pixel.x() - 3, tip - 5}, {pixel.x() + 3, tip - 5}}));
  }
}

void LayerChartView::draw_limit(QCPPainter& painter) const {
  if (!data_.limit) return;
  const QCustomPlot* plot = frame_->plot();
  const QRect chart = plot->axisRect()->rect();
  const double y = plot->yAxis->coordToPixel(*data_.limit);
  if (!(y >= chart.top() && y <= chart.bottom())) return;
  painter.setAntialiasing(false);
  painter.setPen(QPen(theme_->outlier, 1.5, Qt::DashDotLine));
  painter.drawLine(QLineF(chart.left(), y, chart.right(), y));
  const QString text =
      data_.limit_label.isEmpty() ? tr("limit %1").arg(format_three(*data_.limit)) : data_.limit_label;
  painter.setFont(plot->xAxis->tickLabelFont());
  const QFontMetrics metrics(painter.font());
  QRectF place(chart.left() + 4, y - metrics.height() - 1, metrics.horizontalAdvance(text) + 4,
               metrics.height());
  if (place.top() < chart.top()) place.moveTop(y + 2);
  QColor ground = theme_->chart_background;
  ground.setAlpha(215);
  painter.fillRect(place, ground);
  painter.setPen(theme_->outlier);
  painter.drawText(place, Qt::AlignCenter, text);
}

}  // namespace quantscope::widgets
