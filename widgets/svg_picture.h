#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSizeF>
#include <QString>
#include <memory>

namespace quantscope::widgets {

class SvgPaintEngine;

/// What a picture as SVG is called and how large it is.
struct SvgHeader {
  QSizeF size;              ///< of the coordinate system painted in
  int units_per_inch = 96;  ///< of that system: fonts in points follow it
  QSizeF millimetres;       ///< true size; empty: `size` in CSS pixels
  QString title, description;
  QString font_family;  ///< of texts painted in it; Helvetica-like families follow for machines without it
  QString id_prefix;    ///< of all ids, so that several pictures can stand in one page
};

/// A paint device that writes SVG 1.1: texts as texts of the width that they have here, clipping, hatches,
/// images. QSvgGenerator of Qt 6.4 clips nothing and does not escape its title. Gradients are not written.
class SvgPicture : public QPaintDevice {
 public:
  explicit SvgPicture(SvgHeader header);
  ~SvgPicture() override;

  QPaintEngine* paintEngine() const override;
  /// After painting has ended: the whole document, UTF-8, one line an element.
  QByteArray document() const;

 protected:
  int metric(PaintDeviceMetric metric) const override;

 private:
  SvgHeader header_;
  std::unique_ptr<SvgPaintEngine> engine_;
};

/// Text of an XML document: markup escaped, characters that XML does not allow replaced by U+FFFD.
QByteArray xml_escaped(const QString& text);

}  // namespace quantscope::widgets
