#pragma once

#include <QString>
#include <QStringList>

namespace quantscope::gui {

/// Removes the oldest files "*.h5" below `folder` until the rest have at most `most_bytes`; never those of
/// `kept`. For files that can be made again: what cannot be removed stays.
void prune_cached_files(const QString& folder, qint64 most_bytes, const QStringList& kept);

}  // namespace quantscope::gui
