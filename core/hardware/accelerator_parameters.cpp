#include "core/hardware/accelerator_parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/hardware/accelerator_figures.h"

namespace quantscope::hardware {
namespace {

constexpr double reach = 1000;  ///< the form goes this far below and above the value

base::ParameterSpec spec_of(const FigurePlace& place, const Figure& figure) {
  base::ParameterSpec spec;
  spec.id = place.path;
  spec.label = place.label;
  spec.help = fmt::format("{}: {}", mark_name(figure.mark), figure.source);
  spec.unit = place.unit;
  spec.default_value = figure.value;
  spec.kind = place.range == FigureRange::whole ? base::ParameterKind::integer : base::ParameterKind::real;
  const bool from_zero = place.range == FigureRange::not_negative;
  spec.logarithmic = place.range != FigureRange::fraction;
  spec.minimum = from_zero ? 0 : figure.value / reach;
  spec.maximum = figure.value > 0 ? figure.value * reach : 1;
  if (place.range == FigureRange::fraction) spec.maximum = largest_fraction;
  if (place.range == FigureRange::whole) spec.minimum = 1;
  spec.step = place.range == FigureRange::whole ? 1 : std::max(figure.value, spec.maximum / reach) / 100;
  spec.advanced = place.path.starts_with("achievable.") || place.path.starts_with("llm_viewer.");
  return spec;
}

}  // namespace

std::vector<base::ParameterSpec> accelerator_parameters(const Accelerator& accelerator) {
  std::vector<base::ParameterSpec> specs;
  visit_figures(accelerator, [&](const FigurePlace& place, const auto& figure) {
    if constexpr (requires { figure.has_value(); }) {
      if (figure) specs.push_back(spec_of(place, *figure));
    } else {
      specs.push_back(spec_of(place, figure));
    }
  });
  return specs;
}

Accelerator with_values(const Accelerator& accelerator, const base::ParameterValues& values) {
  const auto specs = accelerator_parameters(accelerator);
  Accelerator changed = accelerator;
  for (const auto& [id, value] : values) {
    const base::ParameterSpec* spec = base::find_parameter(specs, id);
    if (!spec) throw base::Error("is no figure of " + accelerator.id, id);
    if (const std::string reason = base::why_invalid(*spec, value); !reason.empty())
      throw base::Error(reason, accelerator.id);
    Figure& figure = *find_figure(changed, id);
    const double number = std::get<double>(value);
    if (number != figure.value) figure = {number, Mark::assumed, "set by the user"};
  }
  check(changed, accelerator.id);
  return changed;
}

}  // namespace quantscope::hardware
