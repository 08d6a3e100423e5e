#pragma once

#include <QPen>
#include <QPointF>
#include <QString>
#include <QStringList>

#include "widgets/theme.h"

class QPainter;

namespace quantscope::widgets {

/// What a run is called and looks like, the same in every chart. Colour, marker and dash pattern all follow
/// from the index, so that colour never speaks alone.
struct RunStyle {
  static constexpr int now = -1;       ///< the current setting: blue, solid, circle
  static constexpr int original = -2;  ///< the unquantized original: grey, solid, square
  static constexpr int outliers = -3;  ///< chosen channels of the original: orange-red, solid, triangle

  QString name;
  int colour_index =
      now;  ///< `now`, `original`, `outliers`, or an index ≥ 0 into Theme::pinned, which cycles

  friend bool operator==(const RunStyle&, const RunStyle&) = default;
};

enum class MarkerShape {
  circle,
  square,
  diamond,
  triangle_up,
  triangle_down,
  star,
  pentagon,
  hexagon,
  cross
};

/// The theme's colour of a run: for fills.
QColor run_colour(const RunStyle& style, const Theme& theme);
/// The same hue, darkened or lightened where the fill's colour would vanish in a thin line (contrast with the
/// chart's ground below 2).
QColor run_line_colour(const RunStyle& style, const Theme& theme);
/// Pinned runs that cycle through the colours again get other markers and dashes.
MarkerShape run_marker(const RunStyle& style);
/// In units of the pen's width, as QPen::setDashPattern() takes it; empty is solid.
QList<qreal> run_dashes(const RunStyle& style);

QPen run_pen(const RunStyle& style, const Theme& theme, double width = 1.5);

/// A filled marker about `size` pixels across with an outline in the line's colour. Leaves pen and brush
/// changed.
void draw_marker(QPainter& painter, MarkerShape shape, QPointF centre, double size);
void draw_run_marker(QPainter& painter, const RunStyle& style, const Theme& theme, QPointF centre,
                     double size = 8);

/// A character that looks like the marker: "●", "◆" …
QString marker_character(MarkerShape shape);
/// Strokes that look like the run's dashes: "╌╌", "─·─"; "──" where it is solid.
QString dash_characters(const RunStyle& style);
/// Swatch in the run's colour and its name in the theme's text colour, escaped, as rich text.
QString run_legend_html(const RunStyle& style, const Theme& theme);
/// One entry with any swatch; entries do not break inside.
QString legend_entry_html(const QString& swatch, const QColor& colour, const QString& name,
                          const Theme& theme);
/// Entries in a row that wraps between them.
QString legend_html(const QStringList& entries);

/// The look of the i-th kind of layer (q_proj, down_proj …) where lines are kinds of one run: colours other
/// than those of runs, each with its marker.
QColor kind_colour(int index, const Theme& theme);
MarkerShape kind_marker(int index);

}  // namespace quantscope::widgets
