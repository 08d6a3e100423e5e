#include "core/study/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace quantscope::study {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

std::string joined(const base::ParameterValues& values) {
  std::string text;
  for (const auto& [id, value] : values) {
    if (!text.empty()) text += ' ';
    text += id + "=" + base::parameter_text(value);
  }
  return text;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string csv_text(const Cell& cell) {
  return std::visit(
      Overloaded{
          [](std::monostate) { return std::string(); },
          [](std::int64_t number) { return fmt::format("{}", number); },
          [](double number) { return std::isfinite(number) ? fmt::format("{}", number) : ""; },
          [](bool on) { return std::string(on ? "true" : "false"); },
          [](const std::string& text) { return quoted(text); },
          [](const std::vector<std::int64_t>& list) { return fmt::format("{}", fmt::join(list, " ")); },
          [](const base::ParameterValues& values) { return quoted(joined(values)); }},
      cell);
}

std::string short_text(const Cell& cell) {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string("-"); },
                 [](std::int64_t number) { return fmt::format("{}", number); },
                 [](double number) { return fmt::format("{:.4g}", number); },
                 [](bool on) { return std::string(on ? "yes" : "no"); },
                 [](const std::string& text) { return text; },
                 [](const std::vector<std::int64_t>& list) {
                   constexpr std::size_t most = 6;
                   std::string text = fmt::format(
                       "{}", fmt::join(list.begin(), list.begin() + std::min(list.size(), most), " "));
                   if (list.size() > most) text += fmt::format(" … {} in all", list.size());
                   return text;
                 },
                 [](const base::ParameterValues& values) { return joined(values); }},
      cell);
}

nlohmann::ordered_json json_value(const Cell& cell) {
  return std::visit(Overloaded{[](std::monostate) { return nlohmann::ordered_json(); },
                               [](double number) {
                                 return std::isfinite(number) ? nlohmann::ordered_json(number)
                                                              : nlohmann::ordered_json();
                               },
                               [](const base::ParameterValues& values) { return to_json(values); },
                               [](const auto& value) { return nlohmann::ordered_json(value); }},
                    cell);
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

/// Characters that a terminal shows: bytes that do not continue a UTF-8 sequence.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

Cell known(double figure) {
  return std::isnan(figure) ? Cell() : Cell(figure);
}

int Table::column(const std::string& name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

Table selected_columns(const Table& table, const std::vector<std::string>& columns) {
  Table result{columns, std::vector<std::vector<Cell>>(table.rows.size())};
  for (const std::string& name : columns) {
    const int index = table.column(name);
    if (index < 0) throw base::Error("the table has no column '" + name + "'");
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      result.rows[r].push_back(table.rows[r][static_cast<std::size_t>(index)]);
  }
  return result;
}

std::string to_csv(const Table& table) {
  std::string text;
  const auto add_line = [&](const auto& cells, auto cell_text) {
    bool first = true;
    for (const auto& cell : cells) {
      if (!first) text += ',';
      first = false;
      text += cell_text(cell);
    }
    text += '\n';
  };
  add_line(table.columns, quoted);
  for (const std::vector<Cell>& row : table.rows) add_line(row, csv_text);
  return text;
}

nlohmann::ordered_json to_json(const Table& table, const std::vector<std::string>& omitted_where_unknown) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::vector<Cell>& cells : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const bool unknown = std::holds_alternative<std::monostate>(cells[c]);
      if (unknown &&
          std::ranges::find(omitted_where_unknown, table.columns[c]) != omitted_where_unknown.end())
        continue;
      object[table.columns[c]] = json_value(cells[c]);
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

nlohmann::ordered_json to_json(const base::ParameterValues& values) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& [id, value] : values) {
    nlohmann::ordered_json& target = object[id];
    if (const double* number = std::get_if<double>(&value)) {
      if (*number == std::round(*number) && std::abs(*number) < 1e15)
        target = static_cast<std::int64_t>(*number);
      else if (std::isfinite(*number))
        target = *number;
    } else if (const bool* on = std::get_if<bool>(&value)) {
      target = *on;
    } else {
      target = std::get<std::string>(value);
    }
  }
  return object;
}

std::string to_text(const Table& table) {
  std::vector<std::vector<std::string>> texts{table.columns};
  for (const std::vector<Cell>& row : table.rows) {
    texts.emplace_back();
    for (const Cell& cell : row) texts.back().push_back(short_text(cell));
  }
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const auto& row : texts)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  std::string out;
  for (std::size_t r = 0; r < texts.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < texts[r].size(); ++c) {
      const std::string space(widths[c] - width_of(texts[r][c]), ' ');
      const bool right = !table.rows.empty() && is_number(table.rows[r == 0 ? 0 : r - 1][c]);
      if (c > 0) line += "  ";
      line += right ? space + texts[r][c] : texts[r][c] + space;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace quantscope::study
