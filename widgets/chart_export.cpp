#include "widgets/chart_export.h"

#include <qcustomplot.h>

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QTextDocument>
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "widgets/axis_tickers.h"

namespace quantscope::widgets {
namespace {

constexpr int margin = 10;
const QStringList names = {"png", "svg", "pdf", "csv", "json"};

void paint(QCPPainter& painter, const ChartPicture& picture, QSize size) {
  QCustomPlot& plot = *picture.plot;
  const QColor text = plot.xAxis->labelColor();
  painter.fillRect(QRect(QPoint(), size), plot.property("quantscope_background").value<QColor>());
  QFont bold = plot.font();
  bold.setBold(true);
  const int width = size.width() - 2 * margin;
  int top = 0, bottom = size.height();
  const auto height_of = [&](const QString& words, const QFont& font) {
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, words).height();
  };
  painter.setPen(text);
  const QString head =
      picture.badge.isEmpty() ? picture.title : picture.title + QStringLiteral(" — ") + picture.badge;
  if (!head.isEmpty()) {
    const int height = height_of(head, bold);
    painter.setFont(bold);
    painter.drawText(QRect(margin, margin, width, height), Qt::TextWordWrap, head);
    top = margin + height;
  }
  if (!picture.legend.isEmpty()) {
    QTextDocument legend;
    legend.setDocumentMargin(0);
    legend.setDefaultFont(plot.font());
    legend.setDefaultStyleSheet(QStringLiteral("body { color: %1 }").arg(text.name()));
    legend.setHtml(QStringLiteral("<body>%1</body>").arg(picture.legend));
    legend.setTextWidth(width);
    painter.translate(margin, top + 2);
    legend.drawContents(&painter);
    painter.translate(-margin, -top - 2);
    top += static_cast<int>(legend.size().height()) + 2;
  }
  if (!picture.sentence.isEmpty()) {
    const int height = height_of(picture.sentence, plot.font());
    bottom -= height + margin;
    painter.setFont(plot.font());
    painter.drawText(QRect(margin, bottom, width, height), Qt::TextWordWrap, picture.sentence);
  }
  const QSize chart(size.width(), std::max(bottom - top, 60));
  fit_ticks(&plot, chart);
  painter.translate(0, top);
  plot.toPainter(&painter, chart.width(), chart.height());
  painter.translate(0, -top);
}

void write(const QString& path, const QByteArray& content) {
  base::write_file_atomically(std::filesystem::path(path.toStdU16String()),
                              {content.constData(), static_cast<std::size_t>(content.size())});
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

QImage chart_image(const ChartPicture& picture, QSize size, double scale) {
  QImage image((QSizeF(size) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) throw base::Error("the picture is too large for memory");
  image.setDevicePixelRatio(scale);
  image.fill(Qt::transparent);
  QCPPainter painter(&image);
  painter.setRenderHint(QPainter::TextAntialiasing);
  paint(painter, picture, size);
  return image;
}

void save_png(const ChartPicture& picture, const QString& path, QSize size, double scale) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  if (!chart_image(picture, size, scale).save(&buffer, "PNG"))
    throw base::Error("the PNG could not be encoded", path.toStdString());
  write(path, buffer.data());
}

void save_svg(const ChartPicture& picture, const QString& path, QSize size) {
  QBuffer buffer;
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(), size));
  generator.setTitle(picture.title);
  generator.setDescription(picture.sentence);
  QCPPainter painter(&generator);
  painter.setMode(QCPPainter::pmVectorized);
  paint(painter, picture, size);
  painter.end();
  write(path, buffer.data());
}

void save_pdf(const ChartPicture& picture, const QString& path, QSize size) {
  constexpr int dots_per_inch = 96;
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(dots_per_inch);
  writer.setPageSize(
      QPageSize(QSizeF(size) * 72.0 / dots_per_inch, QPageSize::Point, QString(), QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF());
  writer.setTitle(picture.title);
  QCPPainter painter(&writer);
  painter.setMode(QCPPainter::pmVectorized);
  paint(painter, picture, size);
  painter.end();
  write(path, buffer.data());
}

}  // namespace quantscope::widgets
