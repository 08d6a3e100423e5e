#include "app/gui/figure_help.h"

#include <QAbstractItemModel>
#include <QTextDocumentFragment>
#include <QWidget>
#include <algorithm>
#include <map>

#include "app/gui/figure_help_entries.h"
#include "core/base/error.h"
#include "widgets/metric_table.h"

namespace quantscope::gui {
namespace {

void fill_cells(widgets::MetricTable& table) {
  std::map<QString, QString> texts;
  for (const FigureHelp& help : all_figure_help()) texts[help.id] = figure_help_html(help);
  const auto& rows = table.metricRows();
  for (int row = 0; row < std::min(table.rowCount(), static_cast<int>(rows.size())); ++row) {
    const auto text = texts.find(rows[static_cast<std::size_t>(row)].id);
    if (text == texts.end()) continue;
    for (int column = 0; column < table.columnCount(); ++column)
      if (QTableWidgetItem* cell = table.item(row, column)) cell->setWhatsThis(text->second);
  }
}

}  // namespace

std::vector<FigureHelp> all_figure_help() {
  std::vector<FigureHelp> all = FigureHelpEntries::of_errors();
  for (auto part : {FigureHelpEntries::of_tensors(), FigureHelpEntries::of_pictures(),
                    FigureHelpEntries::of_accelerators()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

FigureHelp figure_help(const QString& id) {
  const std::vector<FigureHelp> all = all_figure_help();
  const auto found = std::ranges::find(all, id, &FigureHelp::id);
  if (found == all.end()) throw base::Error("there is no help on a figure '" + id.toStdString() + "'");
  return *found;
}

QString figure_help_html(const FigureHelp& help) {
  QString html = QStringLiteral("<h3>%1</h3><p>%2</p>").arg(help.title.toHtmlEscaped(), help.text);
  if (!help.formula.isEmpty())
    html += QStringLiteral("<p style='margin-left:16px'><b>%1</b></p>").arg(help.formula.toHtmlEscaped());
  return html + QStringLiteral("<p><i>%1</i></p>").arg(help.source.toHtmlEscaped());
}

void set_figure_help(QWidget* widget, const QString& id) {
  const FigureHelp help = figure_help(id);
  widget->setWhatsThis(figure_help_html(help));
  if (widget->accessibleDescription().isEmpty())
    widget->setAccessibleDescription(QTextDocumentFragment::fromHtml(help.text).toPlainText());
}

void set_figure_help(widgets::MetricTable* table) {
  fill_cells(*table);
  // The cells of new rows are made after the rows.
  QObject::connect(
      table->model(), &QAbstractItemModel::rowsInserted, table, [table] { fill_cells(*table); },
      Qt::QueuedConnection);
}

}  // namespace quantscope::gui
