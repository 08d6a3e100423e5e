#include <QTest>
#include <bit>
#include <cfloat>
#include <cmath>
#include <limits>
#include <random>

#include "core/base/cpu_features.h"
#include "core/formats/integer_span.h"
#include "tests/quantscope_test.h"

namespace test_integer_span {

using namespace quantscope;
using namespace quantscope::formats;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<IntegerFormat> all_formats() {
  std::vector<IntegerFormat> formats;
  for (int bits = 1; bits <= 8; ++bits) {
    formats.push_back({bits, true});
    formats.push_back({bits, false, RangeRule::includes_zero});
    formats.push_back({bits, false, RangeRule::qllm_released});
  }
  return formats;
}

/// Normal values with ties, their neighbours, extremes and what is no number in between.
std::vector<float> awkward_values(AffineScale scale, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values;
  for (int i = 0; i < 300; ++i) values.push_back(normal(random));
  for (int step = -300; step < 300; ++step) {
    const float tie = (static_cast<float>(step) + 0.5f) * scale.scale;
    for (float value : {tie, std::nextafter(tie, kInfinity), std::nextafter(tie, -kInfinity)})
      values.push_back(value);
  }
  for (float value :
       {0.0f, -0.0f, FLT_MAX, -FLT_MAX, FLT_MIN, 1e-45f, kInfinity, -kInfinity, kNan, 3e9f, -3e9f})
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(random() % values.size()), value);
  return values;
}

class IntegerSpanTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void spans_equal_the_one_value_functions_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void spans_equal_the_one_value_functions() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (const IntegerFormat& format : all_formats()) {
      for (Range range :
           {Range{-1.0f, 2.0f}, Range{0.3f, 0.9f}, Range{-3e38f, 3e38f}, Range{-1e-42f, 1e-42f}}) {
        const AffineScale scale = scale_for(format, range);
        const std::vector<float> values = awkward_values(scale, 1);
        const auto count = static_cast<std::int64_t>(values.size());
        std::vector<std::int8_t> codes(values.size());
        std::vector<float> restored(values.size());
        quantize_span(format, scale, values.data(), count, codes.data());
        dequantize_span(scale, codes.data(), count, restored.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
          QCOMPARE(static_cast<int>(codes[i]), quantize(format, scale, values[i]));
          QCOMPARE(std::bit_cast<std::uint32_t>(restored[i]),
                   std::bit_cast<std::uint32_t>(dequantize(scale, codes[i])));
        }
      }
    }
  }

  void any_length_is_handled_and_nothing_beyond_is_written() {
    const IntegerFormat format{4, false};
    const AffineScale scale = scale_for(format, {-1, 2});
    const std::vector<float> values = awkward_values(scale, 2);
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (std::int64_t count = 0; count < 70; ++count) {
        std::vector<std::int8_t> codes(72, 99);
        std::vector<float> restored(72, 99);
        quantize_span(format, scale, values.data(), count, codes.data());
        dequantize_span(scale, codes.data(), count, restored.data());
        for (std::size_t i = 0; i < 72; ++i) {
          const bool within = static_cast<std::int64_t>(i) < count;
          QCOMPARE(static_cast<int>(codes[i]), within ? quantize(format, scale, values[i]) : 99);
          QCOMPARE(restored[i], within ? dequantize(scale, codes[i]) : 99.0f);
        }
      }
    }
  }

  void range_is_that_of_the_finite_values() {
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      QVERIFY(range_of(nullptr, 0).empty());
      const float none[] = {kNan, kInfinity, -kInfinity};
      QVERIFY(range_of(none, 3).empty());
      for (std::size_t count = 1; count < 100; ++count) {
        for (std::size_t at = 0; at < count; ++at) {
          std::vector<float> values(count, kNan);
          values[at] = -7.5f;
          if (count > 1) values[(at + 1) % count] = kInfinity;
          if (count > 2) values[(at + 2) % count] = 3.25f;
          const Range range = range_of(values.data(), static_cast<std::int64_t>(count));
          QCOMPARE(range.low, -7.5f);
          QCOMPARE(range.high, count > 2 ? 3.25f : -7.5f);
        }
      }
      const std::vector<float> zeros(33, -0.0f);
      QVERIFY(!std::signbit(range_of(zeros.data(), 33).low));
    }
  }

  void squared_error_is_the_sum_over_finite_values() {
    for (const IntegerFormat& format : all_formats()) {
      const AffineScale scale = scale_for(format, {-1.0f, 1.5f});
      std::vector<float> values = awkward_values(scale, 3);
      std::erase_if(values, [](float value) { return std::fabs(value) > 1e6f && std::isfinite(value); });
      const auto count = static_cast<std::int64_t>(values.size());
      long double expected = 0;
      for (float value : values)
        if (std::isfinite(value)) {
          const float error = value - dequantize(scale, quantize(format, scale, value));
          expected += static_cast<long double>(error) * error;
        }
      base::limit_isa(base::IsaLevel::scalar);
      const double portable = squared_error(format, scale, values.data(), count);
      QVERIFY(std::fabs(portable - static_cast<double>(expected)) <= 1e-13 * static_cast<double>(expected));
      for (base::IsaLevel level : base::available_isa_levels()) {
        base::limit_isa(level);
        QCOMPARE(std::bit_cast<std::uint64_t>(squared_error(format, scale, values.data(), count)),
                 std::bit_cast<std::uint64_t>(portable));
      }
    }
  }
};

}  // namespace

QUANTSCOPE_TEST(IntegerSpanTest)

}  // namespace test_integer_span

#include "test_integer_span.moc"
