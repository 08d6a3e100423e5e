#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/formats/integer_span.h"
#include "core/methods/method.h"
#include "core/model/precision_formats.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "core/tensor/half.h"
#include "model_testing.h"
#include "small_models.h"
#include "tests/quantscope_test.h"

namespace test_precision {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using tensor::Matrix;

namespace {

using enum PrecisionSite;

struct Recorder : ForwardObserver {
  std::vector<Matrix> inputs, outputs;
  void site_input(int, const Matrix& x) override { inputs.push_back(x); }
  void layer_output(int, const Matrix& y) override { outputs.push_back(y); }
};

Recorder recorded(const std::shared_ptr<const Transformer>& model, const std::vector<int>& tokens) {
  Recorder seen;
  Decoder decoder(model, {});
  const SequencePiece piece{0, tokens};
  decoder.logits(decoder.run({&piece, 1}, {}, &seen), {}, &seen);
  return seen;
}

PrecisionPlan only(PrecisionSite site, ValueFormat format) {
  PrecisionPlan plan;
  plan.id = "test";
  plan[site] = format;
  return plan;
}

/// Nearest multiple of absmax/(2^(b−1) − 1), half to even, by row.
Matrix through_codes(Matrix x, int bits) {
  for (std::int64_t r = 0; r < x.rows(); ++r) {
    float absmax = 0;
    for (std::int64_t c = 0; c < x.columns(); ++c) absmax = std::max(absmax, std::abs(x(r, c)));
    const float scale = absmax / static_cast<float>((1 << (bits - 1)) - 1);
    for (std::int64_t c = 0; c < x.columns(); ++c)
      if (scale > 0) x(r, c) = std::nearbyint(x(r, c) / scale) * scale;
  }
  return x;
}

Matrix through_bf16(Matrix x) {
  for (float& value : x.values()) value = tensor::f32_from_bf16(tensor::bf16_from_f32(value));
  return x;
}

double silu(double x) {
  return x / (1 + std::exp(-x));
}

std::vector<int> sample_tokens(const storage::ModelFile& file, std::size_t count) {
  std::vector<int> ids =
      tokenizer_of(file)->encode(file.text(file.text_names().front()).substr(0, 6 * count));
  ids.resize(std::min(ids.size(), count));
  return ids;
}

}  // namespace

class TestPrecision : public QObject {
  Q_OBJECT
 private slots:
  void presets_are_what_the_papers_say() {
    for (const PrecisionPreset& preset : precision_presets()) {
      QVERIFY(!preset.label.empty() && !preset.help.empty());
      QVERIFY(precision_preset(preset.plan.id) == preset.plan);
    }
    QVERIFY(std::ranges::all_of(precision_preset("f16").formats,
                                [](ValueFormat format) { return format == ValueFormat::f16; }));
    QVERIFY(std::ranges::all_of(precision_preset("bf16").formats,
                                [](ValueFormat format) { return format == ValueFormat::bf16; }));
    // SmoothQuant, §4: products of the linear layers and of the attention in int8; softmax, norms and
    // residual sums in f16.
    const PrecisionPlan& smooth = precision_preset("smoothquant");
    for (const PrecisionSite site : {qkv, attention_output, gate_up, down, query_key, probability_value})
      QVERIFY(smooth[site] == ValueFormat::int8);
    for (const PrecisionSite site : {softmax, norm, residual, head})
      QVERIFY(smooth[site] == ValueFormat::f16);
    // The 8-bit paper: each level fuses one operation more; inputs of matrix products are always rounded.
    const std::vector<std::pair<const char*, std::vector<PrecisionSite>>> levels = {
        {"none", {}},
        {"attention-scaling", {attention_scaling}},
        {"activation", {attention_scaling, softmax, activation}},
        {"norm", {attention_scaling, softmax, activation, norm}},
        {"residual", {attention_scaling, softmax, activation, norm, residual}}};
    for (const auto& [prefix, format] :
         {std::pair{"posit8-", ValueFormat::posit8_1}, {"e4m3-", ValueFormat::e4m3}})
      for (const auto& [level, fused] : levels) {
        const PrecisionPlan& plan = precision_preset(std::string(prefix) + level);
        for (int i = 0; i < kPrecisionSites; ++i) {
          const auto site = static_cast<PrecisionSite>(i);
          const bool is_fused = std::ranges::find(fused, site) != fused.end();
          QVERIFY(plan[site] == (is_fused ? ValueFormat::bf16 : format));
        }
      }
    QVERIFY(error_of([] { precision_preset("fp4"); }).find("smoothquant, posit8-none") != std::string::npos);
  }

