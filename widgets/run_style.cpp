#include "widgets/run_style.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace quantscope::widgets {
namespace {

constexpr double least_contrast = 2;
constexpr int shape_count = 9;

double luminance(const QColor& colour) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// Contrast ratio as in WCAG 2.
double contrast(const QColor& a, const QColor& b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

QColor readable(QColor colour, const Theme& theme) {
  for (int step = 0; step < 12 && contrast(colour, theme.chart_background) < least_contrast; ++step)
    colour = theme.dark ? colour.lighter(115) : colour.darker(115);
  return colour;
}

QPolygonF polygon(int corners, double first_angle, double radius, double inner_radius = 0) {
  QPolygonF points;
  const int count = inner_radius > 0 ? corners * 2 : corners;
  for (int corner = 0; corner < count; ++corner) {
    const double angle = first_angle + 2 * std::numbers::pi * corner / count;
    const double reach = inner_radius > 0 && corner % 2 == 1 ? inner_radius : radius;
    points << QPointF(reach * std::cos(angle), reach * std::sin(angle));
  }
  return points;
}

std::size_t wrapped(int index, std::size_t size) {
  return static_cast<std::size_t>(std::max(index, 0)) % size;
}

}  // namespace

QColor run_colour(const RunStyle& style, const Theme& theme) {
  if (style.colour_index == RunStyle::now) return theme.now;
  if (style.colour_index == RunStyle::outliers) return theme.outlier;
  if (style.colour_index < 0 || theme.pinned.empty()) return theme.original;
  return theme.pinned[wrapped(style.colour_index, theme.pinned.size())];
}

QColor run_line_colour(const RunStyle& style, const Theme& theme) {
  return readable(run_colour(style, theme), theme);
}

MarkerShape run_marker(const RunStyle& style) {
  if (style.colour_index == RunStyle::now) return MarkerShape::circle;
  if (style.colour_index == RunStyle::outliers) return MarkerShape::triangle_up;
  if (style.colour_index < 0) return MarkerShape::square;
  // Nine shapes against eight colours: the pairs differ for 72 runs.
  return static_cast<MarkerShape>((style.colour_index + 2) % shape_count);
}

QList<qreal> run_dashes(const RunStyle& style) {
  static const std::array<QList<qreal>, 5> patterns = {QList<qreal>{6, 2}, QList<qreal>{2, 2},
                                                       QList<qreal>{6, 2, 2, 2}, QList<qreal>{10, 3},
                                                       QList<qreal>{4, 2, 1, 2, 1, 2}};
  if (style.colour_index < 0) return {};
  return patterns[wrapped(style.colour_index, patterns.size())];
}

QPen run_pen(const RunStyle& style, const Theme& theme, double width) {
  QPen pen(run_line_colour(style, theme), width);
  pen.setCapStyle(Qt::FlatCap);
  pen.setJoinStyle(Qt::MiterJoin);
  if (const QList<qreal> dashes = run_dashes(style); !dashes.isEmpty()) pen.setDashPattern(dashes);
  return pen;
}

void draw_marker(QPainter& painter, MarkerShape shape, QPointF centre, double size) {
  const double radius = size / 2, up = -std::numbers::pi / 2;
  QPolygonF points;
  switch (shape) {
    case MarkerShape::circle:
      painter.drawEllipse(centre, radius * 0.95, radius * 0.95);
      return;
    case MarkerShape::square:
      points = polygon(4, up / 2, radius * 1.2);
      break;
    case MarkerShape::diamond:
      points = polygon(4, up, radius * 1.2);
      break;
    case MarkerShape::triangle_up:
      points = polygon(3, up, radius * 1.2);
      break;
    case MarkerShape::triangle_down:
      points = polygon(3, -up, radius * 1.2);
      break;
    case MarkerShape::star:
      points = polygon(5, up, radius * 1.35, radius * 0.55);
      break;
    case MarkerShape::pentagon:
      points = polygon(5, up, radius * 1.1);
      break;
    case MarkerShape::hexagon:
      points = polygon(6, 0, radius * 1.1);
      break;
    case MarkerShape::cross: {
      const double arm = radius * 1.05, half = radius * 0.36;
      points = {{-half, -arm}, {half, -arm}, {half, -half}, {arm, -half}, {arm, half},   {half, half},
                {half, arm},   {-half, arm}, {-half, half}, {-arm, half}, {-arm, -half}, {-half, -half}};
      break;
    }
  }
  painter.drawPolygon(points.translated(centre));
}

void draw_run_marker(QPainter& painter, const RunStyle& style, const Theme& theme, QPointF centre,
                     double size) {
  painter.setPen(QPen(
      theme.dark ? run_line_colour(style, theme).lighter(130) : run_line_colour(style, theme).darker(140),
      1));
  painter.setBrush(run_colour(style, theme));
  draw_marker(painter, run_marker(style), centre, size);
}

QString marker_character(MarkerShape shape) {
  static const std::array<QString, shape_count> characters = {
      QStringLiteral("●"), QStringLiteral("■"), QStringLiteral("◆"), QStringLiteral("▲"), QStringLiteral("▼"),
      QStringLiteral("★"), QStringLiteral("⬟"), QStringLiteral("⬢"), QStringLiteral("✚")};
  return characters[static_cast<std::size_t>(shape)];
}

QString dash_characters(const RunStyle& style) {
  // Box drawings, because a legend must not break inside an entry, and may after a dash.
  static const std::array<QString, 5> strokes = {QStringLiteral("╌╌"), QStringLiteral("┈┈"),
                                                 QStringLiteral("─·─"), QStringLiteral("━\u00a0━"),
                                                 QStringLiteral("─··")};
  return style.colour_index < 0 ? QStringLiteral("──") : strokes[wrapped(style.colour_index, strokes.size())];
}

QString run_legend_html(const RunStyle& style, const Theme& theme) {
  return legend_entry_html(marker_character(run_marker(style)), run_line_colour(style, theme), style.name,
                           theme);
}

QString legend_entry_html(const QString& swatch, const QColor& colour, const QString& name,
                          const Theme& theme) {
  QString held = name.toHtmlEscaped();
  held.replace(' ', QStringLiteral("&nbsp;"));
  return QStringLiteral("<span style='color:%1'>%2</span>&nbsp;<span style='color:%3'>%4</span>")
      .arg(colour.name(), swatch, theme.axis_text.name(), held);
}

QString legend_html(const QStringList& entries) {
  return entries.join(QStringLiteral("&nbsp;&nbsp; "));
}

QColor kind_colour(int index, const Theme& theme) {
  // After Paul Tol's qualitative schemes "muted" and "light", without what looks like an outlier's
  // orange-red.
  static const std::array<const char*, 9> light = {"#332288", "#117733", "#994455", "#2a8a94", "#997700",
                                                   "#4477aa", "#aa4499", "#556b2f", "#555555"};
  static const std::array<const char*, 9> dark = {"#77aadd", "#bbcc33", "#ffaabb", "#99ddff", "#eedd88",
                                                  "#44bb99", "#b59be0", "#ee99ee", "#dddddd"};
  return QColor((theme.dark ? dark : light)[wrapped(index, light.size())]);
}

MarkerShape kind_marker(int index) {
  return static_cast<MarkerShape>(wrapped(index, shape_count));
}

}  // namespace quantscope::widgets
