#include <signal.h>

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>
#include <set>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_sweep {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

QByteArray content(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Cells in a journal: whole lines behind the first.
int cells_in(const QString& folder) {
  return std::max<int>(0, static_cast<int>(content(folder + "/cells.jsonl").count('\n')) - 1);
}

bool same_results(const QString& one, const QString& other) {
  for (const char* name : {"/results.csv", "/results.json", "/summary.csv"}) {
    const QByteArray text = content(one + name);
    if (text.isEmpty() || text != content(other + name)) {
      qWarning("%s differs", name);
      return false;
    }
  }
  return true;
}

/// Empty where mpirun can be used here, else why not.
QString why_no_mpi() {
  if (QStandardPaths::findExecutable("mpirun").isEmpty()) return "mpirun is not installed (openmpi-bin)";
  if (!run({"sweep", "--help"}).out.contains("Under mpirun")) return "quantscope-cli is built without MPI";
  return {};
}

/// Open MPI unloads its parts with memory still allocated, which a leak checker cannot tell from ours any
/// more: builds with the address sanitizer do not look for leaks here.
Outcome run_ranks(int ranks, const QStringList& arguments) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("ASAN_OPTIONS", environment.value("ASAN_OPTIONS") + ":detect_leaks=0");
  process.setProcessEnvironment(environment);
  process.start("mpirun", QStringList{"-n", QString::number(ranks), "--allow-run-as-root", "--oversubscribe",
                                      QUANTSCOPE_CLI} +
                              arguments);
  if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace

class TestCliSweep : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void figures_equal_quantize_exactly();
  void the_example_study_works();
  void wrong_studies_are_named();
  void killed_and_resumed_equals_uninterrupted();
  void interrupting_keeps_what_is_done();
  void two_processes_equal_one();
  void killed_ranks_resume_as_one_process();
  void an_error_of_the_study_ends_all_ranks();

 private:
  /// A study of the sample that takes some seconds; the same in every test.
  QString long_study() {
    return write_study("long.json", sample_model(),
                       R"([{"id":"rtn","parameters":{"weight_bits":[2,3,4,8],"clip":["mse","percentile"]}},
                           {"id":"qllm","parameters":{"weight_bits":[3,4,8],"activation_bits":[4,8]}}])");
  }
  static constexpr int long_cells = 14 * 42;
  QString write_study(const QString& name, const QString& model, const char* methods) {
    QFile file(folder_.filePath(name));
    const Json study = {{"format", "quantscope-study"},
                        {"format_version", 1},
                        {"model", model.toStdString()},
                        {"methods", Json::parse(methods)}};
    if (!file.open(QIODevice::WriteOnly) || file.write(study.dump().c_str()) < 0) qFatal("no study written");
    return file.fileName();
  }
  QStringList sweep(const QString& study, const QString& out, const QStringList& more = {}) const {
    return QStringList{"sweep", study, "--out", folder_.filePath(out)} + more;
  }
  /// The whole long study by one process, once for all tests.
  const QString& uninterrupted() {
    if (uninterrupted_.isEmpty() && run(sweep(long_study(), "whole")).status == 0)
      uninterrupted_ = folder_.filePath("whole");
    return uninterrupted_;
  }
  /// Starts the long study and waits for some of its cells. False where it ended before.
  bool start_and_wait(QProcess& process, const QString& out, const QString& program,
                      const QStringList& arguments);

  QTemporaryDir folder_;
  QString model_, uninterrupted_;
};

void TestCliSweep::initTestCase() {
  model_ = write_example_model(folder_);
}

