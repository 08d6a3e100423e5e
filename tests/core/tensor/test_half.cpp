#include <rapidcheck.h>

#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>

#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_half {

using namespace quantscope::tensor;

namespace {

/// The value of a binary16 or bfloat16 pattern by the definition of IEEE 754.
double defined_value(std::uint16_t bits, int exponent_bits, int mantissa_bits) {
  const int exponent = (bits >> mantissa_bits) & ((1 << exponent_bits) - 1);
  const int mantissa = bits & ((1 << mantissa_bits) - 1);
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const double sign = bits & 0x8000 ? -1 : 1;
  if (exponent == (1 << exponent_bits) - 1)
    return mantissa ? std::nan("") : sign * std::numeric_limits<double>::infinity();
  if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - mantissa_bits);
  return sign * std::ldexp((1 << mantissa_bits) + mantissa, exponent - bias - mantissa_bits);
}

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

/// Nearest of the two neighbouring patterns, the even one where both are as near.
template <typename ToFloat, typename FromFloat>
void check_rounding(float value, std::uint16_t infinity, ToFloat to_float, FromFloat from_float) {
  const std::uint16_t found = from_float(value);
  if (std::isnan(value)) {
    RC_ASSERT(std::isnan(to_float(found)));
    return;
  }
  const std::uint16_t sign = found & 0x8000;
  RC_ASSERT((sign != 0) == std::signbit(value));
  const std::uint16_t magnitude = found & 0x7fff;
  RC_ASSERT(magnitude <= infinity);
  // Infinity stands for the first value beyond the largest finite one.
  const auto at = [&](int pattern) {
    if (pattern < infinity) return double(to_float(static_cast<std::uint16_t>(pattern)));
    return 2.0 * to_float(static_cast<std::uint16_t>(infinity - 1)) -
           to_float(static_cast<std::uint16_t>(infinity - 2));
  };
  const double target = std::min(std::abs(double(value)), at(infinity));
  const double error = std::abs(at(magnitude) - target);
  for (int other : {magnitude - 1, magnitude + 1}) {
    if (other < 0 || other > infinity) continue;
    const double other_error = std::abs(at(other) - target);
    RC_ASSERT(error <= other_error);
    if (error == other_error) RC_ASSERT(magnitude % 2 == 0);
  }
}

float any_float() {
  const auto bits = *rc::gen::arbitrary<std::uint32_t>();
  // Every other value near the range of f16, where the roundings differ.
  const float value = std::bit_cast<float>(bits);
  return bits % 2 ? value : std::ldexp(1 + (bits >> 9) * 0x1p-23f, static_cast<int>(bits % 64) - 40);
}

}  // namespace

class TestHalf : public QObject {
  Q_OBJECT
 private slots:
  void every_f16_pattern_has_its_defined_value() {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      const auto pattern = static_cast<std::uint16_t>(bits);
      QVERIFY(same(f32_from_f16(pattern), defined_value(pattern, 5, 10)));
    }
  }

  void every_bf16_pattern_has_its_defined_value() {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      const auto pattern = static_cast<std::uint16_t>(bits);
      QVERIFY(same(f32_from_bf16(pattern), defined_value(pattern, 8, 7)));
    }
  }

  void every_pattern_survives_the_way_through_f32() {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      const auto pattern = static_cast<std::uint16_t>(bits);
      const float f16 = f32_from_f16(pattern), bf16 = f32_from_bf16(pattern);
      if (!std::isnan(f16)) QCOMPARE(f16_from_f32(f16), pattern);
      if (!std::isnan(bf16)) QCOMPARE(bf16_from_f32(bf16), pattern);
    }
  }

  void f16_rounds_half_to_even() {
    QVERIFY(rc::check("nearest, ties to even",
                      [] { check_rounding(any_float(), 0x7c00, f32_from_f16, f16_from_f32); }));
    QCOMPARE(f16_from_f32(65519.996f), std::uint16_t{0x7bff});
    QCOMPARE(f16_from_f32(65520.0f), std::uint16_t{0x7c00});
    QCOMPARE(f16_from_f32(0x1p-25f), std::uint16_t{0});
    QCOMPARE(f16_from_f32(0x1.000002p-25f), std::uint16_t{1});
    QCOMPARE(f16_from_f32(-0.0f), std::uint16_t{0x8000});
  }

  void bf16_rounds_half_to_even() {
    QVERIFY(rc::check("nearest, ties to even",
                      [] { check_rounding(any_float(), 0x7f80, f32_from_bf16, bf16_from_f32); }));
    QCOMPARE(bf16_from_f32(1 + 0x1p-8f), std::uint16_t{0x3f80});
    QCOMPARE(bf16_from_f32(1 + 0x1.8p-7f), std::uint16_t{0x3f82});
  }
};

QUANTSCOPE_TEST(TestHalf)

}  // namespace test_half

#include "test_half.moc"
