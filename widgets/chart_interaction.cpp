#include "widgets/chart_interaction.h"

#include <qcustomplot.h>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>
#include <cmath>
#include <limits>

namespace quantscope::widgets {
namespace {

constexpr double grab_distance = 5;           // pixels
constexpr double least_rectangle = 8;         // pixels of a side that is meant
constexpr std::size_t longest_history = 200;  // views

QCPAxis* x_axis(QCustomPlot* plot) {
  return plot->axisRect()->axis(QCPAxis::atBottom);
}
QCPAxis* y_axis(QCustomPlot* plot) {
  return plot->axisRect()->axis(QCPAxis::atLeft);
}

double along(const QCPAxis* axis, QPointF pixel) {
  return axis->orientation() == Qt::Horizontal ? pixel.x() : pixel.y();
}

}  // namespace

ChartInteraction::ChartInteraction(QCustomPlot* plot) : QObject(plot), plot_(plot) {
  plot->setInteractions(QCP::Interactions());
  plot->setMouseTracking(true);
  plot->setFocusPolicy(Qt::StrongFocus);
  plot->installEventFilter(this);
}

void ChartInteraction::go_home() {
  history_.clear();
  touched_.clear();
  refresh_home();
}

void ChartInteraction::reset_view() {
  remember();
  touched_.clear();
  refresh_home();
  emit view_reset();
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

/// What the axes show now is what undo() comes back to.
void ChartInteraction::remember() {
  std::map<QCPAxis*, Range> now;
  for (QCPAxis* axis : {x_axis(plot_), y_axis(plot_)}) now[axis] = {axis->range().lower, axis->range().upper};
  if (!history_.empty() && history_.back() == now) return;
  if (history_.size() >= longest_history) history_.erase(history_.begin());
  history_.push_back(std::move(now));
}

void ChartInteraction::undo() {
  while (!history_.empty()) {
    const std::map<QCPAxis*, Range> before = std::move(history_.back());
    history_.pop_back();
    bool changes = false;
    for (const auto& [axis, range] : before) {
      changes = changes || axis->range() != QCPRange(range.first, range.second);
      axis->setRange(range.first, range.second);
      touched_.insert(axis);
      hold_to_home(axis);
    }
    if (!changes) continue;  // a zoom that had no effect
    emit view_changed();
    plot_->replot(QCustomPlot::rpQueuedReplot);
    return;
  }
}

void ChartInteraction::refresh_home() {
  if (!home_) return;
  std::map<QCPAxis*, QCPRange> kept;
  for (QCPAxis* axis : touched_) kept[axis] = axis->range();
  home_();
  for (QCPAxis* axis : {x_axis(plot_), y_axis(plot_)})
    home_ranges_[axis] = {axis->range().lower, axis->range().upper};
  for (const auto& [axis, range] : kept) axis->setRange(range);
}

void ChartInteraction::set_marks(std::function<void()> home) {
  set_zoom_inside(Qt::Horizontal | Qt::Vertical);
  set_rectangle_zoom_enabled(true);
  set_steps_enabled(true);
  set_home(std::move(home));
}

void ChartInteraction::set_home_follows_width() {
  connect(plot_, &QCustomPlot::afterReplot, this, [this, width = 0]() mutable {
    constexpr int unseen_change = 2;  // pixels; tick labels move the edges by as much
    const int now = plot_->axisRect()->width();
    if (std::abs(now - width) <= unseen_change) return;
    width = now;
    refresh_home();
    plot_->replot(QCustomPlot::rpQueuedReplot);
  });
}

void ChartInteraction::show_range(QCPAxis* axis, double lower, double upper) {
  axis->setRange(lower, upper);
  touched_.insert(axis);
  hold_to_home(axis);
}

bool ChartInteraction::eventFilter(QObject* watched, QEvent* event) {
  if (watched != plot_) return false;
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      return press(static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
      return move(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
      return release(static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
      if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) return false;
      drag_ = Drag::none;
      reset_view();
      return true;
    case QEvent::Wheel:
      return wheel(static_cast<QWheelEvent*>(event));
    case QEvent::ShortcutOverride:
      if (brush_shown_ && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) event->accept();
      return false;
    case QEvent::KeyPress:
      return key(static_cast<QKeyEvent*>(event));
    case QEvent::Leave:
      emit left();
      return false;
    default:
      return false;
  }
}

bool ChartInteraction::press(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return false;
  pressed_ = last_ = event->position();
  moved_ = false;
  const bool inside = plot_->axisRect()->rect().contains(pressed_.toPoint());
  if (brush_enabled_ && inside && event->modifiers().testFlag(Qt::ShiftModifier)) {
    drag_ = Drag::brush;
  } else if (rectangle_enabled_ && inside && event->modifiers().testFlag(Qt::ShiftModifier)) {
    drag_ = Drag::rectangle;
  } else if (grabbed_ = handle_at(pressed_); grabbed_ >= 0) {
    drag_ = Drag::handle;
  } else {
    drag_ = Drag::pan;
  }
  plot_->setFocus(Qt::MouseFocusReason);
  event->accept();
  return true;
}

bool ChartInteraction::move(QMouseEvent* event) {
  const QPointF pixel = event->position();
  if (drag_ == Drag::none || !event->buttons().testFlag(Qt::LeftButton)) {
    show_cursor(pixel, event->modifiers().testFlag(Qt::ShiftModifier));
    emit hovered(pixel);
    return true;
  }
  if (!moved_ && (pixel - pressed_).manhattanLength() < 3) return true;
  if (!moved_ && drag_ == Drag::pan) remember();
  moved_ = true;
  if (drag_ == Drag::brush) {
    const QRect chart = plot_->axisRect()->rect();
    const double from = std::clamp<double>(pressed_.x(), chart.left(), chart.right());
    const double to = std::clamp<double>(pixel.x(), chart.left(), chart.right());
    const double a = x_axis(plot_)->pixelToCoord(from), b = x_axis(plot_)->pixelToCoord(to);
    emit brushing(std::min(a, b), std::max(a, b));
  } else if (drag_ == Drag::rectangle) {
    if (!band_) band_ = new QRubberBand(QRubberBand::Rectangle, plot_);
    band_->setGeometry(QRectF(pressed_, pixel).normalized().toRect().intersected(plot_->axisRect()->rect()));
    band_->show();
  } else if (drag_ == Drag::handle) {
    const DragHandle& handle = handles_[static_cast<std::size_t>(grabbed_)];
    handle.moved(handle.axis->pixelToCoord(along(handle.axis, pixel)), false);
  } else {
    pan(last_, pixel);
  }
  last_ = pixel;
  return true;
}

bool ChartInteraction::release(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || drag_ == Drag::none) return false;
  const Drag drag = std::exchange(drag_, Drag::none);
  const int grabbed = std::exchange(grabbed_, -1);
  if (drag == Drag::brush && moved_) {
    const QRect chart = plot_->axisRect()->rect();
    const double from = std::clamp<double>(pressed_.x(), chart.left(), chart.right());
    const double to = std::clamp<double>(event->position().x(), chart.left(), chart.right());
    const double a = x_axis(plot_)->pixelToCoord(from), b = x_axis(plot_)->pixelToCoord(to);
    emit brushed(std::min(a, b), std::max(a, b));
  } else if (drag == Drag::rectangle && moved_) {
    if (band_) band_->hide();
    zoom_to(QRectF(pressed_, event->position()).normalized());
  } else if (drag == Drag::handle && moved_) {
    const DragHandle& handle = handles_[static_cast<std::size_t>(grabbed)];
    handle.moved(handle.axis->pixelToCoord(along(handle.axis, event->position())), true);
  } else if (!moved_ && plot_->axisRect()->rect().contains(pressed_.toPoint())) {
    emit clicked(pressed_);
  }
  return true;
}

bool ChartInteraction::wheel(QWheelEvent* event) {
  const double steps =
      event->angleDelta().y() != 0 ? event->angleDelta().y() / 120.0 : event->angleDelta().x() / 120.0;
  if (steps == 0) return false;
  const QRect chart = plot_->axisRect()->rect();
  const QPointF pixel = event->position();
  Qt::Orientations axes = zoom_inside_;
  if (event->modifiers().testFlag(Qt::ControlModifier)) axes = Qt::Vertical;
  if (pixel.y() > chart.bottom()) axes = Qt::Horizontal;
  if (pixel.x() < chart.left()) axes = Qt::Vertical;
  remember();
  zoom(std::pow(0.85, steps), pixel, axes);
  event->accept();
  return true;
}

bool ChartInteraction::key(QKeyEvent* event) {
  const QRect chart = plot_->axisRect()->rect();
  const QPointF middle = QRectF(chart).center();
  const double step = chart.width() / 20.0;
  switch (event->key()) {
    case Qt::Key_Escape:
      if (!brush_shown_) return false;
      emit brush_cleared();
      return true;
    case Qt::Key_Home:
    case Qt::Key_0:
      reset_view();
      return true;
    case Qt::Key_Backspace:
      if (!can_undo()) return false;
      undo();
      return true;
    case Qt::Key_Left:
      pan_by_key({step, 0});
      return true;
    case Qt::Key_Right:
      pan_by_key({-step, 0});
      return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
      if (!zoom_inside_.testFlag(Qt::Vertical)) return false;
      pan_by_key({0, event->key() == Qt::Key_Up ? step : -step});
      return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
      remember();
      zoom(event->key() == Qt::Key_Minus ? 1 / 0.85 : 0.85, middle, zoom_inside_);
      return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
      if (!steps_enabled_) return false;
      emit stepped(event->key() == Qt::Key_PageDown ? 1 : -1);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!steps_enabled_) return false;
      emit activated();
      return true;
    default:
      return false;
  }
}

int ChartInteraction::handle_at(QPointF pixel) const {
  if (!plot_->axisRect()->rect().adjusted(-4, -4, 4, 4).contains(pixel.toPoint())) return -1;
  for (std::size_t index = 0; index < handles_.size(); ++index)
    for (const double position : handles_[index].positions())
      if (std::abs(handles_[index].axis->coordToPixel(position) - along(handles_[index].axis, pixel)) <=
          grab_distance)
        return static_cast<int>(index);
  return -1;
}

void ChartInteraction::pan_by_key(QPointF step) {
  const QPointF middle = QRectF(plot_->axisRect()->rect()).center();
  remember();
  pan(middle, middle + step);
}

/// A rectangle that is flat along an axis leaves that axis alone.
void ChartInteraction::zoom_to(const QRectF& rectangle) {
  const QRectF inside = rectangle.intersected(QRectF(plot_->axisRect()->rect()));
  if (std::max(inside.width(), inside.height()) < least_rectangle) return;
  remember();
  for (QCPAxis* axis : {x_axis(plot_), y_axis(plot_)}) {
    const bool level = axis->orientation() == Qt::Horizontal;
    if ((level ? inside.width() : inside.height()) < least_rectangle) continue;
    const double a = axis->pixelToCoord(level ? inside.left() : inside.bottom());
    const double b = axis->pixelToCoord(level ? inside.right() : inside.top());
    show_range(axis, std::min(a, b), std::max(a, b));
  }
  emit view_changed();
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ChartInteraction::pan(QPointF from, QPointF to) {
  for (QCPAxis* axis : {x_axis(plot_), y_axis(plot_)}) {
    if (!zoom_inside_.testFlag(axis->orientation()) && !touched_.contains(axis)) continue;
    const double a = axis->pixelToCoord(along(axis, from)), b = axis->pixelToCoord(along(axis, to));
    if (a == b) continue;
    if (axis->scaleType() == QCPAxis::stLogarithmic)
      axis->setRange(axis->range().lower * a / b, axis->range().upper * a / b);
    else
      axis->setRange(axis->range().lower + a - b, axis->range().upper + a - b);
    touched_.insert(axis);
    hold_to_home(axis);
  }
  emit view_changed();
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ChartInteraction::zoom(double factor, QPointF centre, Qt::Orientations axes) {
  for (QCPAxis* axis : {x_axis(plot_), y_axis(plot_)}) {
    if (!axes.testFlag(axis->orientation())) continue;
    const double size = axis->range().size();
    const double held =
        smallest_span_ > 0 && factor < 1 ? std::max(factor, std::min(1.0, smallest_span_ / size)) : factor;
    axis->scaleRange(held, axis->pixelToCoord(along(axis, centre)));
    touched_.insert(axis);
    hold_to_home(axis);
  }
  emit view_changed();
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

/// Neither further out than home nor off its edge.
void ChartInteraction::hold_to_home(QCPAxis* axis) {
  const auto found = home_ranges_.find(axis);
  if (found == home_ranges_.end()) return;
  const bool logarithmic = axis->scaleType() == QCPAxis::stLogarithmic;
  const auto in = [&](double value) { return logarithmic ? std::log(value) : value; };
  const auto out = [&](double value) { return logarithmic ? std::exp(value) : value; };
  const double low = in(found->second.first), high = in(found->second.second);
  double lower = in(axis->range().lower);
  const double size = std::max(in(axis->range().upper) - lower, (high - low) * 1e-7);
  if (!(size < high - low)) {
    axis->setRange(found->second.first, found->second.second);
    touched_.erase(axis);
    return;
  }
  lower = std::clamp(lower, low, high - size);
  axis->setRange(out(lower), out(lower + size));
}

void ChartInteraction::show_cursor(QPointF pixel, bool shift) {
  const int handle = handle_at(pixel);
  if (handle >= 0)
    plot_->setCursor(handles_[static_cast<std::size_t>(handle)].axis->orientation() == Qt::Horizontal
                         ? Qt::SplitHCursor
                         : Qt::SplitVCursor);
  else if (brush_enabled_ && shift)
    plot_->setCursor(Qt::IBeamCursor);
  else if (rectangle_enabled_ && shift)
    plot_->setCursor(Qt::CrossCursor);
  else
    plot_->unsetCursor();
}

}  // namespace quantscope::widgets
