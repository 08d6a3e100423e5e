#pragma once

#include <optional>
#include <string>

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// What an accelerator's own model of its array says of a matrix product, in place of a rate.
struct StructuredCost {
  double compute_s = 0;
  double weight_factor = 1, input_factor = 1;  ///< of the bytes through the main memory
  double work_factor = 1;                      ///< of the operations, for their energy
  std::optional<double> compute_j;             ///< of the units, in place of energies of operations
  std::optional<double> main_memory_j;         ///< in place of bits moved
  /// The figures above are those of all operations of the mix and of every memory level.
  bool covers_all = false;
};

/// Nothing where the accelerator is a roofline alone or the operator no product.
std::optional<StructuredCost> structured_cost(const Accelerator& accelerator, const Operator& op, Phase phase,
                                              TilingCache& tilings);

/// Whether it has one for this operator: a matrix product; of multiply-adds, but for Eyeriss, which has
/// shifts.
bool is_structured(const Accelerator& accelerator, const Operator& op);
/// Whether a product computes while its operands arrive: the longer of both times counts.
bool overlaps_loads(const Accelerator& accelerator, const Operator& op);

/// Which model it is, for the result's notes; empty for a roofline.
std::string structure_name(const Accelerator& accelerator);

}  // namespace quantscope::hardware
