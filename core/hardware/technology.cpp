#include "core/hardware/technology.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {
namespace {

struct NodeFit {
  double nm, a, b, c, nominal_v;
};

constexpr NodeFit node_fits[] = {{130, 7.171, -6.709, 2.904, 1.2},      {90, 4.762, -4.781, 2.092, 1.1},
                                 {65, 3.755, -4.398, 1.975, 1.1},       {45, 1.103, -0.362, 0.2767, 0.9},
                                 {32, 0.9559, -0.7823, 0.471, 0.9},     {20, 0.373, -0.1582, 0.04104, 0.9},
                                 {16, 0.2958, -0.1241, 0.03024, 0.8},   {14, 0.2363, -0.09675, 0.02239, 0.8},
                                 {10, 0.2068, -0.09311, 0.02375, 0.75}, {7, 0.1776, -0.09097, 0.02447, 0.7}};

double fit_at(const NodeFit& fit, double supply_v) {
  return fit.a * supply_v * supply_v + fit.b * supply_v + fit.c;
}

/// Calls with the two fits around the node and the weight of the finer one.
template <typename Interpolate>
double between_nodes(double nm, Interpolate interpolate) {
  const double node = std::clamp(nm, std::rbegin(node_fits)->nm, node_fits[0].nm);
  const NodeFit* finer = std::begin(node_fits);
  while (finer->nm > node) ++finer;
  const NodeFit* coarser = finer == std::begin(node_fits) ? finer : finer - 1;
  const double weight =
      coarser == finer ? 0 : std::log(coarser->nm / node) / std::log(coarser->nm / finer->nm);
  return interpolate(*coarser, *finer, weight);
}

double relative_energy(double nm, double supply_v) {
  return between_nodes(nm, [&](const NodeFit& coarser, const NodeFit& finer, double weight) {
    return std::exp((1 - weight) * std::log(fit_at(coarser, supply_v)) +
                    weight * std::log(fit_at(finer, supply_v)));
  });
}

double scaling_from_45nm(const Accelerator& accelerator) {
  const double node = accelerator.node_nm ? accelerator.node_nm->value : 45;
  const double supply = accelerator.supply_v ? accelerator.supply_v->value : nominal_supply(node);
  return energy_scaling(45, 0.9, node, supply);
}

/// Significant bits of a float of this width: f32 24, f16 11, below 8 bits 4.
double significand(int bits) {
  return bits >= 32 ? 24 : bits >= 16 ? 11 : 4;
}

}  // namespace

double energy_scaling(double from_nm, double from_v, double to_nm, double to_v) {
  return relative_energy(to_nm, to_v) / relative_energy(from_nm, from_v);
}

double nominal_supply(double node_nm) {
  return between_nodes(node_nm, [](const NodeFit& coarser, const NodeFit& finer, double weight) {
    return (1 - weight) * coarser.nominal_v + weight * finer.nominal_v;
  });
}

double add_pj_45nm(bool floating, int bits) {
  if (floating) return bits >= 32 ? 0.9 : 0.4 * std::min(bits, 16) / 16;
  if (bits <= 8) return 0.03 * bits / 8;
  if (bits <= 16) return 0.03 + 0.02 * (bits - 8) / 8;
  return 0.05 + 0.05 * (bits - 16) / 16;
}

double multiply_pj_45nm(const OperandFormat& operands) {
  if (!operands.floating) return 0.2 * operands.weight_bits * operands.activation_bits / 64;
  if (operands.weight_bits >= 32) return 3.7;
  // The multiplier of the significands dominates; narrow integer codes enter as they are.
  const double weight = operands.weight_bits == operands.activation_bits
                            ? significand(operands.weight_bits)
                            : std::min<double>(operands.weight_bits, 11);
  return 1.1 * weight * significand(operands.activation_bits) / (11.0 * 11.0);
}

double mac_pj(const Accelerator& accelerator, const OperandFormat& unit) {
  for (const auto& [format, energy] : accelerator.mac_pj)
    if (format == unit) return energy.value;
  const double add = unit.floating ? add_pj_45nm(true, unit.activation_bits) : add_pj_45nm(false, 32);
  return (multiply_pj_45nm(unit) + add) * scaling_from_45nm(accelerator);
}

double operation_pj(const Accelerator& accelerator, kernels::Operation operation) {
  using kernels::Operation;
  const auto at_45nm = [&] {
    switch (operation) {
      case Operation::float_multiply:
      case Operation::quantize:  // a multiply and a rounding
        return 1.1;
      case Operation::float_add:
        return 0.4;
      case Operation::shift:
        return 0.1;
      case Operation::integer_add:
        return 0.1;
      case Operation::table_lookup:
        return 0.37;
      case Operation::gather:  // a word read from and written to an 8 KB buffer, 10 pJ for 64 bits each
        return 5.0;
      case Operation::integer_mac:
      case Operation::float_mac:
        break;
    }
    return 0.0;
  };
  return at_45nm() * scaling_from_45nm(accelerator);
}

}  // namespace quantscope::hardware
