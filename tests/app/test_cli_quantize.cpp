#include <QtTest>
#include <algorithm>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_quantize {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

const QStringList w4{"--method", "rtn",
                     "--set",    "weight_bits=4",
                     "--set",    "weight_symmetric=true",
                     "--set",    "weight_granularity=channel",
                     "--set",    "activation_bits=16"};

/// Symmetric round to nearest with one scale an output channel (row), by the formula; f32 as the scales are
/// stored, so that ties fall alike.
std::vector<double> rounded(const tensor::Matrix& w, int bits) {
  std::vector<double> result;
  for (std::int64_t r = 0; r < w.rows(); ++r) {
    float absmax = 0;
    for (std::int64_t c = 0; c < w.columns(); ++c) absmax = std::max(absmax, std::abs(w(r, c)));
    const float scale = absmax / static_cast<float>((1 << (bits - 1)) - 1);
    for (std::int64_t c = 0; c < w.columns(); ++c) {
      const float code = std::nearbyint(w(r, c) / scale);
      result.push_back(double{code} * double{scale});
    }
  }
  return result;
}

struct Expected {
  double mse = 0, sqnr_db = 0, cosine = 0, max_abs_error = 0;
};

Expected error_of(const tensor::Matrix& w, const std::vector<double>& estimate) {
  double squared = 0, signal = 0, other = 0, product = 0, largest = 0;
  for (std::size_t i = 0; i < estimate.size(); ++i) {
    const double x = w.values()[i], q = estimate[i];
    squared += (x - q) * (x - q);
    signal += x * x;
    other += q * q;
    product += x * q;
    largest = std::max(largest, std::abs(x - q));
  }
  return {squared / static_cast<double>(w.count()), 10 * std::log10(signal / squared),
          product / std::sqrt(signal * other), largest};
}

double output_mse(const tensor::Matrix& x, const tensor::Matrix& w, const std::vector<double>& estimate) {
  double squared = 0;
  for (std::int64_t t = 0; t < x.rows(); ++t)
    for (std::int64_t o = 0; o < w.rows(); ++o) {
      double error = 0;
      for (std::int64_t c = 0; c < w.columns(); ++c)
        error +=
            double{x(t, c)} * (double{w(o, c)} - estimate[static_cast<std::size_t>(o * w.columns() + c)]);
      squared += error * error;
    }
  return squared / static_cast<double>(x.rows() * w.rows());
}

bool close(const Json& value, double expected, double relative) {
  return value.is_number() && std::abs(value.get<double>() / expected - 1) <= relative;
}

const std::string block = "model.layers.0.";

}  // namespace

class TestCliQuantize : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void figures_follow_the_formula();
  void sample_weight_at_four_bits_matches_the_formula();
  void outputs_are_known_where_activations_are();
  void a_glob_over_everything_takes_the_weights();
  void csv_equals_json();
  void settings_without_effect_are_noted();
  void qllm_reports_theta_and_its_search();
  void theta_above_all_channels_is_accepted();
  void calibration_file_gives_the_inputs();
  void calibration_file_without_the_modules_is_refused();
  void codes_are_written_with_scales();
  void dequantized_weights_replace_the_originals();
  void input_major_weights_keep_their_orientation();
  void plain_names_make_a_site();
  void h5py_reads_the_codes_data();
  void h5py_reads_the_codes();
  void thread_count_does_not_change_the_figures();

 private:
  QStringList quantize(const QString& glob, const QStringList& more) const {
    return QStringList{"quantize", model_, "--tensor", glob} + more;
  }
  QTemporaryDir folder_;
  QString model_;
};

void TestCliQuantize::initTestCase() {
  model_ = write_example_model(folder_);
}

