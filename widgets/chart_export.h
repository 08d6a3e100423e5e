#pragma once

#include <QImage>
#include <QSize>
#include <QString>

class QCustomPlot;

namespace quantscope::widgets {

enum class ExportFormat { png, svg, pdf, csv, json };

/// A table rather than a picture.
inline bool is_table(ExportFormat format) {
  return format == ExportFormat::csv || format == ExportFormat::json;
}

/// "png" … ; and back. Throws base::Error naming the formats known.
QString format_name(ExportFormat format);
ExportFormat format_of_path(const QString& path);

/// A chart with its words, as an exported picture shows it.
struct ChartPicture {
  QCustomPlot* plot = nullptr;
  QString title;
  QString legend;           ///< rich text
  QString sentence, badge;  ///< empty ones take no room
};

/// Pictures are `size` logical pixels; the pixels of the image are size × scale.
QImage chart_image(const ChartPicture& picture, QSize size, double scale);
/// Each writes a temporary file and renames it. Throws base::Error.
void save_png(const ChartPicture& picture, const QString& path, QSize size, double scale);
void save_svg(const ChartPicture& picture, const QString& path, QSize size);
void save_pdf(const ChartPicture& picture, const QString& path, QSize size);

}  // namespace quantscope::widgets
