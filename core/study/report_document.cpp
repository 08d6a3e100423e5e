#include "core/study/report_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "core/base/staged_folder.h"

namespace quantscope::study {

std::string report_number(double number) {
  return std::isfinite(number) ? fmt::format("{:.4g}", number) : std::string();
}

std::string report_cell(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return report_number(*number);
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
  if (const auto* on = std::get_if<bool>(&cell)) return *on ? "yes" : "no";
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&cell)) {
    constexpr std::size_t most = 8;
    std::string text = fmt::format(
        "{}", fmt::join(list->begin(),
                        list->begin() + static_cast<std::ptrdiff_t>(std::min(most, list->size())), " "));
    if (list->size() > most) text += fmt::format(" … {} in all", list->size());
    return text;
  }
  if (const auto* values = std::get_if<base::ParameterValues>(&cell)) {
    std::string text;
    for (const auto& [id, value] : *values)
      text += (text.empty() ? "" : " ") + id + "=" + base::parameter_text(value);
    return text;
  }
  return {};
}

std::vector<std::string> write_report_files(const Report& report, const std::string& folder,
                                            const std::string& name, const base::Job& job) {
  base::StagedFolder staged(folder);
  job.report(0, "writing the report");
  staged.write(name + ".html", report_html(report));
  staged.write(name + ".md", report_markdown(report));
  for (std::size_t s = 0; s < report.sections.size(); ++s) {
    const ReportSection& section = report.sections[s];
    job.check();
    job.report(static_cast<double>(s) / static_cast<double>(report.sections.size()), section.heading);
    if (section.picture && !section.picture->svg.empty())
      staged.write(section.id + ".svg", section.picture->svg);
    if (section.table.columns.empty()) continue;
    staged.write(section.id + ".csv", to_csv(section.table));
    staged.write(
        section.id + ".json",
        to_json(section.table).dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n');
  }
  job.check();
  std::vector<std::string> paths;
  for (const std::filesystem::path& path : staged.commit()) paths.push_back(path.string());
  return paths;
}

}  // namespace quantscope::study