void TestCliSweep::figures_equal_quantize_exactly() {
  const QString study = write_study(
      "s.json", "example.h5",
      R"([{"id":"rtn","parameters":{"weight_bits":[3,8]}},{"id":"qllm","parameters":{"theta":16}}])");
  const Outcome outcome = run(sweep(study, "plain", {"--json"}));
  QCOMPARE(outcome.status, 0);
  QCOMPARE(outcome.json()["cells_computed"], 12);
  const Json cells = Json::parse(content(folder_.filePath("plain/results.json")).toStdString())["cells"];
  QCOMPARE(cells.size(), std::size_t{12});
  const std::vector<QStringList> settings = {{"--method", "rtn", "--set", "weight_bits=3"},
                                             {"--method", "rtn", "--set", "weight_bits=8"},
                                             {"--method", "qllm", "--set", "theta=16"}};
  for (std::size_t s = 0; s < settings.size(); ++s) {
    const Json rows =
        run(QStringList{"quantize", model_, "--tensor", "*_proj.weight", "--json"} + settings[s])
            .json()["tensors"];
    for (std::size_t w = 0; w < 4; ++w) {
      const Json& cell = cells[s * 4 + w];
      const Json* row = find_row(rows, cell["tensor"]);
      QVERIFY(row);
      for (const char* key : {"mse", "sqnr_db", "cosine", "max_abs_error", "bits_per_weight", "parameters"})
        QVERIFY2(cell[key] == (*row)[key], key);
    }
  }
}

void TestCliSweep::the_example_study_works() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  const Outcome outcome =
      run(sweep(QUANTSCOPE_SOURCE_DIR "/datasets/example-study.json", "example", {"--json"}));
  QCOMPARE(outcome.status, 0);
  QCOMPARE(outcome.json()["problems"], 0);
  QVERIFY(outcome.json()["settings_left_out"].get<int>() > 0);
}

void TestCliSweep::wrong_studies_are_named() {
  QVERIFY(run(sweep(folder_.filePath("none.json"), "x")).is_error(1, {"none.json"}));
  QVERIFY(run(sweep(folder_.path(), "x")).is_error(1, {"is a folder"}));
  const QString study =
      write_study("bad.json", "example.h5", R"([{"id":"rtn","parameters":{"weight_bits":[4,9]}}])");
  QVERIFY(run(sweep(study, "x")).is_error(1, {"bad.json", "methods[0].parameters.weight_bits[1]", "9"}));
  QVERIFY(run(sweep(write_study("m.json", "none.h5", R"([{"id":"rtn"}])"), "x")).is_error(1, {"none.h5"}));
  QVERIFY(!QFile::exists(folder_.filePath("x")));
  QCOMPARE(run(sweep(write_study("1.json", "example.h5", R"([{"id":"rtn"}])"), "used")).status, 0);
  const QString other =
      write_study("2.json", "example.h5", R"([{"id":"rtn","parameters":{"weight_bits":3}}])");
  QVERIFY(run(sweep(other, "used")).is_error(1, {"another study", "--restart"}));
  QCOMPARE(run(sweep(other, "used", {"--restart"})).status, 0);
  QVERIFY(run({"sweep", other}).is_error(2, {"--out"}));
}

bool TestCliSweep::start_and_wait(QProcess& process, const QString& out, const QString& program,
                                  const QStringList& arguments) {
  process.start(program, arguments);
  while (cells_in(folder_.filePath(out)) < 20)
    if (process.waitForFinished(1)) return false;
  return process.state() == QProcess::Running;
}

