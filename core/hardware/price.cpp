#include "core/hardware/price.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/hardware/level_traffic.h"
#include "core/hardware/llm_viewer.h"
#include "core/hardware/memory_processing.h"
#include "core/hardware/price_operator.h"
#include "core/hardware/structured_cost.h"

namespace quantscope::hardware {
namespace {

constexpr Law laws[] = {Law::calibrated, Law::ideal, Law::llm_viewer, Law::llm_viewer_fixed};

void note_once(std::vector<std::string>& notes, std::string note) {
  if (!note.empty() && std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
}

double new_tokens(const WorkloadSettings& settings) {
  const double batch = static_cast<double>(settings.batch);
  return settings.phase == Phase::prefill ? batch * static_cast<double>(settings.context) : batch;
}

}  // namespace

const char* law_name(Law law) {
  switch (law) {
    case Law::ideal:
      return "ideal";
    case Law::calibrated:
      return "calibrated";
    case Law::llm_viewer:
      return "llm-viewer";
    case Law::llm_viewer_fixed:
      break;
  }
  return "llm-viewer-fixed";
}

Law law_of_name(const std::string& name) {
  std::string known;
  for (const Law law : laws) {
    if (name == law_name(law)) return law;
    known += (known.empty() ? "" : ", ") + std::string(law_name(law));
  }
  throw base::Error(fmt::format("there is no law '{}'", name), {}, "known: " + known);
}

std::string part_name(const Accelerator& accelerator, std::size_t part) {
  constexpr const char* names[] = {"compute", "vector", "link", "launch", "memory"};
  if (part <= memory) return names[part];
  return part - memory < accelerator.memory.size() ? accelerator.memory[part - memory].id : "memory";
}

double board_power(const BoardPower& board, double compute_used, double bandwidth_used) {
  return std::min(board.limit_w.value, board.fixed_w.value + board.compute_w.value * compute_used +
                                           board.bandwidth_w.value * bandwidth_used);
}

void add_to_total(PhaseTotal& total, const Operator& op, const OperatorPrice& price, double devices) {
  const double all = op.count * devices;
  total.ops += op.ops() * all;
  total.bytes += price.bytes[memory] * all;
  total.time_s += price.time_s * op.count;
  total.time_low_s += price.time_low_s * op.count;
  total.time_high_s += price.time_high_s * op.count;
  for (std::size_t part = 0; part < parts; ++part) {
    total.time_of[part] += price.time_of[part] * op.count;
    total.dynamic_of[part] += price.dynamic_of[part] * all;
  }
  total.dynamic_j += price.dynamic_j * all;
  if (price.board_j) total.board_j = total.board_j.value_or(0) + *price.board_j * all;
}

PhaseResult price_phase(const ModelShape& shape, const WorkloadSettings& given,
                        const Accelerator& accelerator, const PriceOptions& options) {
  if (options.law == Law::llm_viewer || options.law == Law::llm_viewer_fixed)
    return llm_viewer_phase(shape, given, accelerator, options.law);

  WorkloadSettings settings = given;
  const MemoryLevel* const chip = accelerator.on_chip();
  if (settings.on_chip_bytes <= 0 && chip) settings.on_chip_bytes = chip->capacity_bytes->value;
  PhaseResult result;
  result.law = options.law;
  result.phase = settings.phase;
  result.devices = static_cast<double>(settings.tensor_parallel);
  result.operators = phase_operators(shape, settings);
  result.need = memory_need(shape, settings);
  if (const auto& capacity = accelerator.main_memory().capacity_bytes)
    result.capacity_bytes = capacity->value;

  TilingCache own;
  const PriceContext context{accelerator, options.law, settings.phase, result.devices,
                             options.tilings ? *options.tilings : own};
  result.prices.reserve(result.operators.size() + 1);
  for (Operator& op : result.operators) {
    keep_on_chip(accelerator, result.need, op);
    result.prices.push_back(price_operator(op, context));
    note_once(result.notes, result.prices.back().fallback);
  }
  if (accelerator.in_memory && settings.phase == Phase::decode)
    process_in_memory(shape, settings, accelerator, context, result);
  result.total.tokens = new_tokens(settings);
  for (std::size_t i = 0; i < result.operators.size(); ++i)
    add_to_total(result.total, result.operators[i], result.prices[i], result.devices);
  if (const std::string structure = structure_name(accelerator); !structure.empty())
    note_once(result.notes, "compute time by the " + structure);
  if (!result.fits())
    note_once(
        result.notes,
        fmt::format("does not fit: {:.2f} GB needed on each device, {:.2f} GB there, {:.2f} GB "
                    "too much",
                    result.need.total() / 1e9, *result.capacity_bytes / 1e9, result.missing_bytes() / 1e9));
  return result;
}

}  // namespace quantscope::hardware
