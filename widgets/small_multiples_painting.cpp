#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/number_text.h"
#include "widgets/small_multiples.h"

namespace quantscope::widgets {
namespace {

constexpr double margin = 6;  // pixels around what a tile shows

bool usable(const statistics::DrawnHistogram& drawn) {
  return !drawn.counts.empty() && drawn.edges.size() == drawn.counts.size() + 1;
}

}  // namespace

double SmallMultiples::coordinate(double value) const {
  return scale_.kind == AxisScale::logarithmic ? std::log10(value) : scale_.to_axis(value);
}

SmallMultiples::Axes SmallMultiples::axes_of(const HistogramTile& tile) const {
  Axes axes;
  if (!tile.original || !usable(*tile.original)) return axes;
  const double low = coordinate(tile.original->edges.front()), high = coordinate(tile.original->edges.back());
  if (!(low < high) || !std::isfinite(low) || !std::isfinite(high)) return axes;
  axes.low = low;
  axes.high = high;
  double top = 0, bottom = std::numeric_limits<double>::infinity();
  const auto measure = [&](const statistics::DrawnHistogram& drawn) {
    for (const double count : drawn.counts) {
      if (!std::isfinite(count)) continue;
      top = std::max(top, count);
      if (count > 0) bottom = std::min(bottom, count);
    }
  };
  measure(*tile.original);
  const double before = top;
  if (tile.now) measure(*tile.now);
  // One bin that collects a whole level must not flatten the rest.
  if (!count_logarithmic_ && before > 0) top = std::min(top, before * 4);
  axes.top = top > 0 ? top : 1;
  axes.bottom = !count_logarithmic_ ? 0 : std::isfinite(bottom) ? bottom / 2 : 0.5;
  return axes;
}

void SmallMultiples::measure_tiles() {
  own_axes_.clear();
  for (const HistogramTile& tile : tiles_) own_axes_.push_back(axes_of(tile));
  update_common_axes();
}

void SmallMultiples::update_common_axes() {
  Axes all;
  for (const Axes& axes : own_axes_) {
    if (axes.empty()) continue;
    if (all.empty()) {
      all = axes;
      continue;
    }
    all.low = std::min(all.low, axes.low);
    all.high = std::max(all.high, axes.high);
    all.bottom = std::min(all.bottom, axes.bottom);
    all.top = std::max(all.top, axes.top);
  }
  common_ = all;
}

void SmallMultiples::paint_tile(QPainter& painter, const Theme& theme, int position,
                                const QRectF& cell) const {
  const HistogramTile& tile = tiles_[static_cast<std::size_t>(position)];
  const Axes& own = own_axes_[static_cast<std::size_t>(position)];
  const QFontMetrics metrics(painter.font());
  const QRectF frame = cell.adjusted(2, 2, -2, -2), inside = cell.adjusted(margin, margin, -margin, -margin);
  const bool selected = tile.id == selected_;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(selected ? QPen(theme.palette.color(QPalette::Highlight), 2) : QPen(theme.grid, 1));
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawRect(selected ? frame.adjusted(1, 1, -1, -1) : frame);

  painter.setPen(theme.axis_text);
  const QRectF title(inside.left(), inside.top() - 1, inside.width(), metrics.height());
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(tile.title, Qt::ElideMiddle, static_cast<int>(inside.width())));
  const QRectF body(inside.left(), title.bottom() + 1, inside.width(), inside.bottom() - title.bottom() - 1);
  if (!tile.problem.isEmpty() || own.empty()) {
    painter.setPen(tile.problem.isEmpty() ? theme.muted_text : theme.notice);
    const QString text = !tile.problem.isEmpty() ? tile.problem
                         : tile.original         ? tr("no values")
                                                 : QStringLiteral("…");
    // What finds no room says so; the tooltip has it all.
    const QRectF needed = painter.boundingRect(body, Qt::AlignCenter | Qt::TextWordWrap, text);
    const bool fits = body.adjusted(-0.5, -0.5, 0.5, 0.5).contains(needed);
    painter.drawText(body, Qt::AlignCenter | Qt::TextWordWrap,
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, static_cast<int>(body.width())));
    return;
  }
  const Axes& axes = common_axes_ ? common_ : own;
  const QRectF area = body.adjusted(0, 0, 0, -metrics.height());
  if (area.height() < 4) return;
  paint_axis(painter, theme, axes, area);
  painter.save();
  painter.setClipRect(area.adjusted(-1, -1, 1, 1), Qt::IntersectClip);
  painter.setPen(QPen(theme.original, 1));
  painter.setBrush(theme.original_fill);
  paint_curve(painter, *tile.original, axes, area, true);
  if (tile.now && usable(*tile.now)) {
    painter.setPen(QPen(theme.now, 1.5));
    painter.setBrush(Qt::NoBrush);
    paint_curve(painter, *tile.now, axes, area, false);
  }
  painter.restore();
}

/// Base line, zero, and the ends of the axis in figures.
void SmallMultiples::paint_axis(QPainter& painter, const Theme& theme, const Axes& axes,
                                const QRectF& area) const {
  if (scale_.kind != AxisScale::logarithmic && axes.low < 0 && axes.high > 0) {
    const double zero = area.left() - axes.low / (axes.high - axes.low) * area.width();
    painter.setPen(QPen(theme.grid, 1));
    painter.drawLine(QLineF(zero, area.top(), zero, area.bottom()));
  }
  painter.setPen(QPen(theme.axis, 1));
  painter.drawLine(QLineF(area.left(), area.bottom() + 0.5, area.right(), area.bottom() + 0.5));
  const auto text = [this](double at) {
    return format_three(scale_.kind == AxisScale::logarithmic ? std::pow(10.0, at) : scale_.from_axis(at),
                        false);
  };
  const QFontMetrics metrics(painter.font());
  const QString low = text(axes.low), high = text(axes.high);
  if (metrics.horizontalAdvance(low) + metrics.horizontalAdvance(high) + 8 > area.width()) return;
  painter.setPen(theme.muted_text);
  const QRectF foot(area.left(), area.bottom() + 1, area.width(), metrics.height());
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, low);
  painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, high);
}

void SmallMultiples::paint_curve(QPainter& painter, const statistics::DrawnHistogram& drawn, const Axes& axes,
                                 const QRectF& area, bool filled) const {
  const auto x = [&](double value) {
    const double at = coordinate(value);
    return area.left() + std::clamp((at - axes.low) / (axes.high - axes.low), -0.1, 1.1) * area.width();
  };
  const auto y = [&](double count) {
    double share = count / axes.top;
    if (count_logarithmic_)
      share = count > 0 ? std::log(count / axes.bottom) / std::log(axes.top / axes.bottom) : 0;
    return area.bottom() - std::clamp(share, 0.0, 1.05) * (area.height() - 1);
  };
  // Narrower bins than a pixel are drawn as the highest of each pixel.
  QPolygonF steps;
  double left = x(drawn.edges.front());
  steps << QPointF(left, area.bottom());
  double highest = 0;
  for (std::size_t bin = 0; bin < drawn.counts.size(); ++bin) {
    if (std::isfinite(drawn.counts[bin])) highest = std::max(highest, drawn.counts[bin]);
    const double right = x(drawn.edges[bin + 1]);
    if (right - left < 1 && bin + 1 < drawn.counts.size()) continue;
    steps << QPointF(left, y(highest)) << QPointF(right, y(highest));
    left = right;
    highest = 0;
  }
  steps << QPointF(left, area.bottom());
  if (filled)
    painter.drawPolygon(steps);
  else
    painter.drawPolyline(steps);
}

}  // namespace quantscope::widgets
