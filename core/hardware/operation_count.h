#pragma once

#include "core/hardware/workload.h"

namespace quantscope::hardware {

constexpr double bytes_of_f16 = 2;

/// The kind of MAC for these widths: integers where both have at most 8 bits, else float.
kernels::OperationKind mac_kind(double weight_bits, double activation_bits);

/// An operator that is no product: `operations` float operations, half adds and half multiplies.
Operator elementwise(const char* name, OperatorKind kind, double input_bytes, double output_bytes,
                     double operations);

}  // namespace quantscope::hardware