void TestCliQuantize::figures_follow_the_formula() {
  const Outcome outcome = run(quantize("*proj.weight", w4 + QStringList{"--json"}));
  QCOMPARE(outcome.status, 0);
  QVERIFY(outcome.err.isEmpty());
  const Json rows = outcome.json()["tensors"];
  QCOMPARE(rows.size(), std::size_t{4});
  for (const Json& row : rows) {
    const tensor::Matrix w = read_matrix(model_, row["name"]);
    const Expected expected = error_of(w, rounded(w, 4));
    QCOMPARE(row["method"], "rtn");
    QVERIFY(close(row["mse"], expected.mse, 1e-4));
    QVERIFY(close(row["sqnr_db"], expected.sqnr_db, 1e-4));
    QVERIFY(close(row["cosine"], expected.cosine, 1e-6));
    QVERIFY(close(row["max_abs_error"], expected.max_abs_error, 1e-3));
    QVERIFY(close(row["bits_per_weight"], 4 + 32.0 / static_cast<double>(w.columns()), 1e-9));
    QCOMPARE(row["parameters"]["weight_bits"], 4);
    QCOMPARE(row["parameters"]["weight_granularity"], "channel");
  }
}

void TestCliQuantize::sample_weight_at_four_bits_matches_the_formula() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  const std::string name = "model.layers.1.mlp.down_proj.weight";
  const Json row =
      run(QStringList{"quantize", sample_model(), "--tensor", QString::fromStdString(name), "--json"} + w4)
          .json()["tensors"][0];
  const tensor::Matrix w = read_matrix(sample_model(), name);
  const std::vector<double> estimate = rounded(w, 4);
  const Expected expected = error_of(w, estimate);
  QVERIFY(close(row["mse"], expected.mse, 1e-4));
  QVERIFY(close(row["sqnr_db"], expected.sqnr_db, 1e-4));
  const tensor::Matrix x = read_matrix(sample_model(), "model.layers.1.mlp.down_proj.input");
  QVERIFY(close(row["output_mse"], output_mse(x, w, estimate), 1e-3));
}

void TestCliQuantize::outputs_are_known_where_activations_are() {
  const Json rows = run(quantize("*proj.weight", w4 + QStringList{"--json"})).json()["tensors"];
  const tensor::Matrix x = read_matrix(model_, block + "self_attn.q_proj.input");
  // k_proj and v_proj read what q_proj reads.
  for (const char* layer : {"q_proj", "k_proj", "v_proj"}) {
    const std::string name = block + "self_attn." + layer + ".weight";
    const Json* row = find_row(rows, name);
    QVERIFY(row);
    const tensor::Matrix w = read_matrix(model_, name);
    QVERIFY(close((*row)["output_mse"], output_mse(x, w, rounded(w, 4)), 1e-3));
    QVERIFY((*row)["output_sqnr_db"].is_number());
    QCOMPARE((*row)["outlier_channels"], 1);
  }
  // Of down_proj's input maxima alone are known: no output can be computed, and none is invented.
  const Json* down = find_row(rows, block + "mlp.down_proj.weight");
  QVERIFY(down);
  QVERIFY(!down->contains("output_mse") && !down->contains("output_sqnr_db"));
  QCOMPARE((*down)["outlier_channels"], 1);
}

void TestCliQuantize::a_glob_over_everything_takes_the_weights() {
  const Json rows = run(quantize("*", w4 + QStringList{"--json"})).json()["tensors"];
  QCOMPARE(rows.size(), std::size_t{5});  // four projections and the embeddings; no vector, no activation
  for (const Json& row : rows) QVERIFY(row["name"].get<std::string>().ends_with(".weight"));
}

void TestCliQuantize::csv_equals_json() {
  const QString csv = folder_.filePath("quantize.csv");
  const Json tensors =
      run(quantize("*proj.weight", w4 + QStringList{"--json", "--csv", csv})).json()["tensors"];
  const auto rows = csv_rows(csv);
  QCOMPARE(rows.size(), tensors.size() + 1);
  for (std::size_t r = 0; r < tensors.size(); ++r)
    for (int c = 0; c < rows[0].size(); ++c) {
      const std::string key = rows[0][c].toStdString();
      if (!tensors[r].contains(key))
        QVERIFY2(rows[r + 1][c].isEmpty(), key.c_str());
      else if (tensors[r][key].is_number())
        QCOMPARE(rows[r + 1][c].toDouble(), tensors[r][key].get<double>());
    }
}

