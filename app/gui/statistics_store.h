#pragma once

#include <QString>
#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "app/gui/document.h"
#include "core/base/job.h"
#include "core/statistics/tensor_statistics.h"

namespace quantscope::gui {

/// Statistics of a document's tensors: the last used ones in memory, all that were ever computed for this
/// state of the file in the cache folder. Thread-safe; reads and writes files, so not for the GUI thread.
class StatisticsStore {
 public:
  using Entry = std::shared_ptr<const statistics::TensorStatistics>;

  /// `folder`: where caches live; empty for none. What the folder holds beyond 1 GiB is removed, oldest
  /// first.
  StatisticsStore(std::shared_ptr<const Document> document, QString folder, std::uint64_t memory_budget);

  const std::shared_ptr<const Document>& document() const { return document_; }
  /// From memory or the cache; nullptr where it is in neither.
  Entry find(int tensor);
  /// From memory, the cache or the file. Throws base::Error, base::Cancelled.
  Entry get(int tensor, const base::Job& job);

 private:
  QString file_of(int tensor) const;
  void remember(int tensor, Entry entry);
  void prune() const;

  std::shared_ptr<const Document> document_;
  QString root_, folder_;
  std::uint64_t memory_budget_;
  std::mutex mutex_;
  std::list<std::pair<int, Entry>> recent_;
};

}  // namespace quantscope::gui
