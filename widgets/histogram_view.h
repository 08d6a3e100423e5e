#pragma once

#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "core/statistics/drawn_histogram.h"
#include "widgets/axis_tickers.h"
#include "widgets/chart_table.h"
#include "widgets/run_style.h"
#include "widgets/theme.h"

class QCPGraph;

namespace quantscope::widgets {

class BrushBand;
class ChartFrame;
class HistogramOptions;
class LevelTicks;
class ValueMarks;

enum class MarkStyle { mean, quantile, limit };

/// A value marked by a labelled vertical line.
struct HistogramMark {
  double value = 0;  ///< data units
  QString label;     ///< "P99.9"
  MarkStyle style = MarkStyle::quantile;
};

/// The same tensor under a pinned run.
struct PinnedHistogram {
  RunStyle style;
  statistics::DrawnHistogram drawn;  ///< own edges allowed
};

/// What the histogram shows. Values in data units.
struct HistogramData {
  statistics::DrawnHistogram original;            ///< grey
  std::optional<statistics::DrawnHistogram> now;  ///< blue step line; own edges allowed
  std::vector<PinnedHistogram> pinned;  ///< step lines in the runs' colours and dashes, below the blue one
  /// Scale that the bins were drawn with, and the linear width of the symmetric logarithmic one (> 0; where 0
  /// it is taken from the narrowest bin).
  statistics::ValueScale scale = statistics::ValueScale::linear;
  double linear_width = 0;
  std::vector<double> levels;                 ///< quantization levels, any number, any order
  std::optional<double> clip_low, clip_high;  ///< limits beyond which values are clipped
  std::vector<HistogramMark> marks;
  std::optional<double> theta;  ///< drawn at ±theta (at theta on a scale of |x|), draggable
  QString value_name;           ///< "weight", "activation"; names the x axis
  QString unit;                 ///< of the values; usually empty
  bool preview = false;
  qint64 sample = 0;  ///< number of values that a preview was drawn from
  /// Data with the same key keep a zoomed view; another key goes home ("weights/down_proj").
  QString view_key;
};

/// Histogram of a tensor before (grey) and after (blue), with quantization levels as ticks, clip limits,
/// marks, a draggable theta and a brush; and the choices of axes and bins.
class HistogramView : public QWidget {
  Q_OBJECT
 public:
  explicit HistogramView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  /// Shows the data; the last picture stays until then. Title, sentence and empty text are the frame's.
  void setData(HistogramData data);
  const HistogramData& data() const { return data_; }
  /// Moves theta alone, without the rest of the data.
  void setTheta(std::optional<double> theta);

  /// Choices that decide the bins: the owner draws them anew and calls setData().
  statistics::BinOptions binOptions() const;
  void setBinOptions(const statistics::BinOptions& options);  ///< emits nothing

  bool countLogarithmic() const;
  void setCountLogarithmic(bool on);
  bool showsMass() const;
  void setShowsMass(bool on);

  /// Brushed range in data units, drawn as a band; none clears it. Emits nothing.
  void setBrush(std::optional<std::pair<double, double>> range);
  std::optional<std::pair<double, double>> brush() const { return brush_; }

  /// Numbers drawn: bin_low, bin_high, count, mass, of now and of each pinned run (with their own edges
  /// where these differ).
  ChartTable table() const;
  /// Pixel of a value on the x axis, in the coordinates of frame()->plot(), and back.
  double pixelOfValue(double value) const;
  double valueAtPixel(double pixel) const;

 signals:
  void binOptionsChanged(const quantscope::statistics::BinOptions& options);
  void rangeBrushed(double low, double high);  ///< data units, at every move of the mouse
  void brushCleared();
  void thetaDragged(double theta);  ///< at every move; data().theta already has it
  void thetaDragFinished(double theta);

 private:
  void rebuild();
  QCPGraph* add_steps();
  void rebuild_pinned();
  void go_home();
  void apply_colours(const Theme& theme);
  void place_theta(double coordinate, bool finished);
  QString readout(QPointF pixel) const;

  HistogramData data_;
  AxisScale scale_;
  std::optional<std::pair<double, double>> brush_;
  ChartFrame* frame_;
  HistogramOptions* options_;
  QCPGraph* original_ = nullptr;
  QCPGraph* now_ = nullptr;
  std::vector<QCPGraph*> pinned_;
  LevelTicks* levels_ = nullptr;
  ValueMarks* marks_ = nullptr;
  BrushBand* band_ = nullptr;
};

}  // namespace quantscope::widgets
