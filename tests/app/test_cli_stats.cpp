#include <QtTest>
#include <algorithm>
#include <limits>

#include "core/tensor/half.h"
#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_stats {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

const std::vector<std::string> contract_keys{"name",
                                             "shape",
                                             "dtype",
                                             "count",
                                             "min",
                                             "max",
                                             "mean",
                                             "std",
                                             "kurtosis",
                                             "absmax",
                                             "p50",
                                             "p99",
                                             "p999",
                                             "p9999",
                                             "channel_absmax_max",
                                             "channel_absmax_median",
                                             "outlier_ratio",
                                             "outlier_channels"};

/// The same figures by two passes in double over all values.
void compare_with_two_passes(const Json& row, const tensor::Matrix& values) {
  const auto n = static_cast<double>(values.count());
  double sum = 0, m2 = 0, m4 = 0, low = values(0, 0), high = low;
  std::vector<double> magnitudes;
  for (const float x : values.values()) {
    sum += x;
    low = std::min(low, double{x});
    high = std::max(high, double{x});
    magnitudes.push_back(std::abs(double{x}));
  }
  for (const float x : values.values()) {
    m2 += std::pow(x - sum / n, 2);
    m4 += std::pow(x - sum / n, 4);
  }
  QCOMPARE(row["count"], values.count());
  QVERIFY(near(row["min"], low));
  QVERIFY(near(row["max"], high));
  QVERIFY(near(row["mean"], sum / n));
  QVERIFY(near(row["std"], std::sqrt(m2 / n)));
  QVERIFY(near(row["kurtosis"], m4 * n / (m2 * m2)));
  QVERIFY(near(row["absmax"], std::max(-low, high)));
  std::ranges::sort(magnitudes);
  for (const auto& [key, fraction] :
       {std::pair{"p50", 0.5}, {"p99", 0.99}, {"p999", 0.999}, {"p9999", 0.9999}}) {
    const auto rank = static_cast<std::size_t>(std::ceil(fraction * n)) - 1;
    // Values other than 16-bit ones are counted in cells of 0.2 %; a quantile is interpolated inside a cell.
    QVERIFY2(std::abs(row[key].get<double>() - magnitudes[rank]) <= 0.003 * magnitudes[rank] + 1e-12, key);
  }
  std::vector<double> channels(static_cast<std::size_t>(values.columns()), 0.0);
  for (std::int64_t r = 0; r < values.rows(); ++r)
    for (std::int64_t c = 0; c < values.columns(); ++c)
      channels[static_cast<std::size_t>(c)] =
          std::max(channels[static_cast<std::size_t>(c)], std::abs(double{values(r, c)}));
  std::vector<double> sorted = channels;
  std::ranges::sort(sorted);
  const std::size_t half = sorted.size() / 2;
  const double median = sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  QVERIFY(near(row["channel_absmax_max"], sorted.back()));
  QVERIFY(near(row["channel_absmax_median"], median));
  QVERIFY(near(row["outlier_ratio"], sorted.back() / median));
  std::vector<std::int64_t> outliers;
  for (std::size_t c = 0; c < channels.size(); ++c)
    if (channels[c] > 6 * median) outliers.push_back(static_cast<std::int64_t>(c));
  auto found = row["outlier_channels"].get<std::vector<std::int64_t>>();
  std::ranges::sort(found);
  QVERIFY(found == outliers);
}

}  // namespace

class TestCliStats : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void keys_and_values_follow_the_contract();
  void maxima_alone_have_no_invented_samples();
  void csv_equals_json();
  void threads_and_budget_do_not_change_the_figures();
  void tensor_globs_select();
  void extreme_values_stay_figures();
  void tensors_without_finite_values_have_none();
  void sample_model_has_its_massive_activations();
  void python_files_open();

 private:
  QTemporaryDir folder_;
  QString model_;
};

void TestCliStats::initTestCase() {
  model_ = write_example_model(folder_);
}

