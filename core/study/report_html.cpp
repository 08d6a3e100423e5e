#include <fmt/format.h>

#include "core/study/markup_text.h"
#include "core/study/report_tables.h"

namespace quantscope::study {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --page: #ffffff; --text: #1c2128; --muted: #5c6570; --line: #d5d9df;
  --band: #f3f4f6; --accent: #0b64b0; }
@media (prefers-color-scheme: dark) { :root { --page: #1d2126; --text: #dfe3e8; --muted: #9aa3ae;
  --line: #454c56; --band: #262b31; --accent: #6db5f0; } }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 4rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 1.7rem; margin: 1rem 0 0.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.3rem; }
nav ul { padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; }
a { color: var(--accent); }
figure { margin: 1rem 0; background: #ffffff; border: 1px solid var(--line); border-radius: 4px;
  padding: 0.5rem; overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
.scroll { overflow: auto; max-height: 34rem; border: 1px solid var(--line); }
table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; }
thead th { position: sticky; top: 0; background: var(--band); white-space: nowrap; }
thead button { all: unset; cursor: pointer; font-weight: 600; }
thead button:focus-visible { outline: 2px solid var(--accent); }
th[aria-sort=ascending] button::after { content: " \25b2"; }
th[aria-sort=descending] button::after { content: " \25bc"; }
.remark, .notes { color: var(--muted); font-size: 0.9rem; }
.note { border-left: 4px solid #b8860b; padding-left: 0.8rem; }
pre { background: var(--band); padding: 0.6rem 0.8rem; overflow-x: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; font-size: 0.85rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; } table { font-size: 7.5pt; }
  thead th { position: static; } figure { border: 0; break-inside: avoid; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } }
)";

// No less-than sign and no ampersand: the page is XML too.
constexpr std::string_view script = R"(
for (const button of document.querySelectorAll("thead button"))
  button.addEventListener("click", function () {
    const head = button.closest("th"), body = head.closest("table").tBodies[0];
    const column = head.cellIndex, down = head.getAttribute("aria-sort") === "descending";
    const value = function (row) { return row.cells[column].getAttribute("data-value"); };
    const text = function (row) { return row.cells[column].textContent; };
    const order = function (a, b) {
      if (!head.classList.contains("number")) return text(a).localeCompare(text(b), "en", { numeric: true });
      const x = value(a), y = value(b);
      if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
      return Number(x) - Number(y);
    };
    const rows = Array.from(body.rows).sort(function (a, b) {
      const unknown = head.classList.contains("number") ? value(a) === null || value(b) === null : false;
      return down || unknown ? order(a, b) : order(b, a);
    });
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "ascending" : "descending");
    body.append(...rows);
  });
)";

std::string fact_table(const std::vector<ReportFact>& facts) {
  std::string text = "<table class=\"facts\">\n<tbody>\n";
  for (const auto& [label, value] : facts)
    text += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", markup_escaped(label),
                        markup_escaped(value));
  return text + "</tbody>\n</table>\n";
}

/// Numbers stand rounded, with all their digits beside them.
std::string cell_text(const Cell& cell) {
  std::string exact;
  if (const auto* number = std::get_if<double>(&cell); number && !report_number(*number).empty())
    exact = fmt::format("{}", *number);
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) exact = fmt::format("{}", *whole);
  const std::string text = markup_escaped(report_cell(cell));
  if (exact.empty()) return "<td>" + text + "</td>";
  return fmt::format("<td class=\"number\" data-value=\"{}\">{}</td>", exact, text);
}

std::string table_text(const Table& table, const std::string& label) {
  std::string text = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table "
      "class=\"sortable\">\n<thead><tr>",
      markup_escaped(label));
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    text += fmt::format("<th scope=\"col\"{}><button type=\"button\">{}</button></th>",
                        is_numeric(table, c) ? " class=\"number\"" : "", markup_escaped(table.columns[c]));
  text += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    text += "<tr>";
    for (const Cell& cell : row) text += cell_text(cell);
    text += "</tr>\n";
  }
  return text + "</tbody>\n</table>\n</div>\n";
}

/// The element alone, without the XML declaration.
std::string_view inline_svg(std::string_view document) {
  const std::size_t start = document.find("<svg");
  return start == std::string_view::npos ? document : document.substr(start);
}

std::string section_text(const ReportSection& section) {
  std::string text =
      fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", section.id, markup_escaped(section.heading));
  if (!section.sentence.empty()) text += fmt::format("<p>{}</p>\n", markup_escaped(section.sentence));
  if (section.picture && !section.picture->svg.empty())
    text += fmt::format("<figure>\n{}</figure>\n", inline_svg(section.picture->svg));
  if (!section.notes.empty()) {
    text += "<ul class=\"notes\">\n";
    for (const std::string& note : section.notes) text += fmt::format("<li>{}</li>\n", markup_escaped(note));
    text += "</ul>\n";
  }
  if (!section.table.columns.empty()) {
    const ShownTable shown = shown_table(section);
    text += table_text(shown.table, section.heading);
    text +=
        fmt::format("<p class=\"remark\">{}<a download=\"{}.csv\" href=\"{}\">All digits as CSV</a></p>\n",
                    shown.remark.empty() ? "" : markup_escaped(shown.remark) + ". ", section.id,
                    data_address("text/csv", to_csv(section.table)));
  }
  return text + "</section>\n";
}

std::string run_text(const ReportRun& run) {
  return fmt::format("<h3>{}</h3>\n{}<pre><code>{}</code></pre>\n", markup_escaped(run.name),
                     fact_table(run.parameters), markup_escaped(run.command));
}

}  // namespace

std::string report_html(const Report& report) {
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
      "<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" "
      "/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'; img-src data:\" />\n"
      "<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n",
      markup_escaped(report.title), style);
  for (const std::string& note : report.notes)
    text += fmt::format("<p class=\"note\">{}</p>\n", markup_escaped(note));
  text += "<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#model\">Model</a></li>\n";
  for (const ReportSection& section : report.sections)
    text += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, markup_escaped(section.heading));
  if (!report.runs.empty()) text += "<li><a href=\"#settings\">Settings</a></li>\n";
  text += "<li><a href=\"#again\">Command</a></li>\n</ul></nav>\n";
  text += "<section id=\"model\">\n<h2>Model</h2>\n" + fact_table(report.facts) + "</section>\n";
  for (const ReportSection& section : report.sections) text += section_text(section);
  if (!report.runs.empty()) {
    text += "<section id=\"settings\">\n<h2>Settings</h2>\n";
    for (const ReportRun& run : report.runs) text += run_text(run);
    text += "</section>\n";
  }
  text += fmt::format(
      "<section id=\"again\">\n<h2>How to write this report "
      "again</h2>\n<pre><code>{}</code></pre>\n{}</section>\n",
      markup_escaped(report.command), fact_table(report.origin));
  return text + fmt::format("<script>//<![CDATA[{}//]]></script>\n</body>\n</html>\n", script);
}

}  // namespace quantscope::study
