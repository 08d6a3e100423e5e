#include "core/hardware/price_operator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/hardware/all_reduce.h"
#include "core/hardware/compute_rate.h"
#include "core/hardware/level_traffic.h"
#include "core/hardware/structured_cost.h"
#include "core/hardware/technology.h"
#include "core/hardware/units.h"

namespace quantscope::hardware {
namespace {

/// Parts of rated compute and bandwidth that are reached.
struct Fractions {
  double compute = 1, bandwidth = 1;
};

Parts at_fractions(const Parts& rated, const Fractions& fractions, bool cycles) {
  Parts times = rated;
  if (!cycles) times[compute] /= fractions.compute;
  for (std::size_t part = memory; part < parts; ++part) times[part] /= fractions.bandwidth;
  return times;
}

std::size_t longest(const Parts& times) {
  return static_cast<std::size_t>(std::ranges::max_element(times) - times.begin());
}

/// Gives the squared shares of √(a² + b²) to both parts.
void share_root(Parts& time_of, std::size_t a, double a_s, std::size_t b, double b_s, double root) {
  if (root <= 0) return;
  time_of[a] += a_s * a_s / root;
  time_of[b] += b_s * b_s / root;
}

Parts calibrated(const Parts& times, double launch_s, bool product) {
  Parts time_of{};
  const std::size_t second = product ? compute : launch;
  const double second_s = product ? times[compute] : launch_s;
  const double root = std::hypot(times[memory], second_s);
  Parts others = times;
  others[memory] = others[compute] = 0;
  const std::size_t beside = longest(others);
  if (others[beside] > root)
    time_of[beside] = others[beside];
  else
    share_root(time_of, memory, times[memory], second, second_s, root);
  if (product) time_of[launch] += launch_s;
  return time_of;
}

Parts longest_alone(const Parts& times, double launch_s) {
  Parts time_of{};
  const std::size_t part = longest(times);
  time_of[part] = times[part];
  time_of[launch] += launch_s;
  return time_of;
}

double sum(const Parts& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Times at rated figures. The link is no roof: its time is what it takes.
Parts rated_times(const Operator& op, const PriceContext& context, const Parts& bytes,
                  const std::optional<StructuredCost>& structured) {
  const Accelerator& accelerator = context.accelerator;
  Parts times{};
  times[compute] = structured ? structured->compute_s : matrix_seconds(accelerator, op);
  const bool covered = structured && structured->covers_all;
  times[vector] = covered ? 0 : vector_seconds(accelerator, op);
  if (op.link_bytes > 0) times[link] = all_reduce_seconds(accelerator, context.devices, op.link_bytes);
  for (std::size_t i = 0; i < accelerator.memory.size(); ++i) {
    const auto& bandwidth = accelerator.memory[i].bandwidth;
    if (bandwidth) times[memory + i] = bytes[memory + i] / bandwidth->value;
  }
  return times;
}

double operations_j(const Operator& op, const Accelerator& accelerator, bool macs) {
  double joules = 0;
  for (const auto& [kind, number] : op.operations) {
    if (is_mac(kind) != macs) continue;
    if (macs) {
      const ChosenRate rate = rate_for(accelerator, kind);
      joules += number * rate.passes * mac_pj(accelerator, rate.unit) * picojoule;
    } else {
      joules += number * operation_pj(accelerator, kind.operation) * picojoule;
    }
  }
  return joules;
}

Parts dynamic_energy(const Operator& op, const PriceContext& context, const Parts& bytes,
                     const std::optional<StructuredCost>& structured) {
  const Accelerator& accelerator = context.accelerator;
  Parts joules{};
  joules[compute] = structured && structured->compute_j
                        ? *structured->compute_j
                        : operations_j(op, accelerator, true) * (structured ? structured->work_factor : 1);
  if (structured && structured->covers_all) {
    joules[memory] = *structured->main_memory_j;
    return joules;
  }
  joules[vector] = operations_j(op, accelerator, false);
  if (accelerator.link_pj_per_bit && op.link_bytes > 0)
    joules[link] =
        all_reduce_sent(context.devices, op.link_bytes) * 8 * accelerator.link_pj_per_bit->value * picojoule;
  for (std::size_t i = 0; i < accelerator.memory.size(); ++i)
    if (const auto& energy = accelerator.memory[i].energy_pj_per_bit)
      joules[memory + i] = bytes[memory + i] * 8 * energy->value * picojoule;
  return joules;
}

}  // namespace

KernelClass kernel_class(OperatorKind kind) {
  switch (kind) {
    case OperatorKind::norm:
    case OperatorKind::softmax:
      return KernelClass::norm;
    case OperatorKind::residual:
      return KernelClass::residual;
    case OperatorKind::activation:
      return KernelClass::activation;
    case OperatorKind::rotary:
      return KernelClass::rotary;
    case OperatorKind::embedding:
      return KernelClass::embedding;
    default:
      return KernelClass::product;
  }
}

OperatorPrice price_operator(Operator& op, const PriceContext& context) {
  const Accelerator& accelerator = context.accelerator;
  const auto structured = structured_cost(accelerator, op, context.phase, context.tilings);
  if (structured) {
    op.traffic.weights *= structured->weight_factor;
    op.traffic.key_value_read *= structured->weight_factor;
    op.traffic.input *= structured->input_factor;
  }
  OperatorPrice price;
  price.bytes = level_bytes(accelerator, op);
  const Parts rated = rated_times(op, context, price.bytes, structured);
  price.roof_s = rated[longest(rated)];

  const Achievable& part = accelerator.achievable_of(kernel_class(op.kind));
  const double launch_s = op.launches * part.floor_s.value;
  const auto combined = [&](const Fractions& fractions) {
    if (context.law == Law::ideal) return longest_alone(rated, 0);
    const Parts times = at_fractions(rated, fractions, structured.has_value());
    if (overlaps_loads(accelerator, op)) return longest_alone(times, launch_s);
    return calibrated(times, launch_s, op.is_product());
  };
  const Fractions usual{part.compute.value, part.bandwidth.value};
  price.alone_s = context.law == Law::ideal ? rated : at_fractions(rated, usual, structured.has_value());
  price.alone_s[launch] = context.law == Law::ideal ? 0 : launch_s;
  price.time_of = combined(usual);
  price.time_s = sum(price.time_of);
  price.time_low_s = sum(combined({part.compute_high.value, part.bandwidth_high.value}));
  price.time_high_s = sum(combined({part.compute_low.value, part.bandwidth_low.value}));
  price.bound = longest(price.time_of);

  price.dynamic_of = dynamic_energy(op, context, price.bytes, structured);
  price.dynamic_j = sum(price.dynamic_of);
  if (accelerator.board && price.time_s > 0)
    price.board_j = price.time_s * board_power(*accelerator.board, rated[compute] / price.time_s,
                                               rated[memory] / price.time_s);
  price.fallback = fallback_text(accelerator, op);
  return price;
}

}  // namespace quantscope::hardware
