#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "widgets/chart_frame.h"
#include "widgets/label_places.h"
#include "widgets/number_text.h"
#include "widgets/roofline_geometry.h"
#include "widgets/roofline_view.h"

namespace quantscope::widgets {
namespace {

constexpr double label_padding_x = 3, same_change_distance = 70;  // pixels

QColor with_alpha(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

/// Pixels of a plot, held to where a painter can still count.
class Plane {
 public:
  explicit Plane(const QCustomPlot* plot) : plot_(plot), chart(plot->axisRect()->rect()) {}
  double x(double value) const { return std::clamp(plot_->xAxis->coordToPixel(value), -1e5, 1e5); }
  double y(double value) const { return std::clamp(plot_->yAxis->coordToPixel(value), -1e5, 1e5); }
  double left() const { return plot_->xAxis->range().lower; }
  double right() const { return plot_->xAxis->range().upper; }
  double bottom() const { return plot_->yAxis->range().lower; }

 private:
  const QCustomPlot* plot_;

 public:
  const QRectF chart;
};

MarkerShape phase_marker(RooflinePhase phase) {
  return phase == RooflinePhase::decode ? MarkerShape::circle : MarkerShape::square;
}

QString change_text(double before, double after) {
  const double percent = (after / before - 1) * 100;
  if (!std::isfinite(percent) || !(before > 0)) return {};
  if (std::abs(percent) < 0.05) return {};
  return (percent > 0 ? QStringLiteral("+") : QString()) +
         (std::abs(percent) < 10 ? format_three(std::round(percent * 10) / 10, false)
                                 : format_three(std::round(percent), false)) +
         QStringLiteral(" %");
}

/// Squares along a line from `start` into `direction`, as high as a label and together as long.
std::vector<QRectF> squares_along(QPointF start, QPointF direction, QSizeF label) {
  const double side = label.height();
  const int count = std::max(1, static_cast<int>(std::ceil(label.width() / side)));
  const double step = count > 1 ? (label.width() - side) / (count - 1) : 0;
  std::vector<QRectF> squares;
  for (int index = 0; index < count; ++index) {
    const QPointF centre = start + direction * (side / 2 + index * step);
    squares.emplace_back(centre.x() - side / 2, centre.y() - side / 2, side, side);
  }
  return squares;
}

}  // namespace

QColor RooflineView::dot_colour(int index) const {
  const int run = data_.operators[static_cast<std::size_t>(index)].run;
  return run >= 0 && run < static_cast<int>(data_.runs.size())
             ? run_line_colour(data_.runs[static_cast<std::size_t>(run)], *theme_)
             : theme_->original;
}

void RooflineView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  for (std::size_t run = 0; run < data_.runs.size(); ++run)
    legend << legend_entry_html(run == 0 ? QStringLiteral("⬤") : QStringLiteral("◯"),
                                run_line_colour(data_.runs[run], theme), data_.runs[run].name, theme);
  const auto has = [this](RooflinePhase phase) {
    return std::ranges::any_of(data_.operators, [&](const auto& each) { return each.phase == phase; });
  };
  if (has(RooflinePhase::decode))
    legend << legend_entry_html(QStringLiteral("○"), theme.axis_text, tr("decode"), theme);
  if (has(RooflinePhase::prefill))
    legend << legend_entry_html(QStringLiteral("□"), theme.axis_text, tr("prefill"), theme);
  if (!data_.operators.empty())
    legend << legend_entry_html(QStringLiteral("∘◯"), theme.axis_text, tr("area: time"), theme);
  if (!data_.changes.empty())
    legend << legend_entry_html(QStringLiteral("╌▸"), theme.axis_text, tr("change of time"), theme);
  frame_->setLegend(legend_html(legend));
}

void RooflineView::draw(QCPPainter& painter) {
  const Plane plane(frame_->plot());
  const RooflineRoofs roofs(data_, memory());
  painter.setFont(frame_->plot()->xAxis->tickLabelFont());
  label_rects_.clear();
  LabelPlaces places(plane.chart);
  for (int index = 0; index < static_cast<int>(data_.operators.size()); ++index) {
    if (!drawn(index)) continue;
    const double reach = radiusOfOperator(index) * 0.8;
    const QPointF pixel = pixelOfOperator(index);
    places.block({pixel.x() - reach, pixel.y() - reach, 2 * reach, 2 * reach});
  }
  draw_zones(painter, roofs);
  draw_roofs(painter, roofs, places);
  draw_dots(painter);
  draw_selection(painter);
  const std::vector<Arrow> arrows = showsChanges() ? changes_drawn() : std::vector<Arrow>{};
  for (const Arrow& arrow : arrows) draw_arrow(painter, arrow);
  draw_dot_labels(painter, places);
  draw_change_labels(painter, arrows, places);
  draw_zone_labels(painter, roofs, places);
}

/// Under the roof of each memory what it bounds, right of the ridge what computing bounds.
void RooflineView::draw_zones(QCPPainter& painter, const RooflineRoofs& roofs) const {
  const std::vector<int>& bounding = roofs.bounding_memories();
  if (bounding.empty() || roofs.rates().empty()) return;
  const Plane plane(frame_->plot());
  const double top = roofs.fastest_rate();
  painter.setPen(Qt::NoPen);
  painter.setAntialiasing(true);
  const double ridge = top / roofs.bandwidth(bounding.front());
  painter.setBrush(with_alpha(theme_->notice, theme_->dark ? 26 : 24));
  painter.drawRect(QRectF(QPointF(plane.x(ridge), plane.y(top)), plane.chart.bottomRight()));
  for (std::size_t index = 0; index < bounding.size(); ++index) {
    const double bandwidth = roofs.bandwidth(bounding[index]);
    const double from = plane.left(), meets = top / bandwidth;
    QPolygonF zone;
    zone << QPointF(plane.x(from), plane.y(from * bandwidth)) << QPointF(plane.x(meets), plane.y(top));
    if (index == 0) {
      zone << QPointF(plane.x(meets), plane.chart.bottom()) << QPointF(plane.x(from), plane.chart.bottom());
    } else {
      const double below = roofs.bandwidth(bounding[index - 1]);
      zone << QPointF(plane.x(top / below), plane.y(top)) << QPointF(plane.x(from), plane.y(from * below));
    }
    painter.setBrush(with_alpha(theme_->information, index == 0 ? (theme_->dark ? 30 : 24) : 12));
    painter.drawPolygon(zone);
  }
}

void RooflineView::draw_roofs(QCPPainter& painter, const RooflineRoofs& roofs, LabelPlaces& places) {
  const Plane plane(frame_->plot());
  const QFontMetricsF metrics(painter.font());
  const double top = roofs.rates().empty() ? 1e300 : roofs.fastest_rate();
  painter.setAntialiasing(true);
  for (const int index : roofs.rates()) {
    const double rate = roofs.rate(index), y = plane.y(rate);
    const double from =
        roofs.memories().empty() ? plane.chart.left() : plane.x(rate / roofs.fastest_bandwidth());
    painter.setPen(QPen(theme_->quantile, 1.6));
    painter.drawLine(QLineF(from, y, plane.chart.right(), y));
    const QString text = tr("%1 · %2").arg(data_.rates[static_cast<std::size_t>(index)].name,
                                           format_si(rate, QStringLiteral("op/s")));
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * label_padding_x, metrics.height());
    std::vector<QRectF> candidates;
    for (const double shift : {0.0, 0.18, 0.36, 0.54})
      for (const double side : {-size.height() - 2, 2.0})
        if (const double x = plane.chart.right() - 2 - size.width() - shift * plane.chart.width(); x > from)
          candidates.push_back({QPointF(x, y + side), size});
    if (const auto place = places.take(candidates)) draw_label(painter, *place, text, theme_->quantile);
  }
  for (const int index : roofs.memories()) {
    const double bandwidth = roofs.bandwidth(index);
    const bool chosen = index == memory();
    const QColor colour = chosen ? theme_->information : with_alpha(theme_->information, 150);
    painter.setPen(QPen(colour, chosen ? 2 : 1.3, chosen ? Qt::SolidLine : Qt::DashLine));
    const double meets = std::min(top / bandwidth, plane.right() * 10);
    const QPointF start(plane.x(plane.left()), plane.y(plane.left() * bandwidth));
    const QPointF end(plane.x(meets), plane.y(meets * bandwidth));
    painter.drawLine(QLineF(start, end));
    const QString text = tr("%1 · %2").arg(data_.memories[static_cast<std::size_t>(index)].name,
                                           format_si(bandwidth, QStringLiteral("B/s")));
    draw_along(painter, QLineF(start, end), 0, text, theme_->information, places);
  }
}

