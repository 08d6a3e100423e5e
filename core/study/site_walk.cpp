#include "core/study/site_walk.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/calibration/site_map.h"
#include "core/study/site_loader.h"

namespace quantscope::study {
namespace {

std::vector<std::string> modules_of(const storage::ModelFile& file, const calibration::SitePlan& plan) {
  std::vector<std::string> modules;
  for (const int consumer : plan.consumers)
    modules.push_back(file.tensors()[static_cast<std::size_t>(consumer)].module);
  return modules;
}

void require_some_known(const storage::ModelFile& calibration, const std::set<std::string>& modules) {
  if (!calibration::knows_input(calibration, {modules.begin(), modules.end()}))
    throw base::Error("knows the input of none of the selected tensors", calibration.path().string(),
                      "it needs /activations/MODULE/input for modules such as " + *modules.begin());
}

}  // namespace

void walk_sites(const storage::ModelFile& file, const std::vector<int>& weights,
                const storage::ModelFile* calibration, const base::Job& job,
                const std::function<void(const LoadedSite&, const base::Job&)>& visit,
                const calibration::InputParts& parts) {
  const calibration::SiteMap map(file);
  std::vector<int> sites;
  std::set<std::string> modules;
  for (const int weight : weights) {
    const int site = map.site_of(weight);
    if (std::ranges::find(sites, site) == sites.end()) sites.push_back(site);
    for (const std::string& module : modules_of(file, map.sites()[static_cast<std::size_t>(site)]))
      modules.insert(module);
  }
  if (calibration && !modules.empty()) require_some_known(*calibration, modules);

  for (std::size_t i = 0; i < sites.size(); ++i) {
    job.check();
    const double share = 1.0 / static_cast<double>(sites.size());
    const base::Job part = job.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share);
    calibration::SitePlan plan = map.sites()[static_cast<std::size_t>(sites[i])];
    LoadedSite loaded;
    if (calibration) plan.activation = plan.channel_absmax = -1;
    methods::Site site = load_site(file, plan, {}, part.part(0, 0.2), &loaded.notes, parts);
    if (calibration) {
      site.input = calibration::known_input(*calibration, modules_of(file, plan), part, &loaded.notes, parts);
      const auto channels = static_cast<std::int64_t>(site.input.channel_absmax.size());
      if (!site.input.has_ranges())
        loaded.notes.push_back(plan.name + ": no input in " + calibration->path().string());
      else if (channels != site.in_features())
        throw base::Error("has " + std::to_string(channels) + " input channels for " + plan.name +
                              ", whose weights have " + std::to_string(site.in_features()),
                          calibration->path().string());
    }
    loaded.prepared = std::make_shared<PreparedSite>(std::move(site));
    for (std::size_t c = 0; c < plan.consumers.size(); ++c) {
      if (std::ranges::find(weights, plan.consumers[c]) == weights.end()) continue;
      loaded.tensors.push_back(plan.consumers[c]);
      loaded.consumers.push_back(static_cast<int>(c));
    }
    visit(loaded, part.part(0.2, 1));
  }
}

}  // namespace quantscope::study
