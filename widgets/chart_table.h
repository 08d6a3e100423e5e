#pragma once

#include <QByteArray>
#include <QString>
#include <variant>
#include <vector>

namespace quantscope::widgets {

/// One column: numbers in SI base units at full precision, or texts. The name carries the unit ("time_s",
/// "energy_j", "bytes"; dimensionless without).
struct ChartColumn {
  QString name;
  std::variant<std::vector<double>, std::vector<QString>> values;

  std::size_t rows() const;
  /// As it stands in a table file; empty beyond the last row.
  QString text(std::size_t row) const;
};

/// The numbers behind a chart. Columns may differ in length; the shorter ones end in empty cells.
struct ChartTable {
  std::vector<ChartColumn> columns;
  std::size_t rows() const;
};

/// RFC 4180 with a header line, UTF-8, '.' as decimal point whatever the locale.
QByteArray table_csv(const ChartTable& table);
/// {"columns": [{"name": …, "values": […]}, …]}; what is not finite is null.
QByteArray table_json(const ChartTable& table);
/// Tab-separated, for the clipboard.
QString table_tsv(const ChartTable& table);

}  // namespace quantscope::widgets
