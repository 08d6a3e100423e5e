#pragma once

#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QSize>
#include <QString>
#include <map>

#include "widgets/theme.h"

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

/// How an exported picture looks.
enum class PictureStyle {
  screen,  ///< colours and font as on screen
  light,   ///< light colours whatever the theme
  paper    ///< black and colours on white, sans-serif of 7.5 pt, thin lines: as journals want it
};

/// Widths of a column and of a page's text in most journals.
constexpr double single_column_mm = 85, double_column_mm = 178;

/// How a picture is exported.
struct PictureOptions {
  QSize size = {};   ///< CSS pixels (1/96 inch); empty = as on screen
  double scale = 1;  ///< PNG in pixels only: pixels per CSS pixel
  PictureStyle style = PictureStyle::screen;
  QSizeF millimetres = {};     ///< true size instead of `size`; empty = in pixels
  double dots_per_inch = 300;  ///< PNG in millimetres only
  bool title = true;           ///< the title above and the sentence below
  QString id_prefix = {};      ///< SVG: of all ids, where several stand in one page
  std::map<QString, QString> metadata =
      {};  ///< PNG: texts by key (at most 79 Latin-1 letters) in text chunks
};

/// A chart with its words, as an exported picture shows it. Colours and fonts are those that the plot has.
struct ChartPicture {
  QCustomPlot* plot = nullptr;
  QString title;
  QString legend;           ///< rich text
  QString sentence, badge;  ///< empty ones take no room
  QFont font;
};

/// Font of paper pictures, in units of which 144 are an inch.
QFont paper_font();
/// Colours of paper pictures.
const Theme& paper_theme();

/// The picture at the size that the options give; neither `size` nor `millimetres` may be empty both.
QImage chart_image(const ChartPicture& picture, const PictureOptions& options);
/// The same, fitted into `most` pixels, with the proportions that the file will have.
QImage chart_preview(const ChartPicture& picture, const PictureOptions& options, QSize most);
/// Pixels of the PNG.
QSize picture_pixels(const PictureOptions& options);
/// The content of a PNG, SVG or PDF file. Throws base::Error.
QByteArray picture_file(const ChartPicture& picture, ExportFormat format, const PictureOptions& options);

/// The text that a PNG file carries under this key; empty where the file is no PNG, damaged, or has none.
QString png_text(const QString& path, const QString& key);

/// Writes a temporary file and renames it. Throws base::Error.
void write_export(const QString& path, const QByteArray& content);

}  // namespace quantscope::widgets
