#include <rapidcheck.h>

#include <QProcess>
#include <QTest>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "core/base/cpu_features.h"
#include "core/formats/value_rounding.h"
#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_value_rounding {

using namespace quantscope;
using namespace quantscope::formats;

namespace {

struct Format {
  const char* name;
  void (*round)(float*, std::int64_t);
};

constexpr Format kFormats[] = {{"f16", round_to_f16},           {"bf16", round_to_bf16},
                               {"e4m3", round_to_e4m3},         {"e5m2", round_to_e5m2},
                               {"posit8_0", round_to_posit8_0}, {"posit8_1", round_to_posit8_1},
                               {"posit8_2", round_to_posit8_2}};

bool same(float a, float b) {
  return std::isnan(a) ? std::isnan(b) : a == b;
}

/// Numbers of an independent program: inputs, then results by format.
struct Reference {
  std::vector<float> inputs;
  std::vector<std::vector<float>> results;
};

Reference reference() {
  QProcess process;
  process.start("/usr/bin/python3",
                {QUANTSCOPE_SOURCE_DIR "/tests/core/formats/value_rounding_reference.py"});
  if (!process.waitForFinished(60000) || process.exitCode() != 0) return {};
  const QByteArray bytes = process.readAllStandardOutput();
  std::int64_t count = 0;
  std::memcpy(&count, bytes.data(), 8);
  const auto values = static_cast<std::size_t>(count);
  if (static_cast<std::size_t>(bytes.size()) != 8 + values * 4 * 8) return {};
  const auto part = [&](std::size_t index) {
    std::vector<float> result(values);
    std::memcpy(result.data(), bytes.data() + 8 + index * values * 4, values * 4);
    return result;
  };
  Reference result;
  result.inputs = part(0);
  for (std::size_t i = 1; i <= 7; ++i) result.results.push_back(part(i));
  return result;
}

class ValueRoundingTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void equals_tables_of_all_values() {
    const Reference expected = reference();
    if (expected.inputs.empty()) QSKIP("needs /usr/bin/python3 with NumPy");
    QVERIFY(expected.inputs.size() > 465536);
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (std::size_t format = 0; format < std::size(kFormats); ++format) {
        std::vector<float> values = expected.inputs;
        kFormats[format].round(values.data(), static_cast<std::int64_t>(values.size()));
        for (std::size_t i = 0; i < values.size(); ++i)
          if (!same(values[i], expected.results[format][i]))
            QFAIL(qPrintable(QString("%1 %2 of %3: %4 instead of %5")
                                 .arg(base::isa_name(level), kFormats[format].name)
                                 .arg(expected.inputs[i], 0, 'g', 9)
                                 .arg(values[i], 0, 'g', 9)
                                 .arg(expected.results[format][i], 0, 'g', 9)));
      }
    }
  }

  void equals_the_scalar_formulas() {
    std::mt19937 random(3);
    std::vector<float> inputs(300000);
    for (float& value : inputs) {
      const auto bits = static_cast<std::uint32_t>(random());
      std::memcpy(&value, &bits, 4);
    }
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (int format = 2; format < 7; ++format) {
        std::vector<float> values = inputs;
        kFormats[format].round(values.data(), static_cast<std::int64_t>(values.size()));
        for (std::size_t i = 0; i < values.size(); ++i) {
          const float exact = format == 2   ? rounded_to_float(inputs[i], 4, 3, 448)
                              : format == 3 ? rounded_to_float(inputs[i], 5, 2, 57344)
                                            : rounded_to_posit(inputs[i], 8, format - 4);
          QVERIFY2(same(values[i], exact), kFormats[format].name);
        }
      }
    }
  }

  void rounding_to_bf16_equals_the_function_of_one_value() {
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      QVERIFY(rc::check("round_to_bf16", [] {
        const auto bits =
            *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
        std::vector<float> values;
        for (std::uint32_t each : bits) values.push_back(std::bit_cast<float>(each));
        for (float special : {0.0f, -0.0f, INFINITY, -INFINITY, NAN, 3.4e38f, 1e-40f})
          values.push_back(special);
        std::vector<float> result = values;
        round_to_bf16(result.data(), static_cast<std::int64_t>(result.size()));
        for (std::size_t i = 0; i < values.size(); ++i)
          RC_ASSERT(std::bit_cast<std::uint32_t>(result[i]) >> 16 == tensor::bf16_from_f32(values[i]));
      }));
    }
  }

  void rounding_twice_changes_nothing() {
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0, 30);
    for (const Format& format : kFormats) {
      std::vector<float> once(5000);
      for (float& value : once) value = normal(random);
      format.round(once.data(), 5000);
      std::vector<float> twice = once;
      format.round(twice.data(), 5000);
      QVERIFY2(once == twice, format.name);
    }
  }

  void every_length_is_rounded_to_its_end() {
    for (const Format& format : kFormats)
      for (std::int64_t count = 0; count < 40; ++count) {
        std::vector<float> values(static_cast<std::size_t>(count) + 1, 1.0001f);
        format.round(values.data(), count);
        for (std::int64_t i = 0; i < count; ++i) QCOMPARE(values[static_cast<std::size_t>(i)], 1.0f);
        QCOMPARE(values.back(), 1.0001f);
      }
  }

  void published_limits() {
    const auto rounded = [](const Format& format, float value) {
      format.round(&value, 1);
      return value;
    };
    const float infinity = std::numeric_limits<float>::infinity();
    QCOMPARE(rounded(kFormats[2], 1e9f), 448.0f);
    QCOMPARE(rounded(kFormats[2], 0x1p-9f), 0x1p-9f);
    QCOMPARE(rounded(kFormats[2], 0x1p-10f), 0.0f);
    QCOMPARE(rounded(kFormats[3], -1e9f), -57344.0f);
    QCOMPARE(rounded(kFormats[3], 0x1p-17f), 0.0f);
    for (int es = 0; es < 3; ++es) {
      const Format& posit = kFormats[4 + es];
      const float largest = std::ldexp(1.0f, 6 << es), smallest = 1 / largest;
      QCOMPARE(rounded(posit, 3e38f), largest);
      QCOMPARE(rounded(posit, smallest * 0.75f), smallest);
      QCOMPARE(rounded(posit, 1e-30f), 0.0f);
    }
    for (std::size_t format = 2; format < 7; ++format)
      QVERIFY(std::isnan(rounded(kFormats[format], infinity)) &&
              std::isnan(rounded(kFormats[format], std::nanf(""))));
    QCOMPARE(rounded(kFormats[0], 65519), 65504.0f);
    QCOMPARE(rounded(kFormats[0], 65520), infinity);
    QCOMPARE(rounded(kFormats[1], -infinity), -infinity);
  }
};

}  // namespace

QUANTSCOPE_TEST(ValueRoundingTest)

}  // namespace test_value_rounding

#include "test_value_rounding.moc"
