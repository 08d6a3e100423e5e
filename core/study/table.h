#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "core/base/parameter.h"

namespace quantscope::study {

/// One cell: nothing known, a whole number, a number, a switch, a text, a list of whole numbers, or the
/// parameters of a method.
using Cell = std::variant<std::monostate, std::int64_t, double, bool, std::string, std::vector<std::int64_t>,
                          base::ParameterValues>;

/// The figure; nothing known where it is NaN.
Cell known(double figure);

/// A table as plain data: what every chart and every command exports. Column names carry the SI unit
/// ("time_s", "sqnr_db"). Rows have as many cells as there are columns.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;

  /// Index of a column; −1 where there is none.
  int column(const std::string& name) const;
};

/// The table with these of its columns, in this order. Throws base::Error naming a column that is missing.
Table selected_columns(const Table& table, const std::vector<std::string>& columns);

/// RFC 4180 with '\n': one header line, text quoted where needed, numbers with all their digits whatever the
/// locale. Empty: what is not known, not a number or infinite. Lists as "3 17 92", parameters as
/// "weight_bits=4 clip=mse".
std::string to_csv(const Table& table);

/// An array with one object a row, keys in the order of the columns. null: what is not known, not a number or
/// infinite. A column named in `omitted_where_unknown` has no key in rows where it is not known.
nlohmann::ordered_json to_json(const Table& table,
                               const std::vector<std::string>& omitted_where_unknown = {});

/// Columns of equal width for a terminal, numbers to four digits.
std::string to_text(const Table& table);

nlohmann::ordered_json to_json(const base::ParameterValues& values);

}  // namespace quantscope::study
