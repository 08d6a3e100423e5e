#include "core/study/comparison.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/study/site_figures.h"

namespace quantscope::study {

Comparison::Comparison(const storage::ModelFile& file, std::vector<Run> all_runs,
                       std::vector<int> all_weights)
    : runs(std::move(all_runs)), weights(std::move(all_weights)) {
  for (const int weight : weights)
    tensors.push_back(file.tensors().at(static_cast<std::size_t>(weight)).name);
  cells.resize(runs.size() * weights.size());
}

const std::optional<ComparisonFigures>& Comparison::at(int run, int weight) const {
  return cells.at(static_cast<std::size_t>(run) * weights.size() + static_cast<std::size_t>(weight));
}

void Comparison::set(const ComparisonCell& cell) {
  cells.at(static_cast<std::size_t>(cell.run) * weights.size() + static_cast<std::size_t>(cell.weight)) =
      cell.figures;
}

int Comparison::known() const {
  return static_cast<int>(std::ranges::count_if(cells, [](const auto& cell) { return cell.has_value(); }));
}

base::ParameterValues parameters_in_force(const Setting& setting, const ComparisonFigures& figures) {
  base::ParameterValues values;
  for (const base::ParameterSpec& spec : methods::method_by_id(setting.method).parameters(nullptr))
    values[spec.id] = base::value_of(spec, setting.values);
  for (const auto& [id, value] : figures.chosen) values[id] = value;
  return values;
}

void compare_runs(const storage::ModelFile& file, const std::vector<Run>& runs,
                  const std::vector<int>& weights, const base::Job& job,
                  const std::function<void(const ComparisonCell&)>& arrived) {
  for (const Run& run : runs) check_setting(run.setting);
  const std::vector<SiteShare> sites = sites_of(file, weights);
  for (std::size_t s = 0; s < sites.size(); ++s) {
    job.check();
    const SiteShare& site = sites[s];
    const double share = 1.0 / static_cast<double>(sites.size());
    const base::Job part = job.part(static_cast<double>(s) * share, static_cast<double>(s + 1) * share);
    part.report(0, site.plan.name);
    const ReadSite read = read_site(file, site.plan, part.part(0, 0.2));
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const double each = 0.8 / static_cast<double>(runs.size());
      const base::Job here =
          part.part(0.2 + static_cast<double>(r) * each, 0.2 + static_cast<double>(r + 1) * each);
      measure_consumers(read, site.consumers, runs[r].setting, here,
                        [&](std::size_t i, ComparisonFigures figures) {
                          arrived({static_cast<int>(r), site.weights[i], std::move(figures)});
                        });
    }
  }
}

}  // namespace quantscope::study
