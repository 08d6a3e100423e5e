#pragma once

#include <string>

#include "core/hardware/eyeriss_tiling.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// How a linear layer runs on the Eyeriss-like array, after ShiftAddLLM's comparison.
enum class LinearScheme {
  floating,     ///< multiply and add, weights f16
  dequantized,  ///< the same with narrow weights (GPTQ): products move words of the weights' width
  lookup,    ///< LUT-GEMM: a table of 256 sums for each 8 inputs, a look-up for each weight bit, a multiply
  shift_add  ///< ShiftAddLLM: the multiply is a shift
};

/// Parts of an energy, J, and the latency, s.
struct ShiftAddCost {
  double multiply_j = 0, add_j = 0, shift_j = 0, table_j = 0, lookup_j = 0;
  double dram_j = 0;  ///< of all parts together, contained in them
  double latency_s = 0;
  double energy_j() const { return multiply_j + add_j + shift_j + table_j + lookup_j; }
  ShiftAddCost& operator+=(const ShiftAddCost& other);
  ShiftAddCost operator*(double factor) const;
};

/// A layer [out, in] for `tokens` inputs: floating and dequantized as multiply-accumulate and add of in ×
/// out; with tables, for each 8 inputs: 8 → 1 products, 8 → 1 and 1 → 255 adds, out · bits look-ups and
/// shifts (or multiplies), then (in/8) → out adds.
ShiftAddCost shift_add_linear(const EyerissArray& array, TilingCache& cache, LinearScheme scheme,
                              std::int64_t in_features, std::int64_t out_features, int weight_bits,
                              std::int64_t tokens = 1);
/// `elements` adds on the chip (biases).
ShiftAddCost shift_add_bias(const EyerissArray& array, TilingCache& cache, std::int64_t elements);

/// The scheme that an operator's mix asks for, and its weight bits: look-ups with shifts or without, narrow
/// weights, else f16.
LinearScheme scheme_of(const Operator& op, int& weight_bits);

}  // namespace quantscope::hardware
