#pragma once

#include <string>
#include <vector>

#include "core/study/model_report.h"
#include "widgets/chart_export.h"

namespace quantscope::report {

/// Fills in the pictures of a report one by one, so that a window can live on between them. GUI thread; needs
/// a QApplication and no screen. Report and facts outlive this.
class ReportDrawing {
 public:
  /// `style`: light (1080 CSS pixels wide) or paper (178 mm wide).
  ReportDrawing(study::Report& report, const study::ReportFacts& facts, widgets::PictureStyle style);

  int pictures() const { return static_cast<int>(wanted_.size()); }
  int drawn() const { return drawn_; }
  /// Draws one picture; false where all are drawn. Throws base::Error.
  bool draw_next();

 private:
  study::Report& report_;
  const study::ReportFacts& facts_;
  widgets::PictureStyle style_;
  std::vector<std::size_t> wanted_;  ///< sections
  int drawn_ = 0;
};

/// The whole way from facts to files: the document, its pictures, NAME.html, NAME.md and the files of each
/// section in the folder. GUI thread. Returns the paths written, the page first. Throws base::Error,
/// base::Cancelled; the folder is as it was then.
std::vector<std::string> write_report(const study::ReportFacts& facts, const study::ReportOptions& options,
                                      widgets::PictureStyle style, const std::string& folder,
                                      const std::string& name = "report", const base::Job& job = {});

}  // namespace quantscope::report
