#include "widgets/chart_export.h"

#include <qcustomplot.h>

#include <QBuffer>
#include <QFileInfo>
#include <QFontInfo>
#include <QImageReader>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "widgets/axis_tickers.h"
#include "widgets/lengths.h"
#include "widgets/svg_picture.h"

namespace quantscope::widgets {
namespace {

constexpr double css_per_inch = 96, paper_units_per_inch = 144;
constexpr double largest_side = 30000;  // pixels; more needs gigabytes
const QStringList names = {"png", "svg", "pdf", "csv", "json"};

/// The plane that a picture is painted in. Paper pictures have finer units, so that the pens of one unit
/// that charts use come out thin: half a point.
struct Plane {
  QSizeF size;
  QSizeF millimetres;
  double per_inch = css_per_inch;
  int margin = 0;
};

Plane plane_of(const PictureOptions& options) {
  const bool true_size = !options.millimetres.isEmpty();
  const bool paper = options.style == PictureStyle::paper;
  const double per_inch = paper ? paper_units_per_inch : css_per_inch;
  const QSizeF inches =
      true_size ? options.millimetres / millimetres_per_inch : QSizeF(options.size) / css_per_inch;
  return {inches * per_inch, inches * millimetres_per_inch, per_inch, paper ? 4 : 10};
}

/// Without the title the margins are those of the chart alone.
void paint(QCPPainter& painter, const ChartPicture& picture, const PictureOptions& options) {
  const Plane plane = plane_of(options);
  const int margin = plane.margin;
  QCustomPlot& plot = *picture.plot;
  const QColor text = plot.xAxis->labelColor();
  painter.fillRect(QRectF(QPointF(), plane.size), plot.property("quantscope_background").value<QColor>());
  QFont bold = picture.font;
  bold.setBold(true);
  const int width = static_cast<int>(plane.size.width()) - 2 * margin;
  int top = 0, bottom = static_cast<int>(plane.size.height());
  const auto height_of = [&](const QString& words, const QFont& font) {
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, words).height();
  };
  painter.setPen(text);
  QStringList head;
  if (options.title && !picture.title.isEmpty()) head << picture.title;
  if (!picture.badge.isEmpty()) head << picture.badge;
  if (!head.isEmpty()) {
    const QString words = head.join(QStringLiteral(" — "));
    const int height = height_of(words, bold);
    painter.setFont(bold);
    painter.drawText(QRect(margin, margin, width, height), Qt::TextWordWrap, words);
    top = margin + height;
  }
  if (!picture.legend.isEmpty()) {
    if (top == 0) top = margin / 2;
    QTextDocument legend;
    legend.setDocumentMargin(0);
    legend.setDefaultFont(picture.font);
    legend.setDefaultStyleSheet(QStringLiteral("body { color: %1 }").arg(text.name()));
    legend.setHtml(QStringLiteral("<body>%1</body>").arg(picture.legend));
    legend.setTextWidth(width);
    painter.translate(margin, top + 2);
    legend.drawContents(&painter);
    painter.translate(-margin, -top - 2);
    top += static_cast<int>(legend.size().height()) + 2;
  }
  if (options.title && !picture.sentence.isEmpty()) {
    const int height = height_of(picture.sentence, picture.font);
    bottom -= height + margin;
    painter.setPen(text);
    painter.setFont(picture.font);
    painter.drawText(QRect(margin, bottom, width, height), Qt::TextWordWrap, picture.sentence);
  }
  const QSize chart(static_cast<int>(plane.size.width()), std::max(bottom - top, 60));
  fit_ticks(&plot, chart);
  painter.translate(0, top);
  plot.toPainter(&painter, chart.width(), chart.height());
  painter.translate(0, -top);
}

void set_resolution(QImage& image, double dots_per_inch) {
  const int per_metre = static_cast<int>(std::lround(dots_per_inch * 1000 / millimetres_per_inch));
  image.setDotsPerMeterX(per_metre);
  image.setDotsPerMeterY(per_metre);
}

QImage image_of(const ChartPicture& picture, const PictureOptions& options, QSize pixels) {
  const Plane plane = plane_of(options);
  if (std::max(pixels.width(), pixels.height()) > largest_side)
    throw base::Error("the picture is too large for memory", {},
                      "choose a smaller size or fewer dots per inch");
  QImage image(pixels.expandedTo(QSize(1, 1)), QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) throw base::Error("the picture is too large for memory");
  image.fill(Qt::transparent);
  set_resolution(image, plane.per_inch);  // fonts in points get the size that the plane has for them
  QCPPainter painter(&image);
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  const double across = pixels.width() / plane.size.width(), down = pixels.height() / plane.size.height();
  if (std::abs(across - 1) > 1e-9 || std::abs(down - 1) > 1e-9) {
    painter.setMode(QCPPainter::pmNoCaching);
    painter.scale(across, down);
  }
  paint(painter, picture, options);
  return image;
}

QByteArray png_file(const ChartPicture& picture, const PictureOptions& options) {
  QImage image = chart_image(picture, options);
  for (const auto& [key, text] : options.metadata) image.setText(key, text);
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  if (!image.save(&buffer, "PNG")) throw base::Error("the PNG could not be encoded");
  return buffer.data();
}

QByteArray svg_file(const ChartPicture& picture, const PictureOptions& options) {
  const Plane plane = plane_of(options);
  const bool in_pixels = options.millimetres.isEmpty();
  SvgHeader header;
  header.size = plane.size;
  header.millimetres = in_pixels && options.style != PictureStyle::paper ? QSizeF() : plane.millimetres;
  header.title = picture.title;
  header.description = picture.sentence;
  header.font_family = QFontInfo(picture.font).family();
  header.id_prefix = options.id_prefix;
  header.units_per_inch = static_cast<int>(plane.per_inch);
  SvgPicture device(std::move(header));
  QCPPainter painter(&device);
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  paint(painter, picture, options);
  painter.end();
  return device.document();
}

QByteArray pdf_file(const ChartPicture& picture, const PictureOptions& options) {
  const Plane plane = plane_of(options);
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(static_cast<int>(plane.per_inch));
  writer.setPageSize(QPageSize(plane.millimetres * points_per_inch / millimetres_per_inch, QPageSize::Point,
                               QString(), QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF());
  writer.setTitle(picture.title);
  QCPPainter painter(&writer);
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  paint(painter, picture, options);
  painter.end();
  return buffer.data();
}

}  // namespace

QString format_name(ExportFormat format) {
  return names[static_cast<int>(format)];
}

ExportFormat format_of_path(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  const qsizetype index = names.indexOf(suffix);
  if (index < 0)
    throw base::Error("unknown format '" + suffix.toStdString() + "'", path.toStdString(),
                      "use one of " + names.join(", ").toStdString());
  return static_cast<ExportFormat>(index);
}

QFont paper_font() {
  QFont font;
  font.setFamilies({"Helvetica", "Arial", "Liberation Sans", "DejaVu Sans"});
  font.setStyleHint(QFont::SansSerif);
  font.setPixelSize(static_cast<int>(7.5 / points_per_inch * paper_units_per_inch));
  return font;
}

const Theme& paper_theme() {
  static const Theme theme = [] {
    Theme colours = light_theme();
    colours.chart_background = Qt::white;
    colours.axis = Qt::black;
    colours.axis_text = Qt::black;
    colours.muted_text = Qt::black;
    return colours;
  }();
  return theme;
}

QSize picture_pixels(const PictureOptions& options) {
  const QSizeF pixels = options.millimetres.isEmpty()
                            ? QSizeF(options.size) * options.scale
                            : options.millimetres / millimetres_per_inch * options.dots_per_inch;
  return pixels.toSize();
}

QImage chart_image(const ChartPicture& picture, const PictureOptions& options) {
  QImage image = image_of(picture, options, picture_pixels(options));
  set_resolution(image, options.millimetres.isEmpty() ? css_per_inch * options.scale : options.dots_per_inch);
  return image;
}

QImage chart_preview(const ChartPicture& picture, const PictureOptions& options, QSize most) {
  return image_of(picture, options, plane_of(options).size.scaled(most, Qt::KeepAspectRatio).toSize());
}

QByteArray picture_file(const ChartPicture& picture, ExportFormat format, const PictureOptions& options) {
  switch (format) {
    case ExportFormat::png:
      return png_file(picture, options);
    case ExportFormat::svg:
      return svg_file(picture, options);
    case ExportFormat::pdf:
      return pdf_file(picture, options);
    case ExportFormat::csv:
    case ExportFormat::json:
      break;
  }
  throw base::Error("a table is no picture", format_name(format).toStdString());
}

QString png_text(const QString& path, const QString& key) {
  // The whole picture is read: QImageReader alone joins the words of a text by single spaces.
  return QImageReader(path, "png").read().text(key);
}

void write_export(const QString& path, const QByteArray& content) {
  base::write_file_atomically(std::filesystem::path(path.toStdU16String()),
                              {content.constData(), static_cast<std::size_t>(content.size())});
}

}  // namespace quantscope::widgets
