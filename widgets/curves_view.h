#pragma once

#include <QPolygonF>
#include <QRectF>
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
class LabelPlaces;

/// A place on a curve with its words: "compute bound from 156".
struct CurveMark {
  double x = 0;
  QString text;
};

/// One run on one accelerator.
struct Curve {
  RunStyle style;         ///< colour; name of the run
  QString line_name;      ///< "A100"; empty where there is only one
  int line = 0;           ///< of the accelerator: dashes and marker, so that curves of a run differ
  std::vector<double> x;  ///< ascending
  std::vector<double> y;  ///< one for each x; NaN: a gap
  std::vector<double> low = {}, high = {};  ///< bounds of y; may be empty
  /// Where this is false, the model does not fit: the curve goes on dotted and pale. Empty: fits everywhere.
  std::vector<bool> fits = {};
  /// The largest x that fits, where it is known more exactly than between two points; NaN: not.
  double wall = std::numeric_limits<double>::quiet_NaN();
  std::vector<CurveMark> marks = {};  ///< where the bound changes
  std::vector<QString> details = {};  ///< one for each x: further lines of the read-out; may be shorter
};

enum class CurvesScale { linear, log10, log2 };

struct CurvesData {
  std::vector<Curve> curves;
  QString x_name, x_unit, y_name, y_unit;
  CurvesScale x_scale = CurvesScale::log2;
  std::optional<double> current_x = {};  ///< an upright line
  QString current_label = {};            ///< "now: batch 8"; empty: the value
  bool current_movable = false;          ///< the hand can take the line along
  bool preview = false;
  QString view_key;  ///< data with the same key keep a zoomed view
};

/// Curves of a swept quantity with their bands, the places where the bound changes, and what lies beyond the
/// memory wall shaded. Title, sentence, empty text and export name are the owner's, on frame().
class CurvesView : public QWidget {
  Q_OBJECT
 public:
  explicit CurvesView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(CurvesData data);
  const CurvesData& data() const { return data_; }

  bool yLogarithmic() const;
  void setYLogarithmic(bool on);

  /// Ringed point; −1 for none. Emits nothing.
  void setSelectedPoint(int curve, int index);
  std::pair<int, int> selectedPoint() const { return {selected_curve_, selected_index_}; }

  /// x, then for each curve y, low, high, fits.
  ChartTable table() const;

  /// In frame()->plot(); NaN for what is not drawn.
  QPointF pixelOfPoint(int curve, int index) const;
  /// Where y is interpolated at x, straight between points in axis coordinates; NaN outside or in a gap.
  double valueAt(int curve, double x) const;
  /// [from, to] in data units where a curve does not fit.
  std::vector<std::pair<double, double>> unfitRanges(int curve) const;
  const std::vector<QRectF>& labelRects() const { return label_rects_; }

 signals:
  void pointChosen(int curve, int index);      ///< selected already
  void currentMoved(double x, bool finished);  ///< the line for the current value was dragged

 private:
  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter);
  void draw_walls(QCPPainter& painter, LabelPlaces& places);
  void draw_band(QCPPainter& painter, const Curve& curve) const;
  void draw_curve(QCPPainter& painter, int curve) const;
  void draw_current(QCPPainter& painter, LabelPlaces& places);
  void draw_marks(QCPPainter& painter, LabelPlaces& places);
  void draw_names(QCPPainter& painter, LabelPlaces& places);
  void draw_label(QCPPainter& painter, const QRectF& place, const QString& text, const QColor& colour);
  int curves_through(const QRectF& place) const;
  void sort_off_curves(std::vector<QRectF>& places) const;
  QPen pen_of(const Curve& curve) const;
  MarkerShape marker_of(const Curve& curve) const;
  bool several_lines() const;
  QString readout(QPointF pixel) const;
  std::pair<int, int> point_at(QPointF pixel) const;
  int nearest_index(int curve, double pixel) const;
  void step(int direction);
  QString name_of(const Curve& curve) const;
  bool xLogarithmic() const;
  bool drawable_x(std::optional<double> x) const;
  double pixel_of_x(double x) const;
  double pixel_of_y(double y) const;
  std::pair<double, double> x_extent() const;

  CurvesData data_;
  std::vector<QRectF> label_rects_;
  std::vector<QPolygonF> traces_;  ///< the curves' pixels in the picture being drawn, NaN in gaps
  std::optional<CurvesScale> shown_x_scale_;
  int selected_curve_ = -1, selected_index_ = -1;
  ChartFrame* frame_;
  QComboBox* scale_box_;
  const Theme* theme_;
};

}  // namespace quantscope::widgets
