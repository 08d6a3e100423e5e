#pragma once

#include <QRectF>
#include <QSharedPointer>
#include <QWidget>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/metric_table.h"
#include "widgets/theme.h"

class QCPPainter;

namespace quantscope::widgets {

class ChartFrame;
class RowTicker;

/// How a figure answers to one parameter.
struct TornadoBar {
  QString name;      ///< "DRAM bandwidth"
  double value = 0;  ///< of the parameter now
  QString unit;      ///< "B/s"
  /// Relative changes of the figure with the parameter lowered and raised: −0.15 is 15 % less. NaN: unknown.
  double when_lower = 0, when_higher = 0;
  QString details = {};  ///< further lines of the read-out: the derivative
};

struct TornadoData {
  std::vector<TornadoBar> bars;       ///< in any order; drawn with the longest first
  QString figure_name;                ///< "time per token"
  QString lower_label, higher_label;  ///< "−20 %", "+20 %": what was done to the parameters
  MetricDirection direction = MetricDirection::lower_is_better;
  bool preview = false;
  QString view_key;  ///< data with the same key keep a zoomed view
};

/// Relative change of a figure for each parameter lowered and raised, the longest bars on top. Better and
/// worse by colour and side; raised filled, lowered pale. Title, sentence, empty text and export name are
/// the owner's, on frame().
class TornadoView : public QWidget {
  Q_OBJECT
 public:
  explicit TornadoView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(TornadoData data);
  const TornadoData& data() const { return data_; }

  /// Index into data().bars; −1 for none. Emits nothing.
  void setSelectedParameter(int index);
  int selectedParameter() const { return selected_; }

  /// Indices into data().bars from the top.
  const std::vector<int>& order() const { return order_; }
  /// Pixels in frame()->plot(); empty where the change is unknown.
  QRectF barRect(int index, bool higher) const;

  /// parameter, value, unit, relative changes when lower and when higher; in the order drawn.
  ChartTable table() const;

 signals:
  void parameterChosen(int index);  ///< selected already

 private:
  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter) const;
  void draw_bar(QCPPainter& painter, int index, bool higher) const;
  QString readout(QPointF pixel) const;
  int row_at(QPointF pixel) const;
  bool split_rows() const;
  QColor colour_of(double change) const;

  TornadoData data_;
  std::vector<int> order_;
  int selected_ = -1;
  ChartFrame* frame_;
  QSharedPointer<RowTicker> rows_;
  const Theme* theme_;
};

}  // namespace quantscope::widgets
