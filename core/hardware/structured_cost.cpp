#include "core/hardware/structured_cost.h"

#include <algorithm>
#include <cmath>

#include "core/hardware/compute_rate.h"
#include "core/hardware/scaling_submatrix.h"
#include "core/hardware/shift_add_energy.h"
#include "core/hardware/systolic_array.h"
#include "core/hardware/tensor_contraction.h"
#include "core/hardware/tile_array.h"
#include "core/hardware/units.h"

namespace quantscope::hardware {
namespace {

/// A product of few rows, as attention of one new token, runs on the vector units where these are faster.
StructuredCost systolic_cost(const SystolicArray& array, const Accelerator& accelerator, const Operator& op) {
  StructuredCost cost;
  const double macs = op.macs();
  for (const auto& [kind, number] : op.operations)
    if (is_mac(kind)) cost.compute_s += systolic_cycles(array, op.product, kind) * number / macs;
  cost.compute_s = std::min(cost.compute_s / array.clock_hz.value, 2 * macs / vector_rate(accelerator));
  return cost;
}

StructuredCost tile_array_cost(const TileArray& array, const Operator& op, Phase phase) {
  const double inputs = op.product.products * op.product.m * op.product.k;
  const double weights = op.product.products * op.product.n * op.product.k;
  const bool attention = op.traffic.weights == 0;
  TileOperands operands;
  int widest = 0;
  for (const auto& [kind, number] : op.operations)
    if (is_mac(kind)) widest = std::max(widest, kind.weight_bits);
  operands.weight_bits = attention ? widest : op.traffic.weights * 8 / weights;
  operands.activation_bits = op.traffic.input > 0 ? std::min(op.traffic.input * 8 / inputs, 16.0) : 16;
  const TileCost tiles = tile_cost(array, phase, op.product, operands);
  StructuredCost cost;
  cost.compute_s = tiles.compute_cycles / array.clock_hz.value;
  cost.weight_factor = tiles.weight_fetches;
  cost.input_factor = tiles.input_fetches;
  cost.compute_j = tile_compute_pj(array, phase, tiles.compute_cycles) * picojoule;
  return cost;
}

StructuredCost eyeriss_cost(const EyerissArray& array, const Operator& op, TilingCache& tilings) {
  int bits = 16;
  const LinearScheme scheme = scheme_of(op, bits);
  const auto whole = [](double value) { return std::max<std::int64_t>(1, std::llround(value)); };
  const ShiftAddCost cost = shift_add_linear(array, tilings, scheme, whole(op.product.k), whole(op.product.n),
                                             bits, whole(op.product.m)) *
                            op.product.products;
  StructuredCost result;
  result.compute_s = cost.latency_s;
  result.main_memory_j = cost.dram_j;
  result.compute_j = cost.energy_j() - cost.dram_j;
  result.covers_all = true;
  return result;
}

StructuredCost submatrix_cost(const ScalingSubmatrix& part, const Accelerator& accelerator,
                              const Operator& op) {
  StructuredCost cost;
  const bool linear = op.kind == OperatorKind::linear || op.kind == OperatorKind::head;
  double seconds = 0;
  for (const auto& [kind, number] : op.operations) {
    if (!is_mac(kind)) continue;
    const double passes_needed = rate_for(accelerator, kind).passes;
    seconds += 2 * number * passes_needed / submatrix_peak(part);
  }
  const double left = std::min(submatrix_compute_factor(part, SubmatrixReuse::inner),
                               submatrix_compute_factor(part, SubmatrixReuse::outer));
  cost.work_factor = linear ? left : 1;
  cost.compute_s = seconds * cost.work_factor;
  if (linear && op.traffic.weights > 0) {
    const double bits = op.traffic.weights * 8 / (op.product.n * op.product.k);
    cost.weight_factor = submatrix_storage_factor(part, bits);
  }
  return cost;
}

StructuredCost contraction_cost(const TensorContraction& part, const Accelerator& accelerator,
                                const Operator& op) {
  StructuredCost cost;
  cost.compute_s = matrix_seconds(accelerator, op) / best_mapping(part, op.product).utilisation;
  return cost;
}

}  // namespace

std::optional<StructuredCost> structured_cost(const Accelerator& accelerator, const Operator& op, Phase phase,
                                              TilingCache& tilings) {
  if (!is_structured(accelerator, op)) return {};
  if (accelerator.eyeriss) return eyeriss_cost(*accelerator.eyeriss, op, tilings);
  if (accelerator.systolic) return systolic_cost(*accelerator.systolic, accelerator, op);
  if (accelerator.tiles) return tile_array_cost(*accelerator.tiles, op, phase);
  if (accelerator.submatrix) return submatrix_cost(*accelerator.submatrix, accelerator, op);
  return contraction_cost(*accelerator.contraction, accelerator, op);
}

bool is_structured(const Accelerator& accelerator, const Operator& op) {
  return op.is_product() && !structure_name(accelerator).empty() && (accelerator.eyeriss || op.macs() > 0);
}

bool overlaps_loads(const Accelerator& accelerator, const Operator& op) {
  return is_structured(accelerator, op) || (op.is_product() && accelerator.overlaps_loads);
}

std::string structure_name(const Accelerator& accelerator) {
  if (accelerator.systolic) return "cycles of a systolic array (SCALE-Sim closed forms)";
  if (accelerator.tiles) return "cycles of tiles (BitMoD closed form)";
  if (accelerator.eyeriss) return "search over tilings (ShiftAddLLM's Eyeriss model)";
  if (accelerator.submatrix) return "scaling sub-matrices (first-order model of MECLA)";
  if (accelerator.contraction) return "axes spread over slices (utilisation by divisibility)";
  return {};
}

}  // namespace quantscope::hardware
