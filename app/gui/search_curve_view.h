#pragma once

#include <QWidget>

#include "core/methods/method.h"
#include "widgets/chart_frame.h"

class QCPGraph;
class QCPItemStraightLine;

namespace quantscope::gui {

/// A curve that a method found on its way, with what it chose: the error of the layer's output over theta.
class SearchCurveView : public QWidget {
  Q_OBJECT

 public:
  explicit SearchCurveView(QWidget* parent = nullptr);

  widgets::ChartFrame* frame() const { return frame_; }
  void set_curve(const methods::SearchCurve& curve);

 private:
  void apply_colours(const widgets::Theme& theme);

  methods::SearchCurve curve_;
  widgets::ChartFrame* frame_;
  QCPGraph* graph_;
  QCPGraph* chosen_;
};

}  // namespace quantscope::gui
