#include "core/hardware/scaling_submatrix.h"

namespace quantscope::hardware {

double submatrix_storage_factor(const ScalingSubmatrix& part, double weight_bits) {
  const double share = part.source_share.value;
  const double elements = part.rows.value * part.columns.value;
  return share + (1 - share) * part.scalar_bits.value / (elements * weight_bits);
}

double submatrix_compute_factor(const ScalingSubmatrix& part, SubmatrixReuse reuse) {
  const double share = part.source_share.value;
  return share + (1 - share) / (reuse == SubmatrixReuse::inner ? part.rows.value : part.columns.value);
}

double submatrix_peak(const ScalingSubmatrix& part) {
  return 2 * part.clusters.value * part.units_per_cluster.value * part.unit_rows.value *
         part.unit_columns.value * part.clock_hz.value;
}

}  // namespace quantscope::hardware
