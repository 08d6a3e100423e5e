#pragma once

#include <QSlider>

#include "core/base/parameter.h"

namespace quantscope::widgets {

/// Slider over the values of a number parameter: linear, logarithmic or over the allowed values alone. A
/// click jumps there; a small tick marks the default.
class ValueSlider : public QSlider {
  Q_OBJECT
 public:
  explicit ValueSlider(QWidget* parent = nullptr);
  void set_spec(const base::ParameterSpec& spec);

  double value_at(int position) const;
  int position_of(double value) const;

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  int position_at_pixel(int x) const;
  base::ParameterSpec spec_;
};

}  // namespace quantscope::widgets
