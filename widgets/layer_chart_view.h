#pragma once

#include <QPointF>
#include <QSharedPointer>
#include <QStringList>
#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"

class QCPAxisTicker;
class QCPPainter;
class QComboBox;

namespace quantscope::widgets {

class ChartFrame;
class FlowLayout;
class NameTicker;

/// One line: a kind of layer, of a run or of the model itself.
struct LayerLine {
  QString name;                   ///< "down_proj"; the run's name is added where there is a style
  int kind = -1;                  ///< index of the kind: its marker, and its colour where there is no style
  std::optional<RunStyle> style;  ///< colour and dashes of a run; none: of the kind
  std::vector<double> values;     ///< per block; NaN leaves a gap; missing ones at the end count as NaN
};

struct LayerChartData {
  std::vector<LayerLine> lines;
  int blocks = 0;      ///< x axis 0 … blocks − 1
  QString block_word;  ///< names the x axis; empty = "block"
  /// Of the places on the x axis, where these are no blocks: short ones below the axis, full ones in read-out
  /// and table. Both empty, or one a place.
  QStringList short_names, full_names;
  QString value_name, unit;
  std::optional<double> limit;  ///< dashed line, "outlier factor 5"
  QString limit_label;
  bool preview = false;
  qint64 sample = 0;
  QString view_key;  ///< data with the same key and number of blocks keep a zoomed view
};

/// One value per block, a line per kind (q_proj, down_proj …) or run. Dots above the limit are filled in the
/// outlier's colour with a mark above. Title, sentence, empty text and export name are the owner's, on
/// frame().
class LayerChartView : public QWidget {
  Q_OBJECT
 public:
  explicit LayerChartView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }
  /// A choice of the owner's, before those of the chart; takes ownership.
  void addOption(QWidget* option);

  void setData(LayerChartData data);
  const LayerChartData& data() const { return data_; }

  bool valueLogarithmic() const;
  void setValueLogarithmic(bool on);

  /// Selected dot: its block gets a vertical line, its line is drawn strong. -1 for none; a block alone may
  /// be selected with line -1. Emits nothing.
  void setSelected(int line, int block);
  int selectedLine() const { return selected_line_; }
  int selectedBlock() const { return selected_block_; }

  /// block, then a column per line.
  ChartTable table() const;

  /// In frame()->plot(); NaN for a gap.
  QPointF pixelOf(int line, int block) const;

 signals:
  void pointClicked(int line, int block);  ///< selected already

 private:
  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter) const;
  void draw_line(QCPPainter& painter, int line, bool strong) const;
  void draw_limit(QCPPainter& painter) const;
  std::optional<std::pair<int, int>> dot_at(QPointF pixel) const;
  QString readout(QPointF pixel) const;
  double value(int line, int block) const;
  QString line_name(int line) const;
  QString place_name(int block) const;
  QColor line_colour(int line) const;
  MarkerShape line_marker(int line) const;

  LayerChartData data_;
  int selected_line_ = -1, selected_block_ = -1;
  ChartFrame* frame_;
  FlowLayout* options_ = nullptr;
  QComboBox* scale_box_;
  QSharedPointer<QCPAxisTicker> counts_;
  const Theme* theme_;
  QSharedPointer<NameTicker> names_;
};

}  // namespace quantscope::widgets
