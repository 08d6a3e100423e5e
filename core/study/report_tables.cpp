#include "core/study/report_tables.h"

#include <fmt/format.h>

namespace quantscope::study {

ShownTable shown_table(const ReportSection& section) {
  ShownTable shown;
  shown.table = section.shown.empty() ? section.table : selected_columns(section.table, section.shown);
  const std::size_t rows = section.table.rows.size(), columns = section.table.columns.size();
  std::vector<std::string> parts;
  if (section.most_rows > 0 && rows > section.most_rows) {
    shown.table.rows.resize(section.most_rows);
    shown.remark = fmt::format("{} of {} rows", section.most_rows, rows);
  }
  if (shown.table.columns.size() < columns)
    shown.remark += fmt::format("{}{} of {} columns", shown.remark.empty() ? "" : ", ",
                                shown.table.columns.size(), columns);
  return shown;
}

bool is_numeric(const Table& table, std::size_t column) {
  bool any = false;
  for (const std::vector<Cell>& row : table.rows) {
    const Cell& cell = row[column];
    if (std::holds_alternative<std::monostate>(cell)) continue;
    if (!std::holds_alternative<double>(cell) && !std::holds_alternative<std::int64_t>(cell)) return false;
    any = true;
  }
  return any;
}

}  // namespace quantscope::study
