#include "core/model/emulated_outliers.h"

#include <QTest>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "random_model.h"
#include "tests/quantscope_test.h"

namespace test_emulated_outliers {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using tensor::ElementType;

namespace {

tensor::Matrix logits_of(const WeightSource& weights, const ModelConfig& config,
                         ForwardObserver* observer = nullptr) {
  Decoder decoder(Transformer::load(weights, config), {});
  const std::vector<int> ids = random_ids(config, 30);
  const SequencePiece piece{0, ids};
  return decoder.logits(decoder.run({&piece, 1}, {}, observer));
}

/// Largest difference, relative to the largest magnitude.
double difference(const tensor::Matrix& a, const tensor::Matrix& b) {
  double largest = 0, error = 0;
  for (std::size_t i = 0; i < a.values().size(); ++i) {
    largest = std::max(largest, std::abs(double{a.values()[i]}));
    error = std::max(error, std::abs(double{a.values()[i]} - double{b.values()[i]}));
  }
  return error / largest;
}

class Inputs : public ForwardObserver {
 public:
  void site_input(int site, const tensor::Matrix& x) override { of_site[site] = x; }
  std::map<int, tensor::Matrix> of_site;
};

bool refused(const ModelConfig& config, const OutlierEmulation& emulation, const char* word) {
  try {
    emulate_outliers(random_weights(config), config, emulation);
  } catch (const base::Error& error) {
    return QString(error.what()).contains(word);
  }
  return false;
}

}  // namespace

class TestEmulatedOutliers : public QObject {
  Q_OBJECT

  static void add_architectures() {
    QTest::addColumn<int>("architecture");
    QTest::newRow("llama") << static_cast<int>(Architecture::llama);
    QTest::newRow("opt") << static_cast<int>(Architecture::opt);
    QTest::newRow("gpt2") << static_cast<int>(Architecture::gpt2);
    QTest::newRow("bloom") << static_cast<int>(Architecture::bloom);
  }

 private slots:
  void the_function_stays_the_same_data() { add_architectures(); }
  void the_function_stays_the_same() {
    QFETCH(int, architecture);
    const ModelConfig config = small_config(static_cast<Architecture>(architecture));
    for (const ElementType type : {ElementType::f32, ElementType::f16, ElementType::bf16}) {
      const auto weights = random_weights(config, type);
      const tensor::Matrix expected = logits_of(*weights, config);
      const auto error = [&](double ratio, bool same) {
        return difference(expected,
                          logits_of(*emulate_outliers(weights, config, {5, ratio, same, 3}), config));
      };
      QCOMPARE(error(32, true), 0.0);  // a power of two: every product keeps its digits
      QVERIFY(error(30, true) <= 1e-4);
      QVERIFY(error(30, false) <= 1e-4);
      QVERIFY(error(997.3, true) <= 1e-4);
    }
  }

  void gains_that_are_one_plus_w_grow_as_a_whole() {
    ModelConfig config = small_config(Architecture::llama);
    config.norm_adds_one = true;
    const auto weights = random_weights(config);
    const auto emulated = emulate_outliers(weights, config, {3, 100, true, 0});
    QVERIFY(difference(logits_of(*weights, config), logits_of(*emulated, config)) <= 1e-4);
    const std::string gain = "model.layers.0.input_layernorm.weight";
    const tensor::Matrix before = tensor::to_matrix(weights->read(gain).view());
    const tensor::Matrix after = tensor::to_matrix(emulated->read(gain).view());
    const std::int64_t channel = emulated_channels({3, 100, true, 0}, config.hidden_size, 0).front();
    QVERIFY(std::abs((1 + after(0, channel)) / (1 + before(0, channel)) - 100) < 1e-3);
  }

  void chosen_channels_grow_by_the_ratio_and_no_others_data() { add_architectures(); }
  void chosen_channels_grow_by_the_ratio_and_no_others() {
    QFETCH(int, architecture);
    const ModelConfig config = small_config(static_cast<Architecture>(architecture));
    const auto weights = random_weights(config);
    const OutlierEmulation emulation{4, 50, false, 7};
    Inputs before, after;
    logits_of(*weights, config, &before);
    logits_of(*emulate_outliers(weights, config, emulation), config, &after);
    const auto model = Transformer::load(*weights, config);
    int checked = 0;
    for (std::size_t s = 0; s < model->sites().size(); ++s) {
      const LinearSite& site = model->sites()[s];
      std::set<std::int64_t> grown;
      if (site.kind == SiteKind::qkv || site.kind == SiteKind::gate_up) {
        const std::int64_t norm = 2 * site.block + (site.kind == SiteKind::gate_up ? 1 : 0);
        const auto channels = emulated_channels(emulation, config.hidden_size, norm);
        grown.insert(channels.begin(), channels.end());
        QCOMPARE(grown.size(), std::size_t{4});
      }
      const tensor::Matrix &x = before.of_site[static_cast<int>(s)], &y = after.of_site[static_cast<int>(s)];
      for (std::int64_t t = 0; t < x.rows(); ++t)
        for (std::int64_t c = 0; c < x.columns(); ++c) {
          const double expected = double{x(t, c)} * (grown.contains(c) ? 50 : 1);
          QVERIFY(std::abs(double{y(t, c)} - expected) <= 1e-4 * (grown.contains(c) ? 50 : 1));
        }
      ++checked;
    }
    QCOMPARE(checked, 9);
  }

