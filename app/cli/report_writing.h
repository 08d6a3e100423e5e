#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "core/study/model_report.h"

namespace quantscope::cli {

/// Throws UsageError for a style that is neither "light" nor "paper".
void check_report_style(const std::string& style);

/// Writes `name`.html, `name`.md and each section's picture and table into the folder: what `report` and
/// `compare` share. Sets program and date. Without the window's libraries there are no pictures; page and
/// `notes` say so. Main thread. Returns the paths written, the page first. Throws base::Error,
/// base::Cancelled.
std::vector<std::string> write_report(const study::ReportFacts& facts, study::ReportOptions options,
                                      const std::string& style, const std::string& folder,
                                      const std::string& name, const base::Job& job,
                                      std::vector<std::string>& notes);

}  // namespace quantscope::cli
