#include <qcustomplot.h>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>

#include "core/base/error.h"
#include "widgets/chart_frame.h"
#include "widgets/export_dialog.h"
#include "widgets/preview_badge.h"

namespace quantscope::widgets {
namespace {

std::function<std::map<QString, QString>()>& metadata_source() {
  static std::function<std::map<QString, QString>()> source;
  return source;
}

std::function<QString()>& label_source() {
  static std::function<QString()> source;
  return source;
}

QString label() {
  return label_source() ? label_source()() : QString();
}

const Theme& theme_of(PictureStyle style) {
  switch (style) {
    case PictureStyle::light:
      return light_theme();
    case PictureStyle::paper:
      return paper_theme();
    case PictureStyle::screen:
      break;
  }
  return current_theme();
}

}  // namespace

/// A frame in the colours and fonts of a picture style, as long as this lives.
class ChartFrame::Dressed {
 public:
  Dressed(ChartFrame& frame, PictureStyle style) : frame_(frame), style_(style) {
    if (is_dressed()) dress(theme_of(style), style == PictureStyle::paper ? paper_font() : frame.font());
  }
  ~Dressed() {
    if (!is_dressed()) return;
    dress(current_theme(), frame_.font());
    frame_.plot_->setFont(own_font_ ? before_ : QFont());
  }
  Dressed(const Dressed&) = delete;
  Dressed& operator=(const Dressed&) = delete;

  ChartPicture picture() const {
    QStringList badge{frame_.badge_->text(), label()};
    badge.removeAll(QString());
    return {frame_.plot_,
            frame_.title(),
            frame_.legend_->text(),
            frame_.sentence(),
            badge.join(QStringLiteral(" — ")),
            frame_.plot_->font()};
  }

 private:
  bool is_dressed() const { return style_ != PictureStyle::screen; }
  void dress(const Theme& theme, const QFont& font) {
    QCustomPlot* plot = frame_.plot_;
    plot->setFont(font);
    plot->legend->setFont(font);
    plot->legend->setTextColor(theme.axis_text);
    for (int i = 0; i < plot->itemCount(); ++i)
      if (auto* text = qobject_cast<QCPItemText*>(plot->item(i))) text->setFont(font);
    frame_.apply_colours(theme, font);
  }

  ChartFrame& frame_;
  PictureStyle style_;
  bool own_font_ = frame_.plot_->testAttribute(Qt::WA_SetFont);
  QFont before_ = frame_.plot_->font();
};

void ChartFrame::setMetadataSource(std::function<std::map<QString, QString>()> source) {
  metadata_source() = std::move(source);
}

void ChartFrame::setLabelSource(std::function<QString()> source) {
  label_source() = std::move(source);
}

ChartTable ChartFrame::labelled(ChartTable table) {
  if (const QString text = label(); !text.isEmpty())
    table.columns.push_back({QStringLiteral("label"), std::vector<QString>(table.rows(), text)});
  return table;
}

QSize ChartFrame::exportSize() const {
  return export_size_ ? export_size_(plot_->size()) : plot_->size().expandedTo(QSize(640, 360));
}

PictureOptions ChartFrame::complete(PictureOptions options) const {
  if (options.size.isEmpty()) options.size = exportSize();
  if (metadata_source()) options.metadata.merge(metadata_source()());
  return options;
}

QByteArray ChartFrame::exportContent(ExportFormat format, const PictureOptions& options) {
  if (format == ExportFormat::csv) return table_csv(labelled(table()));
  if (format == ExportFormat::json) return table_json(labelled(table()));
  const Dressed dressed(*this, options.style);
  return picture_file(dressed.picture(), format, complete(options));
}

QImage ChartFrame::exportPreview(const PictureOptions& options, QSize most) {
  const Dressed dressed(*this, options.style);
  PictureOptions complete = options;
  if (complete.size.isEmpty()) complete.size = exportSize();
  return chart_preview(dressed.picture(), complete, most);
}

bool ChartFrame::exportTo(const QString& path, ExportFormat format, const PictureOptions& options) {
  try {
    write_export(path, exportContent(format, options));
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
    PictureOptions options;
    options.size = exportSize();
    options.scale = std::max(2.0, devicePixelRatioF());
    QApplication::clipboard()->setImage(chart_image(Dressed(*this, PictureStyle::screen).picture(), options));
  } catch (const base::Error& error) {
    emit exportFailed(tr("The picture was not copied"), QString::fromUtf8(error.what()));
  }
}

void ChartFrame::copyTable() {
  QApplication::clipboard()->setText(table_tsv(labelled(table())));
}

void ChartFrame::ask_export(ExportFormat format) {
  PictureOptions options;
  if (!is_table(format)) {
    ExportDialog dialog(
        format, exportSize(),
        [this](const PictureOptions& chosen, QSize most) { return exportPreview(chosen, most); }, this);
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

}  // namespace quantscope::widgets
