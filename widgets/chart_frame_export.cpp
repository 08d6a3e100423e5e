#include <qcustomplot.h>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "widgets/chart_frame.h"
#include "widgets/export_dialog.h"
#include "widgets/preview_badge.h"

namespace quantscope::widgets {

bool ChartFrame::exportTo(const QString& path, ExportFormat format, const PictureOptions& options) {
  try {
    if (is_table(format)) {
      const QByteArray content = format == ExportFormat::csv ? table_csv(table()) : table_json(table());
      base::write_file_atomically(std::filesystem::path(path.toStdU16String()),
                                  {content.constData(), static_cast<std::size_t>(content.size())});
    } else {
      const QSize size = options.size.isEmpty() ? plot_->size().expandedTo(QSize(640, 360)) : options.size;
      const bool other_colours = options.light && current_theme().dark;
      if (other_colours) apply_colours(light_theme());
      try {
        if (format == ExportFormat::png) save_png(picture(), path, size, options.scale);
        if (format == ExportFormat::svg) save_svg(picture(), path, size);
        if (format == ExportFormat::pdf) save_pdf(picture(), path, size);
      } catch (...) {
        if (other_colours) apply_colours(current_theme());
        throw;
      }
      if (other_colours) apply_colours(current_theme());
    }
  } catch (const base::Error& error) {
    emit exportFailed(tr("%1 was not written").arg(QDir::toNativeSeparators(path)),
                      QString::fromUtf8(error.what()));
    return false;
  }
  emit exported(path);
  return true;
}

bool ChartFrame::exportTo(const QString& path) {
  try {
    return exportTo(path, format_of_path(path));
  } catch (const base::Error& error) {
    emit exportFailed(tr("%1 was not written").arg(path), QString::fromUtf8(error.what()));
    return false;
  }
}

void ChartFrame::copyPicture() {
  try {
    QApplication::clipboard()->setImage(chart_image(picture(), plot_->size().expandedTo(QSize(640, 360)),
                                                    std::max(2.0, devicePixelRatioF())));
  } catch (const base::Error& error) {
    emit exportFailed(tr("The picture was not copied"), QString::fromUtf8(error.what()));
  }
}

void ChartFrame::copyTable() {
  QApplication::clipboard()->setText(table_tsv(table()));
}

void ChartFrame::ask_export(ExportFormat format) {
  PictureOptions options;
  if (!is_table(format)) {
    ExportDialog dialog(format, plot_->size().expandedTo(QSize(640, 360)), this);
    if (dialog.exec() != QDialog::Accepted) return;
    options = dialog.options();
  }
  const QString ending = format_name(format);
  const QString path = QFileDialog::getSaveFileName(this, tr("Export as %1").arg(ending.toUpper()),
                                                    export_name_ + '.' + ending,
                                                    tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
  if (path.isEmpty()) return;
  exportTo(QFileInfo(path).suffix().isEmpty() ? path + '.' + ending : path, format, options);
}

ChartPicture ChartFrame::picture() const {
  return {plot_, title(), legend_->text(), sentence(), badge_->text()};
}

}  // namespace quantscope::widgets
