#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/curves_view.h"
#include "widgets/label_places.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr double mark_size = 8, name_gap = 3;  // pixels
constexpr double line_width = 1.7, far_line_width = 1.2;

QColor see_through(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

/// Of a trace in pixels at x; NaN beside it and in gaps.
double height_at(const QPolygonF& trace, double x) {
  const auto after = std::ranges::lower_bound(trace, x, {}, [](const QPointF& point) { return point.x(); });
  if (after == trace.end()) return std::nan("");
  if (after->x() == x) return after->y();
  if (after == trace.begin()) return std::nan("");
  const QPointF before = *std::prev(after);
  return before.y() + (x - before.x()) / (after->x() - before.x()) * (after->y() - before.y());
}

}  // namespace

/// Where curves differ by accelerator too, that has the dashes; else the run has its own.
QPen CurvesView::pen_of(const Curve& curve) const {
  static const std::array<QList<qreal>, 5> dashes = {QList<qreal>{}, QList<qreal>{6, 2.5},
                                                     QList<qreal>{1.5, 2}, QList<qreal>{7, 2, 1.5, 2},
                                                     QList<qreal>{12, 3}};
  QPen pen = run_pen(curve.style, *theme_, line_width);
  if (!several_lines()) return pen;
  pen.setStyle(Qt::SolidLine);
  if (const auto& pattern = dashes[static_cast<std::size_t>(std::max(0, curve.line)) % dashes.size()];
      !pattern.isEmpty())
    pen.setDashPattern(pattern);
  return pen;
}

bool CurvesView::several_lines() const {
  return std::ranges::any_of(data_.curves,
                             [this](const Curve& curve) { return curve.line != data_.curves.front().line; });
}

MarkerShape CurvesView::marker_of(const Curve& curve) const {
  return several_lines() ? kind_marker(curve.line) : run_marker(curve.style);
}

void CurvesView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  bool bands = false, marks = false, walls = false;
  for (int index = 0; index < static_cast<int>(data_.curves.size()); ++index) {
    const Curve& curve = data_.curves[static_cast<std::size_t>(index)];
    const QString strokes = several_lines() ? (curve.line <= 0 ? QStringLiteral("──")
                                                               : dash_characters({{}, (curve.line - 1) % 5}))
                                            : dash_characters(curve.style);
    legend << legend_entry_html(strokes + marker_character(marker_of(curve)),
                                run_line_colour(curve.style, theme), name_of(curve), theme);
    bands = bands || !curve.low.empty();
    marks = marks || !curve.marks.empty();
    walls = walls || !unfitRanges(index).empty();
  }
  if (bands)
    legend << legend_entry_html(QStringLiteral("▒"), theme.muted_text, tr("from low to high"), theme);
  if (marks)
    legend << legend_entry_html(QStringLiteral("◇"), theme.axis_text, tr("the bound changes"), theme);
  if (walls) legend << legend_entry_html(QStringLiteral("█"), theme.outlier, tr("does not fit"), theme);
  frame_->setLegend(legend_html(legend));
}

void CurvesView::draw(QCPPainter& painter) {
  label_rects_.clear();
  traces_.clear();
  for (const Curve& curve : data_.curves) {
    QPolygonF trace;
    for (std::size_t index = 0; index < std::min(curve.x.size(), curve.y.size()); ++index)
      trace << QPointF(pixel_of_x(curve.x[index]), pixel_of_y(curve.y[index]));
    traces_.push_back(std::move(trace));
  }
  painter.setFont(frame_->plot()->xAxis->tickLabelFont());
  LabelPlaces places(QRectF(frame_->plot()->axisRect()->rect()));
  draw_walls(painter, places);
  for (const Curve& curve : data_.curves) draw_band(painter, curve);
  painter.setAntialiasing(true);
  draw_current(painter, places);
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve) draw_curve(painter, curve);
  if (const QPointF chosen = pixelOfPoint(selected_curve_, selected_index_); !std::isnan(chosen.x())) {
    painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(chosen, 8, 8);
  }
  draw_marks(painter, places);
  draw_names(painter, places);
}

