#include "widgets/page_export.h"

#include <QPointer>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/staged_folder.h"
#include "widgets/chart_frame.h"
#include "widgets/svg_picture.h"

namespace quantscope::widgets {
namespace {

/// A file name on any system, not yet taken.
QString file_stem(const QString& name, QSet<QString>& taken) {
  QString stem = name;
  static const QRegularExpression unsafe(QStringLiteral("[^\\w.+-]+"),
                                         QRegularExpression::UseUnicodePropertiesOption);
  stem.replace(unsafe, QStringLiteral("-"));
  while (stem.startsWith('.') || stem.startsWith('-')) stem.remove(0, 1);
  stem = stem.left(100);
  if (stem.isEmpty()) stem = QStringLiteral("chart");
  QString free = stem;
  for (int n = 2; taken.contains(free.toLower()); ++n) free = QStringLiteral("%1-%2").arg(stem).arg(n);
  taken.insert(free.toLower());
  return free;
}

QByteArray link(const QString& stem, ExportFormat format) {
  const QByteArray ending = format_name(format).toLatin1();
  return "<a href=\"" + QUrl::toPercentEncoding(stem) + '.' + ending + "\">" + ending.toUpper() + "</a>";
}

}  // namespace

QStringList export_all(const std::vector<ChartFrame*>& frames, const QString& folder, const PageExport& what,
                       const std::function<bool(int, int, const QString&)>& progress) {
  base::StagedFolder staged(std::filesystem::path(folder.toStdU16String()));
  QSet<QString> taken = {QStringLiteral("index")};
  std::vector<QPointer<ChartFrame>> charts(frames.begin(), frames.end());  // events may run in progress()
  QByteArray page =
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head><meta "
      "charset=\"utf-8\" /><title>" +
      xml_escaped(what.title) +
      "</title>\n<style>body { font-family: sans-serif; max-width: 70em; margin: 2em auto; "
      "padding: 0 1em } img { max-width: 100% }</style></head>\n<body>\n<h1>" +
      xml_escaped(what.title) + "</h1>\n";
  const int all = static_cast<int>(charts.size());
  for (int i = 0; i < all; ++i) {
    const QPointer<ChartFrame>& frame = charts[static_cast<std::size_t>(i)];
    if (!frame || !frame->emptyText().isEmpty()) continue;
    if (progress && !progress(i, all, frame->title())) return {};
    if (!frame) continue;
    const QString stem = file_stem(frame->exportName(), taken);
    QByteArray links;
    const auto write = [&](ExportFormat format) {
      const QByteArray content = frame->exportContent(format, what.options);
      staged.write((stem + '.' + format_name(format)).toStdString(),
                   {content.constData(), static_cast<std::size_t>(content.size())});
      links += (links.isEmpty() ? "" : " · ") + link(stem, format);
    };
    page += "<h2>" + xml_escaped(frame->title()) + "</h2>\n";
    for (const ExportFormat format : what.pictures) write(format);
    for (const ExportFormat shown : {ExportFormat::svg, ExportFormat::png})
      if (std::ranges::find(what.pictures, shown) != what.pictures.end()) {
        page += "<p><img src=\"" + QUrl::toPercentEncoding(stem) + '.' + format_name(shown).toLatin1() +
                "\" alt=\"" + xml_escaped(frame->title()) + "\" /></p>\n";
        break;
      }
    if (!frame->table().columns.empty()) {
      write(ExportFormat::csv);
      write(ExportFormat::json);
    }
    page += "<p>" + xml_escaped(frame->sentence()) + "</p>\n<p>" + links + "</p>\n";
  }
  page += "</body>\n</html>\n";
  staged.write("index.html", {page.constData(), static_cast<std::size_t>(page.size())});
  QStringList files;
  for (const std::filesystem::path& path : staged.commit())
    files << QString::fromStdU16String(path.u16string());
  return files;
}

}  // namespace quantscope::widgets
