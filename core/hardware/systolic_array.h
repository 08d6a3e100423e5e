#pragma once

#include "core/hardware/accelerator.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// Cycles of `products` independent products [m, k] · [k, n] on an array of h rows and w columns (SCALE-Sim's
/// analytical runtime, Samajdar et al., 2020):
///   output-stationary  (k + h + w − 2) ⌈m/h⌉ ⌈n/w⌉ − 1
///   weight-stationary  (m + 2h + w − 2) ⌈k/h⌉ ⌈n/w⌉ − 1
///   input-stationary   (n + 2h + w − 2) ⌈k/h⌉ ⌈m/w⌉ − 1
/// Several arrays share the tiles. `boundary_cycles` are added to each tile (Tender: a shift of the
/// accumulators at each boundary of channel groups).
double systolic_cycles(Dataflow dataflow, double rows, double columns, const ProductShape& product,
                       double arrays = 1, double boundary_cycles = 0);

/// Part of the units' cycles that multiply: products · m · n · k / (h · w · cycles).
double systolic_utilisation(double rows, double columns, const ProductShape& product, double cycles);

/// The array as operands wider than a unit see it: p units in a row or column take one operand, so it has
/// ⌊h / p⌋ rows or ⌊w / p⌋ columns, at least one (several passes beyond).
struct ArrayForm {
  double rows = 1, columns = 1;
  double repeats = 1;
};
ArrayForm array_form(const SystolicArray& array, const kernels::OperationKind& mac);
/// Added to each tile.
double boundary_cycles(const SystolicArray& array);

/// Cycles in that form.
double systolic_cycles(const SystolicArray& array, const ProductShape& product,
                       const kernels::OperationKind& mac);

}  // namespace quantscope::hardware
