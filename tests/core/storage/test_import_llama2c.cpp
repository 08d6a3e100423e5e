// llama2.c files written byte by byte after export.py of that project.
#include <random>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_import_llama2c {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;

namespace {

constexpr int dim = 8, hidden_dim = 12, layers = 2, heads = 2, kv_heads = 1, vocabulary = 6, context = 5;
constexpr int head_dim = dim / heads, kv_dim = head_dim * kv_heads;

using Weights = std::map<std::string, std::vector<float>>;

/// The weights of one model, by the names of export.py.
Weights random_weights() {
  std::mt19937 random(3);
  Weights weights;
  const auto add = [&](const std::string& name, int count) {
    for (int i = 0; i < count; ++i)
      weights[name].push_back(static_cast<float>(random() % 2001) / 1000.0f - 1);
  };
  add("tok", vocabulary * dim), add("out", vocabulary * dim), add("norm", dim);
  for (int l = 0; l < layers; ++l) {
    const std::string n(1, static_cast<char>('0' + l));
    add("att" + n, dim), add("ffn" + n, dim), add("wq" + n, dim * dim), add("wk" + n, kv_dim * dim),
        add("wv" + n, kv_dim * dim), add("wo" + n, dim * dim), add("w1" + n, hidden_dim * dim),
        add("w2" + n, dim * hidden_dim), add("w3" + n, hidden_dim * dim);
  }
  return weights;
}

std::string integers(const std::vector<std::int32_t>& values) {
  return little_endian_bytes(values);
}

std::string legacy(const Weights& w, bool shared) {
  std::string bytes =
      integers({dim, hidden_dim, layers, heads, kv_heads, shared ? vocabulary : -vocabulary, context});
  bytes += little_endian_bytes(w.at("tok"));
  for (const char* name : {"att", "wq", "wk", "wv", "wo", "ffn", "w1", "w2", "w3"})
    for (const char* layer : {"0", "1"}) bytes += little_endian_bytes(w.at(std::string(name) + layer));
  bytes += little_endian_bytes(w.at("norm"));
  bytes += little_endian_bytes(std::vector<float>(context * head_dim, 9.0f));  // freqs_cos and freqs_sin
  if (!shared) bytes += little_endian_bytes(w.at("out"));
  return bytes;
}

/// Versions 1 and 2; `dequantized` receives what version 2 holds.
std::string versioned(const Weights& w, int version, bool shared, int group, Weights* dequantized = nullptr) {
  std::string bytes =
      integers({0x616b3432, version, dim, hidden_dim, layers, heads, kv_heads, vocabulary, context});
  bytes += static_cast<char>(shared);
  if (version == 2) bytes += integers({group});
  bytes.resize(256);
  const auto plain = [&](const std::string& name) {
    bytes += little_endian_bytes(w.at(name));
    if (dequantized) (*dequantized)[name] = w.at(name);
  };
  const auto matrix = [&](const std::string& name) {
    if (version == 1) return plain(name);
    std::string codes;
    std::vector<float> scales;
    const std::vector<float>& values = w.at(name);
    for (std::size_t begin = 0; begin < values.size(); begin += static_cast<std::size_t>(group)) {
      float absmax = 0;
      for (int i = 0; i < group; ++i)
        absmax = std::max(absmax, std::abs(values[begin + static_cast<std::size_t>(i)]));
      scales.push_back(absmax / 127.0f);
      for (int i = 0; i < group; ++i) {
        const auto code = static_cast<std::int8_t>(
            std::nearbyint(values[begin + static_cast<std::size_t>(i)] / scales.back()));
        codes += static_cast<char>(code);
        if (dequantized) (*dequantized)[name].push_back(static_cast<float>(code) * scales.back());
      }
    }
    bytes += codes + little_endian_bytes(scales);
  };
  for (const char* name : {"att0", "att1", "ffn0", "ffn1", "norm"}) plain(name);
  matrix("tok");
  for (const char* name : {"wq", "wk", "wv", "wo", "w1", "w2", "w3"})
    for (const char* layer : {"0", "1"}) matrix(std::string(name) + layer);
  if (!shared) matrix("out");
  return bytes;
}

/// export.py's permute_original: w.view(h, d/2, 2, n).transpose(1, 2).reshape(h·d, n).
std::vector<float> permuted(const std::vector<float>& w, int head_count) {
  std::vector<float> result;
  for (int h = 0; h < head_count; ++h)
    for (int s = 0; s < 2; ++s)
      for (int i = 0; i < head_dim / 2; ++i)
        for (int c = 0; c < dim; ++c)
          result.push_back(w[static_cast<std::size_t>((h * head_dim + 2 * i + s) * dim + c)]);
  return result;
}

}  // namespace

class TestImportLlama2c : public QObject {
  Q_OBJECT

  Scratch scratch_;

