#include "core/storage/small_floats.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/tensor/half.h"

namespace quantscope::storage {
namespace {

std::uint16_t f16_from_e4m3fn(unsigned code) {
  const unsigned sign = (code & 0x80u) << 8, exponent = (code >> 3) & 15u, mantissa = code & 7u;
  if (exponent == 15 && mantissa == 7) return static_cast<std::uint16_t>(sign | 0x7e00u);
  const float magnitude = exponent == 0
                              ? std::ldexp(static_cast<float>(mantissa), -9)
                              : std::ldexp(static_cast<float>(8 + mantissa), static_cast<int>(exponent) - 10);
  return static_cast<std::uint16_t>(sign | tensor::f16_from_f32(magnitude));
}

}  // namespace

void widen_float8(const std::byte* in, std::size_t count, bool e5m2, std::byte* out) {
  std::array<std::uint16_t, 256> table{};
  for (unsigned code = 0; code < 256; ++code)
    table[code] = e5m2 ? static_cast<std::uint16_t>(code << 8) : f16_from_e4m3fn(code);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint16_t value = table[static_cast<unsigned char>(in[i])];
    std::memcpy(out + 2 * i, &value, sizeof value);
  }
}

}  // namespace quantscope::storage