  void channels_are_distinct_and_follow_the_seed() {
    const OutlierEmulation same{7, 20, true, 1}, other{7, 20, true, 2}, own{7, 20, false, 1};
    const auto channels = emulated_channels(same, 256, 0);
    QCOMPARE(std::set<std::int64_t>(channels.begin(), channels.end()).size(), std::size_t{7});
    QVERIFY(std::ranges::is_sorted(channels));
    QVERIFY(channels.front() >= 0 && channels.back() < 256);
    QVERIFY(emulated_channels(same, 256, 5) == channels);
    QVERIFY(emulated_channels(other, 256, 0) != channels);
    QVERIFY(emulated_channels(own, 256, 0) != emulated_channels(own, 256, 1));
    QCOMPARE(emulated_channels({256, 2, true, 0}, 256, 0).size(), std::size_t{256});
  }

  /// f16 ends at 65504.
  void gains_beyond_their_type_become_f32() {
    const ModelConfig config = small_config(Architecture::llama);
    auto tensors = random_tensors(config, ElementType::f16);
    const std::string gain = "model.layers.1.post_attention_layernorm.weight";
    tensor::Matrix values = tensor::to_matrix(tensors.at(gain).view());
    for (float& value : values.values()) value = 4000;
    tensors[gain] = typed(values, ElementType::f16);
    const auto weights = memory_weights(tensors, "large gains");
    const OutlierEmulation emulation{2, 32, true, 0};
    const tensor::Tensor grown = emulate_outliers(weights, config, emulation)->read(gain);
    QVERIFY(grown.type() == ElementType::f32);
    const std::int64_t channel = emulated_channels(emulation, config.hidden_size, 3).front();
    QCOMPARE(tensor::to_matrix(grown.view())(0, channel), 128000.0f);
    QVERIFY(emulate_outliers(weights, config, {2, 16, true, 0})->read(gain).type() == ElementType::f16);
  }

  void gains_beyond_f32_are_an_error() {
    const ModelConfig config = small_config(Architecture::llama);
    auto tensors = random_tensors(config, ElementType::f32);
    const std::string gain = "model.layers.0.input_layernorm.weight";
    tensor::Matrix values(1, config.hidden_size);
    for (float& value : values.values()) value = 1e37f;
    tensors[gain] = typed(values, ElementType::f32);
    const auto emulated = emulate_outliers(memory_weights(tensors, "huge gains"), config, {1, 100, true, 0});
    try {
      emulated->read(gain);
      QFAIL("no error");
    } catch (const base::Error& error) {
      QVERIFY(QString(error.what()).contains("outgrows f32"));
    }
  }

  void other_tensors_are_untouched_and_the_label_is_said() {
    const ModelConfig config = small_config(Architecture::llama);
    const auto weights = random_weights(config);
    const auto emulated = emulate_outliers(weights, config, {4, 30, true, 0});
    QCOMPARE(emulated->where(), std::string("random weights with emulated outliers: 4 channels × 30"));
    QCOMPARE(OutlierEmulation({1, 2.5, false, 9}).label(),
             std::string("emulated outliers: 1 channel × 2.5, others behind each norm, seed 9"));
    for (const char* name :
         {"model.norm.weight", "model.embed_tokens.weight", "lm_head.weight",
          "model.layers.0.mlp.down_proj.weight", "model.layers.0.self_attn.o_proj.weight"}) {
      const tensor::Matrix before = tensor::to_matrix(weights->read(name).view());
      const tensor::Matrix after = tensor::to_matrix(emulated->read(name).view());
      QVERIFY(std::ranges::equal(before.values(), after.values()));
      QVERIFY(weights->shape(name) == emulated->shape(name));
    }
  }

  void what_cannot_be_emulated_is_refused() {
    ModelConfig after = small_config(Architecture::opt);
    after.norm_before = false;
    QVERIFY(refused(after, {}, "after the residual"));
    const ModelConfig config = small_config(Architecture::llama);
    QVERIFY(refused(config, {0, 30, true, 0}, "1 to 32"));
    QVERIFY(refused(config, {33, 30, true, 0}, "1 to 32"));
    QVERIFY(refused(config, {4, 0, true, 0}, "above 0"));
    QVERIFY(refused(config, {4, INFINITY, true, 0}, "above 0"));
    QVERIFY(refused(config, {4, std::nan(""), true, 0}, "above 0"));
  }

  void presets_are_inside_the_parameters_ranges() {
    ModelConfig config = small_config(Architecture::llama);
    config.hidden_size = 768;
    const auto specs = outlier_parameters(config);
    std::set<std::string> ids;
    for (const OutlierPreset& preset : outlier_presets()) {
      QVERIFY(ids.insert(preset.id).second);
      QVERIFY(!preset.help.empty());
      const OutlierEmulation& e = preset.emulation;
      const base::ParameterValues values = {{"channels", static_cast<double>(e.channels)},
                                            {"ratio", e.ratio},
                                            {"same_in_all_layers", e.same_in_all_layers},
                                            {"seed", static_cast<double>(e.seed)}};
      const OutlierEmulation read = outlier_emulation(base::completed(specs, values));
      QCOMPARE(read.label(), e.label());
    }
    QCOMPARE(outlier_emulation(base::completed(specs, {})).label(), OutlierEmulation{}.label());
  }
};

QUANTSCOPE_TEST(TestEmulatedOutliers)

}  // namespace test_emulated_outliers

#include "test_emulated_outliers.moc"
