#include <QTest>
#include <algorithm>
#include <numeric>

#include "core/methods/method.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "model_testing.h"
#include "small_models.h"
#include "tests/quantscope_test.h"

namespace test_quantized_model {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

std::shared_ptr<const storage::ModelFile> sample() {
  return storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
}

QuantizationOptions method(const std::string& id, base::ParameterValues values = {}) {
  QuantizationOptions options;
  options.method = &methods::method_by_id(id);
  options.values = std::move(values);
  return options;
}

/// Captured inputs of the sample.
calibration::InputKnowledge captured(const storage::ModelFile& file, const std::string& module) {
  const storage::TensorInfo* info = file.find(module + ".input");
  if (!info) return {};
  return calibration::knowledge_from_samples(file.read(*info).view());
}

std::vector<int> first_tokens(const storage::ModelFile& file, std::size_t count) {
  std::vector<int> ids =
      tokenizer_of(file)->encode(file.text(file.text_names().front()).substr(0, 6 * count));
  ids.resize(std::min(ids.size(), count));
  return ids;
}

/// Remembers what is read.
class CountedWeights : public WeightSource {
 public:
  explicit CountedWeights(std::shared_ptr<const WeightSource> source) : source_(std::move(source)) {}
  std::string where() const override { return source_->where(); }
  std::optional<tensor::Shape> shape(const std::string& name) const override { return source_->shape(name); }
  tensor::Tensor read(const std::string& name, const base::Job& job) const override {
    names.push_back(name);
    return source_->read(name, job);
  }
  mutable std::vector<std::string> names;

 private:
  std::shared_ptr<const WeightSource> source_;
};

}  // namespace

class TestQuantizedModel : public QObject {
  Q_OBJECT
 private slots:
  void all_layers_of_the_blocks_are_quantized_and_the_head_only_by_name() {
    const SmallModel small = small_model("llama-untied");
    const auto model = small_transformer(small);
    const auto source = memory_weights(small_tensors(small), "random weights");
    QuantizationOptions options = method("rtn", {{"weight_bits", 8.0}, {"activation_bits", 16.0}});
    const QuantizedModel all = quantize_model(model, *source, options);
    std::vector<int> blocks(14);
    std::iota(blocks.begin(), blocks.end(), 0);
    QCOMPARE(all.layers, blocks);
    QVERIFY(all.model->linears()[14].weights == model->linears()[14].weights);
    // 8 bits a code and one f32 scale a row of 24 or 40.
    double bits = 0, weights = 0;
    for (int layer = 0; layer < 14; ++layer) {
      const auto shape = model->linears()[static_cast<std::size_t>(layer)].weights->shape();
      bits += static_cast<double>(shape.rows * shape.columns * 8 + shape.rows * 32);
      weights += static_cast<double>(shape.rows * shape.columns);
    }
    QVERIFY(std::abs(all.bits_per_weight - bits / weights) < 1e-9);

    options.layers = {"*.down_proj", "lm_head"};
    const QuantizedModel some = quantize_model(model, *source, options);
    QCOMPARE(some.layers, (std::vector<int>{6, 13, 14}));
    options.layers = {"*.dwon_proj"};
    const std::string problem = error_of([&] { quantize_model(model, *source, options); });
    QVERIFY(problem.find("model.layers.0.self_attn.q_proj") != std::string::npos);
  }

  void a_layer_gives_what_the_method_gives_for_it_alone() {
    for (const char* name : {"llama-untied", "gpt2", "bloom", "opt-projected"}) {
      const SmallModel small = small_model(name);
      const auto model = small_transformer(small);
      const auto tensors = small_tensors(small);
      const QuantizationOptions options = method("rtn", {{"weight_bits", 4.0}, {"activation_bits", 8.0}});
      const QuantizedModel quantized = quantize_model(model, *memory_weights(tensors, ""), options);
      for (const int layer : quantized.layers) {
        const LinearLayer& linear = quantized.model->linears()[static_cast<std::size_t>(layer)];
        methods::Site site;
        site.consumers = {{linear.module, tensors.at(linear.module + ".weight"), std::nullopt}};
        const auto alone = options.method->quantize(site, options.values, nullptr, {});
        QVERIFY(same_bits(linear.weights->dequantized(), alone.consumers.front()->dequantized()));
      }
      Decoder decoder(quantized.model, {});
      const SequencePiece piece{0, small.tokens};
      QVERIFY(largest_difference(decoder.logits(decoder.run({&piece, 1})), small.logits) > 1e-3);
    }
  }

