#include <rapidcheck.h>

#include <QTest>
#include <cfloat>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/formats/integer_format.h"
#include "tests/quantscope_test.h"

namespace test_integer_format {

using namespace quantscope;
using namespace quantscope::formats;

namespace {

constexpr int kAllBits[] = {1, 2, 3, 4, 5, 6, 7, 8, 16};
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<IntegerFormat> all_formats() {
  std::vector<IntegerFormat> formats;
  for (int bits : kAllBits) {
    formats.push_back({bits, true});
    formats.push_back({bits, false, RangeRule::includes_zero});
    formats.push_back({bits, false, RangeRule::qllm_released});
  }
  return formats;
}

Range symmetric_range(float limit) {
  return {-limit, limit};
}

rc::Gen<Range> any_range() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(-1000000, 1000000), rc::gen::inRange(-1000000, 1000000),
                     rc::gen::inRange(-30, 30)),
      [](std::tuple<int, int, int> parts) {
        const auto [a, b, exponent] = parts;
        const float unit = std::ldexp(1e-6f, exponent);
        return Range{static_cast<float>(std::min(a, b)) * unit, static_cast<float>(std::max(a, b)) * unit};
      });
}

float value_within(Range range, int thousandth) {
  return static_cast<float>(range.low + (static_cast<double>(range.high) - range.low) * thousandth / 1000.0);
}

class IntegerFormatTest : public QObject {
  Q_OBJECT

 private slots:
  void codes_span_the_bits() {
    for (int bits : {2, 3, 4, 5, 6, 7, 8, 16}) {
      const int half = 1 << (bits - 1);
      QCOMPARE((IntegerFormat{bits, true}.lowest_code()), -(half - 1));
      QCOMPARE((IntegerFormat{bits, true}.highest_code()), half - 1);
      QCOMPARE((IntegerFormat{bits, false}.lowest_code()), -half);
      QCOMPARE((IntegerFormat{bits, false}.highest_code()), half - 1);
    }
    QCOMPARE((IntegerFormat{1, true}.lowest_code()), -1);
    QCOMPARE((IntegerFormat{1, true}.highest_code()), 1);
    QCOMPARE((IntegerFormat{1, false}.lowest_code()), -1);
    QCOMPARE((IntegerFormat{1, false}.highest_code()), 0);
  }

  void other_bits_are_refused() {
    for (int bits : {-1, 0, 9, 15, 17, 32})
      QVERIFY_EXCEPTION_THROWN(validate(IntegerFormat{bits, true}), base::Error);
    for (int bits : kAllBits) validate({bits, true});
  }

  void symmetric_scale_is_absmax_over_highest_code() {
    QCOMPARE((scale_for({8, true}, {-2.0f, 1.0f})), (AffineScale{2.0f / 127.0f, 0}));
    QCOMPARE((scale_for({4, true}, {0.5f, 7.0f})), (AffineScale{1.0f, 0}));
    QCOMPARE((scale_for({2, true}, {-3.0f, 1.0f})), (AffineScale{3.0f, 0}));
    QCOMPARE((scale_for({1, true}, {-3.0f, 1.0f})), (AffineScale{3.0f, 0}));
    QCOMPARE((scale_for({16, true}, {-1.0f, 0.0f})), (AffineScale{1.0f / 32767.0f, 0}));
  }

  void asymmetric_scale_spreads_the_range_widened_to_zero() {
    // (3 + 1)/15; the unsigned zero point is round(1/0.26667) = 4, stored 4 − 8.
    QCOMPARE((scale_for({4, false}, {-1.0f, 3.0f})), (AffineScale{static_cast<float>(4.0 / 15), -4}));
    // 2 … 5 is widened to 0 … 5, −5 … −2 to −5 … 0.
    QCOMPARE((scale_for({8, false}, {2.0f, 5.0f})), (AffineScale{static_cast<float>(5.0 / 255), -128}));
    QCOMPARE((scale_for({8, false}, {-5.0f, -2.0f})), (AffineScale{static_cast<float>(5.0 / 255), 127}));
  }

