#include "app/gui/figure_tables.h"

#include <QHeaderView>
#include <QTableView>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parameter.h"

namespace quantscope::gui {
namespace {

bool is_number(const study::Cell& cell) {
  return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

double number(const study::Cell& cell) {
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
  return std::numeric_limits<double>::quiet_NaN();
}

QString text(const study::Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell)) return QString::fromStdString(*words);
  if (const auto* on = std::get_if<bool>(&cell))
    return *on ? QStringLiteral("true") : QStringLiteral("false");
  if (const auto* values = std::get_if<base::ParameterValues>(&cell)) {
    QStringList all;
    for (const auto& [id, value] : *values)
      all << QString::fromStdString(id + "=" + base::parameter_text(value));
    return all.join(' ');
  }
  return is_number(cell) ? QString::number(number(cell)) : QString();
}

}  // namespace

QTableView* make_table_view(QWidget* parent, const QString& name, const QString& accessible_name) {
  auto* view = new QTableView(parent);
  view->setObjectName(name);
  view->setAccessibleName(accessible_name);
  view->verticalHeader()->hide();
  view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
  view->setEditTriggers(QAbstractItemView::NoEditTriggers);
  view->setSelectionMode(QAbstractItemView::SingleSelection);
  view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view->setWordWrap(false);
  view->horizontalHeader()->setHighlightSections(false);
  view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  return view;
}

QVariant WordedTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section >= columnCount() ||
      (role != Qt::DisplayRole && role != Qt::ToolTipRole))
    return widgets::ChartTableModel::headerData(section, orientation, role);
  const auto word = words_.find(table().columns[static_cast<std::size_t>(section)].name);
  if (word == words_.end()) return {};
  return role == Qt::DisplayRole ? word->second.header : word->second.tip;
}

bool KnownFirst::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  bool left_known = false, right_known = false;
  const double a = left.data(role_).toDouble(&left_known), b = right.data(role_).toDouble(&right_known);
  left_known = left_known && !std::isnan(a);
  right_known = right_known && !std::isnan(b);
  if (left_known && right_known) return a < b;
  if (left_known || right_known) return sortOrder() == Qt::DescendingOrder ? right_known : left_known;
  return left.data(role_).toString() < right.data(role_).toString();
}

widgets::ChartTable chart_table(const study::Table& table) {
  widgets::ChartTable made;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const bool numbers = std::ranges::all_of(table.rows, [column](const std::vector<study::Cell>& row) {
      return is_number(row[column]) || std::holds_alternative<std::monostate>(row[column]);
    });
    std::vector<double> values;
    std::vector<QString> texts;
    for (const std::vector<study::Cell>& row : table.rows)
      if (numbers)
        values.push_back(number(row[column]));
      else
        texts.push_back(text(row[column]));
    const QString name = QString::fromStdString(table.columns[column]);
    if (numbers)
      made.columns.push_back({name, std::move(values)});
    else
      made.columns.push_back({name, std::move(texts)});
  }
  return made;
}

}  // namespace quantscope::gui
