#include "widgets/svg_picture.h"

#include <cmath>

#include "widgets/lengths.h"
#include "widgets/svg_paint_engine.h"

namespace quantscope::widgets {
namespace {

/// At most four decimals, so that 85 mm reads "85".
QByteArray length(double value) {
  QByteArray text = QByteArray::number(value, 'f', 4);
  while (text.endsWith('0')) text.chop(1);
  if (text.endsWith('.')) text.chop(1);
  return text;
}

}  // namespace

QByteArray xml_escaped(const QString& text) {
  QByteArray out;
  for (const char32_t c : text.toUcs4()) {
    const bool allowed = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
                         (c >= 0xe000 && c != 0xfffe && c != 0xffff && c < 0x110000);
    if (!allowed)
      out += "\xef\xbf\xbd";
    else if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += QString::fromUcs4(&c, 1).toUtf8();
  }
  return out;
}

SvgPicture::SvgPicture(SvgHeader header)
    : header_(std::move(header)),
      engine_(std::make_unique<SvgPaintEngine>(header_.font_family, header_.id_prefix,
                                               header_.units_per_inch / points_per_inch)) {}

SvgPicture::~SvgPicture() = default;

QPaintEngine* SvgPicture::paintEngine() const {
  return engine_.get();
}

QByteArray SvgPicture::document() const {
  const bool true_size = !header_.millimetres.isEmpty();
  const QSizeF size = true_size ? header_.millimetres : header_.size;
  const QByteArray unit = true_size ? "mm" : "";
  const QByteArray id = xml_escaped(header_.id_prefix);
  QByteArray text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text +=
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
      "version=\"1.1\" role=\"img\" width=\"" +
      length(size.width()) + unit + "\" height=\"" + length(size.height()) + unit + "\" viewBox=\"0 0 " +
      length(header_.size.width()) + ' ' + length(header_.size.height()) + "\" aria-labelledby=\"" + id +
      "title " + id + "description\" font-family=\"'" + xml_escaped(header_.font_family).replace('\'', "") +
      "', Helvetica, Arial, sans-serif\">\n";
  text += "<title id=\"" + id + "title\">" + xml_escaped(header_.title) + "</title>\n";
  text += "<desc id=\"" + id + "description\">" + xml_escaped(header_.description) + "</desc>\n";
  if (!engine_->definitions().isEmpty()) text += "<defs>\n" + engine_->definitions() + "</defs>\n";
  return text + engine_->elements() + "</svg>\n";
}

int SvgPicture::metric(PaintDeviceMetric metric) const {
  switch (metric) {
    case PdmWidth:
      return static_cast<int>(std::ceil(header_.size.width()));
    case PdmHeight:
      return static_cast<int>(std::ceil(header_.size.height()));
    case PdmWidthMM:
      return static_cast<int>(header_.size.width() * millimetres_per_inch / header_.units_per_inch);
    case PdmHeightMM:
      return static_cast<int>(header_.size.height() * millimetres_per_inch / header_.units_per_inch);
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
      return header_.units_per_inch;
    case PdmNumColors:
      return 1 << 24;
    case PdmDepth:
      return 32;
    case PdmDevicePixelRatio:
      return 1;
    case PdmDevicePixelRatioScaled:
      return static_cast<int>(devicePixelRatioFScale());
  }
  return 0;
}

}  // namespace quantscope::widgets