/// Walls that stand at one place are one region.
void CurvesView::draw_walls(QCPPainter& painter, LabelPlaces& places) {
  struct Wall {
    double from, to;
    QStringList names;
  };
  const QRectF chart = frame_->plot()->axisRect()->rect();
  std::vector<Wall> walls;
  double last_x = x_extent().second;
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve)
    for (const auto& [low, high] : unfitRanges(curve)) {
      const double from = pixel_of_x(low), to = high >= last_x ? chart.right() + 1 : pixel_of_x(high);
      if (std::isnan(from) || std::isnan(to)) continue;
      const auto same = std::ranges::find_if(walls, [&](const Wall& wall) {
        return std::abs(wall.from - from) < 1 && std::abs(wall.to - to) < 1;
      });
      const QString name = name_of(data_.curves[static_cast<std::size_t>(curve)]);
      if (same == walls.end())
        walls.push_back({from, to, {name}});
      else
        same->names << name;
    }
  painter.setAntialiasing(false);
  const QFontMetricsF metrics(painter.font());
  for (const Wall& wall : walls) {
    const double left = std::max(wall.from, chart.left()), right = std::min(wall.to, chart.right() + 1);
    if (!(right > left)) continue;
    painter.fillRect(QRectF(left, chart.top(), right - left, chart.height() + 1),
                     see_through(theme_->outlier, walls.size() > 1 ? 14 : 26));
    painter.setPen(QPen(theme_->outlier, 1.3, Qt::DashDotLine));
    if (wall.from >= chart.left()) painter.drawLine(QLineF(left, chart.top(), left, chart.bottom()));
  }
  for (const Wall& wall : walls) {
    const double left = std::max(wall.from, chart.left()), right = std::min(wall.to, chart.right() + 1);
    if (!(right > left)) continue;
    // Beyond this wall, those of the walls before do not fit either.
    QStringList names;
    for (const Wall& other : walls)
      if (other.from <= wall.from && other.to > wall.from) names += other.names;
    QString text = tr("does not fit");
    if (names.size() < static_cast<qsizetype>(data_.curves.size()))
      text = names.size() <= 2 ? tr("%1: does not fit").arg(names.join(QStringLiteral(", ")))
                               : tr("%1 of %2 do not fit").arg(names.size()).arg(data_.curves.size());
    const QSizeF size(metrics.horizontalAdvance(text) + 6, metrics.height());
    std::vector<QRectF> candidates;
    for (int row = 0; row < 6; ++row) {
      const double y = chart.top() + 2 + row * (size.height() + 1);
      candidates.push_back({QPointF(left + 2, y), size});
      candidates.push_back({QPointF(chart.right() - size.width(), y), size});
    }
    sort_off_curves(candidates);
    if (const auto place = places.take(candidates)) draw_label(painter, *place, text, theme_->outlier);
  }
}

void CurvesView::draw_band(QCPPainter& painter, const Curve& curve) const {
  const std::size_t count = std::min({curve.x.size(), curve.low.size(), curve.high.size()});
  painter.setPen(Qt::NoPen);
  painter.setBrush(see_through(run_colour(curve.style, *theme_), theme_->dark ? 46 : 38));
  QPolygonF upper, lower;
  const auto finish = [&] {
    if (upper.size() > 1) {
      std::ranges::reverse(lower);
      painter.drawPolygon(upper + lower);
    }
    upper.clear();
    lower.clear();
  };
  for (std::size_t index = 0; index < count; ++index) {
    const double x = pixel_of_x(curve.x[index]);
    const double low = pixel_of_y(curve.low[index]), high = pixel_of_y(curve.high[index]);
    if (std::isnan(x) || std::isnan(low) || std::isnan(high)) {
      finish();
      continue;
    }
    upper << QPointF(x, high);
    lower << QPointF(x, low);
  }
  finish();
}

