#include "core/hardware/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hardware/derivation.h"

namespace quantscope::hardware {

Diagnosis diagnose(const PhaseResult& result, const std::vector<Sensitivity>& answers) {
  Diagnosis diagnosis;
  const PhaseTotal& total = result.total;
  if (total.time_s <= 0) return diagnosis;
  const auto most = std::ranges::max_element(total.time_of);
  diagnosis.bound = static_cast<std::size_t>(most - total.time_of.begin());
  diagnosis.bound_share = *most / total.time_s;
  double roof_s = 0;
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    const double count = result.operators[i].count;
    roof_s += result.prices[i].roof_s * count;
    const double share = result.prices[i].time_s * count / total.time_s;
    if (share <= diagnosis.slowest_share) continue;
    diagnosis.slowest_share = share;
    diagnosis.slowest = result.operators[i].name;
  }
  diagnosis.roof_share = roof_s / total.time_s;
  if (const Sensitivity* best = most_helpful(answers)) {
    diagnosis.best = best->place;
    diagnosis.best_higher = best->time_when_higher < best->time_when_lower;
    diagnosis.best_saving = best->saving(false);
  }
  return diagnosis;
}

std::string diagnosis_text(const PhaseResult& result, const Diagnosis& d, const Accelerator& accelerator,
                           double swing) {
  std::string text = fmt::format(
      "{} is bound by {} ({:.0f} % of {}) and runs at {:.0f} % of the roof; {} takes "
      "{:.0f} %",
      phase_name(result.phase), part_name(accelerator, d.bound), 100 * d.bound_share,
      with_unit(result.total.time_s, "s"), 100 * d.roof_share, d.slowest, 100 * d.slowest_share);
  if (!d.best.path.empty())
    text += fmt::format("; {} {:.0f} % {} would save {:.1f} %", d.best.label, 100 * swing,
                        d.best_higher ? "higher" : "lower", 100 * d.best_saving);
  return text;
}

}  // namespace quantscope::hardware
