#include "core/hardware/derivation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/hardware/compute_rate.h"
#include "core/hardware/price_operator.h"
#include "core/hardware/structured_cost.h"
#include "core/hardware/structured_derivation.h"

namespace quantscope::hardware {
namespace {

class Steps {
 public:
  void add(std::string quantity, std::string formula, std::string filled, double value, std::string unit) {
    steps_.push_back({std::move(quantity), std::move(formula), std::move(filled), value, std::move(unit)});
  }
  std::vector<DerivationStep> take() { return std::move(steps_); }

 private:
  std::vector<DerivationStep> steps_;
};

std::string bytes_text(double bytes) {
  return with_unit(bytes, "B");
}

void add_work(Steps& steps, const Operator& op, const OperatorPrice& price) {
  if (op.is_product())
    steps.add("operations", "2 · MACs + others, MACs = products · m · n · k",
              fmt::format("2 · {:.0f} · {:.0f} · {:.6g} · {:.6g} + {:.6g}", op.product.products, op.product.m,
                          op.product.n, op.product.k, op.other_operations()),
              op.ops(), "op");
  else
    steps.add("operations", "counted by element", fmt::format("{:.6g}", op.ops()), op.ops(), "op");
  const Traffic& t = op.traffic;
  if (price.inside_bytes > 0) {
    steps.add("bytes", "weights + input + output + cache written",
              fmt::format("{} + {} + {} + {}", bytes_text(t.weights), bytes_text(t.input),
                          bytes_text(t.output), bytes_text(t.key_value_write)),
              price.bytes[memory], "B");
    steps.add("bytes read inside the memory", "cache read", bytes_text(t.key_value_read), price.inside_bytes,
              "B");
    return;
  }
  steps.add("bytes", "weights + input + output + cache read + cache written",
            fmt::format("{} + {} + {} + {} + {}", bytes_text(t.weights), bytes_text(t.input),
                        bytes_text(t.output), bytes_text(t.key_value_read), bytes_text(t.key_value_write)),
            price.bytes[memory], "B");
  if (price.bytes[memory] > 0)
    steps.add("intensity", "operations / bytes",
              fmt::format("{} / {}", with_unit(op.ops(), "op"), bytes_text(price.bytes[memory])),
              op.ops() / price.bytes[memory], "op/B");
}

void add_compute(Steps& steps, const Operator& op, const OperatorPrice& price, const Accelerator& accelerator,
                 Phase phase, double fraction) {
  if (price.alone_s[compute] <= 0) return;
  if (is_structured(accelerator, op)) {
    const double seconds = price.alone_s[compute];
    const StructuredDerivation structured = derive_structured(accelerator, op, phase, seconds);
    steps.add("compute time", structured.formula, structured.filled, seconds, "s");
    return;
  }
  std::string filled;
  for (const auto& [kind, macs] : op.operations) {
    if (!is_mac(kind)) continue;
    const ChosenRate rate = rate_for(accelerator, kind, op.sparse);
    if (!filled.empty()) filled += " + ";
    filled += fmt::format("2 · {} / ({:.3g} · {})", with_unit(macs, "MAC"), fraction,
                          with_unit(rate.operations_per_second, "op/s"));
  }
  steps.add("compute time", "Σ 2 · MACs / (e_c · rate of the format)", filled, price.alone_s[compute], "s");
}

/// Times at the inner memory levels.
void add_inner_levels(Steps& steps, const OperatorPrice& price, const Accelerator& accelerator,
                      double bandwidth_part) {
  for (std::size_t level = 1; level < accelerator.memory.size(); ++level) {
    const MemoryLevel& each = accelerator.memory[level];
    const double seconds = price.alone_s[memory + level];
    if (seconds > 0 && each.bandwidth)
      steps.add("inner memory time", "bytes / (e_b · bandwidth)",
                fmt::format("{}: {} / ({:.3g} · {})", each.id, bytes_text(price.bytes[memory + level]),
                            bandwidth_part, with_unit(each.bandwidth->value, "B/s")),
                seconds, "s");
  }
}

/// "41 µs, 3 µs": vector time and those of inner levels.
std::string beside_text(const Parts& times) {
  std::string text = with_unit(times[vector], "s");
  for (std::size_t part = memory + 1; part < parts; ++part)
    if (times[part] > 0) text += ", " + with_unit(times[part], "s");
  return text;
}

void add_combination(Steps& steps, const Operator& op, const PhaseResult& result, const OperatorPrice& price,
                     const Accelerator& accelerator) {
  const auto seconds = [](double value) { return with_unit(value, "s"); };
  const Parts& t = price.alone_s;
  const std::string bound = part_name(accelerator, price.bound);
  if (price.inside_bytes > 0) {
    steps.add("time", "bytes read inside the memory / bandwidth there",
              fmt::format("{} / {}", bytes_text(price.inside_bytes),
                          with_unit(accelerator.in_memory->bandwidth.value, "B/s")),
              price.time_s, "s");
  } else if (op.kind == OperatorKind::all_reduce) {
    steps.add("time", "start + 2 (N − 1) hop + 2 (N − 1)/N · bytes / bandwidth",
              fmt::format("N = {:.0f}, {}", result.devices, bytes_text(op.link_bytes)), price.time_s, "s");
  } else if (op.kind == OperatorKind::overlap) {
    steps.add("time", "min(blocked, 2 · max(NPU, memory) of half the batch) − blocked", "two sub-batches",
              price.time_s, "s");
  } else if (result.law == Law::calibrated && !overlaps_loads(accelerator, op)) {
    const bool product = op.is_product();
    steps.add("time",
              product ? "max(√(compute² + memory²), vector, inner levels) + launch"
                      : "max(√(memory² + launch²), vector, inner levels)",
              product ? fmt::format("max(√({}² + {}²), {}) + {}", seconds(t[compute]), seconds(t[memory]),
                                    beside_text(t), seconds(t[launch]))
                      : fmt::format("max(√({}² + {}²), {})", seconds(t[memory]), seconds(t[launch]),
                                    beside_text(t)),
              price.time_s, "s");
  } else {
    const bool launched = t[launch] > 0;
    steps.add("time",
              std::string("max(compute, memory, vector, inner levels)") + (launched ? " + launch" : ""),
              fmt::format("max({}, {}, {}){}, bound by {}", seconds(t[compute]), seconds(t[memory]),
                          beside_text(t), launched ? " + " + seconds(t[launch]) : "", bound),
              price.time_s, "s");
  }
  if (price.time_s > 0 && price.roof_s > 0)
    steps.add("part of the roof", "ideal time / time",
              fmt::format("{} / {}", seconds(price.roof_s), seconds(price.time_s)),
              price.roof_s / price.time_s, "");
}

void add_energy(Steps& steps, const OperatorPrice& price, const Accelerator& accelerator) {
  std::string filled;
  for (std::size_t part = 0; part < parts; ++part) {
    if (price.dynamic_of[part] <= 0) continue;
    filled += fmt::format("{}{} {}", filled.empty() ? "" : " + ", part_name(accelerator, part),
                          with_unit(price.dynamic_of[part], "J"));
  }
  steps.add("dynamic energy", "Σ operations · energy of one + Σ bits moved · energy of a bit",
            filled.empty() ? "0" : filled, price.dynamic_j, "J");
  if (!price.board_j || price.time_s <= 0) return;
  const BoardPower& board = *accelerator.board;
  steps.add("board energy", "time · min(limit, fixed + compute · u + bandwidth · v)",
            fmt::format("{} · min({:.4g}, {:.4g} + {:.4g} u + {:.4g} v) W = {} · {:.4g} W",
                        with_unit(price.time_s, "s"), board.limit_w.value, board.fixed_w.value,
                        board.compute_w.value, board.bandwidth_w.value, with_unit(price.time_s, "s"),
                        *price.board_j / price.time_s),
            *price.board_j, "J");
}

}  // namespace

std::string with_unit(double value, const std::string& unit) {
  if (value == 0 || !std::isfinite(value)) return fmt::format("{:g} {}", value, unit);
  constexpr const char* prefixes[] = {"f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"};
  const int power = std::clamp(static_cast<int>(std::floor(std::log10(std::abs(value)) / 3)), -5, 6);
  return fmt::format("{:.4g} {}{}", value / std::pow(1000.0, power), prefixes[power + 5], unit);
}

std::vector<DerivationStep> derive(const PhaseResult& result, std::size_t index,
                                   const Accelerator& accelerator) {
  const Operator& op = result.operators.at(index);
  const OperatorPrice& price = result.prices.at(index);
  const bool viewer = result.law == Law::llm_viewer || result.law == Law::llm_viewer_fixed;
  const Achievable& part = accelerator.achievable_of(kernel_class(op.kind));
  const bool rated = result.law != Law::calibrated;
  const double compute_part = rated ? 1 : part.compute.value;
  const double bandwidth_part = rated ? 1 : part.bandwidth.value;
  Steps steps;
  const bool works = op.kind != OperatorKind::all_reduce && op.kind != OperatorKind::overlap;
  if (works) add_work(steps, op, price);
  if (works && price.inside_bytes == 0) {
    const double compute_s = price.alone_s[compute];
    if (viewer && compute_s > 0)
      steps.add("compute time", "operations / peak of LLM-Viewer's table",
                fmt::format("{} / {}", with_unit(op.ops(), "op"), with_unit(op.ops() / compute_s, "op/s")),
                compute_s, "s");
    if (!viewer) add_compute(steps, op, price, accelerator, result.phase, compute_part);
    if (!viewer && price.alone_s[vector] > 0)
      steps.add("vector time", "other operations / vector rate",
                fmt::format("{} / {}", with_unit(op.other_operations(), "op"),
                            with_unit(vector_rate(accelerator), "op/s")),
                price.alone_s[vector], "s");
    const double bandwidth = price.alone_s[memory] > 0
                                 ? price.bytes[memory] / (bandwidth_part * price.alone_s[memory])
                                 : accelerator.main_memory().bandwidth->value;
    steps.add("memory time", "bytes / (e_b · bandwidth)",
              fmt::format("{} / ({:.3g} · {})", bytes_text(price.bytes[memory]), bandwidth_part,
                          with_unit(bandwidth, "B/s")),
              price.alone_s[memory], "s");
    if (!viewer) add_inner_levels(steps, price, accelerator, bandwidth_part);
  }
  add_combination(steps, op, result, price, accelerator);
  add_energy(steps, price, accelerator);
  return steps.take();
}

std::vector<DerivationStep> derive_total(const PhaseResult& result, const Accelerator& accelerator) {
  Steps steps;
  const PhaseTotal& total = result.total;
  std::string filled;
  for (std::size_t i = 0; i < result.operators.size(); ++i)
    filled += fmt::format("{}{:.0f} · {} {}", filled.empty() ? "" : " + ", result.operators[i].count,
                          with_unit(result.prices[i].time_s, "s"), result.operators[i].name);
  steps.add("time", "Σ count · time of the operator", filled, total.time_s, "s");
  steps.add("rate", "new tokens / time",
            fmt::format("{:.0f} / {}", total.tokens, with_unit(total.time_s, "s")), total.tokens_per_second(),
            "tokens/s");
  steps.add("memory", "weights + cache + largest activations, on each device",
            fmt::format("{} + {} + {}", bytes_text(result.need.weights), bytes_text(result.need.key_value),
                        bytes_text(result.need.activations)),
            result.need.total(), "B");
  if (result.capacity_bytes)
    steps.add("memory left", "capacity − memory",
              fmt::format("{} − {}", bytes_text(*result.capacity_bytes), bytes_text(result.need.total())),
              *result.capacity_bytes - result.need.total(), "B");
  std::string energies;
  for (std::size_t part = 0; part < parts; ++part)
    if (total.dynamic_of[part] > 0)
      energies += fmt::format("{}{} {}", energies.empty() ? "" : " + ", part_name(accelerator, part),
                              with_unit(total.dynamic_of[part], "J"));
  steps.add("dynamic energy", "Σ count · devices · dynamic energy of the operator", energies, total.dynamic_j,
            "J");
  if (total.board_j)
    steps.add("board energy", "Σ count · devices · board energy of the operator",
              fmt::format("mean power of a device {:.4g} W", *total.board_j / total.time_s / result.devices),
              *total.board_j, "J");
  return steps.take();
}

std::string derivation_text(const std::vector<DerivationStep>& steps) {
  std::string text;
  for (const DerivationStep& step : steps)
    text += fmt::format("{} = {} = {} = {}\n", step.quantity, step.formula, step.filled,
                        with_unit(step.value, step.unit));
  return text;
}

}  // namespace quantscope::hardware
