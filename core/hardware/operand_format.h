#pragma once

#include <optional>
#include <string>

#include "core/kernels/operation_mix.h"

namespace quantscope::hardware {

/// Operands of a multiply-accumulate unit.
struct OperandFormat {
  bool floating = true;
  int weight_bits = 16;
  int activation_bits = 16;
  auto operator<=>(const OperandFormat&) const = default;
};

/// "f16", "int8"; "int4xint8" and "int4xf16" (weight × activation) where the two differ.
std::string format_name(const OperandFormat& format);
/// The reverse; nothing where the text is no format ("f16", "f8", "f32", "int1" … "int32", "AxB").
std::optional<OperandFormat> parse_format(const std::string& text);

/// Times that a unit of this format works for one such MAC: 1 where both operands fit (codes of up to 8 bits
/// are exact in f16), else ⌈w / unit w⌉ · ⌈a / unit a⌉ of parts. An 8-bit float has 4 significant bits for
/// codes; an integer unit takes an f16 operand as 16 bits.
double passes(const OperandFormat& unit, const kernels::OperationKind& mac);
/// Whether the unit is made for it: the widths are equal.
bool is_exact(const OperandFormat& unit, const kernels::OperationKind& mac);

}  // namespace quantscope::hardware
