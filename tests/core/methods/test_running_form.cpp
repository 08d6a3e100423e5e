// A running form answers as the layer that it was made from.
#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/cpu_features.h"
#include "core/methods/forward_together.h"
#include "core/methods/qllm.h"
#include "core/methods/rtn.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_running_form {

using namespace quantscope;
using namespace quantscope::methods::testing;
using methods::QuantizedLinear;
using tensor::Matrix;

namespace {

bool same_bits(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.columns() == b.columns() &&
         std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

/// Sums of float weights may be rounded in another order.
bool nearly_the_same(const Matrix& a, const Matrix& b) {
  float largest = 0;
  for (const float value : b.values()) largest = std::max(largest, std::fabs(value));
  return a.rows() == b.rows() && a.columns() == b.columns() &&
         std::equal(a.values().begin(), a.values().end(), b.values().begin(),
                    [&](float x, float y) { return std::fabs(x - y) <= 1e-4f * largest; });
}

bool same_arrays(const std::vector<methods::StoredArray>& a, const std::vector<methods::StoredArray>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.name == y.name && x.shape == y.shape && x.values.bytes() == y.values.bytes() &&
           std::memcmp(x.values.data(), y.values.data(), x.values.bytes()) == 0;
  });
}

void check_same(const QuantizedLinear& layer, const QuantizedLinear& running, const Matrix& x) {
  RC_ASSERT(running.shape() == layer.shape());
  RC_ASSERT(same_bits(running.dequantized(), layer.dequantized()));
  RC_ASSERT(running.codes()->codes == layer.codes()->codes);
  RC_ASSERT(running.codes()->scales == layer.codes()->scales);
  RC_ASSERT(running.codes()->format == layer.codes()->format);
  RC_ASSERT(same_arrays(running.stored(), layer.stored()));
  RC_ASSERT(running.cost().storage_bits() == layer.cost().storage_bits());
  RC_ASSERT(running.cost().per_token == layer.cost().per_token);
  RC_ASSERT(running.kernel_name() == layer.kernel_name());
  const Matrix of_running = running.forward(x), of_layer = layer.forward(x);
  const bool of_floats = layer.codes()->codes.empty();
  RC_ASSERT((of_floats ? nearly_the_same : same_bits)(of_running, of_layer));
}

base::ParameterValues any_setting() {
  const auto word = [](const char* value) { return std::string(value); };
  return {{"weight_bits", *rc::gen::element(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 16.0)},
          {"activation_bits", *rc::gen::element(4.0, 8.0, 16.0)},
          {"weight_symmetric", *rc::gen::arbitrary<bool>()},
          {"activation_symmetric", *rc::gen::arbitrary<bool>()},
          {"weight_granularity", word(*rc::gen::element("tensor", "channel", "group"))},
          {"group_size", *rc::gen::element(1.0, 7.0, 32.0, 64.0)}};
}

}  // namespace

class TestRunningForm : public QObject {
  Q_OBJECT
 private slots:
  void answers_as_the_layer_does() {
    QVERIFY(rc::check("round to nearest", [] {
      const auto out = *rc::gen::inRange(1, 70), in = *rc::gen::inRange(1, 150),
                 tokens = *rc::gen::inRange(1, 20);
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const methods::Site site = make_site({random_matrix(out, in, random)});
      const auto quantized = methods::RoundToNearest().quantize(site, any_setting(), nullptr, {});
      const QuantizedLinear& layer = *quantized.consumers.front();
      check_same(layer, *layer.running_form(), random_matrix(tokens, in, random));
      check_same(layer, *layer.running_form()->running_form(), random_matrix(tokens, in, random));
    }));
  }

  void answers_as_the_layer_does_where_channels_are_reassembled() {
    QVERIFY(rc::check("qllm", [] {
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      Matrix x = random_matrix(24, 48, random);
      for (std::int64_t t = 0; t < x.rows(); ++t) x(t, 5) *= 30;
      const methods::Site site = make_site({random_matrix(20, 48, random), random_matrix(9, 48, random)}, &x);
      base::ParameterValues values = any_setting();
      values["theta"] = 5.0;
      const auto quantized = methods::Qllm().quantize(site, values, nullptr, {});
      for (const auto& layer : quantized.consumers) check_same(*layer, *layer->running_form(), x);
    }));
  }

