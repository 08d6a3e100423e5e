#include "core/study/sweep.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/study/sweep_cell.h"

namespace quantscope::study {

std::int64_t Study::cells() const {
  return static_cast<std::int64_t>(runs.size()) * static_cast<std::int64_t>(weights.size());
}

std::string Study::key() const {
  std::string text;
  for (const Run& run : runs) text += setting_key(run.setting);
  for (const int weight : weights) text += file->tensors()[static_cast<std::size_t>(weight)].path + '\n';
  return digest(text);
}

Study open_study(StudyPlan plan) {
  Study study;
  study.plan = std::move(plan);
  study.file = storage::ModelFile::open(study.plan.model_path);
  study.weights = weights_of(study.plan, *study.file);
  study.runs = named_runs(settings_of(study.plan));
  study.sites = sites_of(*study.file, study.weights);
  return study;
}

SweepQueue::SweepQueue(const Study& study, const std::function<bool(int run, int weight)>& finished,
                       int workers) {
  // Four units a worker keep all of them busy to the end.
  const auto sites = static_cast<std::int64_t>(study.sites.size());
  const std::int64_t pieces = std::max<std::int64_t>(
      1, workers <= 1 ? 1 : (4 * std::int64_t{workers} + sites - 1) / std::max<std::int64_t>(sites, 1));
  const auto runs = static_cast<std::int64_t>(study.runs.size());
  const std::int64_t runs_of_unit = std::max<std::int64_t>(1, (runs + pieces - 1) / pieces);
  sites_.resize(study.sites.size());
  for (std::size_t s = 0; s < study.sites.size(); ++s) {
    const std::vector<int>& weights = study.sites[s].weights;
    for (std::int64_t first = 0; first < runs; first += runs_of_unit) {
      SweepUnit unit{static_cast<int>(s), {}};
      for (std::int64_t run = first; run < std::min(runs, first + runs_of_unit); ++run) {
        SweepUnit::Part part{static_cast<int>(run), {}};
        for (std::size_t m = 0; m < weights.size(); ++m)
          if (!finished(part.run, weights[m])) part.members.push_back(static_cast<int>(m));
        if (!part.members.empty()) unit.parts.push_back(std::move(part));
      }
      if (unit.parts.empty()) continue;
      sites_[s].units.push_back(std::move(unit));
      ++left_;
    }
  }
}

std::optional<SweepUnit> SweepQueue::take(int last_site) {
  if (left_ == 0) return std::nullopt;
  auto site = sites_.end();
  if (last_site >= 0 && !sites_[static_cast<std::size_t>(last_site)].units.empty())
    site = sites_.begin() + last_site;
  if (site == sites_.end())
    site = std::ranges::find_if(sites_, [](const auto& each) { return !each.begun && !each.units.empty(); });
  if (site == sites_.end())
    site = std::ranges::find_if(sites_, [](const auto& each) { return !each.units.empty(); });
  SweepUnit unit = std::move(site->units.front());
  site->units.pop_front();
  site->begun = true;
  --left_;
  return unit;
}

void SweepWorker::work(const SweepUnit& unit, const base::Job& job,
                       const std::function<void(const ComparisonCell&)>& arrived) {
  const SiteShare& site = study_.sites.at(static_cast<std::size_t>(unit.site));
  if (unit.site != last_site_) {
    read_ = {};
    last_site_ = -1;
    read_ = read_site(*study_.file, site.plan, job);
    last_site_ = unit.site;
  }
  for (const SweepUnit::Part& part : unit.parts) {
    job.check();
    std::vector<int> consumers, weights;
    for (const int member : part.members) {
      consumers.push_back(site.consumers.at(static_cast<std::size_t>(member)));
      weights.push_back(site.weights.at(static_cast<std::size_t>(member)));
    }
    measure_consumers(read_, consumers, study_.runs.at(static_cast<std::size_t>(part.run)).setting, job,
                      [&](std::size_t i, ComparisonFigures figures) {
                        arrived({part.run, weights[i], std::move(figures)});
                      });
  }
}

}  // namespace quantscope::study
