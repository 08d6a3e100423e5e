// Round to nearest against its formula, and forward() against dequantized().
#include "core/methods/rtn.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_rtn {

using namespace quantscope;
using namespace quantscope::methods::testing;
using methods::RoundToNearest;
using tensor::Matrix;

namespace {

std::string text(const char* value) {
  return value;
}

/// The formula of the reference perplexities: scale = absmax/(2^(B−1)−1), half to even.
float rounded(float value, float absmax, int bits) {
  const float most = static_cast<float>((1 << (bits - 1)) - 1);
  const float scale = absmax / most;
  return absmax == 0 ? 0 : std::nearbyint(value / scale) * scale;
}

}  // namespace

class TestRtn : public QObject {
  Q_OBJECT
 private slots:
  void weights_follow_the_formula_per_channel_and_per_group() {
    QVERIFY(rc::check("formula", [] {
      const auto out = *rc::gen::inRange(1, 9);
      const auto in = *rc::gen::inRange(1, 80);
      const auto group = *rc::gen::inRange(1, 90);
      const auto bits = *rc::gen::inRange(2, 9);
      const auto grouped = *rc::gen::arbitrary<bool>();
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix weights = random_matrix(out, in, random);
      const auto quantized =
          RoundToNearest().quantize(make_site({weights}),
                                    {{"weight_bits", double(bits)},
                                     {"weight_granularity", text(grouped ? "group" : "channel")},
                                     {"group_size", double(group)}},
                                    nullptr, {});
      const Matrix result = quantized.consumers.front()->dequantized();
      const std::int64_t width = grouped ? group : in;
      for (std::int64_t o = 0; o < out; ++o)
        for (std::int64_t first = 0; first < in; first += width) {
          const std::int64_t end = std::min<std::int64_t>(in, first + width);
          float absmax = 0;
          for (std::int64_t i = first; i < end; ++i) absmax = std::max(absmax, std::abs(weights(o, i)));
          for (std::int64_t i = first; i < end; ++i) {
            const float expected = rounded(weights(o, i), absmax, bits);
            RC_ASSERT(std::abs(result(o, i) - expected) <= 1e-6f * absmax);
          }
        }
    }));
  }

  void forward_is_the_product_of_what_it_stores() {
    QVERIFY(rc::check("forward", [] {
      const auto out = *rc::gen::inRange(1, 40);
      const auto in = *rc::gen::inRange(1, 150);
      const auto tokens = *rc::gen::inRange(1, 12);
      base::ParameterValues values = {
          {"weight_bits", *rc::gen::element(2.0, 3.0, 4.0, 5.0, 8.0, 16.0)},
          {"activation_bits", *rc::gen::element(2.0, 4.0, 6.0, 8.0, 16.0)},
          {"weight_symmetric", *rc::gen::arbitrary<bool>()},
          {"activation_symmetric", *rc::gen::arbitrary<bool>()},
          {"weight_granularity", text(*rc::gen::element("tensor", "channel", "group"))},
          {"group_size", *rc::gen::element(1.0, 7.0, 32.0, 64.0)},
          {"activation_granularity", text(*rc::gen::element("tensor", "token", "static"))},
          {"clip", text(*rc::gen::element("none", "percentile", "mse"))},
          {"activation_clip", text(*rc::gen::element("none", "percentile", "mse"))}};
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix weights = random_matrix(out, in, random);
      const Matrix x = random_matrix(tokens, in, random);
      const auto quantized = RoundToNearest().quantize(make_site({weights}, &x), values, nullptr, {});
      const auto codes = quantized.input->quantized(quantized.input->transformed(x));
      RC_ASSERT(codes.size() == (std::get<double>(values["activation_bits"]) > 8 ? 0u : 1u));
      const Matrix input = codes.empty() ? x : dequantized(codes.front());
      const Matrix kernel = quantized.consumers.front()->dequantized();
      const Matrix y = quantized.consumers.front()->forward(x);
      const auto expected = product(input, kernel), size = magnitudes(input, kernel);
      for (std::size_t i = 0; i < expected.size(); ++i)
        RC_ASSERT(std::abs(y.values()[i] - expected[i]) <= size[i] * 2e-6 + 1e-9);
    }));
  }

  void static_scale_is_that_of_the_calibration_set() {
    std::mt19937 random(3);
    const Matrix weights = random_matrix(4, 16, random);
    Matrix calibration_set = random_matrix(20, 16, random);
    calibration_set(3, 5) = -12.7f;
    const auto site = make_site({weights}, &calibration_set);
    const auto quantized =
        RoundToNearest().quantize(site, {{"activation_granularity", text("static")}}, nullptr, {});
    Matrix small(1, 16);
    small(0, 0) = 0.26f;
    const auto codes = quantized.input->quantized(small).front();
    QVERIFY(std::abs(codes.scales.front().scale - 0.1f) < 1e-6f);
    QCOMPARE(int{codes.codes[0]}, 3);
    const auto per_tensor =
        RoundToNearest().quantize(site, {{"activation_granularity", text("tensor")}}, nullptr, {});
    QCOMPARE(int{per_tensor.input->quantized(small).front().codes[0]}, 127);
  }

  void static_scales_without_knowledge_are_said_to_be_dynamic() {
    std::mt19937 random(3);
    const auto quantized = RoundToNearest().quantize(
        make_site({random_matrix(4, 16, random)}), {{"activation_granularity", text("static")}}, nullptr, {});
    QCOMPARE(quantized.notes.size(), std::size_t{1});
  }

