#pragma once

#include <qcustomplot.h>

#include <functional>

namespace quantscope::widgets {

/// Hands a function the painter of a plot's layer, clipped to the axis rectangle: for series that
/// QCustomPlot has no plottable for.
class PaintedLayer : public QCPLayerable {
  Q_OBJECT
 public:
  PaintedLayer(QCPAxisRect* rect, const QString& layer, std::function<void(QCPPainter&)> draw)
      : QCPLayerable(rect->parentPlot(), layer), rect_(rect), draw_(std::move(draw)) {}

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
  void draw(QCPPainter* painter) override { draw_(*painter); }
  QRect clipRect() const override { return rect_->rect(); }

 private:
  QCPAxisRect* rect_;
  std::function<void(QCPPainter&)> draw_;
};

}  // namespace quantscope::widgets
