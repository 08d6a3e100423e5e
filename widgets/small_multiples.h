#pragma once

#include <QAbstractScrollArea>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/statistics/drawn_histogram.h"
#include "widgets/axis_tickers.h"
#include "widgets/chart_table.h"
#include "widgets/theme.h"

class QPainter;

namespace quantscope::widgets {

/// One small histogram.
struct HistogramTile {
  int id = 0;                                          ///< the owner's own; unique
  QString title;                                       ///< elided in the middle where it does not fit
  QString full_name;                                   ///< in tooltip and table; empty = title
  std::optional<statistics::DrawnHistogram> original;  ///< grey; none: not come yet, drawn as "…"
  std::optional<statistics::DrawnHistogram> now;       ///< blue step line
  QString figures;                                     ///< "absmax 62.1, 41 outlier channels": tooltip, table
  QString problem;                                     ///< why there will be no histogram; drawn in its place
};

/// Hundreds to thousands of small histograms in a scrolling grid; paints only what is in sight. Fed tile by
/// tile as the results come; the owner computes what is in sight first (visibleChanged).
class SmallMultiples : public QAbstractScrollArea {
  Q_OBJECT
 public:
  explicit SmallMultiples(QWidget* parent = nullptr);

  /// Replaces all tiles, in this order. The selected id stays where it still exists, and so does the scroll
  /// position where the ids are the same.
  void setTiles(std::vector<HistogramTile> tiles);
  const std::vector<HistogramTile>& tiles() const { return tiles_; }
  /// Fills or changes one tile in place; repaints it alone where the axes stay. An unknown id is ignored.
  void setTile(HistogramTile tile);
  void setNow(int id, std::optional<statistics::DrawnHistogram> now);

  /// Scale of x that the histograms were drawn for (one linear width for all). Linear at first.
  void setValueScale(const AxisScale& scale);
  /// One x range and one y range for all tiles (those that have come), or each its own. Own at first.
  void setCommonAxes(bool common);
  void setCountLogarithmic(bool on);
  bool countLogarithmic() const { return count_logarithmic_; }
  /// Smallest size of a tile in pixels; tiles grow to fill the row. 150 × 96 at first.
  void setTileSize(QSize size);

  /// Text in the middle where there are no tiles.
  void setEmptyText(const QString& text);

  /// Framed tile, -1 for none; scrolled into sight. Emits nothing.
  void setSelected(int id);
  int selected() const { return selected_; }

  /// Positions [first, last] of the tiles in sight, (0, -1) where none is.
  std::pair<int, int> visibleRange() const;
  /// Where the tile at a position stands, in the viewport's pixels (may be out of sight).
  QRect tileRect(int position) const;

  /// tile, bin_low, bin_high, count, now_count: a row per bin and tile.
  ChartTable table() const;
  /// Whole grid as wide as the viewport now (at least 640 pixels; wider where it would be higher than 16
  /// 000): for pictures.
  QSize exportSize() const;
  /// Paints all tiles from (0, 0) over exportSize().
  void paintAll(QPainter& painter, const Theme& theme) const;

 signals:
  void tileClicked(int id);     ///< by mouse or Enter; selected already
  void currentChanged(int id);  ///< moved to with the arrow keys
  void visibleChanged(int first, int last);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  struct Grid {
    int columns = 1;
    double width = 0, height = 0;  ///< of a tile with its margin
    QRectF cell(int position) const;
  };
  struct Axes {
    double low = 1, high = 0;    ///< axis coordinates
    double bottom = 0, top = 1;  ///< counts
    bool empty() const { return !(low < high); }
  };
  Grid grid(int width) const;
  Grid export_grid() const;
  void update_scroll_bar();
  void update_visible();
  void update_common_axes();
  void update_tile(int position);
  int position_of(int id) const;
  int position_at(QPoint pixel) const;
  void make_current(int position);
  void measure_tiles();
  Axes axes_of(const HistogramTile& tile) const;
  double coordinate(double value) const;
  void paint_tile(QPainter& painter, const Theme& theme, int position, const QRectF& cell) const;
  void paint_axis(QPainter& painter, const Theme& theme, const Axes& axes, const QRectF& area) const;
  void paint_curve(QPainter& painter, const statistics::DrawnHistogram& drawn, const Axes& axes,
                   const QRectF& area, bool filled) const;
  QString tooltip(const HistogramTile& tile) const;

  std::vector<HistogramTile> tiles_;
  std::unordered_map<int, int> position_;
  AxisScale scale_;
  std::vector<Axes> own_axes_;  ///< one per tile; low > high where there is nothing to show
  bool common_axes_ = false, count_logarithmic_ = false;
  Axes common_;
  QSize tile_size_{150, 96};
  QString empty_text_;
  int selected_ = -1;
  std::pair<int, int> visible_{0, -1};
};

}  // namespace quantscope::widgets
