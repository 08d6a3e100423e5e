#pragma once

#include "core/hardware/accelerator.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// The unit that does a kind of MAC on a device.
struct ChosenRate {
  double operations_per_second = 0;  ///< already divided by the passes
  OperandFormat unit;
  double passes = 1;
  bool fallback = false;  ///< the device has no unit of these very widths
};

/// The fastest unit for this MAC: among those of the device, rate / passes (operand_format.h). W4A16 thus
/// computes at the f16 rate, int4 × int8 at the int8 rate, f16 on an array of 4-bit units in 16 passes. Fewer
/// bits are never slower. `sparse`: times sparse_rate_factor where the device has one.
ChosenRate rate_for(const Accelerator& accelerator, const kernels::OperationKind& mac, bool sparse = false);

/// Seconds that the operator's MACs take at the rates in use.
double matrix_seconds(const Accelerator& accelerator, const Operator& op);
/// Seconds of what is no MAC at the vector rate (at the fastest f16 rate / 16 where the device gives none).
double vector_seconds(const Accelerator& accelerator, const Operator& op);
double vector_rate(const Accelerator& accelerator);

/// "int4xf16 computes at the f16 rate" for each kind of MAC that has no unit of its own; empty where all
/// have.
std::string fallback_text(const Accelerator& accelerator, const Operator& op);

inline bool is_mac(const kernels::OperationKind& kind) {
  return kind.operation == kernels::Operation::integer_mac || kind.operation == kernels::Operation::float_mac;
}

}  // namespace quantscope::hardware
