// The shipped sample, and real checkpoints where ../shared has them.
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_real_models {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

namespace {

const fs::path models = fs::path(QUANTSCOPE_SHARED_DIR) / "models";
const fs::path sample = fs::path(QUANTSCOPE_SOURCE_DIR) / "datasets/wordnet-llama.h5";

#define NEED_MODEL(name) \
  if (!fs::exists(models / (name))) QSKIP("needs ../shared/models")

}  // namespace

class TestRealModels : public QObject {
  Q_OBJECT

 private slots:
  void the_sample_is_complete() {
    const auto file = ModelFile::open(sample);
    QVERIFY(fs::file_size(sample) <= 20'000'000);
    QVERIFY(file->is_model());
    QCOMPARE(file->architecture(), std::string("llama"));
    QVERIFY(file->skipped().empty());
    QVERIFY(file->licence().find("WordNet 3.0 Copyright 2006 by Princeton University") != std::string::npos);
    QCOMPARE(file->config().at("num_hidden_layers"), std::string("6"));
    QCOMPARE(file->config().at("rms_norm_eps"), std::string("1e-05"));
    QCOMPARE(file->tokenizer_kind(), std::string("sentencepiece"));
    QVERIFY(file->text_names() == (std::vector<std::string>{"test.txt", "valid.txt"}));
    std::int64_t parameters = 0;
    int activations = 0;
    for (const TensorInfo& info : file->tensors()) {
      QCOMPARE(info.type, ElementType::f16);
      if (info.role == TensorRole::weight) parameters += tensor::element_count(info.shape);
      activations += info.role == TensorRole::activation;
    }
    QCOMPARE(activations, 24);
    // 2048·256 + 6·(256·(256 + 128 + 128 + 256 + 3·640) + 2·256) + 256
    QCOMPARE(parameters, 4'656'384);
  }

  void the_sample_shows_the_massive_activation_of_its_model() {
    const auto file = ModelFile::open(sample);
    float largest = 0;
    for (const float x : values_of(*file, "model.layers.1.mlp.down_proj.input"))
      largest = std::max(largest, std::abs(x));
    QVERIFY(largest > 106 && largest < 108);
  }

  void the_sample_is_its_checkpoint_rounded_to_f16() {
    NEED_MODEL("wordnet-llama");
    const Scratch scratch;
    import_model(models / "wordnet-llama", scratch.path("out.h5"), {ElementType::f16, {}}, {});
    const auto file = ModelFile::open(sample), imported = ModelFile::open(scratch.path("out.h5"));
    QCOMPARE(imported->tensors().size(), file->tensors().size());
    for (const TensorInfo& info : file->tensors())
      QVERIFY2(bytes_of(*file, info.path) == bytes_of(*imported, info.path), info.path.c_str());
    QVERIFY(imported->config() == file->config());
    QVERIFY(imported->tokenizer_bytes() == file->tokenizer_bytes());
    QCOMPARE(file->text("test.txt"), read_whole(models / "wordnet-llama/test.txt"));
    QCOMPARE(file->text("valid.txt"), read_whole(models / "wordnet-llama/valid.txt"));
    QVERIFY(file->licence().find(read_whole(models / "wordnet-llama/LICENSE-WordNet")) != std::string::npos);
  }

  void the_recipe_makes_the_same_tensors_again() {
    NEED_MODEL("wordnet-llama");
    QUANTSCOPE_NEED_H5PY();
    const Scratch scratch;
    QProcess recipe;
    recipe.start("/usr/bin/python3", {QString(QUANTSCOPE_SOURCE_DIR "/datasets/make_sample.py"),
                                      QString::fromStdString((models / "wordnet-llama").string()),
                                      QString::fromStdString(scratch.path("again.h5").string())});
    QVERIFY(recipe.waitForFinished(-1));
    QCOMPARE(recipe.exitCode(), 0);
    const auto file = ModelFile::open(sample), again = ModelFile::open(scratch.path("again.h5"));
    QCOMPARE(again->tensors().size(), file->tensors().size());
    for (const TensorInfo& info : file->tensors())
      QVERIFY(bytes_of(*file, info.path) == bytes_of(*again, info.path));
    QVERIFY(again->config() == file->config());
    QCOMPARE(again->licence(), file->licence());
  }

  void checkpoints_are_imported_bit_by_bit_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("weights");
    QTest::newRow("stories3m") << "stories3m"
                               << "stories3m/model.safetensors";
    QTest::newRow("stories260k") << "stories260k"
                                 << "stories260k/model.safetensors";
    QTest::newRow("gpt2") << "gpt2-attention/layers-0-11.safetensors"
                          << "gpt2-attention/layers-0-11.safetensors";
    QTest::newRow("profiles") << "activation-profiles/llama-3.2-1b.safetensors"
                              << "activation-profiles/llama-3.2-1b.safetensors";
  }
  void checkpoints_are_imported_bit_by_bit() {
    QFETCH(QString, source);
    QFETCH(QString, weights);
    NEED_MODEL(source.toStdString());
    const Scratch scratch;
    import_model(models / source.toStdString(), scratch.path("out.h5"), {}, {});
    const auto file = ModelFile::open(scratch.path("out.h5"));
    const std::string bytes = read_whole(models / weights.toStdString());
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    const auto header = nlohmann::json::parse(bytes.substr(8, length));
    std::size_t count = 0;
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") continue;
      const std::size_t begin = entry["data_offsets"][0], end = entry["data_offsets"][1];
      QVERIFY2(bytes_of(*file, name) == bytes.substr(8 + length + begin, end - begin), name.c_str());
      ++count;
    }
    QCOMPARE(file->tensors().size(), count);
  }

  void gpt2_weights_are_known_to_be_input_major() {
    NEED_MODEL("gpt2-attention");
    const Scratch scratch;
    import_model(models / "gpt2-attention/layers-0-11.safetensors", scratch.path("out.h5"), {}, {});
    const auto file = ModelFile::open(scratch.path("out.h5"));
    QCOMPARE(file->architecture(), std::string("gpt2"));
    QVERIFY(file->find("h.0.attn.c_attn.weight")->input_major);
    QVERIFY(file->find("h.11.attn.c_proj.weight")->input_major);
    QVERIFY(!file->find("h.0.ln_1.weight")->input_major);
    QCOMPARE(file->find("h.11.attn.c_attn.weight")->block, 11);
  }

  void profiles_are_channel_maxima_and_no_samples() {
    NEED_MODEL("activation-profiles");
    const Scratch scratch;
    import_model(models / "activation-profiles/llama-3.2-1b.safetensors", scratch.path("out.h5"), {}, {});
    const auto file = ModelFile::open(scratch.path("out.h5"));
    for (const TensorInfo& info : file->tensors()) QCOMPARE(info.role, TensorRole::channel_absmax);
    const std::vector<float> maxima = values_of(*file, "model.layers.1.mlp.down_proj.input_absmax");
    QCOMPARE(std::max_element(maxima.begin(), maxima.end()) - maxima.begin(), 1417);
    QVERIFY(std::abs(maxima[1417] - 623.5f) < 0.1f);
  }
};

QUANTSCOPE_TEST(TestRealModels)

}  // namespace test_real_models

#include "test_real_models.moc"