void TestCliSweep::killed_and_resumed_equals_uninterrupted() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  const QStringList arguments = sweep(long_study(), "killed");
  QProcess process;
  QVERIFY(start_and_wait(process, "killed", QUANTSCOPE_CLI, arguments));
  process.kill();
  QVERIFY(process.waitForFinished(-1));
  QCOMPARE(process.exitStatus(), QProcess::CrashExit);
  const int before = cells_in(folder_.filePath("killed"));
  QVERIFY(before >= 20 && before < long_cells);
  // What is there can be read at any time.
  const Json partial =
      Json::parse(content(folder_.filePath("killed/results.json")).toStdString(), nullptr, false);
  QVERIFY(!partial.is_discarded());
  QVERIFY(partial["cells_done"].get<int>() <= before);

  const Outcome outcome = run(arguments + QStringList{"--json"});
  QCOMPARE(outcome.status, 0);
  QCOMPARE(outcome.json()["cells_there_already"], before);
  QCOMPARE(outcome.json()["cells_computed"], long_cells - before);
  std::set<std::string> keys;
  const QList<QByteArray> lines = content(folder_.filePath("killed/cells.jsonl")).split('\n');
  for (const QByteArray& line : lines.mid(1, lines.size() - 2))
    QVERIFY(keys.insert(Json::parse(line.toStdString())["key"].get<std::string>()).second);
  QCOMPARE(keys.size(), std::size_t{long_cells});
  QVERIFY(same_results(uninterrupted(), folder_.filePath("killed")));
}

void TestCliSweep::interrupting_keeps_what_is_done() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  const QStringList arguments = sweep(long_study(), "interrupted");
  QProcess process;
  QVERIFY(start_and_wait(process, "interrupted", QUANTSCOPE_CLI, arguments));
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(-1));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 1);
  QVERIFY(process.readAllStandardError().contains("cancelled"));
  const int before = cells_in(folder_.filePath("interrupted"));
  QCOMPARE(Json::parse(content(folder_.filePath("interrupted/results.json")).toStdString())["cells_done"],
           before);
  QCOMPARE(run(arguments + QStringList{"--json"}).json()["cells_there_already"], before);
  QVERIFY(same_results(uninterrupted(), folder_.filePath("interrupted")));
}

void TestCliSweep::two_processes_equal_one() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  if (const QString reason = why_no_mpi(); !reason.isEmpty()) QSKIP(qPrintable(reason));
  const Outcome outcome = run_ranks(2, sweep(long_study(), "ranks", {"--json"}));
  QVERIFY2(outcome.status == 0, outcome.err.constData());
  QCOMPARE(outcome.json()["processes"], 2);
  QCOMPARE(outcome.json()["cells_computed"], long_cells);
  QCOMPARE(cells_in(folder_.filePath("ranks")), long_cells);
  QVERIFY(same_results(uninterrupted(), folder_.filePath("ranks")));
}

void TestCliSweep::killed_ranks_resume_as_one_process() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  if (const QString reason = why_no_mpi(); !reason.isEmpty()) QSKIP(qPrintable(reason));
  const QStringList arguments = sweep(long_study(), "ranks-killed");
  QProcess process;
  QVERIFY(start_and_wait(
      process, "ranks-killed", "mpirun",
      QStringList{"-n", "3", "--allow-run-as-root", "--oversubscribe", QUANTSCOPE_CLI} + arguments));
  process.terminate();
  QVERIFY(process.waitForFinished(-1));
  // The ranks may outlive mpirun by a moment; the folder is theirs until then.
  Outcome outcome;
  do {
    outcome = run(arguments + QStringList{"--json"});
  } while (outcome.err.contains("another process"));
  QCOMPARE(outcome.status, 0);
  QVERIFY(outcome.json()["cells_there_already"].get<int>() >= 20);
  QCOMPARE(cells_in(folder_.filePath("ranks-killed")), long_cells);
  QVERIFY(same_results(uninterrupted(), folder_.filePath("ranks-killed")));
}

void TestCliSweep::an_error_of_the_study_ends_all_ranks() {
  if (const QString reason = why_no_mpi(); !reason.isEmpty()) QSKIP(qPrintable(reason));
  const QString study = write_study("bad.json", "example.h5", R"([{"id":"rtm"}])");
  const Outcome outcome = run_ranks(2, sweep(study, "ranks-bad"));
  QCOMPARE(outcome.status, 1);
  QCOMPARE(outcome.err.count("rtm"), 1);
}

QUANTSCOPE_TEST(TestCliSweep)

}  // namespace test_cli_sweep

#include "test_cli_sweep.moc"