  void weights_are_read_site_by_site_and_not_held() {
    const SmallModel small = small_model("llama-tied");
    const auto source = std::make_shared<CountedWeights>(memory_weights(small_tensors(small), ""));
    LoadOptions without;
    without.without_block_layers = true;
    const auto empty = Transformer::load(*source, model_config(small_keys(small), ""), without);
    for (const std::string& name : source->names) QVERIFY(name.find("_proj") == std::string::npos);
    source->names.clear();
    const QuantizationOptions options = method("rtn", {{"weight_bits", 4.0}, {"activation_bits", 8.0}});
    const QuantizedModel quantized = quantize_model(empty, *source, options);
    QCOMPARE(source->names.size(), std::size_t{14});
    QCOMPARE(source->names[6], std::string("model.layers.0.mlp.down_proj.weight"));
    const QuantizedModel from_whole = quantize_model(small_transformer(small), *source, options);
    const SequencePiece piece{0, small.tokens};
    Decoder a(quantized.model, {}), b(from_whole.model, {});
    QVERIFY(same_bits(a.run({&piece, 1}), b.run({&piece, 1})));
  }

  void layers_that_stay_as_they_are_are_read_where_the_base_lacks_them() {
    const SmallModel small = small_model("llama-tied");
    const auto source = memory_weights(small_tensors(small), "");
    LoadOptions without;
    without.without_block_layers = true;
    const auto empty = Transformer::load(*source, model_config(small_keys(small), ""), without);
    QuantizationOptions options = method("rtn", {{"weight_bits", 4.0}, {"activation_bits", 8.0}});
    options.layers = {"*.up_proj"};
    const auto model = quantize_model(empty, *source, options).model;
    const auto from_whole = quantize_model(small_transformer(small), *source, options).model;
    const SequencePiece piece{0, small.tokens};
    Decoder a(model, {}), b(from_whole, {});
    QVERIFY(same_bits(a.run({&piece, 1}), b.run({&piece, 1})));
  }

  void the_sample_keeps_its_likelihood_at_eight_bits_and_loses_some_at_four() {
    const auto file = sample();
    const auto model = loaded(file);
    const auto source = file_weights(file);
    const std::vector<int> ids = first_tokens(*file, 1500);
    const double exact = likelihood(model, ids, 256, 1, 3).mean();
    QVERIFY(exact > 2 && exact < 4);
    const auto loss = [&](QuantizationOptions options) {
      options.input = [&](const Transformer& asked, const LinearSite& site) {
        return captured(*file, asked.linears()[static_cast<std::size_t>(site.layers.front())].module);
      };
      const QuantizedModel quantized = quantize_model(model, *source, options);
      return likelihood(quantized.model, ids, 256, 1, 3).mean() - exact;
    };
    const double w8a8 = loss(method("rtn", {{"weight_bits", 8.0}, {"activation_bits", 8.0}}));
    const double w4a4 = loss(method("rtn", {{"weight_bits", 4.0}, {"activation_bits", 4.0}}));
    const double qllm = loss(method("qllm", {{"weight_bits", 4.0}, {"activation_bits", 4.0}}));
    qInfo("mean NLL %.4f; W8A8 %+.4f, W4A4 %+.4f, QLLM W4A4 %+.4f", exact, w8a8, w4a4, qllm);
    QVERIFY(std::abs(w8a8) < 0.02);
    QVERIFY(w4a4 > 0.05);
    QVERIFY(qllm > 0.02 && qllm < 1);
  }

  void a_method_that_cannot_work_anywhere_says_why() {
    const SmallModel small = small_model("llama-tied");
    const std::string problem = error_of([&] {
      quantize_model(small_transformer(small), *memory_weights(small_tensors(small), ""), method("qllm"));
    });
    QVERIFY(problem.find("QLLM splits channels") != std::string::npos);
  }

  void a_site_on_which_the_method_cannot_work_stays_with_a_note() {
    const auto file = sample();
    const auto model = loaded(file);
    QuantizationOptions options = method("qllm");
    options.input = [&](const Transformer& asked, const LinearSite& site) {
      return site.kind == SiteKind::down
                 ? captured(*file, asked.linears()[static_cast<std::size_t>(site.layers.front())].module)
                 : calibration::InputKnowledge();
    };
    const QuantizedModel quantized = quantize_model(model, *file_weights(file), options);
    QCOMPARE(quantized.layers.size(), std::size_t{6});
    QVERIFY(std::ranges::any_of(quantized.notes, [](const std::string& note) {
      return note.starts_with("model.layers.0.self_attn.q_proj+k_proj+v_proj: left as it is");
    }));
  }

  void the_sample_in_eight_bits_holds_little_more_than_its_codes() {
    const auto file = sample();
    const QuantizedModel quantized = quantize_model(
        loaded(file), *file_weights(file), method("rtn", {{"weight_bits", 8.0}, {"activation_bits", 8.0}}));
    double needed = 0, held = 0;
    for (const int layer : quantized.layers) {
      const auto& weights = *quantized.model->linears()[static_cast<std::size_t>(layer)].weights;
      needed += weights.cost().storage_bits() / 8;
      held += static_cast<double>(weights.resident_bytes());
    }
    QVERIFY2(held < 1.15 * needed, qPrintable(QString("%1 of %2 bytes").arg(held).arg(needed)));
  }
};

QUANTSCOPE_TEST(TestQuantizedModel)

}  // namespace test_quantized_model

#include "test_quantized_model.moc"
