#include "core/study/derived_model.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <set>

#include "core/base/error.h"
#include "core/model/decoder.h"
#include "core/storage/model_writer.h"
#include "tests/quantscope_test.h"

namespace test_derived_model {

using namespace quantscope;
using model::OutlierEmulation;
using storage::ModelFile;

namespace {

const std::string sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

tensor::Matrix values_of(const ModelFile& file, const std::string& name) {
  const storage::TensorInfo* info = file.find(name);
  if (!info) throw base::Error("no such tensor", name);
  return tensor::to_matrix(file.read(*info).view());
}

std::string bytes_of(const ModelFile& file, const storage::TensorInfo& info) {
  const tensor::Tensor values = file.read(info);
  return {reinterpret_cast<const char*>(values.data()), values.bytes()};
}

std::string whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

tensor::Matrix logits(const std::shared_ptr<const ModelFile>& file) {
  const auto transformer = model::Transformer::load(*model::file_weights(file), model::model_config(*file));
  model::DecoderOptions options;
  options.capacity = 64;
  model::Decoder decoder(transformer, options);
  std::vector<int> tokens;
  for (int i = 0; i < 48; ++i) tokens.push_back(1 + (i * 37) % 1999);
  const std::vector<model::SequencePiece> pieces{{0, tokens}};
  return decoder.logits(decoder.run(pieces));
}

/// A source without configuration, of which `changed` is another tensor.
class OneChanged : public model::WeightSource {
 public:
  OneChanged(std::shared_ptr<const model::WeightSource> source, std::string changed)
      : source_(std::move(source)), changed_(std::move(changed)) {}
  std::string where() const override { return "one changed"; }
  std::optional<tensor::Shape> shape(const std::string& name) const override { return source_->shape(name); }
  tensor::Tensor read(const std::string& name, const base::Job& job) const override {
    tensor::Tensor values = source_->read(name, job);
    if (name != changed_) return values;
    tensor::Tensor result(tensor::ElementType::f32, values.rows(), values.columns());
    auto* out = reinterpret_cast<float*>(result.mutable_data());
    for (std::int64_t row = 0; row < values.rows(); ++row)
      tensor::read_row_f32(values.view(), row, 0, values.columns(), out + row * values.columns());
    for (std::int64_t i = 0; i < values.count(); ++i) out[i] += 1;
    return result;
  }

 private:
  std::shared_ptr<const model::WeightSource> source_;
  std::string changed_;
};

}  // namespace

class TestDerivedModel : public QObject {
  Q_OBJECT

 private slots:
  void the_derived_model_computes_the_same() {
    const auto original = ModelFile::open(sample);
    const tensor::Matrix expected = logits(original);
    float largest = 0;
    for (const float logit : expected.values()) largest = std::max(largest, std::abs(logit));
    QVERIFY(largest > 1);
    for (const OutlierEmulation& emulation :
         {OutlierEmulation{4, 30, true, 0}, OutlierEmulation{7, 64, false, 5}}) {
      const std::string path = in_folder("same.h5");
      study::write_derived_model(original, study::with_emulated_outliers(original, emulation), path);
      const tensor::Matrix got = logits(ModelFile::open(path));
      QCOMPARE(got.rows(), expected.rows());
      float difference = 0;
      for (std::int64_t i = 0; i < got.count(); ++i)
        difference = std::max(difference, std::abs(got.values()[static_cast<std::size_t>(i)] -
                                                   expected.values()[static_cast<std::size_t>(i)]));
      QVERIFY2(difference <= 1e-4f, qPrintable(QString::number(difference)));
    }
  }

