#include "widgets/svg_paint_engine.h"

#include <QBuffer>
#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <cmath>

#include "widgets/svg_picture.h"

namespace quantscope::widgets {
namespace {

/// Hundredths of a unit are finer than any print.
QByteArray number(double value) {
  QByteArray text = QByteArray::number(std::isfinite(value) ? value : 0.0, 'f', 2);
  while (text.endsWith('0')) text.chop(1);
  if (text.endsWith('.')) text.chop(1);
  return text == "-0" ? QByteArray("0") : text;
}

QByteArray attribute(const char* name, const QByteArray& value) {
  return QByteArray(" ") + name + "=\"" + value + '"';
}

QByteArray paint_attributes(const char* what, const QColor& colour, double opacity) {
  QByteArray text = attribute(what, colour.name(QColor::HexRgb).toLatin1());
  const double alpha = colour.alphaF() * opacity;
  if (alpha < 1) text += attribute((QByteArray(what) + "-opacity").constData(), number(alpha));
  return text;
}

QByteArray path_data(const QPainterPath& path) {
  QByteArray data;
  const auto point = [&](int index) {
    const QPainterPath::Element element = path.elementAt(index);
    return number(element.x) + ',' + number(element.y);
  };
  for (int i = 0; i < path.elementCount(); ++i) {
    switch (path.elementAt(i).type) {
      case QPainterPath::MoveToElement:
        data += 'M' + point(i);
        break;
      case QPainterPath::LineToElement:
        data += 'L' + point(i);
        break;
      case QPainterPath::CurveToElement:
        data += 'C' + point(i) + ' ' + point(i + 1) + ' ' + point(i + 2);
        i += 2;
        break;
      case QPainterPath::CurveToDataElement:
        break;
    }
  }
  return data;
}

}  // namespace

SvgPaintEngine::SvgPaintEngine(QString font_family, QString id_prefix, double units_per_point)
    : QPaintEngine(AllFeatures & ~(PatternBrush | PerspectiveTransform | ConicalGradientFill |
                                   RadialGradientFill | LinearGradientFill | PorterDuff | RasterOpModes)),
      font_family_(std::move(font_family)),
      id_prefix_(std::move(id_prefix)),
      units_per_point_(units_per_point) {}

bool SvgPaintEngine::begin(QPaintDevice*) {
  elements_.clear();
  definitions_.clear();
  ids_.clear();
  clip_.clear();
  return true;
}

bool SvgPaintEngine::end() {
  if (!clip_.isEmpty()) elements_ += "</g>\n";
  clip_.clear();
  return true;
}

void SvgPaintEngine::updateState(const QPaintEngineState& now) {
  const DirtyFlags flags = now.state();
  if (flags & DirtyTransform) transform_ = now.transform();
  if (flags & DirtyPen) pen_ = now.pen();
  if (flags & DirtyBrush) brush_ = now.brush();
  if (flags & DirtyOpacity) opacity_ = now.opacity();
  if (flags & (DirtyClipEnabled | DirtyClipPath | DirtyClipRegion)) clip_changed_ = true;
}

QByteArray SvgPaintEngine::pen_attributes() const {
  if (pen_.style() == Qt::NoPen) return {};
  const double scale = pen_.isCosmetic() ? 1 : std::sqrt(std::abs(transform_.determinant()));
  const double width = (pen_.widthF() > 0 ? pen_.widthF() : 1) * scale;
  QByteArray text = paint_attributes("stroke", pen_.color(), opacity_);
  text += attribute("stroke-width", number(width));
  if (pen_.capStyle() != Qt::FlatCap)
    text += attribute("stroke-linecap", pen_.capStyle() == Qt::RoundCap ? "round" : "square");
  if (pen_.joinStyle() == Qt::RoundJoin) text += attribute("stroke-linejoin", "round");
  if (pen_.joinStyle() == Qt::BevelJoin) text += attribute("stroke-linejoin", "bevel");
  if (pen_.style() != Qt::SolidLine) {
    QByteArray dashes;
    for (const qreal length : pen_.dashPattern())
      dashes += (dashes.isEmpty() ? "" : ",") + number(length * width);
    text += attribute("stroke-dasharray", dashes);
  }
  return text;
}

QByteArray SvgPaintEngine::hatch(Qt::BrushStyle style, const QColor& colour) {
  QByteArray lines;
  if (style == Qt::HorPattern || style == Qt::CrossPattern) lines += "M0,4L8,4";
  if (style == Qt::VerPattern || style == Qt::CrossPattern) lines += "M4,0L4,8";
  if (style == Qt::BDiagPattern || style == Qt::DiagCrossPattern) lines += "M-2,2L2,-2M0,8L8,0M6,10L10,6";
  if (style == Qt::FDiagPattern || style == Qt::DiagCrossPattern) lines += "M-2,6L2,10M0,0L8,8M6,-2L10,2";
  const QByteArray content = "width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path fill=\"none\"" +
                             attribute("d", lines) + paint_attributes("stroke", colour, opacity_) +
                             "/></pattern>\n";
  QByteArray& id = ids_[content];
  if (id.isEmpty()) {
    id = id_prefix_.toUtf8() + "hatch" + QByteArray::number(ids_.size());
    definitions_ += "<pattern" + attribute("id", id) + ' ' + content;
  }
  return attribute("fill", "url(#" + id + ')');
}

QByteArray SvgPaintEngine::fill_attributes() {
  switch (brush_.style()) {
    case Qt::NoBrush:
      return attribute("fill", "none");
    case Qt::HorPattern:
    case Qt::VerPattern:
    case Qt::CrossPattern:
    case Qt::BDiagPattern:
    case Qt::FDiagPattern:
    case Qt::DiagCrossPattern:
      return hatch(brush_.style(), brush_.color());
    default:
      return paint_attributes("fill", brush_.color(), opacity_);
  }
}

/// Opens and closes groups so that what comes next is clipped as the painter has it now.
void SvgPaintEngine::enter_clip() {
  if (!clip_changed_) return;
  clip_changed_ = false;
  QByteArray id;
  if (painter()->hasClipping()) {
    const QByteArray content =
        "><path" + attribute("d", path_data(painter()->combinedTransform().map(painter()->clipPath()))) +
        "/></clipPath>\n";
    QByteArray& known = ids_[content];
    if (known.isEmpty()) {
      known = id_prefix_.toUtf8() + "clip" + QByteArray::number(ids_.size());
      definitions_ += "<clipPath" + attribute("id", known) + content;
    }
    id = known;
  }
  if (id == clip_) return;
  if (!clip_.isEmpty()) elements_ += "</g>\n";
  clip_ = id;
  if (!clip_.isEmpty()) elements_ += "<g" + attribute("clip-path", "url(#" + clip_ + ')') + ">\n";
}

void SvgPaintEngine::add(const QByteArray& element) {
  enter_clip();
  elements_ += element;
}

void SvgPaintEngine::drawPath(const QPainterPath& path) {
  if (path.isEmpty() || (pen_.style() == Qt::NoPen && brush_.style() == Qt::NoBrush)) return;
  QByteArray text = "<path" + fill_attributes() + pen_attributes();
  if (path.fillRule() == Qt::OddEvenFill && brush_.style() != Qt::NoBrush)
    text += attribute("fill-rule", "evenodd");
  add(text + attribute("d", path_data(transform_.map(path))) + "/>\n");
}

void SvgPaintEngine::drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) {
  if (count < 1 || (mode == PolylineMode && pen_.style() == Qt::NoPen)) return;
  QByteArray list;
  for (int i = 0; i < count; ++i) {
    const QPointF point = transform_.map(points[i]);
    list += (i > 0 ? " " : "") + number(point.x()) + ',' + number(point.y());
  }
  QByteArray text =
      mode == PolylineMode ? "<polyline" + attribute("fill", "none") : "<polygon" + fill_attributes();
  if (mode == OddEvenMode && brush_.style() != Qt::NoBrush) text += attribute("fill-rule", "evenodd");
  add(text + pen_attributes() + attribute("points", list) + "/>\n");
}

