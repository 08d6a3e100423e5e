#include "core/hardware/accelerator_figures.h"

#include <cmath>

namespace quantscope::hardware {

std::string why_unsuitable(FigureRange range, double value) {
  if (!std::isfinite(value)) return "use a number";
  switch (range) {
    case FigureRange::positive:
      return value > 0 ? "" : "use a number above 0";
    case FigureRange::not_negative:
      return value >= 0 ? "" : "use 0 or more";
    case FigureRange::fraction:
      return value > 0 && value <= 1.2 ? "" : "use a part of the rated figure, above 0 and at most 1.2";
    case FigureRange::whole:
      return value >= 1 && value == std::floor(value) && value <= 1e12 ? "" : "use a whole number from 1";
  }
  return {};
}

Figure* find_figure(Accelerator& accelerator, const std::string& path) {
  Figure* found = nullptr;
  visit_figures(accelerator, [&](const FigurePlace& place, auto& figure) {
    if (place.path != path) return;
    if constexpr (requires { figure.has_value(); })
      found = figure ? &*figure : nullptr;
    else
      found = &figure;
  });
  return found;
}

}  // namespace quantscope::hardware
