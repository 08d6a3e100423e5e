#include "widgets/value_slider.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>
#include <algorithm>
#include <cmath>

#include "widgets/number_box.h"
#include "widgets/theme.h"

namespace quantscope::widgets {
namespace {

constexpr int fine_positions = 1000, most_positions = 20000;
constexpr double decades_above_zero = 1e6;

/// Where the logarithm begins; below it is 0, at the first position alone.
double lowest(const base::ParameterSpec& spec) {
  return spec.minimum > 0 ? spec.minimum : spec.maximum / decades_above_zero;
}

/// Three significant digits: what a hand on a slider can mean.
double rounded(double value) {
  return QByteArray::number(value, 'g', 3).toDouble();
}

}  // namespace

ValueSlider::ValueSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumWidth(60);
}

void ValueSlider::set_spec(const base::ParameterSpec& spec) {
  spec_ = spec;
  int last = fine_positions, step = 1;
  if (!spec.allowed.empty()) {
    last = static_cast<int>(spec.allowed.size()) - 1;
  } else if (spec.logarithmic) {
    step = 10;
  } else {
    const double steps = (spec.maximum - spec.minimum) / (spec.step > 0 ? spec.step : 1);
    if (steps <= most_positions) last = std::max(1, static_cast<int>(std::ceil(steps - 1e-9)));
  }
  const QSignalBlocker quiet(this);
  setRange(0, last);
  setSingleStep(step);
  setPageStep(std::max(step, last / 10));
}

double ValueSlider::value_at(int position) const {
  if (!spec_.allowed.empty())
    return spec_.allowed[static_cast<std::size_t>(
        std::clamp<int>(position, 0, static_cast<int>(spec_.allowed.size()) - 1))];
  if (position <= 0) return spec_.minimum;
  if (position >= maximum()) return spec_.maximum;
  const double fraction = static_cast<double>(position) / maximum();
  if (spec_.logarithmic)
    return held(spec_, rounded(lowest(spec_) * std::pow(spec_.maximum / lowest(spec_), fraction)));
  if (maximum() == fine_positions && (spec_.maximum - spec_.minimum) / spec_.step > most_positions)
    return held(spec_, rounded(spec_.minimum + fraction * (spec_.maximum - spec_.minimum)));
  return held(spec_, QByteArray::number(spec_.minimum + position * spec_.step, 'g', 12).toDouble());
}

int ValueSlider::position_of(double value) const {
  if (!spec_.allowed.empty()) {
    const auto nearest =
        std::ranges::min_element(spec_.allowed, {}, [&](double each) { return std::abs(each - value); });
    return static_cast<int>(nearest - spec_.allowed.begin());
  }
  if (!(spec_.maximum > spec_.minimum)) return 0;
  if (spec_.logarithmic) {
    const double from = lowest(spec_);
    return static_cast<int>(
        std::lround(maximum() * std::log(std::max(value, from) / from) / std::log(spec_.maximum / from)));
  }
  const double steps = (spec_.maximum - spec_.minimum) / (spec_.step > 0 ? spec_.step : 1);
  if (steps <= most_positions && value < spec_.maximum)
    return static_cast<int>(std::lround((value - spec_.minimum) / (spec_.step > 0 ? spec_.step : 1)));
  return static_cast<int>(std::lround(maximum() * (value - spec_.minimum) / (spec_.maximum - spec_.minimum)));
}

int ValueSlider::position_at_pixel(int x) const {
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
  const int span = width() - handle.width();
  return QStyle::sliderValueFromPosition(minimum(), maximum(), x - handle.width() / 2, span,
                                         option.upsideDown);
}

void ValueSlider::mousePressEvent(QMouseEvent* event) {
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
  if (event->button() == Qt::LeftButton && !handle.contains(event->position().toPoint())) {
    setSliderDown(true);
    setSliderPosition(position_at_pixel(event->position().toPoint().x()));
  }
  QSlider::mousePressEvent(event);
}

void ValueSlider::wheelEvent(QWheelEvent* event) {
  if (hasFocus())
    QSlider::wheelEvent(event);
  else
    event->ignore();
}

void ValueSlider::paintEvent(QPaintEvent* event) {
  if (const double* number = std::get_if<double>(&spec_.default_value)) {
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    const int x =
        handle.width() / 2 + QStyle::sliderPositionFromValue(minimum(), maximum(), position_of(*number),
                                                             width() - handle.width(), option.upsideDown);
    QPainter painter(this);
    painter.setPen(
        QPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText), 1));
    painter.drawLine(x, height() / 2 + 5, x, height() / 2 + 9);
  }
  QSlider::paintEvent(event);
}

}  // namespace quantscope::widgets
