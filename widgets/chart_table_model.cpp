#include "widgets/chart_table_model.h"

#include <algorithm>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::widgets {

void ChartTableModel::set_table(ChartTable table) {
  const auto same_column = [](const ChartColumn& a, const ChartColumn& b) { return a.name == b.name; };
  // Other numbers in the same places: what is selected and scrolled to stays.
  if (table.rows() > 0 && table.rows() == table_.rows() &&
      std::ranges::equal(table.columns, table_.columns, same_column)) {
    table_ = std::move(table);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return;
  }
  beginResetModel();
  table_ = std::move(table);
  endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.rows());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ChartColumn& column = table_.columns[static_cast<std::size_t>(index.column())];
  const auto row = static_cast<std::size_t>(index.row());
  const auto* numbers = std::get_if<std::vector<double>>(&column.values);
  switch (role) {
    case Qt::DisplayRole:
      if (!numbers || row >= numbers->size()) return column.text(row);
      if (const double number = (*numbers)[row]; std::abs(number) < 1e15 && number == std::round(number))
        return format_count(static_cast<qint64>(number));
      return format_three((*numbers)[row]);
    case Qt::ToolTipRole:
    case Qt::EditRole:
      return column.text(row);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue((numbers ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole) return {};
  if (orientation == Qt::Vertical) return section;
  return table_.columns[static_cast<std::size_t>(section)].name;
}

}  // namespace quantscope::widgets
