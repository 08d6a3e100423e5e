#include "widgets/chart_table.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

QString quoted(const QString& cell) {
  if (!cell.contains(',') && !cell.contains('"') && !cell.contains('\n') && !cell.contains('\r')) return cell;
  QString text = cell;
  return '"' + text.replace('"', QStringLiteral("\"\"")) + '"';
}

template <typename Cell>
QString joined(const ChartTable& table, QChar separator, Cell cell) {
  QString text;
  const auto end_row = [&] { text.back() = '\n'; };
  if (table.columns.empty()) return text;
  for (const ChartColumn& column : table.columns) text += cell(column.name) + separator;
  end_row();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const ChartColumn& column : table.columns) text += cell(column.text(row)) + separator;
    end_row();
  }
  return text;
}

}  // namespace

std::size_t ChartColumn::rows() const {
  return std::visit([](const auto& cells) { return cells.size(); }, values);
}

QString ChartColumn::text(std::size_t row) const {
  if (row >= rows()) return {};
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) return exact_text((*numbers)[row]);
  return std::get<std::vector<QString>>(values)[row];
}

std::size_t ChartTable::rows() const {
  std::size_t most = 0;
  for (const ChartColumn& column : columns) most = std::max(most, column.rows());
  return most;
}

QByteArray table_csv(const ChartTable& table) {
  return joined(table, ',', quoted).toUtf8();
}

QByteArray table_json(const ChartTable& table) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const ChartColumn& column : table.columns) {
    nlohmann::ordered_json values = nlohmann::ordered_json::array();
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
      for (const double number : *numbers) {
        if (std::isfinite(number))
          values.push_back(number);
        else
          values.push_back(nullptr);
      }
    } else {
      for (const QString& text : std::get<std::vector<QString>>(column.values))
        values.push_back(text.toStdString());
    }
    columns.push_back({{"name", column.name.toStdString()}, {"values", std::move(values)}});
  }
  return QByteArray::fromStdString(nlohmann::ordered_json{{"columns", std::move(columns)}}.dump(1)) + '\n';
}

QString table_tsv(const ChartTable& table) {
  return joined(table, '\t', [](const QString& cell) {
    QString text = cell;
    return text.replace('\t', ' ').replace('\n', ' ');
  });
}

}  // namespace quantscope::widgets
