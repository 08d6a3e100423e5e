#include "core/hardware/operation_count.h"

#include <cmath>

#include "core/hardware/compute_rate.h"

namespace quantscope::hardware {

using kernels::Operation;

double Operator::macs() const {
  double macs = 0;
  for (const auto& [operation, number] : operations)
    if (is_mac(operation)) macs += number;
  return macs;
}

double Operator::other_operations() const {
  double others = 0;
  for (const auto& [operation, number] : operations)
    if (!is_mac(operation)) others += number;
  return others;
}

kernels::OperationKind mac_kind(double weight_bits, double activation_bits) {
  const bool integer = weight_bits <= 8 && activation_bits <= 8;
  return {integer ? Operation::integer_mac : Operation::float_mac, static_cast<int>(std::ceil(weight_bits)),
          static_cast<int>(std::ceil(activation_bits))};
}

Operator elementwise(const char* name, OperatorKind kind, double input_bytes, double output_bytes,
                     double operations) {
  Operator result;
  result.name = name;
  result.kind = kind;
  result.traffic.input = input_bytes;
  result.traffic.output = output_bytes;
  if (operations > 0)
    result.operations = {{{Operation::float_multiply, 0, 0}, operations / 2},
                         {{Operation::float_add, 0, 0}, operations / 2}};
  return result;
}

}  // namespace quantscope::hardware
