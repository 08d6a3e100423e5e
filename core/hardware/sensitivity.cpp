#include "core/hardware/sensitivity.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {
namespace {

constexpr double step = 0.01;

struct Outcome {
  double time_s = 0, energy_j = 0;
};

double moved(const FigurePlace& place, double value, double factor) {
  const double target = value * factor;
  if (place.range == FigureRange::fraction) return std::min(target, largest_fraction);
  if (place.range != FigureRange::whole) return target;
  const double whole = std::round(target);
  if (whole != value) return std::max(whole, 1.0);
  return std::max(1.0, value + (factor > 1 ? 1 : -1));
}

std::vector<FigurePlace> places(const Accelerator& accelerator) {
  std::vector<FigurePlace> list;
  visit_figures(accelerator, [&](const FigurePlace& place, const auto& figure) {
    if constexpr (requires { figure.has_value(); }) {
      if (!figure) return;
    }
    list.push_back(place);
  });
  return list;
}

}  // namespace

double Sensitivity::reach() const {
  return std::max(std::abs(time_when_lower), std::abs(time_when_higher));
}

std::vector<Sensitivity> sensitivities(const ModelShape& shape, const WorkloadSettings& settings,
                                       const Accelerator& accelerator, const PriceOptions& options,
                                       double swing) {
  Accelerator varied = accelerator;
  const auto outcome = [&] {
    const PhaseTotal total = price_phase(shape, settings, varied, options).total;
    return Outcome{total.time_s, total.energy_j()};
  };
  const Outcome usual = outcome();
  std::vector<Sensitivity> result;
  for (const FigurePlace& place : places(accelerator)) {
    Figure& figure = *find_figure(varied, place.path);
    const double value = figure.value;
    if (value == 0) continue;
    const auto at = [&](double factor) {
      figure.value = moved(place, value, factor);
      return outcome();
    };
    Sensitivity each;
    each.place = place;
    each.value = value;
    const double below = moved(place, value, 1 - step), above = moved(place, value, 1 + step);
    const Outcome low = at(1 - step), high = at(1 + step);
    if (above > below) {
      each.time_derivative = (high.time_s - low.time_s) / (above - below);
      each.energy_derivative = (high.energy_j - low.energy_j) / (above - below);
    }
    each.time_elasticity = each.time_derivative * value / usual.time_s;
    each.energy_elasticity = usual.energy_j > 0 ? each.energy_derivative * value / usual.energy_j : 0;
    const auto change = [](double now, double before) { return before > 0 ? now / before - 1 : 0; };
    const Outcome lower = at(1 - swing), higher = at(1 + swing);
    each.time_when_lower = change(lower.time_s, usual.time_s);
    each.time_when_higher = change(higher.time_s, usual.time_s);
    each.energy_when_lower = change(lower.energy_j, usual.energy_j);
    each.energy_when_higher = change(higher.energy_j, usual.energy_j);
    figure.value = value;
    const bool effect = each.reach() > 0 || each.energy_when_lower != 0 || each.energy_when_higher != 0;
    if (effect) result.push_back(each);
  }
  std::ranges::stable_sort(result, std::greater{}, &Sensitivity::reach);
  return result;
}

double Sensitivity::saving(bool energy) const {
  return -(energy ? std::min(energy_when_lower, energy_when_higher)
                  : std::min(time_when_lower, time_when_higher));
}

const Sensitivity* most_helpful(const std::vector<Sensitivity>& answers, bool energy) {
  const Sensitivity* best = nullptr;
  double most = 0;
  for (const Sensitivity& each : answers) {
    if (each.place.path.starts_with("achievable.") || each.saving(energy) <= most) continue;
    most = each.saving(energy);
    best = &each;
  }
  return best;
}

}  // namespace quantscope::hardware
