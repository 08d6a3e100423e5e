#include "core/hardware/shift_add_energy.h"

#include <algorithm>
#include <cmath>

#include "core/hardware/compute_rate.h"

namespace quantscope::hardware {
namespace {

constexpr std::int64_t inputs_of_table = 8;

}  // namespace

ShiftAddCost& ShiftAddCost::operator+=(const ShiftAddCost& other) {
  multiply_j += other.multiply_j;
  add_j += other.add_j;
  shift_j += other.shift_j;
  table_j += other.table_j;
  lookup_j += other.lookup_j;
  dram_j += other.dram_j;
  latency_s += other.latency_s;
  return *this;
}

ShiftAddCost ShiftAddCost::operator*(double factor) const {
  return {multiply_j * factor, add_j * factor,  shift_j * factor,  table_j * factor,
          lookup_j * factor,   dram_j * factor, latency_s * factor};
}

ShiftAddCost shift_add_linear(const EyerissArray& array, TilingCache& cache, LinearScheme scheme,
                              std::int64_t in_features, std::int64_t out_features, int weight_bits,
                              std::int64_t tokens) {
  ShiftAddCost cost;
  const auto charge = [&](double ShiftAddCost::*part, EyerissWork work, std::int64_t n, std::int64_t c,
                          std::int64_t m, int bits) {
    const TilingCost best = cache.best(array, {work, n, c, m, bits});
    cost.*part += best.energy_j;
    cost.dram_j += best.dram_j;
    cost.latency_s += best.latency_s;
  };
  using enum EyerissWork;
  if (scheme == LinearScheme::floating || scheme == LinearScheme::dequantized) {
    const int bits = scheme == LinearScheme::floating ? 16 : weight_bits;
    charge(&ShiftAddCost::multiply_j, multiply_accumulate, tokens, in_features, out_features, bits);
    charge(&ShiftAddCost::add_j, add, tokens, in_features, out_features, 16);
    return cost;
  }
  const std::int64_t per_token = std::max<std::int64_t>(in_features / inputs_of_table, 1);
  const std::int64_t tables = tokens * per_token;
  charge(&ShiftAddCost::table_j, multiply_accumulate, tables, inputs_of_table, 1, 16);
  charge(&ShiftAddCost::table_j, add, tables, inputs_of_table, 1, 16);
  charge(&ShiftAddCost::table_j, add, tables, 1, 255, 16);
  charge(&ShiftAddCost::lookup_j, lookup, tables, out_features, weight_bits, 16);
  if (scheme == LinearScheme::lookup)
    charge(&ShiftAddCost::multiply_j, multiply_accumulate, tables, out_features, weight_bits, 16);
  else
    charge(&ShiftAddCost::shift_j, shift, tables, out_features, weight_bits, 16);
  charge(&ShiftAddCost::add_j, add, tokens, per_token, out_features, 16);
  return cost;
}

ShiftAddCost shift_add_bias(const EyerissArray& array, TilingCache& cache, std::int64_t elements) {
  const TilingCost best = cache.best(array, {EyerissWork::add, 1, elements, 1, 16});
  ShiftAddCost cost;
  cost.add_j = best.energy_j;
  cost.latency_s = best.latency_s;
  return cost;
}

LinearScheme scheme_of(const Operator& op, int& weight_bits) {
  double lookups = 0, shifts = 0, macs = 0;
  int widest = 0;
  for (const auto& [kind, number] : op.operations) {
    if (kind.operation == kernels::Operation::table_lookup) lookups += number;
    if (kind.operation == kernels::Operation::shift) shifts += number;
    if (!is_mac(kind)) continue;
    macs += number;
    widest = std::max(widest, kind.weight_bits);
  }
  if (lookups > 0) {
    const double weights = op.product.n * op.product.k * op.product.m;
    weight_bits = std::max(1, static_cast<int>(std::lround(lookups * inputs_of_table / weights)));
    return shifts > 0 ? LinearScheme::shift_add : LinearScheme::lookup;
  }
  weight_bits = std::clamp(widest, 1, 16);
  return weight_bits < 16 && macs > 0 ? LinearScheme::dequantized : LinearScheme::floating;
}

}  // namespace quantscope::hardware
