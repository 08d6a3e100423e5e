#include "app/gui/site_cache.h"

#include <algorithm>

namespace quantscope::gui {
namespace {

std::uint64_t sum(const std::list<std::shared_ptr<const LoadedSite>>& sites) {
  std::uint64_t bytes = 0;
  for (const auto& site : sites) bytes += site->bytes;
  return bytes;
}

/// True where this site serves for the tensor: a site loaded without some of its consumers may not.
bool serves(const LoadedSite& site, const Document& document, int tensor) {
  if (site.site != document.sites().site_of(tensor)) return false;
  const auto& planned = document.site_of(tensor).consumers;
  return std::ranges::find(planned, tensor) == planned.end() || site.consumer_of(tensor) >= 0;
}

}  // namespace

std::uint64_t SiteCache::budget() const {
  const std::lock_guard lock(mutex_);
  return budget_;
}

void SiteCache::set_budget(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  budget_ = bytes;
  shrink();
}

std::uint64_t SiteCache::used() const {
  const std::lock_guard lock(mutex_);
  return sum(recent_);
}

void SiteCache::clear() {
  const std::lock_guard lock(mutex_);
  recent_.clear();
}

std::shared_ptr<const LoadedSite> SiteCache::find(const Document& document, int tensor) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(recent_, [&](const auto& site) { return serves(*site, document, tensor); });
  if (found == recent_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, found);
  return recent_.front();
}

std::shared_ptr<const LoadedSite> SiteCache::get(const Document& document, int tensor, const base::Job& job) {
  if (auto known = find(document, tensor)) return known;
  auto loaded = load_for_analysis(document, tensor, budget(), job);
  const std::lock_guard lock(mutex_);
  recent_.push_front(loaded);
  shrink();
  return loaded;
}

void SiteCache::shrink() {
  while (recent_.size() > 1 && sum(recent_) > budget_) recent_.pop_back();
}

}  // namespace quantscope::gui
