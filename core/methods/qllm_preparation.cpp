#include "core/methods/qllm_preparation.h"

#include <chrono>

namespace quantscope::methods {
namespace {

std::unique_lock<std::timed_mutex> locked(std::timed_mutex& mutex, const base::Job& job) {
  std::unique_lock lock(mutex, std::defer_lock);
  while (!lock.try_lock_for(std::chrono::milliseconds(20))) job.check();
  return lock;
}

}  // namespace

std::shared_ptr<const ChannelSimilarity> QllmPreparation::similarity(MergeMetric metric,
                                                                     const base::Job& job) const {
  const auto lock = locked(similarity_access_, job);
  auto& known = similarity_[metric];
  if (!known) known = std::make_shared<const ChannelSimilarity>(site_, metric, job);
  return known;
}

ThetaSearch QllmPreparation::theta_search(const base::ParameterValues& values,
                                          const std::function<ThetaSearch()>& search,
                                          const base::Job& job) const {
  const auto lock = locked(search_access_, job);
  const auto known = searches_.find(values);
  if (known != searches_.end()) return known->second;
  return searches_.emplace(values, search()).first->second;
}

}  // namespace quantscope::methods
