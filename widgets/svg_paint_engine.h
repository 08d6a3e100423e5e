#pragma once

#include <QByteArray>
#include <QMap>
#include <QPaintEngine>
#include <QString>

namespace quantscope::widgets {

/// Writes what is painted as SVG elements with all transformations applied but those that turn a text.
class SvgPaintEngine : public QPaintEngine {
 public:
  SvgPaintEngine(QString font_family, QString id_prefix, double units_per_point);

  const QByteArray& elements() const { return elements_; }
  const QByteArray& definitions() const { return definitions_; }

  bool begin(QPaintDevice* device) override;
  bool end() override;
  void updateState(const QPaintEngineState& now) override;
  void drawPath(const QPainterPath& path) override;
  void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override;
  void drawTextItem(const QPointF& position, const QTextItem& item) override;
  void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override;
  void drawImage(const QRectF& target, const QImage& image, const QRectF& source,
                 Qt::ImageConversionFlags flags) override;
  Type type() const override { return User; }

 private:
  QByteArray pen_attributes() const;
  QByteArray fill_attributes();
  QByteArray hatch(Qt::BrushStyle style, const QColor& colour);
  void add(const QByteArray& element);
  void enter_clip();

  QString font_family_, id_prefix_;
  double units_per_point_;
  QByteArray elements_, definitions_;
  QMap<QByteArray, QByteArray> ids_;  ///< of definitions, by their content
  QByteArray clip_;                   ///< id of the clip that elements are written in; empty: none
  bool clip_changed_ = false;
  QTransform transform_;
  QPen pen_;
  QBrush brush_;
  qreal opacity_ = 1;
};

}  // namespace quantscope::widgets
