#pragma once

#include <QObject>
#include <QPointF>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

class QCPAxis;
class QCustomPlot;
class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace quantscope::widgets {

/// A line of the chart that the mouse can move along an axis.
struct DragHandle {
  QCPAxis* axis = nullptr;
  std::function<std::vector<double>()> positions;  ///< axis coordinates of the line (and its mirror)
  /// New axis coordinate at every move; `finished` at release.
  std::function<void(double coordinate, bool finished)> moved;
};

/// The hand on a chart: wheel zooms (the axis under the pointer; inside the chart the axes of `zoom_inside`),
/// drag pans, shift-drag brushes along x or zooms to a rectangle, Esc clears, double click goes home; arrows,
/// + − and Home do the same from the keyboard. Backspace takes the last of these back. Page up and page down
/// step through what the chart shows, Return chooses it.
class ChartInteraction : public QObject {
  Q_OBJECT
 public:
  explicit ChartInteraction(QCustomPlot* plot);

  void set_zoom_inside(Qt::Orientations axes) { zoom_inside_ = axes; }
  void set_brush_enabled(bool on) { brush_enabled_ = on; }
  /// Shift-drag zooms to the rectangle drawn; where the brush is not enabled.
  void set_rectangle_zoom_enabled(bool on) { rectangle_enabled_ = on; }
  /// The chart's marks can be stepped through and chosen from the keyboard.
  void set_steps_enabled(bool on) { steps_enabled_ = on; }
  /// Zooming in stops where an axis shows this many of its coordinates; 0 for no limit.
  void set_smallest_span(double coordinates) { smallest_span_ = coordinates; }
  void add_handle(DragHandle handle) { handles_.push_back(std::move(handle)); }
  /// Sets the axes to the full ranges of the data. Zooming out stops there.
  void set_home(std::function<void()> home) { home_ = std::move(home); }
  /// For charts of marks: zoom along both axes and to a rectangle, marks stepped through.
  void set_marks(std::function<void()> home);
  /// The full ranges depend on the chart's width (they have room for texts), and follow it.
  void set_home_follows_width();

  /// Shows a part of an axis, as if the user had zoomed to it.
  void show_range(QCPAxis* axis, double lower, double upper);
  bool zoomed() const { return !touched_.empty(); }
  /// All axes to their full ranges; there is nothing to undo from then on.
  void go_home();
  /// The same by the hand of the user, who can undo it.
  void reset_view();
  bool can_undo() const { return !history_.empty(); }
  /// Takes the last zoom, pan or reset back.
  void undo();
  /// The data changed: axes that the user moved stay, the others go to their new full ranges.
  void refresh_home();
  /// Whether a brush is shown, so that Esc has something to clear.
  void set_brush_shown(bool shown) { brush_shown_ = shown; }
  bool dragging_handle() const { return grabbed_ >= 0; }

 signals:
  void brushing(double low, double high);  ///< axis coordinates, at every move
  void brushed(double low, double high);   ///< at release
  void brush_cleared();
  void view_changed();
  void view_reset();
  void stepped(int direction);  ///< +1: the next, −1: the one before
  void activated();             ///< Return
  void clicked(QPointF pixel);
  void hovered(QPointF pixel);
  void left();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool press(QMouseEvent* event);
  bool move(QMouseEvent* event);
  bool release(QMouseEvent* event);
  bool wheel(QWheelEvent* event);
  bool key(QKeyEvent* event);
  int handle_at(QPointF pixel) const;
  void pan(QPointF from, QPointF to);
  void pan_by_key(QPointF step);
  void zoom_to(const QRectF& rectangle);
  void remember();
  void zoom(double factor, QPointF centre, Qt::Orientations axes);
  void hold_to_home(QCPAxis* axis);
  void show_cursor(QPointF pixel, bool shift);

  using Range = std::pair<double, double>;
  enum class Drag { none, pan, brush, rectangle, handle };
  QCustomPlot* plot_;
  std::function<void()> home_;
  std::map<QCPAxis*, Range> home_ranges_;
  std::vector<std::map<QCPAxis*, Range>> history_;
  QRubberBand* band_ = nullptr;
  std::set<QCPAxis*> touched_;
  std::vector<DragHandle> handles_;
  Qt::Orientations zoom_inside_ = Qt::Horizontal;
  Drag drag_ = Drag::none;
  QPointF pressed_, last_;
  int grabbed_ = -1;
  double smallest_span_ = 0;
  bool brush_enabled_ = false, brush_shown_ = false, moved_ = false;
  bool rectangle_enabled_ = false, steps_enabled_ = false;
};

}  // namespace quantscope::widgets
