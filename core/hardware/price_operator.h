#pragma once

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// What the pricing of all operators of a phase shares.
struct PriceContext {
  const Accelerator& accelerator;
  Law law = Law::calibrated;
  Phase phase = Phase::decode;
  double devices = 1;
  TilingCache& tilings;
};

KernelClass kernel_class(OperatorKind kind);

/// Time, bound, energies of one occurrence under the ideal or the calibrated law:
///   ideal       max of compute, vector, each memory level, link
///   calibrated  products: max(√(c² + m²), inner levels, vector) + launches · floor; others
///               max(√(m² + (launches · floor)²), vector); c, m at the achievable fractions
/// Accelerators with a model of their array take its compute time as it is and the longest of all parts;
/// so do products where the description says overlaps_loads, at the achievable fractions.
/// The bytes of `op` change where the array fetches operands again or stores fewer.
OperatorPrice price_operator(Operator& op, const PriceContext& context);

}  // namespace quantscope::hardware
