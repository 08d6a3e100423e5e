#include "core/hardware/hardware_sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/hardware/accelerator_figures.h"

namespace quantscope::hardware {
namespace {

constexpr std::size_t most_points = 10'000;
constexpr const char* accepted = "use VARIABLE=FIRST..LAST, VARIABLE=FIRST..LAST:POINTS or VARIABLE=A,B,C";

bool is_whole(const std::string& variable) {
  return variable == "batch" || variable == "context" || variable == "tensor-parallel";
}

[[noreturn]] void refuse(const std::string& text) {
  throw base::Error(fmt::format("'{}' is no sweep", text), {}, accepted);
}

double number(const std::string& text, const std::string& whole) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !(value > 0) || !std::isfinite(value))
    refuse(whole);
  return value;
}

std::vector<double> equal_ratios(double first, double last, std::size_t points, bool whole) {
  std::vector<double> values;
  for (std::size_t i = 0; i < points; ++i) {
    const double part = points > 1 ? static_cast<double>(i) / static_cast<double>(points - 1) : 0;
    double value = i + 1 == points ? last : first * std::pow(last / first, part);
    if (whole) value = std::round(value);
    if (values.empty() || value > values.back()) values.push_back(value);
  }
  return values;
}

std::vector<double> between(const std::string& variable, const std::string& ends, const std::string& text) {
  const std::size_t dots = ends.find("..");
  const std::size_t colon = ends.find(':', dots);
  const double first = number(ends.substr(0, dots), text);
  const double last =
      number(ends.substr(dots + 2, colon == std::string::npos ? colon : colon - dots - 2), text);
  if (last < first) refuse(text);
  const bool whole = is_whole(variable);
  constexpr double every_one = 256;
  constexpr std::size_t usual_points = 200;
  std::size_t points = usual_points;
  if (colon != std::string::npos) {
    const double wanted = number(ends.substr(colon + 1), text);
    if (wanted != std::floor(wanted) || wanted > static_cast<double>(most_points)) refuse(text);
    points = static_cast<std::size_t>(wanted);
  } else if (whole && last - first < every_one) {
    std::vector<double> values;
    for (double value = first; value <= last; ++value) values.push_back(value);
    return values;
  }
  return equal_ratios(first, last, points, whole);
}

/// Sets one value in a copy of settings and accelerator.
void set_value(const std::string& variable, double value, WorkloadSettings& settings,
               Accelerator& accelerator) {
  const auto scale = [&](Figure& figure) { figure = {figure.value * value, Mark::assumed, "swept"}; };
  if (variable == "batch") {
    settings.batch = std::llround(value);
  } else if (variable == "context") {
    settings.context = std::llround(value);
  } else if (variable == "tensor-parallel") {
    settings.tensor_parallel = std::llround(value);
  } else if (variable == "weight-bits") {
    settings.weight_bits = value;
  } else if (variable == "activation-bits") {
    settings.activation_bits = value;
  } else if (variable == "kv-bits") {
    settings.key_value_bits = value;
  } else if (variable == "compute") {
    for (ComputeRate& rate : accelerator.rates) scale(rate.operations_per_second);
    if (accelerator.vector_rate) scale(*accelerator.vector_rate);
  } else if (variable == "bandwidth") {
    scale(*accelerator.memory.front().bandwidth);
  } else if (variable == "on-chip") {
    const MemoryLevel* const chip = accelerator.on_chip();
    if (!chip) throw base::Error("the device has no memory on the chip", variable);
    scale(*accelerator.memory[static_cast<std::size_t>(chip - accelerator.memory.data())].capacity_bytes);
  } else if (Figure* figure = find_figure(accelerator, variable)) {
    figure->value = value;
  } else {
    throw base::Error(fmt::format("'{}' can not be swept", variable), {},
                      "use batch, context, weight-bits, activation-bits, kv-bits, tensor-parallel, compute, "
                      "bandwidth, on-chip or the path of a figure of " +
                          accelerator.id);
  }
}

}  // namespace

SweepRange parse_sweep(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) refuse(text);
  SweepRange range;
  range.variable = text.substr(0, equals);
  const std::string values = text.substr(equals + 1);
  if (values.find("..") != std::string::npos) {
    range.values = between(range.variable, values, text);
  } else {
    for (std::size_t start = 0; start <= values.size();) {
      const std::size_t comma = std::min(values.find(',', start), values.size());
      range.values.push_back(number(values.substr(start, comma - start), text));
      start = comma + 1;
    }
    std::ranges::sort(range.values);
  }
  if (is_whole(range.variable))
    for (const double value : range.values)
      if (value != std::floor(value)) refuse(text);
  if (range.values.size() > most_points) refuse(text);
  return range;
}

Sweep run_sweep(const ModelShape& shape, const WorkloadSettings& settings, const Accelerator& accelerator,
                const PriceOptions& options, const SweepRange& range) {
  TilingCache tilings;
  PriceOptions shared = options;
  if (!shared.tilings) shared.tilings = &tilings;
  Sweep sweep;
  sweep.range = range;
  for (const double value : range.values) {
    WorkloadSettings varied = settings;
    Accelerator changed = accelerator;
    set_value(range.variable, value, varied, changed);
    const PhaseResult result = price_phase(shape, varied, changed, shared);
    SweepPoint point;
    point.value = value;
    point.total = result.total;
    point.need = result.need;
    point.fits = result.fits();
    const Parts& time_of = result.total.time_of;
    point.bound = static_cast<std::size_t>(std::ranges::max_element(time_of) - time_of.begin());
    point.bound_changes = !sweep.points.empty() && sweep.points.back().bound != point.bound;
    sweep.points.push_back(std::move(point));
  }
  if (const auto& capacity = accelerator.main_memory().capacity_bytes)
    sweep.memory_wall = sequences_that_fit(shape, settings, capacity->value);
  return sweep;
}

}  // namespace quantscope::hardware