/// In pieces between gaps; dotted and pale where it does not fit.
void CurvesView::draw_curve(QCPPainter& painter, int curve) const {
  const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
  const auto unfit = unfitRanges(curve);
  const auto fits = [&](double x) {
    return std::ranges::none_of(unfit,
                                [&](const auto& range) { return x > range.first && x <= range.second; });
  };
  QPen near_pen = pen_of(each), far_pen(see_through(near_pen.color(), 190), far_line_width, Qt::DotLine);
  painter.setBrush(Qt::NoBrush);
  QPolygonF piece;
  bool far_piece = false;
  const auto finish = [&] {
    painter.setPen(far_piece ? far_pen : near_pen);
    if (piece.size() > 1) painter.drawPolyline(piece);
    if (piece.size() == 1) painter.drawPoint(piece.front());
    piece.clear();
  };
  const QPolygonF& trace = traces_[static_cast<std::size_t>(curve)];
  const auto count = static_cast<std::size_t>(trace.size());
  for (std::size_t index = 0; index < count; ++index) {
    const QPointF pixel = trace[static_cast<qsizetype>(index)];
    if (std::isnan(pixel.x()) || std::isnan(pixel.y())) {
      finish();
      continue;
    }
    const bool far = !fits(each.x[index]);
    if (!piece.isEmpty() && far != far_piece) {
      // Up to the wall the one pen, from there the other.
      const QPointF last = piece.back();
      QPointF turn = far ? pixel : last;
      for (const auto& [low, high] : unfit)
        if (const double edge = pixel_of_x(far ? low : high); edge >= last.x() && edge <= pixel.x())
          turn = QPointF(edge, pixel_of_y(valueAt(curve, far ? low : high)));
      if (std::isnan(turn.y())) turn = last;
      piece << turn;
      finish();
      piece << turn;
    }
    far_piece = far;
    piece << pixel;
  }
  finish();
  // Few points show themselves.
  if (count > 24) return;
  painter.setPen(QPen(theme_->chart_background, 0.8));
  painter.setBrush(near_pen.color());
  for (std::size_t index = 0; index < count; ++index)
    if (const QPointF pixel = pixelOfPoint(curve, static_cast<int>(index)); !std::isnan(pixel.x()))
      draw_marker(painter, marker_of(each), pixel, 6);
}

void CurvesView::draw_current(QCPPainter& painter, LabelPlaces& places) {
  if (!drawable_x(data_.current_x)) return;
  const QRectF chart = frame_->plot()->axisRect()->rect();
  const double x = pixel_of_x(*data_.current_x);
  if (!(x >= chart.left() && x <= chart.right())) return;
  painter.setAntialiasing(false);
  painter.setPen(QPen(theme_->theta, data_.current_movable ? 2 : 1.5, Qt::DashLine));
  painter.drawLine(QLineF(x, chart.top(), x, chart.bottom()));
  painter.setAntialiasing(true);
  places.block({x - 1, chart.top(), 2, chart.height()});
  const QString text = data_.current_label.isEmpty()
                           ? tr("%1 %2").arg(data_.x_name, format_si(*data_.current_x, data_.x_unit))
                           : data_.current_label;
  const QFontMetricsF metrics(painter.font());
  const QSizeF size(metrics.horizontalAdvance(text) + 6, metrics.height());
  std::vector<QRectF> candidates;
  for (int row = 0; row < 6; ++row)
    for (const double left : {x + 3, x - 3 - size.width()})
      candidates.push_back({QPointF(left, chart.top() + 2 + row * (size.height() + 1)), size});
  if (const auto place = places.take(candidates)) draw_label(painter, *place, text, theme_->theta);
}

