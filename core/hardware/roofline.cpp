#include "core/hardware/roofline.h"

#include <algorithm>

#include "core/hardware/compute_rate.h"

namespace quantscope::hardware {
namespace {

bool of_llm_viewer(const PhaseResult& result) {
  return result.law == Law::llm_viewer || result.law == Law::llm_viewer_fixed;
}

void add_once(std::vector<Roofline::Compute>& roofs, const std::string& name, double operations_per_second) {
  const bool known =
      std::ranges::any_of(roofs, [&](const Roofline::Compute& roof) { return roof.name == name; });
  if (!known) roofs.push_back({name, operations_per_second});
}

void add_computes(const PhaseResult& result, const Accelerator& accelerator, Roofline& chart) {
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    const Operator& op = result.operators[i];
    if (of_llm_viewer(result)) {
      add_once(chart.computes, "peak", op.ops() / result.prices[i].alone_s[compute]);
      continue;
    }
    for (const auto& [kind, number] : op.operations) {
      if (!is_mac(kind)) continue;
      const ChosenRate rate = rate_for(accelerator, kind, op.sparse);
      add_once(chart.computes, format_name(rate.unit) + (op.sparse ? " 2:4" : ""),
               rate.operations_per_second);
    }
  }
  if (!of_llm_viewer(result)) add_once(chart.computes, "vector", vector_rate(accelerator));
  std::ranges::sort(chart.computes, std::greater{}, &Roofline::Compute::operations_per_second);
}

}  // namespace

double Roofline::ridge(const Bandwidth& bandwidth, const Compute& compute_roof) {
  return compute_roof.operations_per_second / bandwidth.bytes_per_second;
}

Roofline roofline(const PhaseResult& result, const Accelerator& accelerator) {
  Roofline chart;
  std::vector<std::size_t> levels;
  for (std::size_t level = 0; level < accelerator.memory.size(); ++level) {
    const MemoryLevel& each = accelerator.memory[level];
    if (!each.bandwidth || (level > 0 && of_llm_viewer(result))) continue;
    const bool own_table = of_llm_viewer(result) && accelerator.llm_viewer;
    chart.bandwidths.push_back(
        {each.id, own_table ? accelerator.llm_viewer->bandwidth.value : each.bandwidth->value});
    levels.push_back(level);
  }
  if (std::ranges::any_of(result.prices, [](const OperatorPrice& price) { return price.inside_bytes > 0; }))
    chart.bandwidths.push_back(
        {accelerator.main_memory().id + " banks", accelerator.in_memory->bandwidth.value});
  add_computes(result, accelerator, chart);
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    const Operator& op = result.operators[i];
    const OperatorPrice& price = result.prices[i];
    if (op.ops() <= 0 || price.time_s <= 0) continue;
    Roofline::Dot dot{i, op.name, {}, op.ops() / price.time_s, 0, part_name(accelerator, price.bound)};
    dot.time_share = price.time_s * op.count / result.total.time_s;
    for (const std::size_t level : levels) {
      if (price.bytes[memory + level] <= 0) break;
      dot.operations_per_byte.push_back(op.ops() / price.bytes[memory + level]);
    }
    if (price.inside_bytes > 0 && dot.operations_per_byte.size() == levels.size())
      dot.operations_per_byte.push_back(op.ops() / price.inside_bytes);
    chart.dots.push_back(std::move(dot));
  }
  return chart;
}

std::vector<OperatorChange> compare(const PhaseResult& before, const PhaseResult& after) {
  std::vector<OperatorChange> changes;
  for (std::size_t a = 0; a < after.operators.size(); ++a) {
    const auto found = std::ranges::find(before.operators, after.operators[a].name, &Operator::name);
    if (found == before.operators.end()) continue;
    const auto b = static_cast<std::size_t>(found - before.operators.begin());
    const OperatorPrice &old = before.prices[b], &now = after.prices[a];
    const auto change = [](double from, double to) { return from > 0 ? to / from - 1 : 0; };
    const bool boards = old.board_j && now.board_j;
    changes.push_back({b, a, change(old.time_s, now.time_s),
                       boards ? change(*old.board_j, *now.board_j) : change(old.dynamic_j, now.dynamic_j)});
  }
  return changes;
}

}  // namespace quantscope::hardware