  void gains_grow_and_columns_shrink_by_the_ratio_and_nothing_else_changes() {
    const auto original = ModelFile::open(sample);
    const OutlierEmulation emulation{3, 20, false, 9};
    const std::string path = in_folder("changed.h5");
    const study::DerivedFile written =
        study::write_derived_model(original, study::with_emulated_outliers(original, emulation), path);
    const auto derived = ModelFile::open(path);
    std::set<std::string> changed;
    const std::int64_t hidden = 256;
    for (int block = 0; block < 6; ++block) {
      const std::string prefix = "model.layers." + std::to_string(block) + ".";
      const std::vector<std::pair<std::string, std::vector<std::string>>> norms{
          {"input_layernorm", {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"}},
          {"post_attention_layernorm", {"mlp.gate_proj", "mlp.up_proj"}}};
      for (std::size_t n = 0; n < norms.size(); ++n) {
        const auto channels =
            model::emulated_channels(emulation, hidden, 2 * block + static_cast<std::int64_t>(n));
        QCOMPARE(channels.size(), std::size_t{3});
        const auto factor = [&](std::int64_t channel, double other) {
          return std::ranges::find(channels, channel) == channels.end() ? 1.0 : other;
        };
        const auto compare = [&](const std::string& name, double ratio) {
          changed.insert(name);
          const tensor::Matrix before = values_of(*original, name), after = values_of(*derived, name);
          QCOMPARE(after.rows(), before.rows());
          for (std::int64_t row = 0; row < before.rows(); ++row)
            for (std::int64_t c = 0; c < hidden; ++c)
              QCOMPARE(after(row, c), static_cast<float>(double{before(row, c)} * factor(c, ratio)));
        };
        compare(prefix + norms[n].first + ".weight", 20);
        for (const std::string& consumer : norms[n].second) compare(prefix + consumer + ".weight", 1.0 / 20);
      }
    }
    QCOMPARE(written.changed_tensors, static_cast<int>(changed.size()));
    int inputs = 0;
    for (const storage::TensorInfo& info : original->tensors()) {
      if (info.role == storage::TensorRole::activation) {
        ++inputs;
        QVERIFY(!derived->find(info.path));
        continue;
      }
      const storage::TensorInfo* same = derived->find(info.path);
      QVERIFY2(same, info.path.c_str());
      QVERIFY(same->shape == info.shape);
      if (changed.contains(info.name)) continue;
      QCOMPARE(same->type, info.type);
      QVERIFY2(bytes_of(*derived, *same) == bytes_of(*original, info), info.name.c_str());
    }
    QVERIFY(inputs > 0);
    QCOMPARE(written.dropped_inputs, inputs);
  }

  void the_label_stands_wherever_the_model_is_named() {
    const auto original = ModelFile::open(sample);
    const std::string path = in_folder("labelled.h5"), twice = in_folder("twice.h5");
    const OutlierEmulation emulation;
    study::write_derived_model(original, study::with_emulated_outliers(original, emulation), path);
    const auto derived = ModelFile::open(path);
    QCOMPARE(emulation.label(), std::string("emulated outliers: 4 channels × 30"));
    QCOMPARE(derived->label(), emulation.label());
    QCOMPARE(derived->name(), original->name() + " (" + emulation.label() + ")");
    QVERIFY(derived->source().find(emulation.label()) != std::string::npos);
    QVERIFY(derived->source().find("wordnet-llama.h5") != std::string::npos);
    QVERIFY(derived->source().find(original->source()) != std::string::npos);
    QCOMPARE(derived->licence(), original->licence());
    QCOMPARE(derived->config(), original->config());
    QCOMPARE(derived->architecture(), original->architecture());
    QCOMPARE(derived->text_names(), original->text_names());
    for (const std::string& name : original->text_names())
      QCOMPARE(derived->text(name), original->text(name));
    QCOMPARE(derived->tokenizer_kind(), original->tokenizer_kind());
    QCOMPARE(derived->tokenizer_bytes(), original->tokenizer_bytes());
    QVERIFY(original->label().empty());

    const OutlierEmulation second{1, 8, true, 2};
    study::write_derived_model(derived, study::with_emulated_outliers(derived, second), twice);
    QCOMPARE(ModelFile::open(twice)->label(), emulation.label() + "; " + second.label());
  }

  void the_original_is_untouched() {
    const std::string before = whole(sample), path = in_folder("copy.h5");
    const auto original = ModelFile::open(sample);
    study::write_derived_model(original, study::with_emulated_outliers(original, {}), path);
    QVERIFY(whole(sample) == before);
    QVERIFY_THROWS_EXCEPTION(base::Error, study::write_derived_model(
                                              original, study::with_emulated_outliers(original, {}), sample));
    QVERIFY(whole(sample) == before);
  }

  void a_cancelled_copy_leaves_nothing() {
    const auto original = ModelFile::open(sample);
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    job.progress = [&](double fraction, std::string_view) {
      if (fraction > 0.3) stop.request_stop();
    };
    QTemporaryDir folder;
    const std::string path = folder.filePath("cancelled.h5").toStdString();
    QVERIFY_THROWS_EXCEPTION(
        base::Cancelled,
        study::write_derived_model(original, study::with_emulated_outliers(original, {}), path, job));
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void a_file_that_is_no_model_of_the_engine_is_refused() {
    const std::string path = in_folder("plain.h5");
    storage::ModelWriter writer(path, {});
    writer.write("/weights/x.weight", tensor::ElementType::f32, {2, 3}, tensor::Matrix(2, 3).view());
    writer.commit();
    QVERIFY_THROWS_EXCEPTION(base::Error, study::with_emulated_outliers(ModelFile::open(path), {}));
    const auto original = ModelFile::open(sample);
    for (const OutlierEmulation& absurd :
         {OutlierEmulation{0, 30, true, 0}, OutlierEmulation{257, 30, true, 0},
          OutlierEmulation{4, 0, true, 0}, OutlierEmulation{4, std::nan(""), true, 0}})
      QVERIFY_THROWS_EXCEPTION(base::Error, study::with_emulated_outliers(original, absurd));
  }

  void weights_stored_by_input_keep_their_orientation() {
    const std::string path = in_folder("gpt2.h5"), target = in_folder("gpt2 derived.h5");
    storage::ModelWriter writer(path, {"small", "gpt2", {}, {}, {}});
    tensor::Matrix weight(2, 6);
    for (std::size_t i = 0; i < weight.values().size(); ++i) weight.values()[i] = static_cast<float>(i);
    writer.write("/weights/h.0.attn.c_attn.weight", tensor::ElementType::f16, {2, 6}, weight.view());
    writer.write("/weights/h.0.ln_1.weight", tensor::ElementType::f16, {2}, tensor::Matrix(1, 2).view());
    writer.commit();
    const auto file = ModelFile::open(path);
    QVERIFY(file->find("h.0.attn.c_attn.weight")->input_major);
    const auto source =
        std::make_shared<const OneChanged>(model::file_weights(file), "h.0.attn.c_attn.weight");
    const study::DerivedFile written = study::write_derived_model(file, {source, "all plus one"}, target);
    QCOMPARE(written.changed_tensors, 1);
    const auto derived = ModelFile::open(target);
    QCOMPARE(derived->find("h.0.attn.c_attn.weight")->type, tensor::ElementType::f32);
    QCOMPARE(derived->find("h.0.ln_1.weight")->type, tensor::ElementType::f16);
    const tensor::Matrix got = values_of(*derived, "h.0.attn.c_attn.weight");
    QCOMPARE(got.rows(), std::int64_t{2});
    for (std::size_t i = 0; i < got.values().size(); ++i) QCOMPARE(got.values()[i], weight.values()[i] + 1);
  }

 private:
  std::string in_folder(const char* name) const {
    return folder_.filePath(QString::fromLatin1(name)).toStdString();
  }
  QTemporaryDir folder_;
};

QUANTSCOPE_TEST(TestDerivedModel)

}  // namespace test_derived_model

#include "test_derived_model.moc"
