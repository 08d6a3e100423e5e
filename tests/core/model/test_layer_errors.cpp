#include "core/model/layer_errors.h"

#include <QTest>
#include <cmath>
#include <stop_token>

#include "core/base/error.h"
#include "core/kernels/float_matmul.h"
#include "random_model.h"
#include "tests/quantscope_test.h"

namespace test_layer_errors {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

/// All inputs of sites and outputs of layers over several runs, one below the other.
class Recording : public ForwardObserver {
 public:
  std::map<int, std::vector<float>> inputs, outputs;
  void site_input(int site, const tensor::Matrix& x) override { append(inputs[site], x); }
  void layer_output(int layer, const tensor::Matrix& y) override { append(outputs[layer], y); }

 private:
  static void append(std::vector<float>& to, const tensor::Matrix& values) {
    to.insert(to.end(), values.values().begin(), values.values().end());
  }
};

Recording recorded(const std::shared_ptr<const Transformer>& model, const EvaluationText& text) {
  Recording recording;
  Decoder decoder(model, {});
  for (const std::vector<int>& window : text.windows) {
    decoder.clear(0);
    const SequencePiece piece{0, window};
    decoder.run({&piece, 1}, {}, &recording);
  }
  return recording;
}

tensor::Matrix as_matrix(const std::vector<float>& values, std::int64_t columns) {
  tensor::Matrix matrix(static_cast<std::int64_t>(values.size()) / columns, columns);
  std::ranges::copy(values, matrix.values().begin());
  return matrix;
}

bool same(const metrics::ErrorMetrics& a, const metrics::ErrorMetrics& b, double relative = 1e-4) {
  const bool good = a.count == b.count && std::abs(a.mse - b.mse) <= relative * b.mse &&
                    std::abs(a.max_abs_error - b.max_abs_error) <= 0.01 * b.max_abs_error;
  if (!good)
    qWarning("%g of %llu is not %g of %llu", a.mse, static_cast<unsigned long long>(a.count), b.mse,
             static_cast<unsigned long long>(b.count));
  return good;
}

}  // namespace

class TestLayerErrors : public QObject {
  Q_OBJECT

  const ModelConfig config_ = small_config(Architecture::llama);
  const std::shared_ptr<const WeightSource> weights_ = random_weights(config_);
  const std::shared_ptr<const Transformer> model_ = Transformer::load(*weights_, config_);
  const EvaluationText text_ =
      evaluation_text(random_ids(config_, 90), 1, config_, {25, BeginningMode::each});

 private slots:
  void outputs_of_quantized_weights_equal_the_direct_computation() {
    const QuantizedModel quantized = rounded(model_, *weights_, {{"weight_bits", 4.0}});
    const auto errors = layer_errors(model_, quantized, nullptr, nullptr, text_);
    QCOMPARE(errors.size(), std::size_t{14});
    const Recording exact = recorded(model_, text_), coarse = recorded(quantized.model, text_);
    for (std::size_t s = 0; s + 1 < model_->sites().size(); ++s)
      for (const int layer : model_->sites()[s].layers) {
        const auto found = std::ranges::find(errors, layer, &LayerError::layer);
        QVERIFY(found != errors.end());
        const LinearLayer& linear = model_->linears()[static_cast<std::size_t>(layer)];
        const LinearLayer& round = quantized.model->linears()[static_cast<std::size_t>(layer)];
        const tensor::MatrixShape shape = linear.weights->shape();
        const tensor::Matrix x = as_matrix(exact.inputs.at(static_cast<int>(s)), shape.columns);
        const auto product = [&](const methods::QuantizedLinear& w) {
          return kernels::matmul_transposed_scalar(x, w.dequantized().view());
        };
        QVERIFY(
            same(found->local, metrics::error_between(product(*linear.weights), product(*round.weights))));
        QVERIFY(
            same(found->cumulative, metrics::error_between(as_matrix(exact.outputs.at(layer), shape.rows),
                                                           as_matrix(coarse.outputs.at(layer), shape.rows))));
        QCOMPARE(found->module, linear.module);
        QCOMPARE(found->block, model_->sites()[s].block);
        QVERIFY(!found->weight_only && !found->activation_only);
      }
  }

  void in_the_first_layer_local_and_cumulative_are_the_same() {
    const QuantizedModel quantized =
        rounded(model_, *weights_, {{"weight_bits", 4.0}, {"activation_bits", 8.0}});
    const auto errors = layer_errors(model_, quantized, nullptr, nullptr, text_);
    for (int i = 0; i < 3; ++i) {  // q, k and v read what both models embed
      const LayerError& error = errors[static_cast<std::size_t>(i)];
      QVERIFY(error.local.mse > 0);
      QVERIFY(same(error.local, error.cumulative, 1e-6));
    }
    QVERIFY(errors.back().cumulative.mse > 1.1 * errors.back().local.mse);
  }