  std::shared_ptr<const ModelFile> imported(const std::string& bytes, const ImportOptions& options = {}) {
    write_bytes(scratch_.path("stories.bin"), bytes);
    import_model(scratch_.path("stories.bin"), scratch_.path("out.h5"), options, {});
    return ModelFile::open(scratch_.path("out.h5"));
  }

  static void require_same(const ModelFile& file, const Weights& w, bool shared) {
    QCOMPARE(file.architecture(), std::string("llama"));
    QVERIFY(values_of(file, "model.embed_tokens.weight") == w.at("tok"));
    QVERIFY(values_of(file, "model.norm.weight") == w.at("norm"));
    for (const std::string l : {"0", "1"}) {
      const std::string block = "model.layers." + l + ".";
      QVERIFY(values_of(file, block + "self_attn.q_proj.weight") == permuted(w.at("wq" + l), heads));
      QVERIFY(values_of(file, block + "self_attn.k_proj.weight") == permuted(w.at("wk" + l), kv_heads));
      QVERIFY(values_of(file, block + "self_attn.v_proj.weight") == w.at("wv" + l));
      QVERIFY(values_of(file, block + "self_attn.o_proj.weight") == w.at("wo" + l));
      QVERIFY(values_of(file, block + "mlp.gate_proj.weight") == w.at("w1" + l));
      QVERIFY(values_of(file, block + "mlp.down_proj.weight") == w.at("w2" + l));
      QVERIFY(values_of(file, block + "mlp.up_proj.weight") == w.at("w3" + l));
      QVERIFY(values_of(file, block + "input_layernorm.weight") == w.at("att" + l));
      QVERIFY(values_of(file, block + "post_attention_layernorm.weight") == w.at("ffn" + l));
    }
    QCOMPARE(file.find("lm_head.weight") == nullptr, shared);
    if (!shared) QVERIFY(values_of(file, "lm_head.weight") == w.at("out"));
    QCOMPARE(file.find("model.layers.1.mlp.down_proj.weight")->shape, (tensor::Shape{dim, hidden_dim}));
    QCOMPARE(file.config().at("num_key_value_heads"), std::to_string(kv_heads));
    QCOMPARE(file.config().at("vocab_size"), std::to_string(vocabulary));
    QCOMPARE(file.config().at("tie_word_embeddings"), std::string(shared ? "true" : "false"));
  }

 private slots:
  void legacy_and_version_1_keep_every_weight() {
    const Weights w = random_weights();
    for (const bool shared : {true, false}) {
      require_same(*imported(legacy(w, shared)), w, shared);
      require_same(*imported(versioned(w, 1, shared, 0)), w, shared);
    }
  }

  void version_2_is_dequantized_exactly() {
    const Weights w = random_weights();
    for (const int group : {2, 4, 8}) {
      Weights dequantized;
      const std::string bytes = versioned(w, 2, false, group, &dequantized);
      require_same(*imported(bytes), dequantized, false);
    }
  }

  void float_type_converts() {
    const auto file = imported(legacy(random_weights(), true), {tensor::ElementType::f16, {}});
    QCOMPARE(file->find("model.norm.weight")->type, tensor::ElementType::f16);
    QCOMPARE(file->config().at("torch_dtype"), std::string("\"float16\""));
  }

  void wrong_headers_and_lengths_are_refused() {
    const Weights w = random_weights();
    const std::string good = versioned(w, 2, true, 4);
    const auto changed = [&](std::size_t at, std::int32_t value) {
      return good.substr(0, at) + little_endian_bytes(value) + good.substr(at + 4);
    };
    const std::vector<std::pair<std::string, std::string>> cases{{changed(4, 3), "version 3"},
                                                                 {changed(4, -1), "version -1"},
                                                                 {changed(37, 3), "group size 3"},
                                                                 {changed(37, 0), "group size 0"},
                                                                 {changed(8, 0), "extent 0"},
                                                                 {changed(8, -8), "extent -8"},
                                                                 {changed(20, 3), "do not divide"},
                                                                 {changed(20, 8), "do not divide"},
                                                                 {changed(16, 1 << 20), "layers"},
                                                                 {changed(28, 7), "the header asks"},
                                                                 {good.substr(0, 300), "the header asks"},
                                                                 {good + "x", "the header asks"}};
    for (const auto& [bytes, expected] : cases) {
      const std::string message = error_of([&] { imported(bytes); });
      QVERIFY2(
          message.find(expected) != std::string::npos && message.find("stories.bin") != std::string::npos,
          (expected + " / " + message).c_str());
    }
    const std::string old = legacy(w, true);
    QVERIFY(error_of([&] { imported(old.substr(0, old.size() - 1)); }).find("not a format that is known") !=
            std::string::npos);
  }
};

QUANTSCOPE_TEST(TestImportLlama2c)

}  // namespace test_import_llama2c

#include "test_import_llama2c.moc"
