#include "widgets/channel_bars.h"

#include <algorithm>
#include <cmath>

namespace quantscope::widgets {
namespace {

constexpr double marker_size = 7, marker_spacing = 6;  // pixels

QColor faded(QColor colour) {
  colour.setAlphaF(colour.alphaF() * 0.3f);
  return colour;
}

}  // namespace

ChannelBars::ChannelBars(QCPAxis* place_axis, QCPAxis* value_axis)
    : QCPLayerable(place_axis->parentPlot(), QStringLiteral("main")),
      place_axis_(place_axis),
      value_axis_(value_axis),
      theme_(&current_theme()) {}

void ChannelBars::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect ChannelBars::clipRect() const {
  return place_axis_->axisRect()->rect();
}

void ChannelBars::draw(QCPPainter* painter) {
  if (bars_.empty()) return;
  const QRect chart = clipRect();
  const auto count = static_cast<double>(bars_.size());
  const auto edge = [&](double place) { return place_axis_->coordToPixel(place - 0.5); };
  const double first = std::clamp(std::floor(place_axis_->range().lower + 0.5), 0.0, count);
  const double last = std::clamp(std::ceil(place_axis_->range().upper + 0.5), first, count);
  const double spacing = edge(1) - edge(0);

  struct Marker {
    QPointF tip;
    ChannelBar::Look look;
    bool marked;
  };
  std::vector<Marker> markers;
  const auto note_marker = [&](const Column& each, double x) {
    if (!each.marked && each.look == ChannelBar::plain) return;
    const QPointF tip(x,
                      std::clamp<double>(pixel_of(each.high) - 2, chart.top() + marker_size, chart.bottom()));
    if (markers.empty() || x - markers.back().tip.x() >= marker_spacing) {
      markers.push_back({tip, each.look, each.marked});
      return;
    }
    Marker& before = markers.back();
    const bool more_telling = each.marked && !before.marked;
    if (more_telling || (each.marked == before.marked && tip.y() < before.tip.y()))
      before = {QPointF(before.tip.x(), tip.y()), each.look, each.marked};
  };

  if (spacing >= 1.5) {
    const double gap = spacing >= 5 ? 1 : 0;
    for (auto place = static_cast<std::size_t>(first); place < static_cast<std::size_t>(last); ++place) {
      const Column each = column(place, place + 1);
      const double left = edge(static_cast<double>(place));
      draw_column(painter, each, left, spacing - gap);
      note_marker(each, left + spacing / 2);
    }
  } else {
    // One column a pixel; places are handed out by whole pixels so that none is lost between two columns.
    auto place = static_cast<std::size_t>(first);
    for (int x = chart.left(); x <= chart.right() && place < static_cast<std::size_t>(last); ++x) {
      const double reach = std::ceil(place_axis_->pixelToCoord(x + 1.0) + 0.5);
      const auto next = static_cast<std::size_t>(std::clamp(reach, 0.0, last));
      if (next <= place) continue;
      const Column each = column(place, next);
      draw_column(painter, each, x, 1);
      note_marker(each, x + 0.5);
      place = next;
    }
  }
  painter->setAntialiasing(true);
  for (const Marker& marker : markers) draw_marker(painter, marker.look, marker.marked, marker.tip);
}

ChannelBars::Column ChannelBars::column(std::size_t first, std::size_t last) const {
  const ChannelBar& head = bars_[first];
  Column all{head.value, head.value, head.band_low, head.band_high, head.look, head.marked, head.faded};
  for (std::size_t place = first + 1; place < last; ++place) {
    const ChannelBar& bar = bars_[place];
    all.low = std::min<double>(all.low, bar.value);
    all.high = std::max<double>(all.high, bar.value);
    all.band_low = std::min<double>(all.band_low, bar.band_low);
    all.band_high = std::max<double>(all.band_high, bar.band_high);
    if (bar.look != ChannelBar::plain) all.look = bar.look;
    all.marked = all.marked || bar.marked;
    all.faded = all.faded && bar.faded;
  }
  return all;
}

QColor ChannelBars::colour_of(const Column& column) const {
  QColor colour = reassembled_ ? theme_->now : theme_->original;
  if (column.look == ChannelBar::split) colour = theme_->split;
  if (column.look == ChannelBar::merged) colour = theme_->merged;
  if (column.marked) colour = theme_->outlier;
  return column.faded ? faded(colour) : colour;
}

double ChannelBars::pixel_of(double value) const {
  const QRect chart = clipRect();
  if (value_axis_->scaleType() == QCPAxis::stLogarithmic && !(value > 0)) return chart.bottom() + 1;
  return std::clamp<double>(value_axis_->coordToPixel(value), chart.top() - 10, chart.bottom() + 1);
}

void ChannelBars::draw_column(QCPPainter* painter, const Column& column, double left, double width) const {
  const double floor = clipRect().bottom() + 1;
  const double high = pixel_of(column.high), low = pixel_of(column.low);
  const QColor colour = colour_of(column);
  QColor light = colour;
  light.setAlphaF(colour.alphaF() * (column.marked || column.look != ChannelBar::plain ? 0.75f : 0.45f));
  // At least one pixel where the value is zero in the middle of larger ones.
  painter->fillRect(QRectF(left, high, width, std::max(1.0, low - high)), light);
  if (preview_ && !column.marked && width >= 3)
    painter->fillRect(QRectF(left, low, width, floor - low), QBrush(light, Qt::BDiagPattern));
  else
    painter->fillRect(QRectF(left, low, width, floor - low), light);
  if (column.band_high > 0) {
    const double top = pixel_of(column.band_high), bottom = pixel_of(column.band_low);
    QColor band = colour;
    band.setAlphaF(colour.alphaF() * 0.55f);
    painter->fillRect(QRectF(left, top, width, std::max(1.0, bottom - top)), band);
  }
  if (width >= 2) painter->fillRect(QRectF(left, high, width, 1), colour);
}

void ChannelBars::draw_marker(QCPPainter* painter, ChannelBar::Look look, bool marked, QPointF tip) const {
  const double half = marker_size / 2;
  QColor colour = marked ? theme_->outlier : look == ChannelBar::split ? theme_->split : theme_->merged;
  painter->setPen(QPen(theme_->chart_background, 0.7));
  painter->setBrush(colour);
  const double x = tip.x(), y = tip.y();
  if (look == ChannelBar::split)
    painter->drawPolygon(
        QPolygonF({{x, y - marker_size}, {x + half, y - half}, {x, y}, {x - half, y - half}}));
  else if (look == ChannelBar::merged)
    painter->drawRect(QRectF(x - half + 0.5, y - marker_size + 1, marker_size - 1, marker_size - 1));
  else
    painter->drawPolygon(
        QPolygonF({{x, y}, {x - half, y - marker_size + 1}, {x + half, y - marker_size + 1}}));
}

}  // namespace quantscope::widgets
