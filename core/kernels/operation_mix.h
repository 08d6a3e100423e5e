#pragma once

#include <map>
#include <string>

namespace quantscope::kernels {

/// Operations of one kind that a linear layer needs for one token.
enum class Operation {
  integer_mac,     ///< multiply of weight_bits × activation_bits integers and add to an integer accumulator
  float_mac,       ///< f16/f32 multiply and add
  float_multiply,  ///< scales applied to accumulators
  float_add,       ///< merging channels
  quantize,        ///< one value to its code
  gather,          ///< one value moved to another place (channel reassembly at run time)
  shift,           ///< a value scaled by a power of two
  integer_add,     ///< an add without a multiply: partial sums of shifted or looked-up values
  table_lookup     ///< one value read from a table of partial sums (binary coding, LUT-GEMM)
};

struct OperationKind {
  Operation operation = Operation::integer_mac;
  int weight_bits = 0;  ///< operand widths of a MAC; 0 where it has no meaning
  int activation_bits = 0;
  auto operator<=>(const OperationKind&) const = default;
};

/// Count per token by kind. The accelerator model prices exactly these.
using OperationMix = std::map<OperationKind, double>;

std::string operation_name(const OperationKind& kind);  ///< "int4 × int8 MAC"

}  // namespace quantscope::kernels