  void layers_of_one_site_run_together_as_alone() {
    QVERIFY(rc::check("together", [] {
      const auto in = *rc::gen::inRange(1, 150), tokens = *rc::gen::inRange(1, 20);
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix x = random_matrix(tokens, in, random);
      const methods::Site site = make_site({random_matrix(*rc::gen::inRange(1, 60), in, random),
                                            random_matrix(*rc::gen::inRange(1, 60), in, random),
                                            random_matrix(*rc::gen::inRange(1, 60), in, random)});
      const auto quantized = methods::RoundToNearest().quantize(site, any_setting(), nullptr, {});
      const auto apart = methods::RoundToNearest().quantize(site, any_setting(), nullptr, {});
      std::vector<const QuantizedLinear*> layers;
      for (const auto& layer : quantized.consumers) layers.push_back(layer.get());
      if (*rc::gen::arbitrary<bool>()) layers.push_back(apart.consumers.front().get());
      const std::vector<Matrix> together = methods::forward_together(layers, x);
      RC_ASSERT(together.size() == layers.size());
      for (std::size_t i = 0; i < layers.size(); ++i)
        RC_ASSERT(same_bits(together[i], layers[i]->forward(x)));
    }));
    QVERIFY(methods::forward_together({}, Matrix(2, 3)).empty());
  }

  void holds_little_more_than_it_costs() {
    std::mt19937 random(1);
    const methods::Site site = make_site({random_matrix(256, 256, random), random_matrix(640, 256, random)});
    for (double bits : {2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 16.0}) {
      for (bool symmetric : {false, true}) {
        for (const char* granularity : {"tensor", "channel", "group"}) {
          for (double group_size : {32.0, 64.0, 128.0}) {
            const auto quantized =
                methods::RoundToNearest().quantize(site,
                                                   {{"weight_bits", bits},
                                                    {"activation_bits", 8.0},
                                                    {"weight_symmetric", symmetric},
                                                    {"weight_granularity", std::string(granularity)},
                                                    {"group_size", group_size}},
                                                   nullptr, {});
            for (const auto& layer : quantized.consumers) {
              const auto running = layer->running_form();
              const double resident = static_cast<double>(running->resident_bytes());
              // A tile of 16 outputs has its scales and zero points beside it, even where all are the same.
              const double most = granularity == std::string("tensor") ? 1.13 : 1.1;
              QVERIFY(resident <= most * running->cost().storage_bits() / 8);
              QVERIFY(resident >= 0.99 * running->cost().storage_bits() / 8);
            }
          }
        }
      }
    }
  }

  void the_kernel_is_named_by_widths_and_level() {
    std::mt19937 random(1);
    const methods::Site site = make_site({random_matrix(8, 32, random)});
    base::limit_isa(base::IsaLevel::scalar);
    const auto name = [&](double weight_bits, double activation_bits) {
      const auto quantized = methods::RoundToNearest().quantize(
          site, {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}, nullptr, {});
      return QString::fromStdString(quantized.consumers.front()->kernel_name());
    };
    QCOMPARE(name(8, 8), QString("u8s8s32 scalar"));
    QCOMPARE(name(4, 8), QString("u8s8s32 scalar, int4 weights"));
    QCOMPARE(name(4, 4), QString("u8s8s32 scalar, int4 weights, int4 activations"));
    QCOMPARE(name(3, 16), QString("f32, int3 weights"));
    QCOMPARE(name(16, 8), QString("f32, int8 activations"));
    QCOMPARE(name(16, 16), QString("f32"));
    base::limit_isa(base::IsaLevel::vnni);
  }
};

QUANTSCOPE_TEST(TestRunningForm)

}  // namespace test_running_form

#include "test_running_form.moc"
