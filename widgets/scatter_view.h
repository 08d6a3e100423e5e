#pragma once

#include <QRectF>
#include <QWidget>
#include <limits>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"

class QCPPainter;
class QComboBox;

namespace quantscope::widgets {

class ChartFrame;

/// One setting on one set of tensors.
struct ScatterPoint {
  double x = 0, y = 0;  ///< a point with NaN or ±∞ is in the table and not in the picture
  RunStyle style;
  QString label;    ///< short; beside the point where there is room
  QString details;  ///< further lines of the read-out; may be empty
  int group = -1;   ///< points of one group are joined by a thin line in their order; -1: none
  /// Bounds of x and y, drawn as bars; NaN: none.
  double x_low = no_bound, x_high = no_bound, y_low = no_bound, y_high = no_bound;

  static constexpr double no_bound = std::numeric_limits<double>::quiet_NaN();
};

struct ScatterData {
  std::vector<ScatterPoint> points;
  /// Indices of the Pareto front, in ascending x; drawn as the step line of what can be had at most at x
  /// (x is a cost), its members ringed.
  std::vector<int> front;
  bool pale_behind_front = false;  ///< points that are not on the front are drawn paler
  QString x_name, x_unit, y_name, y_unit;
  bool preview = false;
  qint64 sample = 0;
  QString view_key;  ///< data with the same key keep a zoomed view
};

/// The front where less is better on both axes: ascending in x, descending in y; of equal points the first.
/// Points that are not finite are on no front.
std::vector<int> front_of_least(const std::vector<ScatterPoint>& points);

/// Points of runs, error against bits: Pareto front as a step line, labels where they fit (the read-out has
/// all), linear or logarithmic axes. Title, sentence, empty text and export name are the owner's, on frame().
class ScatterView : public QWidget {
  Q_OBJECT
 public:
  explicit ScatterView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(ScatterData data);
  const ScatterData& data() const { return data_; }

  /// A logarithmic axis leaves out what is not above 0.
  bool xLogarithmic() const;
  void setXLogarithmic(bool on);
  bool yLogarithmic() const;
  void setYLogarithmic(bool on);

  /// Ringed point, -1 for none. Emits nothing.
  void setSelectedPoint(int index);
  int selectedPoint() const { return selected_; }

  /// label, run, x, y, their bounds where there are any, on_front.
  ChartTable table() const;

  /// In frame()->plot(); NaN for what is not drawn.
  QPointF pixelOfPoint(int index) const;
  /// Where labels stood in the last picture; empty for those dropped.
  const std::vector<QRectF>& labelRects() const { return label_rects_; }

 signals:
  void pointClicked(int index);  ///< the point is selected already

 private:
  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter);
  void draw_front(QCPPainter& painter) const;
  void draw_groups(QCPPainter& painter) const;
  void draw_labels(QCPPainter& painter);
  void draw_bounds(QCPPainter& painter, int index) const;
  std::vector<QLineF> bounds_of(int index) const;
  bool is_pale(int index) const;
  int point_at(QPointF pixel) const;
  QString readout(QPointF pixel) const;
  bool drawn(int index) const;

  ScatterData data_;
  std::vector<bool> on_front_;
  std::vector<QRectF> label_rects_;
  int selected_ = -1;
  ChartFrame* frame_;
  QComboBox* x_scale_;
  QComboBox* y_scale_;
  const Theme* theme_;
};

}  // namespace quantscope::widgets