/// On a line, `above` pixels off it, where nothing stands.
void RooflineView::draw_along(QCPPainter& painter, const QLineF& line, double above, const QString& text,
                              const QColor& colour, LabelPlaces& places) {
  const QFontMetricsF metrics(painter.font());
  const QSizeF size(metrics.horizontalAdvance(text) + 2 * label_padding_x, metrics.height());
  const double length = line.length();
  if (!(length > 1)) return;
  const QPointF direction = (line.p2() - line.p1()) / length, up(direction.y(), -direction.x());
  for (const double share : {0.5, 0.62, 0.38, 0.74, 0.26, 0.86, 0.14, 0.05}) {
    const QPointF foot =
        line.p1() + direction * (share * length - size.width() / 2) + up * (above + size.height() / 2 + 1);
    const std::vector<QRectF> squares = squares_along(foot, direction, size);
    if (!places.take_all(squares)) continue;
    label_rects_.insert(label_rects_.end(), squares.begin(), squares.end());
    painter.save();
    painter.translate(foot);
    painter.rotate(std::atan2(direction.y(), direction.x()) * 180 / std::numbers::pi);
    painter.setPen(colour);
    painter.drawText(QRectF(0, -size.height() / 2, size.width(), size.height()), Qt::AlignCenter, text);
    painter.restore();
    return;
  }
}