  void qllm_scale_follows_the_released_quantizer() {
    // α = (max − min)/(2^b − 1) in [1e-5, 1e4], zero point round(−min/α) in [−1e4, 1e4]; stored less 2^(b−1).
    const IntegerFormat format{4, false, RangeRule::qllm_released};
    QCOMPARE(scale_for(format, {-1.0f, 2.0f}), (AffineScale{static_cast<float>(3.0 / 15), 5 - 8}));
    // The range need not contain 0: α = 0.1, −min/α = −20.
    const AffineScale positive = scale_for(format, {2.0f, 3.5f});
    QCOMPARE(positive, (AffineScale{static_cast<float>(1.5 / 15), -20 - 8}));
    QCOMPARE(quantize(format, positive, 2.0f), -8);
    QCOMPARE(quantize(format, positive, 3.5f), 7);
    QCOMPARE(scale_for(format, {-1e-6f, 1e-6f}).scale, 1e-5f);
    QCOMPARE(scale_for(format, {-1e6f, 1e6f}).scale, 1e4f);
    QCOMPARE(scale_for(format, {5.0f, 5.0f}), (AffineScale{1e-5f, -10000 - 8}));
    QCOMPARE(scale_for(format, {-5.0f, -5.0f}), (AffineScale{1e-5f, 10000 - 8}));
  }

  void no_range_gives_scale_one() {
    for (const IntegerFormat& format : all_formats()) {
      if (format.symmetric && format.bits == 1) continue;
      for (Range range : {Range{}, Range{0, 0}}) {
        const AffineScale scale = scale_for(format, range);
        QCOMPARE(scale.scale, 1.0f);
        QCOMPARE(dequantize(scale, quantize(format, scale, 0.0f)), 0.0f);
      }
    }
    // One symmetric bit has no code for 0: the values closest to it.
    QCOMPARE(scale_for({1, true}, {0, 0}).scale, FLT_MIN);
  }

  void scales_of_any_range_are_positive_and_finite() {
    for (const IntegerFormat& format : all_formats()) {
      for (Range range : {symmetric_range(1e-42f), symmetric_range(3e38f), symmetric_range(FLT_MAX),
                          Range{0, 1e-45f}, Range{-FLT_MAX, 0}, Range{0, FLT_MAX}, Range{3e38f, 3e38f},
                          Range{-kInfinity, kInfinity}, Range{kNan, 1}, Range{FLT_MIN, FLT_MIN}}) {
        const AffineScale scale = scale_for(format, range);
        QVERIFY(scale.scale >= FLT_MIN && std::isfinite(scale.scale));
        const Range limits = clip_limits(format, scale);
        QVERIFY(std::isfinite(limits.low) && std::isfinite(limits.high) && limits.low < limits.high);
      }
    }
  }

  void rounding_is_half_to_even() {
    const IntegerFormat format{8, true};
    const AffineScale unit{1.0f, 0};
    for (auto [value, code] :
         {std::pair{0.5f, 0}, {1.5f, 2}, {2.5f, 2}, {-0.5f, 0}, {-1.5f, -2}, {-2.5f, -2}})
      QCOMPARE(quantize(format, unit, value), code);
    QCOMPARE(quantize(format, unit, std::nextafter(0.5f, 0.0f)), 0);
    QCOMPARE(quantize(format, unit, std::nextafter(0.5f, 1.0f)), 1);
  }

  void what_is_no_number_becomes_zero_and_infinities_clamp() {
    for (const IntegerFormat& format : all_formats()) {
      const AffineScale scale = scale_for(format, {-2.0f, 3.0f});
      QCOMPARE(quantize(format, scale, kInfinity), format.highest_code());
      QCOMPARE(quantize(format, scale, -kInfinity), format.lowest_code());
      QCOMPARE(quantize(format, scale, FLT_MAX), format.highest_code());
      QCOMPARE(quantize(format, scale, -FLT_MAX), format.lowest_code());
      QCOMPARE(quantize(format, scale, kNan), quantize(format, scale, 0.0f));
    }
    const IntegerFormat format{8, false, RangeRule::qllm_released};
    QCOMPARE(quantize(format, {1e-5f, 10000}, kNan), 127);
    QCOMPARE(quantize(format, {1e-5f, -10000}, kNan), -128);
  }

  void one_symmetric_bit_is_the_sign() {
    const IntegerFormat format{1, true};
    const AffineScale scale = scale_for(format, {-3.0f, 2.0f});
    QCOMPARE(quantize(format, scale, 0.001f), 1);
    QCOMPARE(quantize(format, scale, -0.001f), -1);
    QCOMPARE(levels(format, scale), (std::vector<double>{-3.0, 3.0}));
  }

