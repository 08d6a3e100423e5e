#include <QTest>
#include <cmath>

#include "model_testing.h"
#include "tests/quantscope_test.h"

namespace test_model_config {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

using Keys = std::map<std::string, storage::ConfigValue>;

const Keys llama = {
    {"model_type", "\"llama\""},        {"hidden_size", "64"},        {"intermediate_size", "172"},
    {"num_hidden_layers", "5"},         {"num_attention_heads", "8"}, {"vocab_size", "512"},
    {"max_position_embeddings", "512"}, {"rms_norm_eps", "1e-06"},    {"bos_token_id", "1"},
    {"eos_token_id", "[2, 7]"}};

Keys with(Keys keys, const std::string& key, const std::string& value) {
  keys[key] = value;
  return keys;
}

Keys without(Keys keys, const std::string& key) {
  keys.erase(key);
  return keys;
}

std::string refusal(const Keys& keys) {
  return error_of([&] { model_config(keys, "model.h5"); });
}

bool says(const std::string& text, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    if (text.find(part) == std::string::npos) {
      qWarning("%s lacks %s", text.c_str(), part);
      return false;
    }
  return true;
}

}  // namespace

class TestModelConfig : public QObject {
  Q_OBJECT
 private slots:
  void llama_has_the_defaults_of_hugging_face() {
    const ModelConfig config = model_config(llama, "");
    QVERIFY(config.architecture == Architecture::llama && config.norm == NormKind::rms && config.gated);
    QVERIFY(config.positions == PositionKind::rotary && config.activation == ActivationKind::silu);
    QCOMPARE(config.key_value_heads, 8);
    QCOMPARE(config.head_size, 8);
    QCOMPARE(config.embedding_size, 64);
    QCOMPARE(config.context, 512);
    QCOMPARE(config.norm_epsilon, 1e-6f);
    QCOMPARE(config.rope_theta, 10000.0);
    QVERIFY(!config.tied_head && !config.attention_bias && !config.feed_forward_bias);
    QCOMPARE(*config.beginning_token, 1);
    QCOMPARE(*config.end_token, 2);
  }

  void rotary_settings_are_read_where_old_and_new_files_have_them() {
    QCOMPARE(model_config(with(llama, "rope_theta", "5e5"), "").rope_theta, 5e5);
    const ModelConfig modern = model_config(
        with(llama, "rope_parameters", R"({"rope_theta": 2000, "rope_type": "linear", "factor": 4})"), "");
    QCOMPARE(modern.rope_theta, 2000.0);
    QVERIFY(modern.rotary_scaling.kind == RotaryScaling::Kind::linear);
    QCOMPARE(modern.rotary_scaling.factor, 4.0);
    QVERIFY(model_config(with(llama, "rope_scaling", "null"), "").rotary_scaling.kind ==
            RotaryScaling::Kind::none);
    QVERIFY(says(refusal(with(llama, "rope_scaling", R"({"type": "yarn", "factor": 4})")),
                 {"rope_scaling", "yarn", "llama3"}));
    QVERIFY(says(refusal(with(llama, "rope_scaling",
                              R"({"rope_type": "llama3", "low_freq_factor": 4, "high_freq_factor": 4})")),
                 {"high_freq_factor"}));
    QVERIFY(says(refusal(with(llama, "partial_rotary_factor", "0.5")), {"partial_rotary_factor", "0.5"}));
  }

  void gemma_mistral_and_qwen_differ_from_llama_where_they_do() {
    const ModelConfig gemma = model_config(with(llama, "model_type", "\"gemma\""), "");
    QVERIFY(gemma.activation == ActivationKind::gelu_tanh && gemma.norm_adds_one && gemma.tied_head);
    QCOMPARE(gemma.head_size, 256);
    QCOMPARE(gemma.embedding_scale, 8.0f);
    // √3072 = 55.4256…; bfloat16 has 8 significant bits, steps of 0.25 there: 55.5.
    QCOMPARE(
        model_config(with(with(llama, "model_type", "\"gemma\""), "hidden_size", "3072"), "").embedding_scale,
        55.5f);
    const Keys mistral = with(llama, "model_type", "\"mistral\"");
    QCOMPARE(model_config(mistral, "").sliding_window, 4096);
    QCOMPARE(model_config(with(mistral, "sliding_window", "null"), "").sliding_window, 0);
    QCOMPARE(model_config(with(mistral, "sliding_window", "7"), "").sliding_window, 7);
    const ModelConfig qwen = model_config(with(llama, "model_type", "\"qwen2\""), "");
    QVERIFY(qwen.attention_bias && !qwen.attention_output_bias);
    const ModelConfig biased = model_config(with(llama, "attention_bias", "true"), "");
    QVERIFY(biased.attention_bias && biased.attention_output_bias && !biased.feed_forward_bias);
  }

