#include "app/gui/window_dialogs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "app/gui/figures.h"

namespace quantscope::gui {
namespace {

struct Dialogs {
  Q_DECLARE_TR_FUNCTIONS(dialogs)
};

QString row(const QString& left, const QString& right) {
  return QStringLiteral("<tr><td style='padding-right:24px'>%1</td><td>%2</td></tr>")
      .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

void show_text(QWidget* window, const QString& title, const QString& html, const QString& name) {
  auto* dialog = new QDialog(window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setObjectName(name);
  dialog->setWindowTitle(title);
  auto* layout = new QVBoxLayout(dialog);
  auto* text = new QTextBrowser(dialog);
  text->setHtml(html);
  layout->addWidget(text);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  layout->addWidget(buttons);
  dialog->resize(560, 560);
  dialog->show();
}

}  // namespace

void show_shortcuts_dialog(QWidget* window) {
  QString html = QStringLiteral("<h3>%1</h3><table>").arg(Dialogs::tr("Keyboard").toHtmlEscaped());
  for (const QAction* action : window->findChildren<QAction*>()) {
    if (action->shortcut().isEmpty() || action->text().isEmpty()) continue;
    QStringList keys;
    for (const QKeySequence& sequence : action->shortcuts())
      keys << sequence.toString(QKeySequence::NativeText);
    static const QRegularExpression marks(QStringLiteral("\\(&.\\)|&|…"));
    html += row(keys.join(QStringLiteral(", ")), action->text().remove(marks));
  }
  html += QStringLiteral("</table><h3>%1</h3><table>").arg(Dialogs::tr("Mouse on a chart").toHtmlEscaped());
  html += row(Dialogs::tr("wheel"), Dialogs::tr("zoom; over an axis, that axis alone"));
  html += row(Dialogs::tr("drag"), Dialogs::tr("move the view; on the line of θ, change θ"));
  html += row(Dialogs::tr("shift and drag"), Dialogs::tr("brush a range: the other chart shows that part"));
  html += row(Dialogs::tr("click"), Dialogs::tr("choose a channel"));
  html += row(Dialogs::tr("double click"), Dialogs::tr("the whole view again"));
  html += row(Dialogs::tr("Esc"), Dialogs::tr("clear the brush"));
  html += row(Dialogs::tr("right click"), Dialogs::tr("copy, export, table, axes"));
  html += QStringLiteral("</table>");
  show_text(window, Dialogs::tr("Keyboard and mouse"), html, QStringLiteral("shortcuts_dialog"));
}

void show_about_dialog(QWidget* window) {
  QMessageBox::about(
      window, Dialogs::tr("About Quantscope"),
      Dialogs::tr("<h3>Quantscope %1</h3><p>Explore the quantization of large language models.</p>"
                  "<p>Free software under the GNU General Public License, version 3 or later. Made "
                  "with Qt %2 (LGPL 3), "
                  "QCustomPlot (GPL 3), HDF5, Highway and oneTBB.</p>"
                  "<p>The sample model was trained on definitions of WordNet 3.0; see File → "
                  "Properties for its licence.</p>")
          .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())));
}

void show_properties_dialog(QWidget* window, const Document& document) {
  const storage::ModelFile& file = document.file();
  QString html = QStringLiteral("<h3>%1</h3><table>").arg(document.display_name().toHtmlEscaped());
  html += row(Dialogs::tr("Path"), document.path());
  html += row(Dialogs::tr("Size"), bytes_text(static_cast<double>(file.identity().bytes)));
  if (!document.label().isEmpty()) html += row(Dialogs::tr("Label"), document.label());
  if (document.captured_file()) html += row(Dialogs::tr("Captured inputs"), document.captured_path());
  html += row(Dialogs::tr("Tensors"), QString::number(document.tensors().size()));
  html += row(Dialogs::tr("Layout"), file.is_model() ? Dialogs::tr("Quantscope model file")
                                                     : Dialogs::tr("HDF5 file of another program"));
  if (!file.name().empty()) html += row(Dialogs::tr("Name"), QString::fromStdString(file.name()));
  if (!file.architecture().empty())
    html += row(Dialogs::tr("Architecture"), QString::fromStdString(file.architecture()));
  if (!file.source().empty()) html += row(Dialogs::tr("Source"), QString::fromStdString(file.source()));
  html += QStringLiteral("</table>");
  if (!file.config().empty()) {
    html += QStringLiteral("<h3>%1</h3><table>").arg(Dialogs::tr("Configuration").toHtmlEscaped());
    for (const auto& [key, value] : file.config())
      html += row(QString::fromStdString(key), QString::fromStdString(value));
    html += QStringLiteral("</table>");
  }
  if (!file.licence().empty())
    html += QStringLiteral("<h3>%1</h3><pre style='white-space:pre-wrap'>%2</pre>")
                .arg(Dialogs::tr("Licence").toHtmlEscaped(),
                     QString::fromStdString(file.licence()).toHtmlEscaped());
  show_text(window, Dialogs::tr("Properties"), html, QStringLiteral("properties_dialog"));
}

}  // namespace quantscope::gui
