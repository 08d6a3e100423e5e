#include "core/hardware/memory_processing.h"

#include <algorithm>

namespace quantscope::hardware {
namespace {

bool is_attention(OperatorKind kind) {
  return kind == OperatorKind::query_key || kind == OperatorKind::probability_value ||
         kind == OperatorKind::fused_attention;
}

double in_memory_s(const Accelerator& accelerator, const Operator& op) {
  return op.traffic.key_value_read / accelerator.in_memory->bandwidth.value;
}

/// Attention inside the memory: its cache never crosses the interface.
void move_inside(const Accelerator& accelerator, Operator& op, OperatorPrice& price) {
  const double seconds = in_memory_s(accelerator, op);
  price.inside_bytes = op.traffic.key_value_read;
  price.bytes[memory] -= price.inside_bytes;
  price.alone_s = price.time_of = {};
  price.alone_s[memory] = price.time_of[memory] = seconds;
  price.time_s = price.time_low_s = price.time_high_s = price.roof_s = seconds;
  price.bound = memory;
  if (price.board_j) price.board_j = seconds * board_power(*accelerator.board, 0, 1);
}

PhaseResult half_batch(const ModelShape& shape, WorkloadSettings settings, const PriceContext& context) {
  settings.batch = (settings.batch + 1) / 2;
  PhaseResult half;
  half.operators = phase_operators(shape, settings);
  for (Operator& op : half.operators) half.prices.push_back(price_operator(op, context));
  return half;
}

}  // namespace

double npu_alone_s(const MemoryProcessingTimes& batch) {
  return batch.npu_s + batch.attention_s;
}

double blocked_s(const MemoryProcessingTimes& batch) {
  return batch.npu_s + batch.in_memory_s;
}

double concurrent_s(const MemoryProcessingTimes& batch, const MemoryProcessingTimes& half, double batch_size,
                    double minimum_batch) {
  if (batch_size < minimum_batch) return blocked_s(batch);
  return std::min(blocked_s(batch), 2 * std::max(half.npu_s, half.in_memory_s));
}

MemoryProcessingTimes memory_processing_times(const Accelerator& accelerator, const PhaseResult& result) {
  MemoryProcessingTimes times;
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    const Operator& op = result.operators[i];
    const double seconds = result.prices[i].time_s * op.count;
    if (is_attention(op.kind)) {
      times.attention_s += seconds;
      times.in_memory_s += in_memory_s(accelerator, op) * op.count;
    } else {
      times.npu_s += seconds;
    }
  }
  return times;
}

void process_in_memory(const ModelShape& shape, const WorkloadSettings& settings,
                       const Accelerator& accelerator, const PriceContext& context, PhaseResult& result) {
  const MemoryProcessingTimes whole = memory_processing_times(accelerator, result);
  if (whole.attention_s <= whole.in_memory_s) return;
  for (std::size_t i = 0; i < result.operators.size(); ++i)
    if (is_attention(result.operators[i].kind))
      move_inside(accelerator, result.operators[i], result.prices[i]);
  result.notes.push_back("decode attention runs inside the memory (first-order model of NeuPIMs, ±35 %)");
  if (accelerator.in_memory->mode == MemoryMode::blocked) return;

  const PhaseResult half = half_batch(shape, settings, context);
  const double together =
      concurrent_s(whole, memory_processing_times(accelerator, half), static_cast<double>(settings.batch),
                   accelerator.in_memory->minimum_batch.value);
  const double hidden = blocked_s(whole) - together;
  if (hidden <= 0) return;
  Operator overlap;
  overlap.name = "sub_batch_overlap";
  overlap.kind = OperatorKind::overlap;
  overlap.launches = 0;
  OperatorPrice price;
  price.time_of[memory] = price.time_s = price.time_low_s = price.time_high_s = price.roof_s = -hidden;
  price.bound = memory;
  if (accelerator.board) price.board_j = -hidden * accelerator.board->fixed_w.value;
  result.operators.push_back(overlap);
  result.prices.push_back(price);
  result.notes.push_back("two sub-batches take turns on products and attention");
}

}  // namespace quantscope::hardware