  void levels_ascend_and_quantize_to_themselves() {
    for (const IntegerFormat& format : all_formats()) {
      const AffineScale scale = scale_for(format, {-0.7f, 1.3f});
      const std::vector<double> values = levels(format, scale);
      const std::size_t codes = std::size_t{1} << format.bits;
      QCOMPARE(values.size(), format.symmetric && format.bits > 1 ? codes - 1 : codes);
      for (std::size_t i = 0; i < values.size(); ++i) {
        QVERIFY(i == 0 || values[i] > values[i - 1]);
        const auto value = static_cast<float>(values[i]);
        QCOMPARE(dequantize(scale, quantize(format, scale, value)), value);
      }
      QCOMPARE(values.front(), clip_limits(format, scale).low);
      QCOMPARE(values.back(), clip_limits(format, scale).high);
    }
  }

  void every_code_survives_a_round_trip() {
    QVERIFY(rc::check("quantize(dequantize(code)) = code", [] {
      const IntegerFormat format = *rc::gen::elementOf(all_formats());
      const AffineScale scale = scale_for(format, *any_range());
      int code = *rc::gen::inRange(format.lowest_code(), format.highest_code() + 1);
      if (format.symmetric && format.bits == 1 && code == 0) code = 1;
      RC_ASSERT(quantize(format, scale, dequantize(scale, code)) == code);
    }));
  }

  void error_is_at_most_half_a_step_inside_the_limits() {
    QVERIFY(rc::check("|x − x̂| ≤ scale/2", [] {
      const IntegerFormat format = *rc::gen::elementOf(all_formats());
      RC_PRE(!(format.symmetric && format.bits == 1));
      const Range range = *any_range();
      const AffineScale scale = scale_for(format, range);
      const float value = value_within(range, *rc::gen::inRange(0, 1001));
      const Range limits = clip_limits(format, scale);
      RC_PRE(value >= limits.low && value <= limits.high);
      const double error =
          std::fabs(static_cast<double>(value) - dequantize(scale, quantize(format, scale, value)));
      RC_ASSERT(error <= 0.5 * scale.scale + 0x1p-22 * std::fabs(value));
    }));
  }

  void the_range_itself_hardly_clips() {
    QVERIFY(rc::check("ends of the range are within half a step of the limits", [] {
      const int bits = *rc::gen::elementOf(std::vector<int>(std::begin(kAllBits) + 1, std::end(kAllBits)));
      const IntegerFormat format{bits, *rc::gen::arbitrary<bool>()};
      const Range range = *any_range();
      const AffineScale scale = scale_for(format, range);
      const Range limits = clip_limits(format, scale);
      const double slack =
          0.5 * scale.scale + 0x1p-20 * std::max(std::fabs(range.low), std::fabs(range.high));
      RC_ASSERT(range.low >= limits.low - slack);
      RC_ASSERT(range.high <= limits.high + slack);
    }));
  }

  void codes_never_fall_as_values_rise() {
    QVERIFY(rc::check("monotone", [] {
      const IntegerFormat format = *rc::gen::elementOf(all_formats());
      const Range range = *any_range();
      const AffineScale scale = scale_for(format, range);
      const int a = *rc::gen::inRange(-500, 1500), b = *rc::gen::inRange(-500, 1500);
      RC_ASSERT(quantize(format, scale, value_within(range, std::min(a, b))) <=
                quantize(format, scale, value_within(range, std::max(a, b))));
    }));
  }

  void symmetric_formats_are_antisymmetric() {
    QVERIFY(rc::check("q(−x) = −q(x)", [] {
      const IntegerFormat format{
          *rc::gen::elementOf(std::vector<int>(std::begin(kAllBits), std::end(kAllBits))), true};
      const AffineScale scale = scale_for(format, *any_range());
      const float value = static_cast<float>(*rc::gen::inRange(1, 300000)) * 0.001f * scale.scale;
      RC_ASSERT(quantize(format, scale, -value) == -quantize(format, scale, value));
    }));
  }
};

}  // namespace

QUANTSCOPE_TEST(IntegerFormatTest)

}  // namespace test_integer_format

#include "test_integer_format.moc"
