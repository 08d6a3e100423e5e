#include "core/hardware/operand_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace quantscope::hardware {
namespace {

struct Operand {
  bool floating = false;
  int bits = 0;
};

std::optional<Operand> parse_operand(const std::string& text) {
  Operand operand;
  std::size_t start = 0;
  if (text.starts_with("int"))
    start = 3;
  else if (text.starts_with("f"))
    operand.floating = true, start = 1;
  else
    return {};
  const char* const end = text.data() + text.size();
  const auto [rest, code] = std::from_chars(text.data() + start, end, operand.bits);
  if (code != std::errc() || rest != end || operand.bits < 1 || operand.bits > 32) return {};
  return operand;
}

std::string operand_name(bool floating, int bits) {
  return fmt::format("{}{}", floating ? "f" : "int", bits);
}

}  // namespace

std::string format_name(const OperandFormat& format) {
  // A float unit whose weights are narrower takes integer codes for weights.
  const bool mixed = format.weight_bits != format.activation_bits;
  const std::string activation = operand_name(format.floating, format.activation_bits);
  return mixed ? operand_name(false, format.weight_bits) + "x" + activation : activation;
}

std::optional<OperandFormat> parse_format(const std::string& text) {
  const std::size_t cross = text.find('x');
  const auto weight = parse_operand(text.substr(0, cross));
  const auto activation = cross == std::string::npos ? weight : parse_operand(text.substr(cross + 1));
  if (!weight || !activation || (weight->floating && !activation->floating)) return {};
  return OperandFormat{activation->floating, weight->bits, activation->bits};
}

double passes(const OperandFormat& unit, const kernels::OperationKind& mac) {
  const bool codes = mac.operation == kernels::Operation::integer_mac;
  const auto parts = [&](int unit_bits, int bits) {
    const int significant = unit.floating && codes && unit_bits <= 8 ? std::min(unit_bits, 4) : unit_bits;
    return std::ceil(static_cast<double>(bits) / significant);
  };
  return std::max(1.0, parts(unit.weight_bits, mac.weight_bits)) *
         std::max(1.0, parts(unit.activation_bits, mac.activation_bits));
}

bool is_exact(const OperandFormat& unit, const kernels::OperationKind& mac) {
  return unit.floating == (mac.operation == kernels::Operation::float_mac) &&
         unit.weight_bits == mac.weight_bits && unit.activation_bits == mac.activation_bits;
}

}  // namespace quantscope::hardware