  void names_are_those_of_the_header() {
    QCOMPARE(std::string(precision_site_name(query_key)), std::string("query_key"));
    QCOMPARE(std::string(precision_site_name(probability_value)), std::string("probability_value"));
    QCOMPARE(std::string(precision_site_name(head)), std::string("head"));
    QCOMPARE(std::string(value_format_name(ValueFormat::e5m2)), std::string("e5m2"));
    QCOMPARE(std::string(value_format_name(ValueFormat::posit8_2)), std::string("posit8_2"));
  }

  void everything_in_f32_changes_nothing() {
    for (const char* name : {"llama-untied", "opt-norm-after", "bloom"}) {
      const SmallModel small = small_model(name);
      const auto model = small_transformer(small);
      const auto same = model->with_precision(precision_preset("f32"));
      QVERIFY(same_bits(recorded(model, small.tokens).outputs.back(),
                        recorded(same, small.tokens).outputs.back()));
      QVERIFY(same->linears()[0].weights == model->linears()[0].weights);
    }
  }

  void inputs_of_linear_layers_are_brought_to_the_format() {
    const SmallModel small = small_model("llama-untied");
    const auto model = small_transformer(small);
    const Recorder exact = recorded(model, small.tokens);
    const std::vector<std::pair<PrecisionSite, std::size_t>> places = {
        {qkv, 0}, {attention_output, 1}, {gate_up, 2}, {down, 3}, {head, 8}};
    for (const auto& [site, index] : places) {
      const auto input = [&](ValueFormat format) {
        return recorded(model->with_precision(only(site, format)), small.tokens).inputs[index];
      };
      // int4 of the head's input must not be disturbed by earlier blocks, and is not: only the head is
      // rounded.
      QVERIFY(largest_difference(input(ValueFormat::int8), through_codes(exact.inputs[index], 8)) < 1e-5);
      QVERIFY(largest_difference(input(ValueFormat::int4), through_codes(exact.inputs[index], 4)) < 1e-5);
      QVERIFY(same_bits(input(ValueFormat::bf16), through_bf16(exact.inputs[index])));
    }
  }

  void layers_that_quantize_their_input_themselves_are_left_to_it() {
    const SmallModel small = small_model("llama-untied");
    QuantizationOptions options;
    options.method = &methods::method_by_id("rtn");
    options.values = {{"weight_bits", 8.0}, {"activation_bits", 8.0}};
    options.layers = {"*.q_proj"};
    const auto model =
        quantize_model(small_transformer(small), *memory_weights(small_tensors(small), ""), options).model;
    const Recorder exact = recorded(model, small.tokens);
    const Recorder seen = recorded(model->with_precision(only(qkv, ValueFormat::int4)), small.tokens);
    QVERIFY(same_bits(seen.outputs[0], exact.outputs[0]));  // q_proj: its own 8 bits
    const Matrix weights = model->linears()[1].weights->dequantized();
    const Matrix rounded = through_codes(exact.inputs[0], 4);
    for (std::int64_t t = 0; t < rounded.rows(); ++t)
      for (std::int64_t o = 0; o < weights.rows(); ++o) {
        double sum = 0;
        for (std::int64_t i = 0; i < weights.columns(); ++i) sum += double{rounded(t, i)} * weights(o, i);
        QVERIFY(std::abs(sum - seen.outputs[1](t, o)) < 1e-4);
      }
  }