  void opt_gpt2_and_bloom_use_their_own_keys() {
    const ModelConfig opt = model_config({{"model_type", "\"opt\""},
                                          {"hidden_size", "1024"},
                                          {"ffn_dim", "4096"},
                                          {"num_hidden_layers", "24"},
                                          {"num_attention_heads", "16"},
                                          {"word_embed_proj_dim", "512"},
                                          {"do_layer_norm_before", "false"},
                                          {"max_position_embeddings", "2048"},
                                          {"vocab_size", "50272"}},
                                         "");
    QVERIFY(!opt.norm_before && !opt.final_norm && opt.tied_head && opt.attention_bias);
    QVERIFY(opt.activation == ActivationKind::relu && !opt.gated && opt.norm == NormKind::layer);
    QCOMPARE(opt.embedding_size, 512);
    QCOMPARE(opt.position_offset, 2);
    const ModelConfig gpt2 = model_config({{"model_type", "\"gpt2\""},
                                           {"n_embd", "768"},
                                           {"n_layer", "12"},
                                           {"n_head", "12"},
                                           {"n_inner", "null"},
                                           {"n_positions", "1024"},
                                           {"vocab_size", "50257"}},
                                          "");
    QCOMPARE(gpt2.feed_forward_size, 3072);
    QVERIFY(gpt2.activation == ActivationKind::gelu_tanh && gpt2.positions == PositionKind::learned);
    const ModelConfig bloom = model_config({{"model_type", "\"bloom\""},
                                            {"n_embed", "1024"},
                                            {"n_layer", "24"},
                                            {"n_head", "16"},
                                            {"vocab_size", "250880"}},
                                           "");
    QVERIFY(bloom.positions == PositionKind::alibi && bloom.embedding_norm);
    QCOMPARE(bloom.context, 2048);
    QCOMPARE(bloom.feed_forward_size, 4096);
  }

  void what_cannot_be_run_is_named_with_what_would_be_accepted() {
    QVERIFY(says(refusal(with(llama, "model_type", "\"mamba\"")),
                 {"model.h5", "mamba", "llama, mistral, qwen2, gemma, opt, gpt2, bloom"}));
    QVERIFY(says(refusal(without(llama, "model_type")), {"no model_type", "bloom"}));
    for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
                            "vocab_size", "max_position_embeddings"}) {
      QVERIFY(says(refusal(without(llama, key)), {"model.h5", key, "from 1 to"}));
      for (const char* absurd : {"0", "-4", "2.5", "1e30", "\"many\"", "true", "[]", "{}",
                                 "123456789012345678901234567890", "nan"})
        QVERIFY(says(refusal(with(llama, key, absurd)), {"model.h5", key, "from 1 to"}));
    }
    for (const char* absurd : {"0", "-1", "1e99", "\"x\""})
      QVERIFY(says(refusal(with(llama, "rms_norm_eps", absurd)), {"rms_norm_eps", "above 0"}));
    QVERIFY(says(refusal(with(llama, "tie_word_embeddings", "\"yes\"")),
                 {"tie_word_embeddings", "true or false"}));
    QVERIFY(says(refusal(with(llama, "hidden_act", "\"relu6\"")), {"hidden_act", "relu6", "silu"}));
    QVERIFY(says(refusal(with(llama, "quantization_config", "{\"bits\": 4}")), {"quantization_config"}));
    QVERIFY(says(refusal(with(llama, "num_attention_heads", "7")), {"64", "7 heads"}));
    QVERIFY(says(refusal(with(llama, "num_key_value_heads", "3")), {"num_key_value_heads must divide"}));
    QVERIFY(says(refusal(with(llama, "head_dim", "7")), {"7", "even"}));
    QVERIFY(says(refusal(with(llama, "bos_token_id", "512")), {"bos_token_id", "below vocab_size = 512"}));
    QVERIFY(says(refusal(with(with(llama, "head_dim", "16777216"), "num_attention_heads", "16777216")),
                 {"absurd"}));
  }

  void the_sample_has_a_configuration() {
    const auto file = storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
    const ModelConfig config = model_config(*file);
    QCOMPARE(config.layers, 6);
    QCOMPARE(config.key_value_heads, 4);
    QVERIFY(config.tied_head);
  }
};

QUANTSCOPE_TEST(TestModelConfig)

}  // namespace test_model_config

#include "test_model_config.moc"