  void one_layer_alone_errs_locally_and_cumulatively_the_same() {
    const std::string module = "model.layers.1.mlp.down_proj";
    const QuantizedModel quantized = rounded(model_, *weights_, {{"weight_bits", 3.0}}, {module});
    const auto errors = layer_errors(model_, quantized, nullptr, nullptr, text_);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().module, module);
    QVERIFY(same(errors.front().local, errors.front().cumulative, 1e-6));
  }

  void a_float_model_has_no_error() {
    QuantizedModel same_model;
    same_model.model = model_;
    for (int layer = 0; layer < 14; ++layer) same_model.layers.push_back(layer);
    const auto errors = layer_errors(model_, same_model, nullptr, nullptr, text_);
    QCOMPARE(errors.size(), std::size_t{14});
    for (const LayerError& error : errors)
      for (const metrics::ErrorMetrics& metrics : {error.local, error.cumulative}) {
        QCOMPARE(metrics.mse, 0.0);
        QVERIFY(std::isinf(metrics.sqnr_db) && metrics.sqnr_db > 0);
      }
  }

  void one_side_alone_is_the_local_error_of_that_model() {
    const base::ParameterValues both = {{"weight_bits", 4.0}, {"activation_bits", 4.0}};
    const QuantizedModel quantized = rounded(model_, *weights_, both);
    const QuantizedModel weights = rounded(model_, *weights_, {{"weight_bits", 4.0}});
    const QuantizedModel inputs =
        rounded(model_, *weights_, {{"weight_bits", 16.0}, {"activation_bits", 4.0}});
    const auto errors = layer_errors(model_, quantized, &weights, &inputs, text_);
    const auto of_weights = layer_errors(model_, weights, nullptr, nullptr, text_);
    const auto of_inputs = layer_errors(model_, inputs, nullptr, nullptr, text_);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      QVERIFY(same(*errors[i].weight_only, of_weights[i].local, 1e-9));
      QVERIFY(same(*errors[i].activation_only, of_inputs[i].local, 1e-9));
      QVERIFY(errors[i].local.mse > std::max(of_weights[i].local.mse, of_inputs[i].local.mse) * 0.9);
    }
  }

  void the_head_is_measured_where_it_is_quantized() {
    const QuantizedModel quantized =
        rounded(model_, *weights_, {{"weight_bits", 4.0}}, {"lm_head", "*.0.mlp.up_proj"});
    const auto errors = layer_errors(model_, quantized, nullptr, nullptr, text_);
    QCOMPARE(errors.size(), std::size_t{2});
    QCOMPARE(errors.back().module, std::string("lm_head"));
    QVERIFY(errors.back().local.mse > 0);
    QVERIFY(errors.back().cumulative.mse > errors.back().local.mse);
  }

  void errors_arrive_as_they_grow_and_tokens_are_limited() {
    const QuantizedModel quantized = rounded(model_, *weights_, {{"weight_bits", 4.0}});
    LayerErrorOptions options;
    options.most_tokens = 60;
    std::vector<std::uint64_t> counts;
    options.arrived = [&](const std::vector<LayerError>& errors) {
      counts.push_back(errors.front().local.count);
    };
    const auto errors = layer_errors(model_, quantized, nullptr, nullptr, text_, options);
    QVERIFY(counts.size() >= 3 && std::ranges::is_sorted(counts));
    QCOMPARE(counts.back(), std::uint64_t{60 * 32});
    QCOMPARE(errors.front().cumulative.count, std::uint64_t{60 * 32});
  }

  void it_can_be_cancelled_and_needs_tokens() {
    const QuantizedModel quantized = rounded(model_, *weights_, {{"weight_bits", 4.0}});
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    LayerErrorOptions options;
    options.arrived = [&](const std::vector<LayerError>&) { stop.request_stop(); };
    QVERIFY_EXCEPTION_THROWN(layer_errors(model_, quantized, nullptr, nullptr, text_, options, job),
                             base::Cancelled);
    QVERIFY_EXCEPTION_THROWN(layer_errors(model_, quantized, nullptr, nullptr, {}), base::Error);
  }
};

QUANTSCOPE_TEST(TestLayerErrors)

}  // namespace test_layer_errors

#include "test_layer_errors.moc"
