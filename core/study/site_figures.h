#pragma once

#include <functional>
#include <vector>

#include "core/calibration/site_map.h"
#include "core/storage/model_file.h"
#include "core/study/comparison.h"

namespace quantscope::study {

/// Those of some weights that one site feeds.
struct SiteShare {
  calibration::SitePlan plan;
  std::vector<int> weights;    ///< positions in the list of weights
  std::vector<int> consumers;  ///< the same as indices into plan.consumers
};

/// The sites of these weights (indices into file.tensors()), in the order of their first weight. Throws
/// base::Error for an index that is no weight.
std::vector<SiteShare> sites_of(const storage::ModelFile& file, const std::vector<int>& weights);

/// A site in memory, or why it cannot be.
struct ReadSite {
  std::shared_ptr<const PreparedSite> prepared;  ///< null where there is a problem
  std::string problem;
  std::vector<std::string> notes;
};
/// Reads all consumers, because methods decide for the site. Throws base::Cancelled.
ReadSite read_site(const storage::ModelFile& file, const calibration::SitePlan& plan, const base::Job& job);

/// Quantizes the site with one setting and measures these consumers; `arrived(i, figures)` is called for each
/// of them, in this order. What the method cannot do becomes a problem in the figures. The site's preparation
/// and float outputs are kept in it for the next setting. Throws base::Cancelled and what is no base::Error.
void measure_consumers(const ReadSite& site, const std::vector<int>& consumers, const Setting& setting,
                       const base::Job& job,
                       const std::function<void(std::size_t, ComparisonFigures)>& arrived);

/// Throws base::Error for an unknown method, parameter or invalid value.
void check_setting(const Setting& setting);

}  // namespace quantscope::study
