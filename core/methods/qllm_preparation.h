#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "core/base/parameter.h"
#include "core/methods/channel_matching.h"
#include "core/methods/method.h"
#include "core/methods/theta_search.h"

namespace quantscope::methods {

/// How similar the channels of a site are under one metric.
struct ChannelSimilarity {
  ChannelScores scores;
  PartnerLists partners;

  ChannelSimilarity(const Site& site, MergeMetric metric, const base::Job& job)
      : scores(site, metric, job.part(0, 0.1)), partners(scores, job.part(0.1, 1)) {}
};

/// What QLLM learns of a site, computed when first needed and kept. Thread-safe; a thread that waits for
/// another's computation can be cancelled.
class QllmPreparation : public Preparation {
 public:
  /// Shares the site's tensors.
  explicit QllmPreparation(const Site& site) : site_(site) {}

  std::shared_ptr<const ChannelSimilarity> similarity(MergeMetric metric, const base::Job& job) const;
  /// The search made with these values before, else the new one.
  ThetaSearch theta_search(const base::ParameterValues& values, const std::function<ThetaSearch()>& search,
                           const base::Job& job) const;

 private:
  Site site_;
  mutable std::timed_mutex similarity_access_, search_access_;
  mutable std::map<MergeMetric, std::shared_ptr<const ChannelSimilarity>> similarity_;
  mutable std::map<base::ParameterValues, ThetaSearch> searches_;
};

}  // namespace quantscope::methods
