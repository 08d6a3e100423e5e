#include "core/kernels/operation_mix.h"

namespace quantscope::kernels {

std::string operation_name(const OperationKind& kind) {
  const std::string weight = std::to_string(kind.weight_bits);
  const std::string activation = std::to_string(kind.activation_bits);
  switch (kind.operation) {
    case Operation::integer_mac:
      return "int" + weight + " × int" + activation + " MAC";
    case Operation::float_mac:
      return "float MAC";
    case Operation::float_multiply:
      return "float multiply";
    case Operation::float_add:
      return "float add";
    case Operation::quantize:
      return "quantize";
    case Operation::gather:
      return "gather";
    case Operation::shift:
      return "shift";
    case Operation::integer_add:
      return "integer add";
    case Operation::table_lookup:
      return "table look-up";
  }
  return "?";
}

}  // namespace quantscope::kernels