void TestCliQuantize::settings_without_effect_are_noted() {
  const QStringList idle = w4 + QStringList{"--set", "group_size=16"};
  QVERIFY(run(quantize("*q_proj.weight", idle)).err.contains("group_size"));
  QVERIFY(run(quantize("*q_proj.weight", idle + QStringList{"--quiet"})).err.isEmpty());
}

void TestCliQuantize::qllm_reports_theta_and_its_search() {
  const Json fixed = run(quantize("*q_proj.weight", {"--method", "qllm", "--set", "theta=16", "--json"}))
                         .json()["tensors"][0];
  QCOMPARE(fixed["theta"], 16.0);
  QVERIFY(fixed["output_mse"].get<double>() > 0);
  const Json searched =
      run(quantize("*q_proj.weight", {"--method", "qllm", "--set", "theta_mode=adaptive", "--json"})).json();
  QVERIFY(searched["tensors"][0]["theta"].get<double>() > 0);
  QVERIFY(!searched["notes"].empty());
}

void TestCliQuantize::theta_above_all_channels_is_accepted() {
  const Outcome outcome =
      run(quantize("*q_proj.weight", {"--method", "qllm", "--set", "theta=1000", "--json"}));
  QCOMPARE(outcome.status, 0);
  QCOMPARE(outcome.json()["tensors"][0]["theta"], 1000.0);
}

void TestCliQuantize::calibration_file_gives_the_inputs() {
  const QString other = folder_.filePath("calibration.h5");
  const std::string module = block + "mlp.down_proj";
  const tensor::Matrix x = normal_matrix(10, wide, 77, 2);
  {
    storage::ModelWriter writer(other.toStdString(), {"calibration", "", "", "", {}});
    writer.write("/activations/" + module + "/input", tensor::ElementType::f32, {10, wide}, x.view());
    writer.commit();
  }
  const Json row = run(quantize("*down_proj.weight", w4 + QStringList{"--calibration", other, "--json"}))
                       .json()["tensors"][0];
  const tensor::Matrix w = read_matrix(model_, module + ".weight");
  QVERIFY(close(row["output_mse"], output_mse(x, w, rounded(w, 4)), 1e-3));
}

void TestCliQuantize::calibration_file_without_the_modules_is_refused() {
  const QString other = folder_.filePath("calibration.h5");
  const Outcome outcome = run(quantize("*q_proj.weight", w4 + QStringList{"--calibration", other}));
  QVERIFY(outcome.is_error(1, {"calibration.h5", "self_attn"}));
}

void TestCliQuantize::codes_are_written_with_scales() {
  const QString out = folder_.filePath("codes.h5");
  const QStringList grouped{"--method", "rtn",
                            "--set",    "weight_bits=3",
                            "--set",    "weight_symmetric=false",
                            "--set",    "weight_granularity=group",
                            "--set",    "group_size=32"};
  QCOMPARE(run(quantize("*down_proj.weight", grouped + QStringList{"--out", out, "--quiet"})).status, 0);
  const std::string group = "/quantized/" + block + "mlp.down_proj.weight/";
  const tensor::Matrix codes = read_matrix(out, group + "codes"), scales = read_matrix(out, group + "scales"),
                       zeros = read_matrix(out, group + "zero_points");
  const tensor::Matrix w = read_matrix(model_, block + "mlp.down_proj.weight");
  QCOMPARE(codes.rows(), w.rows());
  QCOMPARE(codes.columns(), w.columns());
  QCOMPARE(scales.columns(), std::int64_t{3});  // 80 = 32 + 32 + 16
  for (std::int64_t r = 0; r < w.rows(); ++r)
    for (std::int64_t c = 0; c < w.columns(); ++c) {
      const double estimate = (double{codes(r, c)} - zeros(r, c / 32)) * scales(r, c / 32);
      QVERIFY(codes(r, c) >= -4 && codes(r, c) <= 3);
      // Half a step inside the range, and as much again where the zero point was rounded.
      QVERIFY(std::abs(estimate - w(r, c)) <= 1.001 * scales(r, c / 32));
    }
  const auto file = storage::ModelFile::open(out.toStdString());
  QCOMPARE(file->architecture(), std::string("llama"));
  QCOMPARE(file->tokenizer_bytes(), std::string("not a real one"));
  QCOMPARE(file->text("valid"), std::string("some text\n"));
  QVERIFY(!file->find(block + "mlp.down_proj.weight"));
  QVERIFY(file->find(block + "self_attn.q_proj.weight"));
  QVERIFY(file->find(block + "self_attn.q_proj.input"));
}

