#include "core/model/input_capture.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <stop_token>

#include "core/base/error.h"
#include "core/calibration/known_input.h"
#include "core/model/emulated_outliers.h"
#include "model_testing.h"
#include "random_model.h"
#include "tests/quantscope_test.h"

namespace test_input_capture {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

const std::filesystem::path shared = QUANTSCOPE_SHARED_DIR;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

class Inputs : public ForwardObserver {
 public:
  std::map<int, std::vector<std::vector<float>>> rows;
  void site_input(int site, const tensor::Matrix& x) override {
    for (std::int64_t t = 0; t < x.rows(); ++t) rows[site].emplace_back(x.row(t), x.row(t) + x.columns());
  }
};

Inputs inputs_of(const std::shared_ptr<const Transformer>& model, const EvaluationText& text) {
  Inputs inputs;
  Decoder decoder(model, {});
  for (const std::vector<int>& window : text.windows) {
    decoder.clear(0);
    const SequencePiece piece{0, window};
    const tensor::Matrix hidden = decoder.run({&piece, 1}, {}, &inputs);
    inputs.site_input(static_cast<int>(model->sites().size()) - 1, hidden);
  }
  return inputs;
}

bool near(double a, double b, double tolerance) {
  if (std::abs(a - b) <= tolerance) return true;
  qWarning("%.9g is not %.9g within %.3g", a, b, tolerance);
  return false;
}

/// Two windows of 256 of the validation text, each BOS and 255 tokens.
EvaluationText sample_text(const storage::ModelFile& file, const ModelConfig& config) {
  const auto tokenizer = tokenizer_of(file);
  const std::vector<int> ids = tokenizer->encode(file.text("valid.txt"));
  return evaluation_text(std::span<const int>(ids).first(510), tokenizer->beginning_token(), config,
                         {256, BeginningMode::each});
}

/// Largest difference over what f16 and a rounding of the largest value of the same channel allow; ≤ 1 is
/// right.
double excess(const tensor::Matrix& found, const tensor::Matrix& expected, double relative) {
  double worst = 0;
  for (std::int64_t c = 0; c < expected.columns(); ++c) {
    double largest = 0;
    for (std::int64_t t = 0; t < expected.rows(); ++t)
      largest = std::max(largest, std::abs(double{expected(t, c)}));
    for (std::int64_t t = 0; t < expected.rows(); ++t) {
      const double x = expected(t, c);
      const double allowed = std::ldexp(std::abs(x), -11) + std::ldexp(1, -24) + relative * largest;
      worst = std::max(worst, std::abs(double{found(t, c)} - x) / allowed);
    }
  }
  return worst;
}

std::string complaint_of_writing(const InputCapture& capture, const std::filesystem::path& target) {
  try {
    write_capture(capture, target, "m", "llama");
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestInputCapture : public QObject {
  Q_OBJECT

  const ModelConfig config_ = small_config(Architecture::llama);
  const std::shared_ptr<const WeightSource> weights_ = random_weights(config_);
  const std::shared_ptr<const Transformer> model_ = Transformer::load(*weights_, config_);
  const EvaluationText text_ =
      evaluation_text(random_ids(config_, 700), 1, config_, {30, BeginningMode::each});
  QTemporaryDir folder_;
  std::filesystem::path path(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }

 private slots:
  void statistics_are_those_of_all_tokens() {
    const InputCapture capture = capture_inputs(model_, text_, "some.txt");
    const Inputs inputs = inputs_of(model_, text_);
    QCOMPARE(capture.sites.size(), model_->sites().size());
    for (std::size_t s = 0; s < capture.sites.size(); ++s) {
      const auto& rows = inputs.rows.at(static_cast<int>(s));
      const auto& known = capture.sites[s].input;
      const std::size_t channels = rows.front().size();
      const double n = static_cast<double>(rows.size());
      QCOMPARE(capture.sites[s].tokens, static_cast<std::int64_t>(rows.size()));
      QCOMPARE(known.tokens, static_cast<std::int64_t>(rows.size()));
      for (std::size_t c = 0; c < channels; ++c) {
        double low = INFINITY, high = -INFINITY, squares = 0, magnitudes = 0;
        for (const auto& row : rows) {
          low = std::min(low, double{row[c]});
          high = std::max(high, double{row[c]});
          squares += double{row[c]} * double{row[c]};
          magnitudes += std::abs(double{row[c]});
        }
        const double rounding = 1e-5 * std::max(std::abs(low), std::abs(high));
        QVERIFY(near(known.channel_minimum[c], low, rounding));
        QVERIFY(near(known.channel_maximum[c], high, rounding));
        QVERIFY(near(known.channel_absmax[c], std::max(-low, high), rounding));
        QVERIFY(near(known.channel_mean_square[c], squares / n, 1e-5 * squares / n));
        QVERIFY(near(known.channel_mean_absolute[c], magnitudes / n, 1e-5 * magnitudes / n));
        QVERIFY(near((*known.hessian)(static_cast<std::int64_t>(c), static_cast<std::int64_t>(c)), squares,
                     1e-5 * squares));
        double product = 0, magnitude = 0;
        const std::size_t other = (c * 7 + 3) % channels;
        for (const auto& row : rows) {
          product += double{row[c]} * double{row[other]};
          magnitude += std::abs(double{row[c]} * double{row[other]});
        }
        QVERIFY(near((*known.hessian)(static_cast<std::int64_t>(c), static_cast<std::int64_t>(other)),
                     product, 1e-5 * magnitude));
      }
    }
  }

  void samples_are_rows_of_the_inputs() {
    const Inputs inputs = inputs_of(model_, text_);
    for (const bool first : {true, false}) {
      const InputCapture capture = capture_inputs(
          model_, text_, "some.txt", {.sample_tokens = 37, .keep_first = first, .hessian = false});
      const std::int64_t tokens = capture.sites.front().tokens;
      QCOMPARE(capture.sample_rows.size(), std::size_t{37});
      for (std::int64_t i = 0; i < 37; ++i)
        QCOMPARE(capture.sample_rows[static_cast<std::size_t>(i)], first ? i : i * tokens / 37);
      for (std::size_t s = 0; s < capture.sites.size(); ++s) {
        const tensor::Matrix& samples = *capture.sites[s].input.samples;
        QVERIFY(!capture.sites[s].input.hessian);
        for (std::int64_t i = 0; i < 37; ++i) {
          const auto& row =
              inputs.rows.at(static_cast<int>(s))
                  .at(static_cast<std::size_t>(capture.sample_rows[static_cast<std::size_t>(i)]));
          for (std::int64_t c = 0; c < samples.columns(); ++c)
            QVERIFY(near(samples(i, c), row[static_cast<std::size_t>(c)], 1e-4));
        }
      }
    }
  }

  void a_short_text_gives_fewer_samples() {
    const EvaluationText shorter =
        evaluation_text(random_ids(config_, 5), 1, config_, {30, BeginningMode::each});
    const InputCapture capture = capture_inputs(model_, shorter, "short");
    QCOMPARE(capture.sites.front().input.samples->rows(), std::int64_t{6});
  }

  /// The sample file's own /activations are two windows of its validation text from an independent double
  /// precision program, whose weights were not yet rounded to f16.
  void reproduces_the_activations_of_the_sample_file() {
    const auto file = storage::ModelFile::open(sample);
    const auto model = loaded(file);
    const InputCapture capture = capture_inputs(model, sample_text(*file, model->config()), "valid.txt",
                                                {.keep_first = true, .hessian = false});
    QCOMPARE(capture.windows, std::int64_t{2});
    QCOMPARE(capture.tokens_per_window, std::int64_t{256});
    int compared = 0;
    for (const InputCapture::SiteInput& site : capture.sites) {
      const storage::TensorInfo* info = file->find("/activations/" + site.modules.front() + "/input");
      if (!info) continue;
      const tensor::Matrix expected = tensor::to_matrix(file->read(*info).view());
      QCOMPARE(site.input.samples->rows(), expected.rows());
      const double worst = excess(*site.input.samples, expected, 0.004);
      QVERIFY2(worst <= 1, qPrintable(QString("%1: %2").arg(site.site.c_str()).arg(worst)));
      ++compared;
    }
    QCOMPARE(compared, 24);
  }

  void reproduces_the_activations_of_the_checkpoint_within_f16() {
    if (!std::filesystem::exists(shared / "models/wordnet-llama/activations.safetensors"))
      QSKIP("needs ../shared");
    const auto file = imported(shared / "models/wordnet-llama", folder_.path().toStdString());
    const auto texts = storage::ModelFile::open(sample);
    const auto model = loaded(file);
    const InputCapture capture = capture_inputs(model, sample_text(*texts, model->config()), "valid.txt",
                                                {.keep_first = true, .hessian = false});
    int compared = 0;
    for (const InputCapture::SiteInput& site : capture.sites) {
      const storage::TensorInfo* info = file->find("/activations/" + site.modules.front() + "/input");
      if (!info) continue;
      const tensor::Matrix expected = tensor::to_matrix(file->read(*info).view());
      const double worst = excess(*site.input.samples, expected, 1e-5);
      QVERIFY2(worst <= 1, qPrintable(QString("%1: %2").arg(site.site.c_str()).arg(worst)));
      ++compared;
    }
    QCOMPARE(compared, 24);
  }

  void a_calibration_file_gives_back_what_was_captured() {
    const InputCapture capture = capture_inputs(model_, text_, "some.txt", {.sample_tokens = 40});
    write_capture(capture, path("c.h5"), "small", "llama", "emulated outliers: 4 channels × 30");
    const auto file = storage::ModelFile::open(path("c.h5"));
    QVERIFY(file->is_model());
    QCOMPARE(file->name(), std::string("small"));
    QCOMPARE(file->architecture(), std::string("llama"));
    QCOMPARE(file->label(), std::string("emulated outliers: 4 channels × 30"));
    QCOMPARE(file->tensors().size(), capture.sites.size());  // the captured inputs and nothing else
    for (const InputCapture::SiteInput& site : capture.sites) {
      const auto known = calibration::known_input(*file, site.modules);
      QVERIFY(known.channel_minimum == site.input.channel_minimum);
      QVERIFY(known.channel_maximum == site.input.channel_maximum);
      QVERIFY(known.channel_absmax == site.input.channel_absmax);
      QVERIFY(known.channel_mean_square == site.input.channel_mean_square);
      QVERIFY(known.channel_mean_absolute == site.input.channel_mean_absolute);
      QCOMPARE(known.tokens, site.tokens);
      QVERIFY(std::ranges::equal(known.hessian->values(), site.input.hessian->values()));
      QCOMPARE(known.samples->rows(), std::int64_t{40});
      for (std::size_t i = 0; i < known.samples->values().size(); ++i) {
        const double x = site.input.samples->values()[i];
        QVERIFY(std::abs(double{known.samples->values()[i]} - x) <= std::ldexp(std::abs(x), -11) + 1e-7);
      }
    }
    const storage::TensorInfo& info = file->tensors().front();
    QCOMPARE(file->attributes(info).at("text"), std::string("\"some.txt\""));
    QCOMPARE(file->attributes(info).at("rows"), std::string("\"spread\""));
  }

  void samples_beyond_f16_are_kept_in_f32() {
    InputCapture capture = capture_inputs(model_, text_, "some.txt", {.sample_tokens = 3, .hessian = false});
    auto large = std::make_shared<tensor::Matrix>(*capture.sites[0].input.samples);
    (*large)(1, 2) = 70000;
    capture.sites[0].input.samples = large;
    write_capture(capture, path("large.h5"), "small", "llama");
    const auto file = storage::ModelFile::open(path("large.h5"));
    QCOMPARE((*calibration::known_input(*file, capture.sites[0].modules).samples)(1, 2), 70000.0f);
  }

  void emulated_outliers_show_in_what_is_captured() {
    const OutlierEmulation emulation{2, 64, true, 0};
    const auto grown = Transformer::load(*emulate_outliers(weights_, config_, emulation), config_);
    const InputCapture before = capture_inputs(model_, text_, "t", {.hessian = false});
    const InputCapture after = capture_inputs(grown, text_, "t", {.hessian = false});
    const auto channels = emulated_channels(emulation, config_.hidden_size, 0);
    for (std::int64_t c = 0; c < config_.hidden_size; ++c) {
      const auto i = static_cast<std::size_t>(c);
      const double ratio = std::ranges::find(channels, c) != channels.end() ? 64 : 1;
      const double expected = ratio * double{before.sites[0].input.channel_absmax[i]};
      QVERIFY(near(after.sites[0].input.channel_absmax[i], expected, 1e-5 * expected));
    }
  }

  void cancelling_leaves_the_old_file_whole() {
    const InputCapture capture = capture_inputs(model_, text_, "some.txt", {.hessian = false});
    std::ofstream(path("old.h5")) << "what was there";
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    job.progress = [&](double fraction, std::string_view) {
      if (fraction > 0.3) stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(write_capture(capture, path("old.h5"), "m", "llama", {}, job), base::Cancelled);
    std::ifstream in(path("old.h5"));
    std::string content((std::istreambuf_iterator<char>(in)), {});
    QCOMPARE(content, std::string("what was there"));
    QVERIFY(complaint_of_writing(capture, path("no/such/folder.h5")).find("folder.h5") != std::string::npos);
  }

  void capturing_can_be_cancelled_and_refuses_nothing_to_do() {
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    job.progress = [&](double, std::string_view) { stop.request_stop(); };
    QVERIFY_EXCEPTION_THROWN(capture_inputs(model_, text_, "t", {}, job), base::Cancelled);
    QVERIFY_EXCEPTION_THROWN(capture_inputs(model_, {}, "t"), base::Error);
    QVERIFY_EXCEPTION_THROWN(capture_inputs(model_, text_, "t", {.sample_tokens = 0}), base::Error);
  }

  void the_memory_of_a_capture_is_estimated() {
    const CaptureOptions options{.sample_tokens = 100};
    const InputCapture capture = capture_inputs(model_, text_, "t", options);
    std::uint64_t held = 0;
    for (const InputCapture::SiteInput& site : capture.sites)
      held += (static_cast<std::uint64_t>(site.input.samples->count()) +
               static_cast<std::uint64_t>(site.input.hessian->count())) *
              sizeof(float);
    const std::uint64_t estimate = capture_bytes(config_, text_.predictions() + 24, options);
    QVERIFY(estimate >= held);
    QVERIFY(estimate < 20 * held);  // small layers: the block of tokens outweighs their Hessians
    QVERIFY(capture_bytes(config_, 724, {.sample_tokens = 100, .hessian = false}) < held);
  }
};

QUANTSCOPE_TEST(TestInputCapture)

}  // namespace test_input_capture

#include "test_input_capture.moc"
