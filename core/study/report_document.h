#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/study/table.h"

namespace quantscope::study {

/// A label and what it says.
using ReportFact = std::pair<std::string, std::string>;

/// A picture of a report.
struct ReportPicture {
  std::string svg;   ///< a whole SVG document, its ids beginning with the section's id; empty: not drawn
  std::string text;  ///< what it shows, for those who do not see it
};

/// One question with its answer: a sentence, a picture, the numbers behind it.
struct ReportSection {
  std::string id;  ///< file name of picture and table without ending, and anchor in the page
  std::string heading;
  std::string sentence;
  std::optional<ReportPicture> picture;
  Table table;                     ///< no columns: none
  std::vector<std::string> shown;  ///< columns of it that pages show, in this order; all where empty
  std::size_t most_rows = 0;       ///< rows of it that pages show; 0: all
  std::vector<std::string> notes;
};

/// A setting with all its parameters.
struct ReportRun {
  std::string name, method;
  std::vector<ReportFact> parameters;
  std::string command;  ///< that gives this run's figures alone
};

/// What a report says, in no layout yet. All texts are plain.
struct Report {
  std::string title;
  std::vector<ReportFact> facts;  ///< of the model
  std::vector<ReportSection> sections;
  std::vector<ReportRun> runs;
  std::string command;             ///< that writes this report again
  std::vector<ReportFact> origin;  ///< program, date, instruction set
  std::vector<std::string> notes;  ///< of the whole, above all else
};

/// One page that needs nothing else: pictures, tables that sort, the tables' CSV as links. Well-formed XML as
/// well as HTML 5; loads nothing.
std::string report_html(const Report& report);
/// The same as Markdown (tables as GitHub has them) that refers to the files of write_report_files().
std::string report_markdown(const Report& report);

/// A number of a page: four significant digits.
std::string report_number(double number);
/// A cell as pages show it; empty where it is not known.
std::string report_cell(const Cell& cell);

/// Writes `name`.html and `name`.md and for each section its .svg, .csv and .json into a folder that is made
/// where it is missing; all or none. Returns the paths written, the page first. Throws base::Error,
/// base::Cancelled.
std::vector<std::string> write_report_files(const Report& report, const std::string& folder,
                                            const std::string& name = "report", const base::Job& job = {});

}  // namespace quantscope::study
