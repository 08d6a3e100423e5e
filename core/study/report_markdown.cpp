#include <fmt/format.h>

#include "core/study/markup_text.h"
#include "core/study/report_tables.h"

namespace quantscope::study {
namespace {

std::string fact_lines(const std::vector<ReportFact>& facts) {
  std::string text = "| | |\n|---|---|\n";
  for (const auto& [label, value] : facts)
    text += fmt::format("| {} | {} |\n", markdown_escaped(label), markdown_escaped(value));
  return text + '\n';
}

std::string table_text(const Table& table) {
  std::string head = "|", line = "|";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    head += ' ' + markdown_escaped(table.columns[c]) + " |";
    line += is_numeric(table, c) ? "---:|" : "---|";
  }
  std::string text = head + '\n' + line + '\n';
  for (const std::vector<Cell>& row : table.rows) {
    text += '|';
    for (const Cell& cell : row) text += ' ' + markdown_escaped(report_cell(cell)) + " |";
    text += '\n';
  }
  return text + '\n';
}

/// A fenced block whose fence no content can end.
std::string code_block(std::string_view code) {
  std::string fence = "```";
  while (code.find(fence) != std::string_view::npos) fence += '`';
  return fmt::format("{}sh\n{}\n{}\n\n", fence, code, fence);
}

}  // namespace

std::string report_markdown(const Report& report) {
  std::string text = fmt::format("# {}\n\n", markdown_escaped(report.title));
  for (const std::string& note : report.notes) text += fmt::format("> {}\n\n", markdown_escaped(note));
  text += "## Model\n\n" + fact_lines(report.facts);
  for (const ReportSection& section : report.sections) {
    text +=
        fmt::format("## {}\n\n{}\n\n", markdown_escaped(section.heading), markdown_escaped(section.sentence));
    if (section.picture && !section.picture->svg.empty())
      text += fmt::format("![{}]({}.svg)\n\n", markdown_escaped(section.picture->text), section.id);
    for (const std::string& note : section.notes) text += fmt::format("* {}\n", markdown_escaped(note));
    if (!section.notes.empty()) text += '\n';
    if (section.table.columns.empty()) continue;
    const ShownTable shown = shown_table(section);
    text += table_text(shown.table);
    text += fmt::format("All digits: [{0}.csv]({0}.csv), [{0}.json]({0}.json){1}\n\n", section.id,
                        shown.remark.empty() ? "" : " (here " + shown.remark + ")");
  }
  if (!report.runs.empty()) text += "## Settings\n\n";
  for (const ReportRun& run : report.runs)
    text += fmt::format("### {}\n\n{}{}", markdown_escaped(run.name), fact_lines(run.parameters),
                        code_block(run.command));
  text += "## How to write this report again\n\n" + code_block(report.command) + fact_lines(report.origin);
  return text;
}

}  // namespace quantscope::study