void RooflineView::draw_zone_labels(QCPPainter& painter, const RooflineRoofs& roofs, LabelPlaces& places) {
  const std::vector<int>& bounding = roofs.bounding_memories();
  if (bounding.empty() || roofs.rates().empty()) return;
  const Plane plane(frame_->plot());
  const QFontMetricsF metrics(painter.font());
  const double top = roofs.fastest_rate();
  const auto within = [&](const QString& text, QRectF zone, const auto& inside) {
    zone = zone.intersected(plane.chart);
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * label_padding_x, metrics.height());
    std::vector<QRectF> candidates;
    for (const double down : {0.97, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2, 0.05})
      for (const double across : {0.5, 0.3, 0.7, 0.1, 0.9}) {
        const QRectF place(QPointF(zone.left() + across * (zone.width() - size.width()),
                                   zone.top() + down * (zone.height() - size.height())),
                           size);
        if (zone.contains(place) && inside(place)) candidates.push_back(place);
      }
    if (const auto place = places.take(candidates)) draw_label(painter, *place, text, theme_->muted_text);
  };
  const double ridge = plane.x(top / roofs.bandwidth(bounding.front()));
  within(tr("compute bound"), QRectF(QPointF(ridge, plane.y(top)), plane.chart.bottomRight()),
         [](const QRectF&) { return true; });
  const auto bound_by = [this](int index) {
    return tr("%1 bound").arg(data_.memories[static_cast<std::size_t>(index)].name);
  };
  const QCustomPlot* plot = frame_->plot();
  const double slowest = roofs.bandwidth(bounding.front());
  within(bound_by(bounding.front()),
         QRectF(QPointF(plane.chart.left(), plane.y(top)), QPointF(ridge, plane.chart.bottom())),
         [&](const QRectF& place) {
           return place.top() > plane.y(plot->xAxis->pixelToCoord(place.left()) * slowest) + 1;
         });
  // The strips between roofs are as high as the roofs are apart.
  for (std::size_t index = 1; index < bounding.size(); ++index) {
    const double below = roofs.bandwidth(bounding[index - 1]), above = roofs.bandwidth(bounding[index]);
    const double ends = top / above;
    const QLineF lower(QPointF(plane.x(plane.left()), plane.y(plane.left() * below)),
                       QPointF(plane.x(ends), plane.y(ends * below)));
    const double apart = (plane.y(ends * below) - plane.y(ends * above)) * lower.dx() / lower.length();
    if (apart < metrics.height() + 4) continue;
    draw_along(painter, lower, (apart - metrics.height()) / 2, bound_by(bounding[index]), theme_->muted_text,
               places);
  }
}

void RooflineView::draw_dots(QCPPainter& painter) const {
  painter.setAntialiasing(true);
  for (const bool present : {false, true})
    for (const int index : order_)
      if (drawn(index) && (data_.operators[static_cast<std::size_t>(index)].run == 0) == present)
        draw_dot(painter, index, pixelOfOperator(index), radiusOfOperator(index), present);
}

void RooflineView::draw_dot(QCPPainter& painter, int index, QPointF pixel, double radius, bool solid) const {
  const QColor colour = dot_colour(index);
  painter.setPen(QPen(theme_->dark ? colour.lighter(125) : colour.darker(125), 1.2));
  painter.setBrush(with_alpha(colour, solid ? 185 : 45));
  draw_marker(painter, phase_marker(data_.operators[static_cast<std::size_t>(index)].phase), pixel,
              2 * radius);
}

/// The selected operator at the bytes of every memory, joined, and ringed at that of the axis.
void RooflineView::draw_selection(QCPPainter& painter) const {
  if (!drawn(selected_)) return;
  const QPointF chosen = pixelOfOperator(selected_);
  painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 1.2, Qt::DotLine));
  for (int other = 0; other < static_cast<int>(data_.memories.size()); ++other) {
    const double there = intensity(selected_, other);
    if (other == memory() || !std::isfinite(there) || !(there > 0)) continue;
    painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 1.2, Qt::DotLine));
    painter.drawLine(QLineF(chosen, pixel_at(selected_, other)));
    draw_dot(painter, selected_, pixel_at(selected_, other), 4, false);
  }
  painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 2.5));
  painter.setBrush(Qt::NoBrush);
  const double reach = radiusOfOperator(selected_) + 4;
  painter.drawEllipse(chosen, reach, reach);
}

