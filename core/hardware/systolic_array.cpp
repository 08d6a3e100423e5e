#include "core/hardware/systolic_array.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {

double systolic_cycles(Dataflow dataflow, double rows, double columns, const ProductShape& product,
                       double arrays, double boundary_cycles) {
  const auto& [products, m, n, k] = product;
  double tile_cycles = 0, tiles = 0;
  switch (dataflow) {
    case Dataflow::output_stationary:
      tile_cycles = k + rows + columns - 2;
      tiles = std::ceil(m / rows) * std::ceil(n / columns);
      break;
    case Dataflow::weight_stationary:
      tile_cycles = m + 2 * rows + columns - 2;
      tiles = std::ceil(k / rows) * std::ceil(n / columns);
      break;
    case Dataflow::input_stationary:
      tile_cycles = n + 2 * rows + columns - 2;
      tiles = std::ceil(k / rows) * std::ceil(m / columns);
      break;
  }
  return (tile_cycles + boundary_cycles) * std::ceil(products * tiles / arrays) - 1;
}

double systolic_utilisation(double rows, double columns, const ProductShape& product, double cycles) {
  return product.macs() / (rows * columns * cycles);
}

ArrayForm array_form(const SystolicArray& array, const kernels::OperationKind& mac) {
  const auto split = [](double units, double bits, double unit_bits, double& side) {
    const double parts = std::max(1.0, std::ceil(bits / unit_bits));
    side = std::max(1.0, std::floor(units / parts));
    return std::max(1.0, parts / units);
  };
  ArrayForm form;
  form.repeats = split(array.rows.value, mac.activation_bits, array.unit_activation_bits.value, form.rows) *
                 split(array.columns.value, mac.weight_bits, array.unit_weight_bits.value, form.columns);
  return form;
}

double boundary_cycles(const SystolicArray& array) {
  return array.cycles_per_group.value * std::max(0.0, array.channel_groups.value - 1);
}

double systolic_cycles(const SystolicArray& array, const ProductShape& product,
                       const kernels::OperationKind& mac) {
  const ArrayForm form = array_form(array, mac);
  return form.repeats * systolic_cycles(array.dataflow, form.rows, form.columns, product, array.arrays.value,
                                        boundary_cycles(array));
}

}  // namespace quantscope::hardware
