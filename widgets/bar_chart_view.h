#pragma once

#include <QRectF>
#include <QSharedPointer>
#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/axis_tickers.h"
#include "widgets/chart_table.h"
#include "widgets/metric_table.h"
#include "widgets/run_style.h"

class QCPPainter;
class QComboBox;
class QScrollBar;

namespace quantscope::widgets {

class ChartFrame;
class FlowLayout;
class NameTicker;

/// A place on the x axis: a layer or a run.
struct BarGroup {
  QString label;      ///< short: "3 down_proj"; stands below the bars
  QString full_name;  ///< "model.layers.3.mlp.down_proj.weight": in read-out and table; empty = label
  std::optional<RunStyle> style = {};  ///< where groups are runs with a bar each: the look of their bars
};

/// One bar in every group.
struct BarSeries {
  RunStyle style;              ///< name and look
  std::vector<double> values;  ///< one per group; NaN = not there (yet); missing ones at the end count as NaN
  std::vector<QString> problems;  ///< why there is no value, per group; may be empty or shorter
  /// Standard error of the value per group, drawn as value ± error; NaN, 0 and missing ones: none.
  std::vector<double> errors;
  /// The same of its difference from the baseline: drawn among differences.
  std::vector<double> difference_errors;
  std::vector<bool> unfinished;  ///< per group, may be shorter: the value is to change yet; hatched
  /// ≥ 0 where a series is a layer, not a run: the look of its kind (kind_colour()), which all series of this
  /// kind share in the legend too, as `kind_name`.
  int kind = -1;
  QString kind_name;
};

/// What the bars show. Groups stand in the order given: the owner sorts.
struct BarChartData {
  std::vector<BarGroup> groups;
  std::vector<BarSeries> series;
  QString group_word;  ///< what a group is: "layer"; names the x axis and the table's first column
  QString value_name;  ///< "output MSE"; names the y axis
  QString unit;        ///< SI base unit or "dB", "%"; empty where there is none
  MetricDirection direction = MetricDirection::neither;  ///< what is better, for the colours of differences
  /// What differences are taken from: a series, or a group (where groups are runs). At most one of the two.
  std::optional<int> baseline_series, baseline_group;
  bool preview = false;
  qint64 sample = 0;
  QString view_key;  ///< data with the same key and number of groups keep a zoomed view
};

/// Grouped bars: values, or their differences from the baseline, better and worse coloured by size with sign
/// and arrow. Wheel zooms and drag scrolls along x; more groups than can be read start zoomed to the first
/// ones with a scroll bar. Legend, read-out and table are made here; title, sentence, empty text and export
/// name are the owner's, on frame().
class BarChartView : public QWidget {
  Q_OBJECT
 public:
  explicit BarChartView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }
  /// A choice of the owner's, before those of the chart; takes ownership.
  void addOption(QWidget* option);

  void setData(BarChartData data);
  const BarChartData& data() const { return data_; }

  bool valueLogarithmic() const;
  void setValueLogarithmic(bool on);
  /// Differences from the baseline in place of values; without a baseline always values.
  bool showsDifferences() const;
  bool wantsDifferences() const;  ///< chosen, with or without a baseline
  void setShowsDifferences(bool on);

  /// The group that stands on a band, -1 for none. Scrolls to it. Emits nothing.
  void setSelectedGroup(int group);
  int selectedGroup() const { return selected_; }

  /// group, full_name, then per series value, and with a baseline its difference; "problem" columns where
  /// there are any.
  ChartTable table() const;

  /// What is drawn for one bar: value or difference. NaN where there is none.
  double shownValue(int group, int series) const;
  /// Pixels in frame()->plot(). A missing bar has the rectangle of its gap; the baseline itself has none
  /// among differences.
  QRectF barRect(int group, int series) const;
  /// Error of what shownValue() gives; 0 where there is none.
  double shownError(int group, int series) const;

 signals:
  void barClicked(int group, int series);  ///< the group is selected already
  void differencesToggled(bool on);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void rebuild();
  void go_home();
  void show_first_groups();
  void show_scroll_bar();
  void scroll_to(int group);
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter) const;
  QColor bar_colour(int group, int series) const;
  const RunStyle& style_of(int group, int series) const;
  bool is_unfinished(int group, int series) const;
  void draw_error(QCPPainter& painter, int group, int series, const QRectF& rect) const;
  void draw_bar(QCPPainter& painter, int group, int series, const QRectF& rect) const;
  void draw_missing(QCPPainter& painter, const QRectF& rect, bool problem) const;
  void draw_label(QCPPainter& painter, int group, int series, const QRectF& rect, const QColor& colour) const;
  void draw_baseline(QCPPainter& painter, int group) const;
  std::optional<std::pair<int, int>> bar_at(QPointF pixel) const;
  QString readout(QPointF pixel) const;
  double value(int group, int series) const;
  /// Standard errors; NaN where there is none.
  double error(int group, int series) const;
  double difference_error(int group, int series) const;
  QString with_error(int group, int series) const;
  double baseline(int group, int series) const;
  bool has_baseline() const;
  bool is_baseline(int group, int series) const;
  QColor difference_colour(double difference) const;
  QString baseline_name() const;
  int slot_count() const;
  int slot_of(int series) const;
  QString problem(int group, int series) const;
  double pixel_of(double value) const;

  BarChartData data_;
  AxisScale scale_;
  double largest_difference_ = 0;
  int selected_ = -1;
  bool first_view_ = true;  ///< nobody has zoomed or scrolled yet
  ChartFrame* frame_;
  FlowLayout* options_ = nullptr;
  QComboBox* scale_box_;
  QComboBox* quantity_box_;
  QScrollBar* scroll_;
  const Theme* theme_;
  QSharedPointer<NameTicker> names_;
};

}  // namespace quantscope::widgets
