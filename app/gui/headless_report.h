#pragma once

#include <QString>
#include <QStringList>

#include "app/gui/document.h"
#include "core/base/job.h"

namespace quantscope::gui {

/// Writes the overview of a document into a folder (made where it is missing): outliers of all tensors and
/// the methods compared on the linear layers, each as a table (CSV, JSON) and a chart (PNG, SVG), and the
/// channel profile of the worst input. Needs a QApplication but no window on a screen. Returns the files
/// written. Throws base::Error.
QStringList write_report(const Document& document, const QString& folder, const base::Job& job);

}  // namespace quantscope::gui
