#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <vector>

#include "widgets/chart_export.h"

namespace quantscope::widgets {

class ChartFrame;

/// What is written of every chart of a page.
struct PageExport {
  QString title;  ///< of the page
  std::vector<ExportFormat> pictures = {ExportFormat::png, ExportFormat::svg};
  PictureOptions options;  ///< without a size each chart has its own
};

/// Writes every chart (its table as CSV and JSON, and the pictures) and index.html, which shows them, into a
/// folder, made where it is missing. Charts that show their empty text are left out. Files are named after
/// the charts' export names, with a number where two agree. `progress(done, all, title of the chart)` is
/// called before each chart and may let events run; false cancels. All files appear together or none does.
/// Returns the files written; none where cancelled. GUI thread. Throws base::Error naming the chart or file.
QStringList export_all(const std::vector<ChartFrame*>& frames, const QString& folder, const PageExport& what,
                       const std::function<bool(int done, int all, const QString& title)>& progress = {});

}  // namespace quantscope::widgets
