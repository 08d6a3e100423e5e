#pragma once

#include <string>
#include <vector>

#include "core/study/report_document.h"

namespace quantscope::study {

/// The part of a section's table that pages show.
struct ShownTable {
  Table table;
  std::string remark;  ///< "30 of 640 rows, 5 of 25 columns"; empty where all are shown
};
ShownTable shown_table(const ReportSection& section);

/// True where the column's known cells are numbers.
bool is_numeric(const Table& table, std::size_t column);

}  // namespace quantscope::study