  void bits_per_weight_count_everything() {
    std::mt19937 random(3);
    const auto site = make_site({random_matrix(10, 100, random)});
    const auto bits = [&](const base::ParameterValues& values) {
      return RoundToNearest().quantize(site, values, nullptr, {}).consumers.front()->bits_per_weight();
    };
    QCOMPARE(bits({}), (1000 * 4 + 10 * 32) / 1000.0);
    QCOMPARE(bits({{"weight_granularity", text("tensor")}}), (1000 * 4 + 32) / 1000.0);
    // groups of 32 of 100 columns: four a row, the last of 4 columns
    QCOMPARE(bits({{"weight_granularity", text("group")}, {"group_size", 32.0}, {"weight_bits", 3.0}}),
             (1000 * 3 + 40 * 32) / 1000.0);
    QCOMPARE(bits({{"weight_symmetric", false}}), (1000 * 4 + 10 * 32 + 10 * 4) / 1000.0);
    QCOMPARE(bits({{"weight_bits", 16.0}}), 32.0);  // f32 weights left alone
  }

  void operation_mix_names_the_operand_widths() {
    using kernels::Operation;
    std::mt19937 random(3);
    const auto site = make_site({random_matrix(10, 100, random), random_matrix(6, 100, random)});
    const auto mix = [&](const base::ParameterValues& values) {
      return RoundToNearest().quantize(site, values, nullptr, {}).consumers.front()->cost().per_token;
    };
    auto integer = mix({});
    QCOMPARE((integer[{Operation::integer_mac, 4, 8}]), 1000.0);
    QCOMPARE((integer[{Operation::quantize, 0, 8}]), 50.0);  // shared by two layers
    auto weight_only = mix({{"activation_bits", 16.0}});
    QCOMPARE((weight_only[{Operation::float_mac, 4, 16}]), 1000.0);
    QVERIFY(!weight_only.contains({Operation::integer_mac, 4, 16}));
  }

  void odd_weights_are_survived() {
    Matrix weights(3, 5);
    for (float& value : weights.values()) value = 0.5f;
    weights(1, 2) = std::numeric_limits<float>::quiet_NaN();
    weights(2, 2) = std::numeric_limits<float>::infinity();
    for (const bool symmetric : {true, false}) {
      const auto quantized =
          RoundToNearest().quantize(make_site({weights}), {{"weight_symmetric", symmetric}}, nullptr, {});
      const Matrix result = quantized.consumers.front()->dequantized();
      for (const float value : result.values()) QVERIFY(std::isfinite(value));
      QVERIFY(std::abs(result(0, 0) - 0.5f) < 1e-6f);  // all-equal rows are exact
    }
    for (const auto& [rows, columns] : {std::pair{0, 5}, {3, 0}, {0, 0}}) {
      const auto quantized = RoundToNearest().quantize(make_site({Matrix(rows, columns)}), {}, nullptr, {});
      QCOMPARE(quantized.consumers.front()->dequantized().count(), std::int64_t{0});
      QCOMPARE(quantized.consumers.front()->forward(Matrix(2, columns)).rows(), std::int64_t{2});
      QCOMPARE(quantized.consumers.front()->bits_per_weight(), 0.0);
    }
  }

  void what_does_not_fit_is_refused() {
    std::mt19937 random(3);
    const auto site = make_site({random_matrix(4, 16, random), random_matrix(4, 15, random)});
    QVERIFY_EXCEPTION_THROWN(RoundToNearest().quantize(site, {}, nullptr, {}), base::Error);
    const auto fitting = make_site({random_matrix(4, 16, random)});
    QVERIFY_EXCEPTION_THROWN(RoundToNearest().quantize(fitting, {{"weight_bits", 9.0}}, nullptr, {}),
                             base::Error);
    QVERIFY_EXCEPTION_THROWN(RoundToNearest().quantize(fitting, {{"bits", 4.0}}, nullptr, {}), base::Error);
    const auto quantized = RoundToNearest().quantize(fitting, {}, nullptr, {});
    QVERIFY_EXCEPTION_THROWN(quantized.consumers.front()->forward(Matrix(1, 15)), base::Error);
    QVERIFY(!RoundToNearest().why_unsuitable({}).empty());
    QVERIFY(RoundToNearest().why_unsuitable(fitting).empty());
  }

  void stored_arrays_hold_what_dequantizes() {
    std::mt19937 random(3);
    const Matrix weights = random_matrix(4, 10, random);
    const auto quantized = RoundToNearest().quantize(
        make_site({weights}),
        {{"weight_symmetric", false}, {"weight_granularity", text("group")}, {"group_size", 4.0}}, nullptr,
        {});
    const auto arrays = quantized.consumers.front()->stored();
    QCOMPARE(arrays.size(), std::size_t{3});
    const Matrix codes = tensor::to_matrix(arrays[0].values.view());
    const Matrix scales = tensor::to_matrix(arrays[1].values.view());
    const Matrix zeros = tensor::to_matrix(arrays[2].values.view());
    QCOMPARE(scales.columns(), std::int64_t{3});
    const Matrix result = quantized.consumers.front()->dequantized();
    for (std::int64_t o = 0; o < 4; ++o)
      for (std::int64_t i = 0; i < 10; ++i)
        QCOMPARE(result(o, i), (codes(o, i) - zeros(o, i / 4)) * scales(o, i / 4));
  }
};

QUANTSCOPE_TEST(TestRtn)

}  // namespace test_rtn

#include "test_rtn.moc"
