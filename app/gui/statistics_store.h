#pragma once

#include <QString>
#include <condition_variable>
#include <functional>
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
  /// What the store of the same file with other captured inputs has in memory of tensors that both share.
  void take_over(StatisticsStore& other);
  /// From memory or the cache; nullptr where it is in neither.
  Entry find(int tensor);
  /// From memory, the cache or the file. Throws base::Error, base::Cancelled.
  Entry get(int tensor, const base::Job& job);
  /// The same for what nobody waits for: between tiles it lets everybody read first who holds precedence.
  Entry get_in_background(int tensor, const base::Job& job);
  /// As long as it is held, reading in the background stands still.
  static std::shared_ptr<const void> precedence(std::shared_ptr<StatisticsStore> store);
  /// Waits until nobody holds precedence. Throws base::Cancelled.
  void let_others_first(const base::Job& job);

 private:
  Entry computed(int tensor, std::function<void()> before_tile, const base::Job& job);
  QString folder_of(const storage::ModelFile& file) const;
  QString file_of(int tensor) const;
  void remember(int tensor, Entry entry);
  void prune() const;

  std::shared_ptr<const Document> document_;
  QString root_;
  std::uint64_t memory_budget_;
  std::mutex mutex_;
  std::list<std::pair<int, Entry>> recent_;
  std::mutex precedence_mutex_;
  std::condition_variable_any precedence_over_;
  int precedence_holders_ = 0;
};

}  // namespace quantscope::gui
