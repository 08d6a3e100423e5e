#include "core/hardware/compute_rate.h"

#include <fmt/format.h>

namespace quantscope::hardware {
namespace {

OperandFormat wanted_format(const kernels::OperationKind& mac) {
  return {mac.operation == kernels::Operation::float_mac, mac.weight_bits, mac.activation_bits};
}

}  // namespace

ChosenRate rate_for(const Accelerator& accelerator, const kernels::OperationKind& mac, bool sparse) {
  ChosenRate best;
  bool best_exact = false;
  for (const ComputeRate& rate : accelerator.rates) {
    const double times = passes(rate.format, mac);
    const double speed = rate.operations_per_second.value / times;
    const bool exact = is_exact(rate.format, mac);
    if (speed < best.operations_per_second || (speed == best.operations_per_second && !exact)) continue;
    best = {speed, rate.format, times, false};
    best_exact = exact;
  }
  best.fallback = !best_exact;
  if (sparse && accelerator.sparse_rate_factor)
    best.operations_per_second *= accelerator.sparse_rate_factor->value;
  return best;
}

double vector_rate(const Accelerator& accelerator) {
  if (accelerator.vector_rate) return accelerator.vector_rate->value;
  return rate_for(accelerator, {kernels::Operation::float_mac, 16, 16}).operations_per_second / 16;
}

double matrix_seconds(const Accelerator& accelerator, const Operator& op) {
  double seconds = 0;
  for (const auto& [kind, number] : op.operations)
    if (is_mac(kind)) seconds += 2 * number / rate_for(accelerator, kind, op.sparse).operations_per_second;
  return seconds;
}

double vector_seconds(const Accelerator& accelerator, const Operator& op) {
  const double others = op.other_operations();
  return others > 0 ? others / vector_rate(accelerator) : 0;
}

std::string fallback_text(const Accelerator& accelerator, const Operator& op) {
  std::string text;
  for (const auto& [kind, number] : op.operations) {
    if (!is_mac(kind)) continue;
    const ChosenRate rate = rate_for(accelerator, kind);
    if (!rate.fallback) continue;
    if (!text.empty()) text += "; ";
    text +=
        fmt::format("{} computes at the {} rate", format_name(wanted_format(kind)), format_name(rate.unit));
    if (rate.passes > 1) text += fmt::format(" in {} passes", rate.passes);
  }
  return text;
}

}  // namespace quantscope::hardware
