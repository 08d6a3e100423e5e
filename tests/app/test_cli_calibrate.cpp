#include <signal.h>

#include <QtTest>
#include <cmath>

#include "core/calibration/known_input.h"
#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_calibrate {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

const char* const h5py_script = R"(
import h5py, numpy as np, sys
with h5py.File(sys.argv[1]) as f:
    assert f.attrs["format"] == "quantscope-model"
    name = "model.layers.1.mlp.down_proj"
    x = f["activations/" + name + "/input"]
    assert x.dtype == "f2" and x.shape == (100, 640), (x.dtype, x.shape)
    assert x.attrs["text"] == "valid.txt" and x.attrs["rows"] == "spread"
    rows = f["calibration/rows"][:]
    c = f["calibration/" + name]
    n = int(c["tokens"][()])
    assert n == 1004, n  # 1000 predicted, and the BOS of four windows
    assert rows.shape == (100,) and rows[0] == 0 and rows[-1] == 99 * n // 100
    h = c["hessian"][:].astype("f8")
    assert h.shape == (640, 640) and np.array_equal(h, h.T)
    assert np.allclose(np.diag(h) / n, c["mean_square"][:], rtol=1e-5)
    s = x[:].astype("f8")
    assert (s.max(0) <= c["maximum"][:] * (1 + np.sign(c["maximum"][:]) * 1e-3) + 1e-6).all()
    assert (s.min(0) >= c["minimum"][:] * (1 + np.sign(-c["minimum"][:]) * 1e-3) - 1e-6).all()
    assert (c["mean_absolute"][:] ** 2 <= c["mean_square"][:] * (1 + 1e-5)).all()
    assert np.linalg.eigvalsh(h).min() > -1e-4 * np.trace(h)
print("good")
)";

}  // namespace