void SvgPaintEngine::drawTextItem(const QPointF& position, const QTextItem& item) {
  const QString words = item.text();
  if (words.trimmed().isEmpty()) return;
  const QFont font = item.font();
  const double scale = std::sqrt(std::abs(transform_.determinant()));
  const double pixels =
      (font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF() * units_per_point_) * scale;
  const QPointF at = transform_.map(position);
  QByteArray text = "<text" + attribute("x", number(at.x())) + attribute("y", number(at.y())) +
                    attribute("font-size", number(pixels));
  if (font.family() != font_family_)
    text += attribute("font-family", '\'' + xml_escaped(font.family()).replace('\'', "") + "', sans-serif");
  if (font.weight() >= QFont::DemiBold) text += attribute("font-weight", QByteArray::number(font.weight()));
  if (font.italic()) text += attribute("font-style", "italic");
  if (transform_.m12() != 0 || transform_.m11() < 0) {
    const double degrees = std::atan2(transform_.m12(), transform_.m11()) * 180 / M_PI;
    text += attribute("transform",
                      "rotate(" + number(degrees) + ' ' + number(at.x()) + ' ' + number(at.y()) + ')');
  }
  // The width measured here holds with any font that stands in, so that nothing overlaps elsewhere.
  if (words.size() > 1)
    text +=
        attribute("textLength", number(item.width() * scale)) + attribute("lengthAdjust", "spacingAndGlyphs");
  add(text + paint_attributes("fill", pen_.color(), opacity_) + '>' + xml_escaped(words) + "</text>\n");
}

void SvgPaintEngine::drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) {
  drawImage(target, pixmap.toImage(), source, Qt::AutoColor);
}

void SvgPaintEngine::drawImage(const QRectF& target, const QImage& image, const QRectF& source,
                               Qt::ImageConversionFlags) {
  QBuffer png;
  png.open(QIODevice::WriteOnly);
  const QRect part = source.toAlignedRect();
  (part == image.rect() ? image : image.copy(part)).save(&png, "PNG");
  const QRectF place = transform_.mapRect(target);
  add("<image" + attribute("x", number(place.x())) + attribute("y", number(place.y())) +
      attribute("width", number(place.width())) + attribute("height", number(place.height())) +
      attribute("preserveAspectRatio", "none") + attribute("image-rendering", "pixelated") +
      (opacity_ < 1 ? attribute("opacity", number(opacity_)) : QByteArray()) +
      attribute("xlink:href", "data:image/png;base64," + png.data().toBase64()) + "/>\n");
}

}  // namespace quantscope::widgets
