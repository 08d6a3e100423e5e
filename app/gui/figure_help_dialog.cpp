#include <QDialog>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QTextBrowser>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include "app/gui/figure_help.h"
#include "app/gui/figure_help_entries.h"

namespace quantscope::gui {
namespace {

/// Every word must occur somewhere in the entry.
bool answers(const FigureHelp& help, const QString& query) {
  const QString text =
      QStringList{help.id, help.title, QTextDocumentFragment::fromHtml(help.text).toPlainText(), help.formula,
                  help.source}
          .join(' ');
  for (const QString& word : query.simplified().split(' ', Qt::SkipEmptyParts))
    if (!text.contains(word, Qt::CaseInsensitive)) return false;
  return true;
}

QString html_of(const QString& query) {
  QString html;
  for (const FigureHelp& help : all_figure_help())
    if (answers(help, query)) html += figure_help_html(help);
  return html.isEmpty() ? FigureHelpEntries::tr("<p>No figure has all of these words.</p>") : html;
}

}  // namespace

void show_figure_help_dialog(QWidget* window) {
  auto* dialog = new QDialog(window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setObjectName(QStringLiteral("figures_dialog"));
  dialog->setWindowTitle(FigureHelpEntries::tr("Figures"));
  auto* layout = new QVBoxLayout(dialog);
  auto* search = new QLineEdit(dialog);
  search->setObjectName(QStringLiteral("figures_search"));
  search->setPlaceholderText(FigureHelpEntries::tr("Search: SQNR, outlier, Pareto …"));
  search->setAccessibleName(FigureHelpEntries::tr("Search the figures"));
  search->setClearButtonEnabled(true);
  auto* text = new QTextBrowser(dialog);
  text->setObjectName(QStringLiteral("figures_text"));
  text->setAccessibleName(FigureHelpEntries::tr("What each figure says, its formula and its source"));
  text->setHtml(html_of({}));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  layout->addWidget(search);
  layout->addWidget(text, 1);
  layout->addWidget(buttons);
  QObject::connect(search, &QLineEdit::textChanged, text,
                   [text](const QString& query) { text->setHtml(html_of(query)); });
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  dialog->resize(600, 620);
  dialog->show();
  search->setFocus();
}

}  // namespace quantscope::gui
