#pragma once

#include <qcustomplot.h>

#include <functional>

#include "widgets/heat_map_picture.h"

namespace quantscope::widgets {

/// The picture of a heat map inside a chart's axes: row r and column c lie at the axes' coordinates r and c.
/// Where cells are large enough their values are written in.
class HeatMapLayer : public QCPLayerable {
  Q_OBJECT
 public:
  HeatMapLayer(QCPAxis* columns, QCPAxis* rows);

  HeatMapPicture& picture() { return picture_; }
  const HeatMapPicture& picture() const { return picture_; }
  /// Text of a cell's value.
  void set_text(std::function<QString(float value)> text) { text_ = std::move(text); }
  /// Part of the matrix in sight, in places and rows.
  statistics::MatrixView view() const;
  /// Of the last picture on screen, by a pixel of the plot.
  std::optional<float> pooled(QPointF pixel) const;
  /// Values were written in when it was drawn last.
  bool shows_values() const { return shows_values_; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  void write_values(QCPPainter* painter, const QImage& image, double scale);

  QCPAxis* columns_;
  QCPAxis* rows_;
  HeatMapPicture picture_;
  std::function<QString(float)> text_;
  double scale_ = 1;
  bool shows_values_ = false;
};

}  // namespace quantscope::widgets