void TestCliStats::keys_and_values_follow_the_contract() {
  const Outcome outcome = run({"stats", model_, "--json"});
  QCOMPARE(outcome.status, 0);
  QVERIFY(outcome.err.isEmpty());
  const Json document = outcome.json();
  QCOMPARE(document["tensors"].size(), std::size_t{8});
  for (const Json& row : document["tensors"]) {
    for (const std::string& key : contract_keys) QVERIFY2(row.contains(key), key.c_str());
    const std::string name = row["name"];
    if (name.ends_with("input_absmax")) continue;
    compare_with_two_passes(row, read_matrix(model_, name));
  }
  const Json* inputs = find_row(document["tensors"], "model.layers.0.self_attn.q_proj.input");
  QVERIFY(inputs);
  QCOMPARE((*inputs)["outlier_channels"], Json::array({outlier_channel}));
}

void TestCliStats::maxima_alone_have_no_invented_samples() {
  const Json row = run({"stats", model_, "--tensor", "*input_absmax", "--json"}).json()["tensors"][0];
  for (const char* key : {"count", "min", "max", "mean", "std", "kurtosis", "p50", "p99", "p999", "p9999"})
    QVERIFY2(row.contains(key) && row[key].is_null(), key);
  QCOMPARE(row["absmax"], 100.0);
  QCOMPARE(row["channel_absmax_max"], 100.0);
  // 80 channels of 2, 3, 4 in turn: the median is 3.
  QCOMPARE(row["channel_absmax_median"], 3.0);
  QVERIFY(near(row["outlier_ratio"], 100.0 / 3));
  QCOMPARE(row["outlier_channels"], Json::array({9}));
}

void TestCliStats::csv_equals_json() {
  const QString csv = folder_.filePath("stats.csv");
  const Outcome outcome = run({"stats", model_, "--json", "--csv", csv});
  QCOMPARE(outcome.status, 0);
  const Json tensors = outcome.json()["tensors"];
  const auto rows = csv_rows(csv);
  QCOMPARE(rows.size(), tensors.size() + 1);
  for (std::size_t r = 0; r < tensors.size(); ++r) {
    QCOMPARE(rows[r + 1].size(), rows[0].size());
    for (int c = 0; c < rows[0].size(); ++c) {
      const Json& value = tensors[r][rows[0][c].toStdString()];
      const QString text = rows[r + 1][c];
      if (value.is_null())
        QVERIFY(text.isEmpty());
      else if (value.is_number())
        QCOMPARE(text.toDouble(), value.get<double>());
      else if (value.is_string())
        QCOMPARE(text.toStdString(), value.get<std::string>());
      else if (value.is_array())
        QCOMPARE(text.split(' ', Qt::SkipEmptyParts).size(), static_cast<int>(value.size()));
    }
  }
}

void TestCliStats::threads_and_budget_do_not_change_the_figures() {
  const Json expected = run({"stats", model_, "--json"}).json()["tensors"];
  const Json found =
      run({"stats", model_, "--json", "--threads", "1", "--memory-budget", "1"}).json()["tensors"];
  QCOMPARE(found.size(), expected.size());
  for (std::size_t r = 0; r < expected.size(); ++r)
    for (const auto& [key, value] : expected[r].items()) {
      if (value.is_number_float())
        QVERIFY2(near(found[r][key], value.get<double>(), 1e-12), key.c_str());
      else
        QVERIFY2(found[r][key] == value, key.c_str());
    }
}

void TestCliStats::tensor_globs_select() {
  const auto names = [&](const QStringList& more) {
    std::vector<std::string> result;
    const Json document = run(QStringList{"stats", model_, "--json"} + more).json();
    for (const Json& row : document["tensors"]) result.push_back(row["name"]);
    return result;
  };
  const std::string attention = "model.layers.0.self_attn.";
  QVERIFY((names({"--tensor", "*.k_proj.*"}) == std::vector{attention + "k_proj.weight"}));
  QVERIFY((names({"--tensor", "/weights/*v_proj*"}) == std::vector{attention + "v_proj.weight"}));
  // A module's name means all of the module: its weights and its captured input.
  QVERIFY((names({"--tensor", "model.layers.0.self_attn.q_proj"}) ==
           std::vector{attention + "q_proj.input", attention + "q_proj.weight"}));
  QCOMPARE(names({"--tensor", "*k_proj*", "--tensor", "*v_proj*"}).size(), std::size_t{2});
}