void TestCliQuantize::dequantized_weights_replace_the_originals() {
  const QString out = folder_.filePath("dequantized.h5");
  QCOMPARE(run(quantize("*_proj.weight", w4 + QStringList{"--out", out, "--dequantized", "--quiet"})).status,
           0);
  const auto before = storage::ModelFile::open(model_.toStdString());
  const auto after = storage::ModelFile::open(out.toStdString());
  QCOMPARE(after->tensors().size(), before->tensors().size());
  QVERIFY(after->config() == before->config());
  QCOMPARE(after->text("valid"), before->text("valid"));
  for (std::size_t i = 0; i < before->tensors().size(); ++i) {
    const storage::TensorInfo &source = before->tensors()[i], &copy = after->tensors()[i];
    QCOMPARE(copy.path, source.path);
    QVERIFY(copy.shape == source.shape);
    const bool replaced = source.name.ends_with("_proj.weight");
    QVERIFY(copy.type == (replaced ? tensor::ElementType::f32 : source.type));
    const tensor::Matrix w = read_matrix(model_, source.path), found = read_matrix(out, source.path);
    const std::vector<double> expected =
        replaced ? rounded(w, 4) : std::vector<double>(w.values().begin(), w.values().end());
    for (std::size_t v = 0; v < expected.size(); ++v)
      QVERIFY(std::abs(double{found.values()[v]} - expected[v]) <= 1e-6 * std::abs(expected[v]));
  }
}

void TestCliQuantize::input_major_weights_keep_their_orientation() {
  const QString model = folder_.filePath("gpt2.h5"), out = folder_.filePath("gpt2-dequantized.h5");
  const tensor::Matrix stored = normal_matrix(12, 36, 5, 1);  // [in, out], as Hugging Face's GPT-2 has it
  {
    storage::ModelWriter writer(model.toStdString(), {"tiny", "gpt2", "", "", {}});
    writer.write("/weights/h.0.attn.c_attn.weight", tensor::ElementType::f32, {12, 36}, stored.view());
    writer.commit();
  }
  QCOMPARE(
      run(QStringList{"quantize", model, "--tensor", "*c_attn*", "--out", out, "--dequantized", "--quiet"} +
          w4)
          .status,
      0);
  tensor::Matrix weights(36, 12);
  for (std::int64_t i = 0; i < 12; ++i)
    for (std::int64_t o = 0; o < 36; ++o) weights(o, i) = stored(i, o);
  const std::vector<double> expected = rounded(weights, 4);
  const tensor::Matrix found = read_matrix(out, "h.0.attn.c_attn.weight");
  QCOMPARE(found.rows(), std::int64_t{12});
  for (std::int64_t i = 0; i < 12; ++i)
    for (std::int64_t o = 0; o < 36; ++o) {
      const double value = expected[static_cast<std::size_t>(o * 12 + i)];
      QVERIFY(std::abs(double{found(i, o)} - value) <= 1e-6 * std::abs(value));
    }
}

