#pragma once

#include <QString>
#include <QStringList>

#include "app/gui/document.h"
#include "core/base/job.h"

namespace quantscope::gui {

/// Writes the report of a document into a folder, as `quantscope-cli report` does without further options.
/// Needs a QApplication but no window on a screen. Returns the files written, the page first. Throws
/// base::Error.
QStringList write_report(const Document& document, const QString& folder, const base::Job& job);

}  // namespace quantscope::gui
