#include <QTest>
#include <limits>

#include "core/methods/method.h"
#include "core/model/quantized_model.h"
#include "core/tensor/half.h"
#include "model_testing.h"
#include "small_models.h"
#include "tests/quantscope_test.h"

namespace test_transformer {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

using Tensors = std::map<std::string, tensor::Tensor>;

std::string refusal(const SmallModel& small, const Tensors& tensors) {
  return error_of([&] {
    Transformer::load(*memory_weights(tensors, "damaged.h5"), model_config(small_keys(small), "damaged.h5"));
  });
}

tensor::Tensor filled(tensor::ElementType type, std::int64_t rows, std::int64_t columns) {
  tensor::Tensor result(type, rows, columns);
  std::memset(result.mutable_data(), 0, result.bytes());
  return result;
}

bool says(const std::string& text, std::initializer_list<std::string> parts) {
  for (const std::string& part : parts)
    if (text.find(part) == std::string::npos) {
      qWarning("\"%s\" lacks \"%s\"", text.c_str(), part.c_str());
      return false;
    }
  return true;
}

/// Linear layers, the tied head among them, are laid out in tiles of 16 outputs, inputs in fours.
std::uint64_t held_bytes(const tensor::Tensor& values) {
  if (values.rows() == 1) return values.bytes();
  const auto padded = (values.rows() + 15) / 16 * 16 * ((values.columns() + 3) / 4 * 4);
  return static_cast<std::uint64_t>(padded) * tensor::element_size(values.type());
}

}  // namespace

class TestTransformer : public QObject {
  Q_OBJECT
 private slots:
  void layers_and_sites_stand_in_the_order_in_which_a_token_passes_them() {
    const auto model = small_transformer(small_model("llama-untied"));
    QCOMPARE(model->linears().size(), std::size_t{15});
    QCOMPARE(model->sites().size(), std::size_t{9});
    QCOMPARE(model->sites()[0].name, std::string("model.layers.0.self_attn.q_proj+k_proj+v_proj"));
    QCOMPARE(model->sites()[6].name, std::string("model.layers.1.mlp.gate_proj+up_proj"));
    QCOMPARE(model->sites()[6].block, 1);
    QCOMPARE(model->linears()[6].module, std::string("model.layers.0.mlp.down_proj"));
    QVERIFY(model->sites().back().kind == SiteKind::head);
    QCOMPARE(model->linears().back().module, std::string("lm_head"));
    const auto projected = small_transformer(small_model("opt-projected"));
    QVERIFY(projected->sites().front().kind == SiteKind::project_in);
    QCOMPARE(projected->linears().front().module, std::string("model.decoder.project_in"));
    QVERIFY(projected->sites()[projected->sites().size() - 2].kind == SiteKind::project_out);
    QCOMPARE(small_transformer(small_model("gpt2"))->linears()[0].module,
             std::string("transformer.h.0.attn.c_attn"));
  }

  void a_tied_head_is_not_held_twice() {
    const SmallModel small = small_model("llama-tied");
    const auto model = small_transformer(small);
    std::uint64_t bytes = 0;
    for (const auto& [name, values] : small_tensors(small)) bytes += held_bytes(values);
    QCOMPARE(model->weight_bytes(), bytes);
    QCOMPARE(model->linears().back().weights->shape().rows, 29);
  }

  void floats_keep_the_type_of_the_checkpoint() {
    const SmallModel small = small_model("llama-tied");
    Tensors tensors = small_tensors(small);
    std::uint64_t bytes = 0;
    for (auto& [name, values] : tensors) {
      if (values.rows() > 1) {
        tensor::Tensor halves(tensor::ElementType::f16, values.rows(), values.columns());
        for (std::int64_t i = 0; i < values.count(); ++i)
          reinterpret_cast<std::uint16_t*>(halves.mutable_data())[i] =
              tensor::f16_from_f32(reinterpret_cast<const float*>(values.data())[i]);
        values = halves;
      }
      bytes += held_bytes(values);
    }
    const auto model = Transformer::load(*memory_weights(tensors, ""), model_config(small_keys(small), ""));
    QCOMPARE(model->weight_bytes(), bytes);
    QCOMPARE(model->kernel_names(), (std::vector<std::string>{"f32, f16 weights"}));
  }

