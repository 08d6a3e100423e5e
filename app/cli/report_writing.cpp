#include "app/cli/report_writing.h"

#include <fmt/format.h>

#ifdef QUANTSCOPE_PICTURES
#include "app/report/offscreen_application.h"
#include "app/report/report_drawing.h"
#endif

namespace quantscope::cli {

void check_report_style(const std::string& style) {
  if (style != "light" && style != "paper")
    throw UsageError(fmt::format("--style '{}' is not accepted (use light or paper)", style));
}

#ifdef QUANTSCOPE_PICTURES

std::vector<std::string> write_report(const study::ReportFacts& facts, study::ReportOptions options,
                                      const std::string& style, const std::string& folder,
                                      const std::string& name, const base::Job& job,
                                      std::vector<std::string>&) {
  options.program = "quantscope " QUANTSCOPE_VERSION;
  const report::OffscreenApplication application;
  return report::write_report(facts, options,
                              style == "paper" ? widgets::PictureStyle::paper : widgets::PictureStyle::light,
                              folder, name, job);
}

#else

std::vector<std::string> write_report(const study::ReportFacts& facts, study::ReportOptions options,
                                      const std::string&, const std::string& folder, const std::string& name,
                                      const base::Job& job, std::vector<std::string>& notes) {
  options.program = "quantscope " QUANTSCOPE_VERSION;
  options.notes.push_back("There are no pictures: this program was built without the window.");
  notes.push_back("the report has no pictures: this program was built without the window");
  return study::write_report_files(study::model_report(facts, options), folder, name, job);
}

#endif

}  // namespace quantscope::cli
