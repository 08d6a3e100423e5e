#pragma once

#include "core/hardware/accelerator.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// Operand widths of a product as the array stores them in DRAM; fractional where scales are spread over a
/// group.
struct TileOperands {
  double weight_bits = 16, activation_bits = 16;
};

struct TileCost {
  double compute_cycles = 0;
  double weight_bytes = 0, input_bytes = 0, output_bytes = 0;  ///< through DRAM, fetched again where needed
  double weight_fetches = 1, input_fetches = 1;
  double dram_bytes() const { return weight_bytes + input_bytes + output_bytes; }
};

/// BitMoD's closed form (HPCA 2025, simulator of the artifact): ⌈k/dot⌉ ⌈n/rows⌉ ⌈m/columns⌉ tiles a product,
/// each one cycle or, bit-serial, ⌈⌊weight bits⌋ / 2⌉ cycles. Where neither weights nor input fit their
/// buffer, one of them is fetched again for each part of the other, the one that costs less. Rows of weights,
/// inputs and outputs are padded to whole bytes; outputs have the activation bits.
TileCost tile_cost(const TileArray& array, Phase phase, const ProductShape& product,
                   const TileOperands& operands);

/// The layer's cycles: the longer of computing and moving ⌊bits / (bandwidth / clock)⌋.
double tile_cycles(const TileCost& cost, double dram_bits_per_cycle);

/// Energy of all units over the computing cycles, pJ: unit_pj · placement factor · rows · columns · cycles.
double tile_compute_pj(const TileArray& array, Phase phase, double compute_cycles);

}  // namespace quantscope::hardware
