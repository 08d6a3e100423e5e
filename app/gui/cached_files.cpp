#include "app/gui/cached_files.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <vector>

namespace quantscope::gui {

void prune_cached_files(const QString& folder, qint64 most_bytes, const QStringList& kept) {
  std::vector<QFileInfo> files;
  qint64 total = 0;
  QDirIterator below(folder, {QStringLiteral("*.h5")}, QDir::Files, QDirIterator::Subdirectories);
  while (below.hasNext()) {
    below.next();
    files.push_back(below.fileInfo());
    total += files.back().size();
  }
  std::ranges::sort(files, {}, [](const QFileInfo& file) { return file.lastModified(); });
  for (const QFileInfo& oldest : files) {
    if (total <= most_bytes) return;
    const bool in_use =
        std::ranges::any_of(kept, [&](const QString& path) { return QFileInfo(path) == oldest; });
    if (in_use || !QFile::remove(oldest.absoluteFilePath())) continue;
    total -= oldest.size();
    if (oldest.dir() != QDir(folder)) QDir().rmdir(oldest.absolutePath());
  }
}

}  // namespace quantscope::gui