  void every_tensor_that_is_missing_misshapen_or_no_float_is_named() {
    for (const char* name : {"llama-biases", "opt-projected", "gpt2", "bloom"}) {
      const SmallModel small = small_model(name);
      const Tensors whole = small_tensors(small);
      for (const auto& [tensor, values] : whole) {
        Tensors damaged = whole;
        damaged.erase(tensor);
        QVERIFY(says(refusal(small, damaged), {"damaged.h5", "no tensor " + tensor}));

        damaged[tensor] = filled(tensor::ElementType::f32, values.rows(), values.columns() + 1);
        const std::string shape = values.rows() == 1 ? tensor::shape_text({values.columns()})
                                                     : tensor::shape_text({values.rows(), values.columns()});
        QVERIFY(
            says(refusal(small, damaged), {"damaged.h5", tensor + " has the shape", "asks for " + shape}));

        damaged[tensor] = filled(tensor::ElementType::i8, values.rows(), values.columns());
        QVERIFY(says(refusal(small, damaged), {tensor + " holds i8 values"}));
      }
    }
  }

  void every_tensor_that_is_not_finite_is_named() {
    const SmallModel small = small_model("llama-biases");
    const Tensors whole = small_tensors(small);
    for (const auto& [name, values] : whole)
      for (const float bad :
           {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
        Tensors damaged = whole;
        tensor::Tensor changed(tensor::ElementType::f32, values.rows(), values.columns());
        std::memcpy(changed.mutable_data(), values.data(), values.bytes());
        reinterpret_cast<float*>(changed.mutable_data())[values.count() - 1] = bad;
        damaged[name] = changed;
        QVERIFY(says(refusal(small, damaged), {"damaged.h5", name + " holds NaN or infinite values"}));
      }
    Tensors damaged = whole;
    tensor::Tensor large = filled(tensor::ElementType::f64, 1, 24);
    reinterpret_cast<double*>(large.mutable_data())[3] = 1e300;
    damaged["model.norm.weight"] = large;
    QVERIFY(says(refusal(small, damaged), {"model.norm.weight"}));
    reinterpret_cast<double*>(large.mutable_data())[3] = 1;
    QCOMPARE(refusal(small, damaged), std::string());
  }

  void layers_of_another_shape_are_refused() {
    const auto model = small_transformer(small_model("llama-untied"));
    const auto& layers = model->linears();
    const std::string problem = error_of([&] { model->with_layers({{0, layers[1].weights}}); });
    QVERIFY(says(problem, {layers[0].module, "[8, 24]", "[24, 24]"}));
    QVERIFY(!error_of([&] { model->with_layers({{15, layers[1].weights}}); }).empty());
    const auto same = model->with_layers({{1, layers[2].weights}});
    QVERIFY(same->linears()[1].weights == layers[2].weights &&
            model->linears()[1].weights != layers[2].weights);
    QVERIFY(same->linears()[0].weights == layers[0].weights);
  }

  void a_model_without_its_layers_does_not_run() {
    const SmallModel small = small_model("llama-untied");
    LoadOptions options;
    options.without_block_layers = true;
    const auto model = Transformer::load(*memory_weights(small_tensors(small), ""),
                                         model_config(small_keys(small), ""), options);
    QVERIFY(!model->linears()[0].weights && model->linears().back().weights);
    QVERIFY(says(error_of([&] { Decoder(model, {}); }), {"model.layers.0.self_attn.q_proj", "not loaded"}));
  }

  void loading_can_be_cancelled() {
    const SmallModel small = small_model("llama-untied");
    std::stop_source source;
    source.request_stop();
    base::Job job;
    job.stop = source.get_token();
    QVERIFY_EXCEPTION_THROWN(Transformer::load(*memory_weights(small_tensors(small), ""),
                                               model_config(small_keys(small), ""), {}, job),
                             base::Cancelled);
  }
};

QUANTSCOPE_TEST(TestTransformer)

}  // namespace test_transformer

#include "test_transformer.moc"
