#include <QDir>
#include <QtTest>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_compare {

using namespace quantscope;
using namespace quantscope::cli_testing;

class TestCliCompare : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void cells_equal_quantize_exactly();
  void tables_are_written_as_csv_and_json();
  void the_best_run_stands_first();
  void differences_are_to_the_baseline();
  void all_linear_weights_without_a_pattern();
  void methods_that_cannot_work_leave_a_note();
  void wrong_arguments_are_named_data();
  void wrong_arguments_are_named();
  void cells_of_the_sample_do_not_depend_on_the_threads();

 private:
  Json read_json(const QString& name) const {
    QFile file(out(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return Json::parse(file.readAll().toStdString(), nullptr, false);
  }
  QString out(const QString& name) const { return folder_.filePath("out/" + name); }
  Outcome compare(const QStringList& more) const {
    return run(QStringList{"compare", model_, "--out", folder_.filePath("out")} + more);
  }
  QTemporaryDir folder_;
  QString model_;
};

void TestCliCompare::initTestCase() {
  model_ = write_example_model(folder_);
}

void TestCliCompare::cells_equal_quantize_exactly() {
  const QStringList glob{"--tensor", "*_proj.weight"};
  const Outcome outcome = compare(
      glob + QStringList{"--method", "rtn:weight_bits=3,clip=mse", "--method", "qllm:theta=16", "--json"});
  QCOMPARE(outcome.status, 0);
  const Json cells = outcome.json()["cells"];
  QCOMPARE(cells.size(), std::size_t{8});
  const std::vector<QStringList> same = {{"--method", "rtn", "--set", "weight_bits=3", "--set", "clip=mse"},
                                         {"--method", "qllm", "--set", "theta=16"}};
  std::size_t at = 0;
  for (const QStringList& method : same) {
    const Json rows = run(QStringList{"quantize", model_, "--json"} + glob + method).json()["tensors"];
    QCOMPARE(rows.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i, ++at) {
      const Json* row = find_row(rows, cells[at]["tensor"]);
      QVERIFY(row);
      for (const char* key : {"mse", "sqnr_db", "cosine", "max_abs_error", "bits_per_weight", "output_mse",
                              "output_sqnr_db", "outlier_error_share", "parameters", "method"})
        QVERIFY2(row->contains(key) ? cells[at][key] == (*row)[key] : cells[at][key].is_null(), key);
    }
  }
}

void TestCliCompare::tables_are_written_as_csv_and_json() {
  const Outcome outcome = compare({"--tensor", "*q_proj.weight", "--method", "rtn", "--json"});
  QCOMPARE(outcome.status, 0);
  const Json cells = read_json("comparison.json"), summary = read_json("summary.json");
  QVERIFY(cells == outcome.json()["cells"]);
  QVERIFY(summary == outcome.json()["runs"]);
  QCOMPARE(csv_rows(out("comparison.csv")).size(), cells.size() + 1);
  QCOMPARE(csv_rows(out("summary.csv")).size(), summary.size() + 1);
  for (const char* key :
       {"run", "method", "bits_per_weight", "output_sqnr_db", "sqnr_db", "pareto", "parameters"})
    QVERIFY2(summary[0].contains(key), key);
  const Json document = outcome.json();
  for (const Json& file : document["files"])
    QVERIFY(QFile::exists(QString::fromStdString(file.get<std::string>())));
}

void TestCliCompare::the_best_run_stands_first() {
  const Outcome outcome = compare(
      {"--tensor", "*q_proj.weight", "--method", "rtn:weight_bits=2", "--method", "rtn:weight_bits=8"});
  QCOMPARE(outcome.status, 0);
  const qsizetype eight = outcome.out.indexOf("rtn W8A8"), two = outcome.out.indexOf("rtn W2A8");
  QVERIFY(eight > 0 && two > eight);
  QVERIFY(outcome.out.contains("worst_tensors"));
}

void TestCliCompare::differences_are_to_the_baseline() {
  for (const char* baseline : {"2", "qllm", "qllm:theta=16"}) {
    const Json document = compare({"--tensor", "*q_proj.weight", "--method", "rtn", "--method",
                                   "qllm:theta=16", "--baseline", baseline, "--json"})
                              .json();
    QCOMPARE(document["baseline"], "qllm theta=16 W4A8");
    const Json& cells = document["cells"];
    QVERIFY(near(cells[0]["difference_mse"], cells[0]["mse"].get<double>() - cells[1]["mse"].get<double>(),
                 1e-15));
    QCOMPARE(cells[1]["difference_mse"], 0.0);
  }
}

void TestCliCompare::all_linear_weights_without_a_pattern() {
  const Json cells = compare({"--method", "rtn", "--json"}).json()["cells"];
  QCOMPARE(cells.size(), std::size_t{4});  // q, k, v and down; no embedding, no norm
}

void TestCliCompare::methods_that_cannot_work_leave_a_note() {
  QTemporaryDir folder;
  const QString path = folder.filePath("w.h5");
  storage::ModelWriter writer(path.toStdString(), {"w", "llama", "", "", {}});
  writer.write("/weights/model.layers.0.mlp.down_proj.weight", tensor::ElementType::f32, {8, 16},
               normal_matrix(8, 16, 1, 1).view());
  writer.commit();
  const Outcome outcome =
      run({"compare", path, "--out", folder.filePath("o"), "--method", "qllm", "--method", "rtn", "--json"});
  QCOMPARE(outcome.status, 0);
  const Json document = outcome.json();
  QVERIFY(document["cells"][0]["mse"].is_null());
  QVERIFY(!document["cells"][0]["notes"].get<std::string>().empty());
  QVERIFY(document["cells"][1]["mse"].is_number());
  QCOMPARE(document["runs"][0]["method"], "rtn");
}

void TestCliCompare::wrong_arguments_are_named_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("word");
  QTest::newRow("no method") << QStringList{} << "--method";
  QTest::newRow("unknown method") << QStringList{"--method", "rtm"} << "rtm";
  QTest::newRow("unknown parameter") << QStringList{"--method", "rtn:bits=4"} << "bits";
  QTest::newRow("value out of range") << QStringList{"--method", "rtn:weight_bits=9"} << "weight_bits=9";
  QTest::newRow("twice the same") << QStringList{"--method", "rtn", "--method", "rtn"} << "twice";
  QTest::newRow("no such baseline") << QStringList{"--method", "rtn", "--baseline", "2"} << "--baseline '2'";
  QTest::newRow("two baselines") << QStringList{"--method",          "rtn:weight_bits=4", "--method",
                                                "rtn:weight_bits=8", "--baseline",        "rtn"}
                                 << "more than one";
  QTest::newRow("no such tensor") << QStringList{"--method", "rtn", "--tensor", "*nothing*"} << "nothing";
}

void TestCliCompare::wrong_arguments_are_named() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, word);
  QVERIFY(compare(arguments).is_error(2, {word.toUtf8().constData()}));
}

void TestCliCompare::cells_of_the_sample_do_not_depend_on_the_threads() {
  if (!QFile::exists(sample_model())) QSKIP("needs datasets/wordnet-llama.h5");
  std::vector<QList<QByteArray>> tables;
  for (const char* threads : {"1", "2"}) {
    QTemporaryDir folder;
    const Outcome outcome = run({"compare", sample_model(), "--tensor", "*layers.1.*", "--method", "rtn",
                                 "--method", "qllm", "--threads", threads, "--out", folder.path(), "--json"});
    QCOMPARE(outcome.status, 0);
    Json cells = outcome.json()["cells"];
    for (Json& cell : cells) cell.erase("time_s");
    tables.push_back({QByteArray::fromStdString(cells.dump())});
  }
  QVERIFY(tables[0] == tables[1]);
}

QUANTSCOPE_TEST(TestCliCompare)

}  // namespace test_cli_compare

#include "test_cli_compare.moc"
