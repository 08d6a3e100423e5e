#pragma once

#include <list>
#include <memory>
#include <mutex>

#include "app/gui/loaded_site.h"

namespace quantscope::gui {

/// The last used sites of a document, as many as the memory budget holds; the newest stays whatever its size.
/// Thread-safe.
class SiteCache {
 public:
  explicit SiteCache(std::uint64_t budget) : budget_(budget) {}

  std::uint64_t budget() const;
  void set_budget(std::uint64_t bytes);
  std::uint64_t used() const;
  void clear();

  /// The cached site of this tensor, or a newly loaded one. Throws base::Error, base::Cancelled.
  std::shared_ptr<const LoadedSite> get(const Document& document, int tensor, const base::Job& job);
  /// From the cache alone; nullptr where it is not there.
  std::shared_ptr<const LoadedSite> find(const Document& document, int tensor);

 private:
  void shrink();

  mutable std::mutex mutex_;
  std::uint64_t budget_;
  std::list<std::shared_ptr<const LoadedSite>> recent_;  ///< newest first
};

}  // namespace quantscope::gui
