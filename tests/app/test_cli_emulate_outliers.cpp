#include <QDir>
#include <QtTest>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_emulate_outliers {

using namespace quantscope;
using namespace quantscope::cli_testing;

class TestCliEmulateOutliers : public QObject {
  Q_OBJECT

 private slots:
  void a_labelled_copy_with_larger_gains_is_written() {
    const QString target = folder_.filePath("outliers.h5");
    const Outcome outcome = run({"emulate-outliers", sample_model(), "--out", target, "--channels", "3",
                                 "--ratio", "16", "--seed", "2", "--json"});
    QCOMPARE(outcome.status, 0);
    const Json json = outcome.json();
    const std::string label = json["label"];
    QVERIFY2(label.starts_with("emulated outliers: 3 channels × 16"), label.c_str());
    QCOMPARE(json["channels"], 3);
    QCOMPARE(json["ratio"], 16);
    QCOMPARE(json["seed"], 2);
    // Six blocks of two gains and five layers behind them.
    QCOMPARE(json["changed_tensors"], 6 * 7);
    QVERIFY(!json["notes"].empty());
    const auto file = storage::ModelFile::open(target.toStdString());
    QCOMPARE(file->label(), label);
    QVERIFY(file->name().find(label) != std::string::npos);
    const std::string gain = "model.layers.2.input_layernorm.weight";
    const tensor::Matrix before = read_matrix(sample_model(), gain), after = read_matrix(target, gain);
    int grown = 0;
    for (std::size_t c = 0; c < before.values().size(); ++c) {
      const float ratio = after.values()[c] / before.values()[c];
      if (ratio == 16.0f)
        ++grown;
      else
        QCOMPARE(ratio, 1.0f);
    }
    QCOMPARE(grown, 3);
  }

  void the_channels_can_differ_from_norm_to_norm() {
    const QString target = folder_.filePath("differing.h5");
    const Outcome outcome = run({"emulate-outliers", sample_model(), "--out", target, "--channels", "5",
                                 "--ratio", "8", "--same-in-all-layers", "false", "--quiet"});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains("emulated outliers: 5 channels × 8"));
    std::set<std::vector<std::size_t>> channels;
    for (int block = 0; block < 6; ++block) {
      const std::string gain = "model.layers." + std::to_string(block) + ".input_layernorm.weight";
      const tensor::Matrix before = read_matrix(sample_model(), gain), after = read_matrix(target, gain);
      std::vector<std::size_t> grown;
      for (std::size_t c = 0; c < before.values().size(); ++c)
        if (before.values()[c] != after.values()[c]) grown.push_back(c);
      QCOMPARE(grown.size(), std::size_t{5});
      channels.insert(grown);
    }
    QVERIFY(channels.size() > 1);
  }

  void a_preset_gives_its_values_and_single_ones_replace_them() {
    const QString target = folder_.filePath("preset.h5");
    const Outcome outcome = run({"emulate-outliers", sample_model(), "--out", target, "--preset", "opt",
                                 "--channels", "2", "--json"});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.json()["channels"], 2);
    const double ratio = outcome.json()["ratio"];
    QVERIFY(ratio >= 20 && ratio <= 60);  // published for OPT
  }

  void wrong_command_lines_say_what_is_accepted() {
    const QString target = folder_.filePath("none.h5");
    QVERIFY(run({"emulate-outliers", sample_model(), "--out", target, "--preset", "llama-9"})
                .is_error(2, {"llama-9", "opt"}));
    QVERIFY(run({"emulate-outliers", sample_model(), "--out", target, "--channels", "0"})
                .is_error(2, {"--channels", "256"}));
    QVERIFY(run({"emulate-outliers", sample_model(), "--out", target, "--ratio", "much"})
                .is_error(2, {"--ratio", "much"}));
    QVERIFY(run({"emulate-outliers", sample_model(), "--out", sample_model()}).is_error(2, {"--out"}));
    QVERIFY(run({"emulate-outliers", sample_model()}).is_error(2, {"--out"}));
    QVERIFY(run({"emulate-outliers", write_example_model(folder_), "--out", target})
                .is_error(1, {"example.h5"}));  // its configuration is none
    QVERIFY(!QFile::exists(target));
  }

  void quantizing_and_reporting_the_copy_carries_its_label() {
    const QString target = folder_.filePath("labelled.h5"), copy = folder_.filePath("quantized.h5"),
                  report = folder_.filePath("report");
    QCOMPARE(run({"emulate-outliers", sample_model(), "--out", target, "--quiet"}).status, 0);
    QCOMPARE(run({"quantize", target, "--tensor", "*layers.0.self_attn.q_proj.weight", "--method", "rtn",
                  "--out", copy, "--dequantized", "--quiet"})
                 .status,
             0);
    QCOMPARE(storage::ModelFile::open(copy.toStdString())->label(),
             storage::ModelFile::open(target.toStdString())->label());
    QCOMPARE(run({"report", target, "--out", report, "--tensor", "*layers.0.self_attn.q_proj.weight",
                  "--method", "rtn", "--quiet"})
                 .status,
             0);
    QFile page(report + "/report.md");
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY(page.readAll().contains("emulated outliers: 4 channels × 30"));
  }

 private:
  QTemporaryDir folder_;
};

QUANTSCOPE_TEST(TestCliEmulateOutliers)

}  // namespace test_cli_emulate_outliers

#include "test_cli_emulate_outliers.moc"
