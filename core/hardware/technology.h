#pragma once

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// Energy of a node and supply over that of another: f(to) / f(from), f(V) = a V² + b V + c with the fits of
/// Stillmaker and Baas (Integration, 2017, table of energy) for 130 … 7 nm; between two nodes the logarithm
/// of f is interpolated over the logarithm of the node; below 7 nm and above 130 nm the nearest fit stands.
double energy_scaling(double from_nm, double from_v, double to_nm, double to_v);

/// Supply where a description gives none: the nominal one of the node (1.2 V at 130 nm … 0.7 V at 7 nm).
double nominal_supply(double node_nm);

/// Picojoules of single operations at 45 nm and 0.9 V (Horowitz, ISSCC 2014): f16 add 0.4, multiply 1.1, f32
/// 0.9 and 3.7; integer add 0.03, 0.05, 0.1 for 8, 16, 32 bits, multiply 0.2 for 8 × 8 and ∝ the product of
/// the widths (Timeloop); shift 0.1; look-up 0.37 (ShiftAddLLM).
double add_pj_45nm(bool floating, int bits);
double multiply_pj_45nm(const OperandFormat& operands);

/// Multiply and add into a 32-bit integer or f16/f32 accumulator: the accelerator's own figure, else the 45
/// nm table scaled to its node (45 nm itself where it names none).
double mac_pj(const Accelerator& accelerator, const OperandFormat& unit);

/// One operation that is no MAC, by kind, at the accelerator's node.
double operation_pj(const Accelerator& accelerator, kernels::Operation operation);

}  // namespace quantscope::hardware