void TestCliStats::extreme_values_stay_figures() {
  const QString path = folder_.filePath("extreme.h5");
  {
    storage::ModelWriter writer(path.toStdString(), {"extreme", "", "", "", {}});
    tensor::Matrix values(2, 3);
    values(0, 0) = 1e20f;
    values(0, 1) = std::numeric_limits<float>::quiet_NaN();
    values(0, 2) = -std::numeric_limits<float>::infinity();
    values(1, 0) = 1;
    values(1, 1) = -2;
    values(1, 2) = 0;
    writer.write("/weights/w", tensor::ElementType::f32, {2, 3}, values.view());
    writer.commit();
  }
  const Json row = run({"stats", path, "--json"}).json()["tensors"][0];
  QCOMPARE(row["count"], 6);
  QCOMPARE(row["nan"], 1);
  QCOMPARE(row["infinite"], 1);
  QCOMPARE(row["zeros"], 1);
  QVERIFY(near(row["max"], 1e20));
  QCOMPARE(row["min"], -2.0);
  QVERIFY(near(row["mean"], (1e20 + 1 - 2 + 0) / 4));
  QVERIFY(row["p50"].get<double>() >= 1 && row["p50"].get<double>() < 1.01);
  QVERIFY(near(row["channel_absmax_max"], 1e20));
}

void TestCliStats::tensors_without_finite_values_have_none() {
  const QString path = folder_.filePath("none.h5");
  {
    storage::ModelWriter writer(path.toStdString(), {"none", "", "", "", {}});
    tensor::Matrix values(1, 2);
    values(0, 0) = values(0, 1) = std::numeric_limits<float>::quiet_NaN();
    writer.write("/weights/nan", tensor::ElementType::f32, {2}, values.view());
    writer.create("/weights/empty", tensor::ElementType::f32, {0, 4});
    writer.commit();
  }
  const Outcome outcome = run({"stats", path, "--json"});
  QCOMPARE(outcome.status, 0);
  const Json document = outcome.json();
  for (const Json& row : document["tensors"]) {
    QCOMPARE(row["count"], row["name"] == "nan" ? 2 : 0);
    for (const char* key : {"min", "max", "mean", "absmax", "p50", "outlier_ratio"})
      QVERIFY(row[key].is_null());
  }
}

void TestCliStats::sample_model_has_its_massive_activations() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  const Json row = run({"stats", sample_model(), "--tensor", "model.layers.1.mlp.down_proj.input", "--json"})
                       .json()["tensors"][0];
  // Known of this model: |x| up to 107, one channel 68 × the median channel.
  QVERIFY(std::abs(row["absmax"].get<double>() - 107) < 1);
  QVERIFY(std::abs(row["outlier_ratio"].get<double>() - 68) < 1);
}

void TestCliStats::python_files_open() {
  const QString path = folder_.filePath("python.h5");
  QProcess python;
  python.start("/usr/bin/python3",
               {"-c", QString("import h5py, numpy\n"
                              "f = h5py.File('%1', 'w')\n"
                              "f['dense/kernel'] = numpy.arange(12, dtype='>f8').reshape(3, 4)\n"
                              "f['names'] = 'text'\n")
                          .arg(path)});
  if (!python.waitForFinished(-1) || python.exitCode() != 0) QSKIP("needs python3 with h5py");
  const Outcome outcome = run({"stats", path, "--json"});
  QCOMPARE(outcome.status, 0);
  const Json tensors = outcome.json()["tensors"];
  QCOMPARE(tensors.size(), std::size_t{1});
  QCOMPARE(tensors[0]["name"], "dense/kernel");
  QVERIFY(near(tensors[0]["mean"], 5.5));
  QCOMPARE(tensors[0]["max"], 11.0);
}

QUANTSCOPE_TEST(TestCliStats)

}  // namespace test_cli_stats

#include "test_cli_stats.moc"