void CurvesView::draw_marks(QCPPainter& painter, LabelPlaces& places) {
  struct Placed {
    QPointF pixel;
    QString text;
    QColor colour;
  };
  const QRectF chart = frame_->plot()->axisRect()->rect();
  std::vector<Placed> placed;
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve) {
    const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
    for (const CurveMark& mark : each.marks) {
      const QPointF pixel(pixel_of_x(mark.x), pixel_of_y(valueAt(curve, mark.x)));
      if (std::isnan(pixel.x()) || std::isnan(pixel.y()) || !chart.contains(pixel)) continue;
      placed.push_back({pixel, mark.text, run_line_colour(each.style, *theme_)});
      places.block({pixel.x() - mark_size / 2, pixel.y() - mark_size / 2, mark_size, mark_size});
    }
  }
  const QFontMetricsF metrics(painter.font());
  painter.setAntialiasing(true);
  for (const Placed& mark : placed) {
    painter.setPen(QPen(mark.colour, 1.6));
    painter.setBrush(theme_->chart_background);
    draw_marker(painter, MarkerShape::diamond, mark.pixel, mark_size);
    if (mark.text.isEmpty()) continue;
    const QSizeF size(metrics.horizontalAdvance(mark.text) + 6, metrics.height());
    std::vector<QRectF> candidates;
    for (const double away :
         {mark_size / 2 + 2, mark_size / 2 + size.height(), mark_size / 2 + 2 * size.height()})
      for (const QRectF& place : places_around(mark.pixel, away, size)) candidates.push_back(place);
    // Off the curves if it can be.
    sort_off_curves(candidates);
    if (const auto place = places.take(candidates)) draw_label(painter, *place, mark.text, theme_->axis_text);
  }
}

/// How many curves pass through a rectangle of the picture being drawn.
int CurvesView::curves_through(const QRectF& place) const {
  return static_cast<int>(std::ranges::count_if(traces_, [&](const QPolygonF& trace) {
    bool above = false, below = false;
    for (const double x : {place.left(), place.center().x(), place.right()}) {
      const double y = height_at(trace, x);
      if (y >= place.top() && y <= place.bottom()) return true;
      above = above || y < place.top();
      below = below || y > place.bottom();
    }
    return above && below;
  }));
}

/// Places that no curve passes through first.
void CurvesView::sort_off_curves(std::vector<QRectF>& places) const {
  std::vector<std::pair<int, QRectF>> counted;
  for (const QRectF& place : places) counted.emplace_back(curves_through(place), place);
  std::ranges::stable_sort(counted, {}, [](const auto& each) { return each.first; });
  std::ranges::transform(counted, places.begin(), [](const auto& each) { return each.second; });
}

/// At the right end of each curve, where there are several.
void CurvesView::draw_names(QCPPainter& painter, LabelPlaces& places) {
  if (data_.curves.size() < 2) return;
  const QRectF chart = frame_->plot()->axisRect()->rect();
  const QFontMetricsF metrics(painter.font());
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve) {
    const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
    const QString name = metrics.elidedText(name_of(each), Qt::ElideMiddle, chart.width() * 0.4);
    const QSizeF size(metrics.horizontalAdvance(name) + 6, metrics.height());
    std::vector<QRectF> candidates;
    for (const double share : {1.0, 0.8, 0.6}) {
      const double right = chart.left() + share * chart.width() - name_gap;
      const double y = height_at(traces_[static_cast<std::size_t>(curve)], right - size.width() / 2);
      if (std::isnan(y)) continue;
      for (const double shift : {-size.height() - name_gap, name_gap, -2 * size.height(), size.height()})
        candidates.push_back({QPointF(right - size.width(), y + shift), size});
    }
    std::erase_if(candidates, [this](const QRectF& place) { return curves_through(place) > 0; });
    if (const auto place = places.take(candidates))
      draw_label(painter, *place, name, run_line_colour(each.style, *theme_));
  }
}

void CurvesView::draw_label(QCPPainter& painter, const QRectF& place, const QString& text,
                            const QColor& colour) {
  label_rects_.push_back(place);
  painter.fillRect(place, see_through(theme_->chart_background, 185));
  painter.setPen(colour);
  painter.drawText(place, Qt::AlignCenter, text);
}

}  // namespace quantscope::widgets