void TestCliQuantize::plain_names_make_a_site() {
  const QString model = folder_.filePath("plain.h5");
  const tensor::Matrix w = normal_matrix(6, 10, 1, 1), x = normal_matrix(4, 10, 2, 1);
  {
    storage::ModelWriter writer(model.toStdString(), {"plain", "", "", "", {}});
    writer.write("/weights/layer", tensor::ElementType::f32, {6, 10}, w.view());
    writer.write("/activations/layer/input", tensor::ElementType::f32, {4, 10}, x.view());
    writer.commit();
  }
  const Json row =
      run(QStringList{"quantize", model, "--tensor", "layer", "--json"} + w4).json()["tensors"][0];
  QCOMPARE(row["name"], "layer");
  QVERIFY(close(row["output_mse"], output_mse(x, w, rounded(w, 4)), 1e-3));
}

void TestCliQuantize::h5py_reads_the_codes_data() {
  QTest::addColumn<QStringList>("settings");
  QTest::newRow("channel") << QStringList{"weight_granularity=channel"};
  QTest::newRow("group") << QStringList{"weight_granularity=group", "group_size=20",
                                        "weight_symmetric=false"};
  QTest::newRow("tensor") << QStringList{"weight_granularity=tensor", "weight_bits=8"};
}

/// The program in datasets/README.md, "Quantized files", gives the weights that --dequantized writes.
void TestCliQuantize::h5py_reads_the_codes() {
  QFETCH(QStringList, settings);
  QStringList arguments{"--method", "rtn", "--quiet", "--out"};
  const QString codes = folder_.filePath("codes-for-python.h5"),
                weights = folder_.filePath("weights-for-python.h5");
  QStringList more;
  for (const QString& setting : settings) more << "--set" << setting;
  QCOMPARE(run(quantize("*q_proj.weight", arguments + QStringList{codes} + more)).status, 0);
  QCOMPARE(run(quantize("*q_proj.weight", arguments + QStringList{weights, "--dequantized"} + more)).status,
           0);
  QFile page(QUANTSCOPE_SOURCE_DIR "/datasets/README.md");
  QVERIFY(page.open(QIODevice::ReadOnly));
  QString program =
      QString::fromUtf8(page.readAll()).section("## Quantized files", 1).section("```python", 1, 1);
  program = program.section("```", 0, 0);
  program.replace("quantized.h5", codes)
      .replace("model.layers.1.mlp.down_proj", "model.layers.0.self_attn.q_proj");
  program +=
      QString(
          "import json\n"
          "kept = h5py.File('%1')['weights/model.layers.0.self_attn.q_proj.weight']\n"
          "print(json.dumps([g.attrs['method'], json.loads(kept.attrs['parameters'])['weight_granularity'],"
          " float(abs(kept[:] - w).max()), int(g.attrs['out_features']), str(g['codes'].dtype)]))\n")
          .arg(weights);
  QProcess python;
  python.start("/usr/bin/python3", {"-c", "import h5py"});
  if (!python.waitForFinished(-1) || python.exitCode() != 0) QSKIP("needs python3 with h5py");
  python.start("/usr/bin/python3", {"-c", program});
  QVERIFY(python.waitForFinished(-1));
  QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
  const Json read = Json::parse(python.readAllStandardOutput().toStdString());
  QCOMPARE(read[0], "rtn");
  QVERIFY(settings[0].endsWith(QString::fromStdString(read[1].get<std::string>())));
  QVERIFY(read[2].get<double>() < 1e-7);
  QCOMPARE(read[3], 48);
  QCOMPARE(read[4], "int8");
}

void TestCliQuantize::thread_count_does_not_change_the_figures() {
  const QStringList arguments = quantize("*proj.weight", {"--method", "qllm", "--set", "theta=16", "--json"});
  const Json all = run(arguments).json()["tensors"],
             one = run(arguments + QStringList{"--threads", "1"}).json()["tensors"];
  QCOMPARE(one.size(), all.size());
  for (std::size_t r = 0; r < all.size(); ++r)
    for (const char* key : {"mse", "cosine", "max_abs_error"})
      QVERIFY(near(one[r][key], all[r][key].get<double>(), 1e-12));
}

QUANTSCOPE_TEST(TestCliQuantize)

}  // namespace test_cli_quantize

#include "test_cli_quantize.moc"