std::vector<RooflineView::Arrow> RooflineView::changes_drawn() const {
  std::vector<Arrow> arrows;
  for (const RooflineChange& change : data_.changes) {
    if (!drawn(change.before) || !drawn(change.after)) continue;
    const double before = data_.operators[static_cast<std::size_t>(change.before)].time_s;
    const double after = data_.operators[static_cast<std::size_t>(change.after)].time_s;
    Arrow arrow;
    arrow.line = QLineF(pixelOfOperator(change.before), pixelOfOperator(change.after));
    arrow.start = radiusOfOperator(change.before);
    arrow.reach = radiusOfOperator(change.after);
    arrow.text = change_text(before, after);
    arrow.colour = after < before ? theme_->better : after > before ? theme_->worse : theme_->axis_text;
    arrows.push_back(arrow);
  }
  return arrows;
}

void RooflineView::draw_arrow(QCPPainter& painter, const Arrow& arrow) const {
  if (!arrow.seen()) return;
  const QPointF direction = (arrow.line.p2() - arrow.line.p1()) / arrow.line.length();
  const QPointF across(-direction.y(), direction.x());
  const QPointF tip = arrow.line.p2() - direction * (arrow.reach + 1), neck = tip - direction * 7;
  painter.setAntialiasing(true);
  painter.setPen(QPen(arrow.colour, 1.2, Qt::DashLine));
  painter.drawLine(QLineF(arrow.line.p1() + direction * arrow.start, neck));
  painter.setPen(Qt::NoPen);
  painter.setBrush(arrow.colour);
  painter.drawPolygon(QPolygonF({tip, neck + across * 3.2, neck - across * 3.2}));
}

/// Operators that go the same way together say it once.
void RooflineView::draw_change_labels(QCPPainter& painter, const std::vector<Arrow>& arrows,
                                      LabelPlaces& places) {
  const QFontMetricsF metrics(painter.font());
  std::vector<const Arrow*> said;
  for (const Arrow& arrow : arrows) {
    const auto near = [&](const Arrow* other) {
      return other->text == arrow.text &&
             QLineF(other->line.p2(), arrow.line.p2()).length() < same_change_distance;
    };
    if (arrow.text.isEmpty() || std::ranges::any_of(said, near)) continue;
    const QSizeF size(metrics.horizontalAdvance(arrow.text) + 2 * label_padding_x, metrics.height());
    std::vector<QRectF> candidates;
    if (arrow.seen())
      for (const double share : {0.5, 0.35, 0.65})
        for (const QRectF& place : places_around(arrow.line.pointAt(share), 5, size))
          candidates.push_back(place);
    for (const QRectF& place : places_around(arrow.line.p2(), arrow.reach + 2, size))
      candidates.push_back(place);
    if (const auto place = places.take(candidates)) {
      draw_label(painter, *place, arrow.text, arrow.colour);
      said.push_back(&arrow);
    }
  }
}

/// Of the present run, the selected one first and then the longest.
void RooflineView::draw_dot_labels(QCPPainter& painter, LabelPlaces& places) {
  const QFontMetricsF metrics(painter.font());
  std::vector<int> named;
  if (drawn(selected_)) named.push_back(selected_);
  for (const int index : order_)
    if (index != selected_ && drawn(index) && data_.operators[static_cast<std::size_t>(index)].run == 0)
      named.push_back(index);
  for (const int index : named) {
    const QString& text = data_.operators[static_cast<std::size_t>(index)].name;
    const double away = radiusOfOperator(index) + (index == selected_ ? 7 : 2);
    const auto place =
        places.take(places_around(pixelOfOperator(index), away,
                                  {metrics.horizontalAdvance(text) + 2 * label_padding_x, metrics.height()}));
    if (place && !text.isEmpty()) draw_label(painter, *place, text, theme_->axis_text);
  }
}

void RooflineView::draw_label(QCPPainter& painter, const QRectF& place, const QString& text,
                              const QColor& colour) {
  label_rects_.push_back(place);
  painter.setPen(Qt::NoPen);
  painter.setBrush(with_alpha(theme_->chart_background, 170));
  painter.drawRect(place);
  painter.setPen(colour);
  painter.setBrush(Qt::NoBrush);
  painter.drawText(place, Qt::AlignCenter, text);
}

}  // namespace quantscope::widgets