class TestCliCalibrate : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QStringList calibrate(const QString& target, const QStringList& more) const {
    return QStringList{"calibrate", sample_model(), "--text",
                       "valid.txt", "--out",        folder_.filePath(target)} +
           more;
  }
  QStringList w8a8_static(const QStringList& more) const {
    return QStringList{"quantize", sample_model(),
                       "--tensor", "*layers.1.mlp.down_proj.weight",
                       "--method", "rtn",
                       "--set",    "activation_bits=8",
                       "--set",    "activation_granularity=static",
                       "--json"} +
           more;
  }

 private slots:
  void h5py_reads_the_file_as_documented() {
    const Outcome outcome = run(calibrate("c.h5", {"--tokens", "1000", "--samples", "100", "--json"}));
    QCOMPARE(outcome.status, 0);
    const Json json = outcome.json();
    QCOMPARE(json["windows"], 4);
    QCOMPARE(json["tokens"], 1004);
    QCOMPARE(json["samples"], 100);
    QCOMPARE(json["sites"].size(), std::size_t{25});
    QProcess python;
    python.start("/usr/bin/python3", {"-c", h5py_script, folder_.filePath("c.h5")});
    if (!python.waitForStarted()) QSKIP("no python3");
    python.waitForFinished(-1);
    const QByteArray said = python.readAllStandardError();
    if (said.contains("No module named")) QSKIP("no h5py");
    QVERIFY2(python.readAllStandardOutput() == "good\n", said.constData());
  }

  void quantize_takes_ranges_and_samples_of_the_calibration_file() {
    QCOMPARE(run(calibrate("c2.h5", {"--tokens", "2000", "--samples", "64", "--no-hessian"})).status, 0);
    const Json own = run(w8a8_static({})).json()["tensors"][0];
    const Json given = run(w8a8_static({"--calibration", folder_.filePath("c2.h5")})).json()["tensors"][0];
    QVERIFY(own["output_mse"].get<double>() > 0 && given["output_mse"].get<double>() > 0);
    QVERIFY(own["output_mse"] != given["output_mse"]);
    const auto file = storage::ModelFile::open(folder_.filePath("c2.h5").toStdString());
    const auto known = calibration::known_input(*file, {"model.layers.1.mlp.down_proj"});
    QVERIFY(!known.hessian && known.tokens == 2008);
    float of_samples = 0, of_all = 0;
    for (const float x : known.samples->values()) of_samples = std::max(of_samples, std::abs(x));
    for (const float x : known.channel_absmax) of_all = std::max(of_all, x);
    QVERIFY(of_all >= of_samples * 0.999f);
    QVERIFY(of_all > 50);  // the sample's massive activation
  }

  void perplexity_takes_the_calibration_file() {
    QCOMPARE(run(calibrate("c3.h5", {"--tokens", "1500", "--no-hessian"})).status, 0);
    const QStringList static_scales{"perplexity",      sample_model(),
                                    "--text",          "test.txt",
                                    "--tokens",        "1000",
                                    "--method",        "rtn",
                                    "--set",           "weight_bits=8",
                                    "--set",           "activation_bits=8",
                                    "--set",           "activation_granularity=static",
                                    "--no-divergence", "--json"};
    const Json given = run(static_scales + QStringList{"--calibration", folder_.filePath("c3.h5")}).json();
    QVERIFY(given["perplexity"].get<double>() > 10 && given["perplexity"].get<double>() < 40);
    QVERIFY(given["notes"].empty());
  }

  void a_calibration_with_emulated_outliers_fits_the_same_emulation_only() {
    const QStringList outliers{"--emulate-outliers", "llm-int8"};
    QCOMPARE(run(calibrate("c4.h5", QStringList{"--tokens", "600", "--no-hessian"} + outliers)).status, 0);
    const auto file = storage::ModelFile::open(folder_.filePath("c4.h5").toStdString());
    QCOMPARE(file->label(), std::string("emulated outliers: 7 channels × 20"));
    const QStringList perplexity{"perplexity",      sample_model(),  "--text",
                                 "test.txt",        "--tokens",      "300",
                                 "--json",          "--method",      "rtn",
                                 "--no-divergence", "--calibration", folder_.filePath("c4.h5")};
    QVERIFY(run(perplexity).is_error(1, {"c4.h5", "7 channels × 20"}));
    const Outcome fitting = run(perplexity + outliers);
    QCOMPARE(fitting.status, 0);
    QCOMPARE(fitting.json()["label"], "emulated outliers: 7 channels × 20");
  }

  void files_that_are_read_are_not_overwritten() {
    const QString copy = folder_.filePath("copy.h5");
    QVERIFY(QFile::copy(sample_model(), copy));
    QVERIFY(run({"calibrate", copy, "--text", "valid.txt", "--out", copy}).is_error(2, {"copy.h5"}));
    QVERIFY(run({"calibrate", copy, "--text", "valid.txt"}).is_error(2, {"--out"}));
    QVERIFY(run(calibrate("x.h5", {"--samples", "0"})).is_error(2, {"samples"}));
    QVERIFY(run(calibrate("no/folder/x.h5", {"--tokens", "50"})).is_error(1, {"x.h5"}));
  }

  /// Killed at any moment the old file is whole, or there is none.
  void killing_leaves_files_whole() {
    const QString target = folder_.filePath("killed.h5");
    QFile old(target);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("what was there");
    old.close();
    int killed = 0;
    for (const int delay : {30, 150, 400, 900, 1500}) {
      QProcess process;
      process.start(QUANTSCOPE_CLI, calibrate("killed.h5", {"--tokens", "40000"}));
      QVERIFY(process.waitForStarted());
      if (process.waitForFinished(delay)) break;
      ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
      process.waitForFinished(-1);
      if (process.exitStatus() == QProcess::CrashExit) ++killed;
      QVERIFY(old.open(QIODevice::ReadOnly));
      const QByteArray content = old.readAll();
      old.close();
      if (content == "what was there") continue;
      QVERIFY(storage::ModelFile::open(target.toStdString())->is_model());
      break;
    }
    QVERIFY(killed > 0);
  }
};

QUANTSCOPE_TEST(TestCliCalibrate)

}  // namespace test_cli_calibrate

#include "test_cli_calibrate.moc"
