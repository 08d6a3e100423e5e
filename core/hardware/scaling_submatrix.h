#pragma once

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// MECLA's scaling sub-matrix partition (Qin et al., ISCA 2024): weights fall into r × c sub-matrices, a
/// share s of them sources that are stored, the others a scalar times a source. First-order forms from the
/// paper's abstract; edge and share are not published.
///
/// Weight bytes that are left: s + (1 − s) · scalar bits / (r·c·weight bits).
double submatrix_storage_factor(const ScalingSubmatrix& part, double weight_bits);

enum class SubmatrixReuse {
  inner,  ///< derived ones in a row of sub-matrices: x' = Σ αᵢ xᵢ first, then one source product: c
          ///< multiplies in place of r·c
  outer  ///< derived ones in a column: partial sums of the source times α: r multiplies in place of r·c
};
/// Multiplications that are left: s + (1 − s) / r (inner) or s + (1 − s) / c (outer).
double submatrix_compute_factor(const ScalingSubmatrix& part, SubmatrixReuse reuse);

/// Operations per second of all units, two a MAC.
double submatrix_peak(const ScalingSubmatrix& part);

}  // namespace quantscope::hardware
