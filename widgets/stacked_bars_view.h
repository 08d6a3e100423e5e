#pragma once

#include <QRectF>
#include <QSharedPointer>
#include <QWidget>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"

class QCPPainter;
class QComboBox;

namespace quantscope::widgets {

class ChartFrame;
class RowTicker;

/// One bar: an accelerator, a run and a phase.
struct StackedRow {
  QString label;      ///< short: "A100 · decode"; left of the bar
  QString full_name;  ///< in read-out and table; empty = label
  RunStyle style;     ///< its marker stands before the label
  /// Bounds of the total, drawn as a whisker; NaN: none.
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  QString note = {};     ///< beside the total: "does not fit"
  QString problem = {};  ///< why there is no bar
};

/// A way to take the totals apart.
struct StackedBreakdown {
  QString name;                             ///< "by operator"
  QString part_word;                        ///< "operator": the table's column
  std::vector<QString> parts;               ///< names, in the order of the segments
  std::vector<std::vector<double>> values;  ///< [row][part], ≥ 0; anything else counts as nothing
};

struct StackedBarsData {
  std::vector<StackedRow> rows;              ///< in the order drawn, from the top
  std::vector<StackedBreakdown> breakdowns;  ///< at least one for a picture
  QString value_name, unit;                  ///< "time", "s"
  bool preview = false;
  QString view_key;  ///< data with the same key keep a zoomed view
};

/// Horizontal stacked bars with their totals at the end, absolute or as shares of each row. The parts that
/// have no colour of their own left are drawn together as "others"; the read-out and the table have all.
/// Title, sentence, empty text and export name are the owner's, on frame().
class StackedBarsView : public QWidget {
  Q_OBJECT
 public:
  explicit StackedBarsView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(StackedBarsData data);
  const StackedBarsData& data() const { return data_; }

  void setBreakdown(int index);
  int breakdown() const;
  void setShowsShares(bool on);
  bool showsShares() const;

  /// Row and part; −1 for none. Emits nothing.
  void setSelected(int row, int part);
  std::pair<int, int> selected() const { return {selected_row_, selected_part_}; }

  /// row, then for each part its value with the unit, total, low, high; problem where there is any.
  ChartTable table() const;

  /// Sum of the parts.
  double total(int row) const;
  /// Pixels in frame()->plot(); empty for a part that is not drawn by itself.
  QRectF segmentRect(int row, int part) const;
  /// Parts that are drawn together as "others".
  const std::vector<int>& others() const { return others_; }
  /// Where totals and names inside segments stood in the last picture.
  const std::vector<QRectF>& labelRects() const { return label_rects_; }

 signals:
  void segmentChosen(int row, int part);  ///< part −1: the "others"; selected already
  void breakdownChanged(int index);

 private:
  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter);
  void draw_row(QCPPainter& painter, int row);
  void draw_segment(QCPPainter& painter, int row, const QRectF& rect, const QColor& fill,
                    const QString& name);
  void draw_whisker(QCPPainter& painter, int row) const;
  void draw_total(QCPPainter& painter, int row);
  std::optional<std::pair<double, double>> whisker_of(int row) const;
  QColor part_colour(int part) const;
  QString readout(QPointF pixel) const;
  QString total_text(int row) const;
  QString value_text(int row, double value) const;
  void step(int direction);
  const StackedBreakdown* shown() const;
  int part_count() const;
  double value(int row, int part) const;
  double others_value(int row) const;
  double factor(int row) const;
  double half_height() const;
  QRectF span_rect(int row, double from, double to) const;
  QRectF others_rect(int row) const;
  std::optional<std::pair<int, int>> segment_at(QPointF pixel) const;

  StackedBarsData data_;
  std::vector<int> drawn_parts_, others_;
  std::vector<QRectF> label_rects_;
  int selected_row_ = -1, selected_part_ = -1;
  ChartFrame* frame_;
  QComboBox* breakdown_box_;
  QComboBox* quantity_box_;
  QSharedPointer<RowTicker> rows_;
  const Theme* theme_;
};

}  // namespace quantscope::widgets
