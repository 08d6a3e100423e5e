#include "core/hardware/tile_array.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {
namespace {

struct Sides {
  double rows, columns;
};

Sides sides(const TileArray& array, Phase phase) {
  if (phase == Phase::decode) return {array.decode_rows.value, array.decode_columns.value};
  return {array.prefill_rows.value, array.prefill_columns.value};
}

double row_bytes(double elements, double bits) {
  return std::ceil(elements * bits / 8);
}

}  // namespace

TileCost tile_cost(const TileArray& array, Phase phase, const ProductShape& product,
                   const TileOperands& operands) {
  const auto& [products, m, n, k] = product;
  const Sides side = sides(array, phase);
  const double tiles = products * std::ceil(k / array.dot_product.value) * std::ceil(n / side.rows) *
                       std::ceil(m / side.columns);
  const double latency = array.bit_serial ? std::ceil(std::floor(operands.weight_bits) / 2) : 1;
  TileCost cost;
  cost.compute_cycles = tiles * std::max(1.0, latency);
  cost.weight_bytes = products * n * row_bytes(k, operands.weight_bits);
  cost.input_bytes = products * m * row_bytes(k, operands.activation_bits);
  cost.output_bytes = products * m * row_bytes(n, operands.activation_bits);
  const double weight_parts = std::ceil(cost.weight_bytes / array.weight_buffer_bytes.value);
  const double input_parts = std::ceil(cost.input_bytes / array.input_buffer_bytes.value);
  if (weight_parts > 1 && input_parts > 1) {
    const bool weights_again = input_parts * cost.weight_bytes + cost.input_bytes <
                               weight_parts * cost.input_bytes + cost.weight_bytes;
    (weights_again ? cost.weight_fetches : cost.input_fetches) = weights_again ? input_parts : weight_parts;
  }
  cost.weight_bytes *= cost.weight_fetches;
  cost.input_bytes *= cost.input_fetches;
  return cost;
}

double tile_cycles(const TileCost& cost, double dram_bits_per_cycle) {
  return std::max(cost.compute_cycles, std::floor(cost.dram_bytes() * 8 / dram_bits_per_cycle));
}

double tile_compute_pj(const TileArray& array, Phase phase, double compute_cycles) {
  const Sides side = sides(array, phase);
  return array.unit_pj.value * array.placement_factor.value * side.rows * side.columns * compute_cycles;
}

}  // namespace quantscope::hardware