  void norms_residual_sums_and_activations_are_brought_to_the_format() {
    const SmallModel small = small_model("llama-untied");
    const auto model = small_transformer(small);
    const auto tensors = small_tensors(small);
    const Matrix table = tensor::to_matrix(tensors.at("model.embed_tokens.weight").view());
    Matrix embedded(13, 24);
    for (std::int64_t t = 0; t < 13; ++t)
      std::copy_n(table.row(small.tokens[static_cast<std::size_t>(t)]), 24, embedded.row(t));
    const auto normalized = [&](const Matrix& x, const std::string& name) {
      const Matrix gain = tensor::to_matrix(tensors.at(name + ".weight").view());
      Matrix y = x;
      for (std::int64_t t = 0; t < x.rows(); ++t) {
        double squares = 0;
        for (std::int64_t c = 0; c < 24; ++c) squares += double{x(t, c)} * x(t, c);
        for (std::int64_t c = 0; c < 24; ++c)
          y(t, c) = static_cast<float>(x(t, c) / std::sqrt(squares / 24 + 1e-5) * gain(0, c));
      }
      return y;
    };
    for (const ValueFormat format : {ValueFormat::bf16, ValueFormat::int4}) {
      const auto rounded = [&](const Matrix& x) {
        return format == ValueFormat::bf16 ? through_bf16(x) : through_codes(x, 4);
      };
      Recorder seen = recorded(model->with_precision(only(norm, format)), small.tokens);
      QVERIFY(largest_difference(seen.inputs[0],
                                 normalized(rounded(embedded), "model.layers.0.input_layernorm")) < 1e-5);

      seen = recorded(model->with_precision(only(residual, format)), small.tokens);
      Matrix stream = rounded(embedded);
      const Matrix part = rounded(seen.outputs[3]);  // o_proj's
      for (std::size_t i = 0; i < stream.values().size(); ++i) stream.values()[i] += part.values()[i];
      QVERIFY(largest_difference(seen.inputs[2],
                                 normalized(stream, "model.layers.0.post_attention_layernorm")) < 1e-5);

      seen = recorded(model->with_precision(only(activation, format)), small.tokens);
      const Matrix gate = rounded(seen.outputs[4]);
      Matrix inner = gate;
      for (std::size_t i = 0; i < inner.values().size(); ++i)
        inner.values()[i] = static_cast<float>(silu(gate.values()[i]) * seen.outputs[5].values()[i]);
      QVERIFY(largest_difference(seen.inputs[3], inner) < 1e-5);
    }
  }

  void scores_have_no_integers() {
    const auto model = small_transformer(small_model("llama-untied"));
    for (const PrecisionSite site : {attention_scaling, softmax}) {
      const std::string problem = error_of([&] { model->with_precision(only(site, ValueFormat::int8)); });
      QVERIFY(problem.find(precision_site_name(site)) != std::string::npos);
    }
  }

  void int8_attention_stays_close_to_float_on_the_sample() {
    const auto file = storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
    const auto model = loaded(file);
    const std::vector<int> ids = sample_tokens(*file, 1020);
    const double exact = likelihood(model, ids, 256, 1, 4).mean();
    PrecisionPlan plan;
    plan[query_key] = plan[probability_value] = ValueFormat::int8;
    const double eight = likelihood(model->with_precision(plan), ids, 256, 1, 4).mean() - exact;
    plan[query_key] = plan[probability_value] = ValueFormat::int4;
    const double four = likelihood(model->with_precision(plan), ids, 256, 1, 4).mean() - exact;
    qInfo("mean NLL %.4f; int8 attention products %+.4f, int4 %+.4f", exact, eight, four);
    QVERIFY(eight != 0);
    QVERIFY(std::abs(eight) < 0.01);
    QVERIFY(four > std::abs(eight));
  }

  void fewer_fusions_cost_more_on_the_sample() {
    const auto file = storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
    const auto model = loaded(file);
    const std::vector<int> ids = sample_tokens(*file, 1020);
    const double exact = likelihood(model, ids, 256, 1, 4).mean();
    const auto loss = [&](const std::string& preset) {
      const double result =
          likelihood(model->with_precision(precision_preset(preset)), ids, 256, 1, 4).mean() - exact;
      qInfo("%s %+.4f", preset.c_str(), result);
      return result;
    };
    QVERIFY(std::abs(loss("f16")) < 0.01);
    QVERIFY(std::abs(loss("bf16")) < 0.02);
    QVERIFY(std::abs(loss("smoothquant")) < 0.05);
    for (const std::string format : {"e4m3-", "posit8-"}) {
      const double none = loss(format + "none");
      const double residual_fused = loss(format + "residual");
      QVERIFY(none > residual_fused);
      QVERIFY(residual_fused < 0.2);
    }
  }
};

QUANTSCOPE_TEST(TestPrecision)

}  // namespace test_precision

#include "test_precision.moc"
