#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <fstream>
#include <set>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "core/study/sweep_cell.h"
#include "core/study/sweep_folder.h"
#include "tests/quantscope_test.h"

namespace test_sweep {

using namespace quantscope;

namespace {

tensor::Matrix waves(std::int64_t rows, std::int64_t columns, float step) {
  tensor::Matrix matrix(rows, columns);
  float i = 0;
  for (float& value : matrix.values()) value = std::sin(step * ++i);
  return matrix;
}

std::string with_methods(const std::string& methods, const std::string& more = "") {
  return R"({"format":"quantscope-study","format_version":1,"model":"m.h5",)" + more + R"("methods":)" +
         methods + "}";
}

study::StudyPlan parsed(const std::string& text) {
  return study::parse_study_plan(text, "study.json", "/folder");
}

/// The error of a plan.
std::string refusal(const std::string& text) {
  try {
    parsed(text);
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

bool says(const std::string& text, const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (text.find(word) == std::string::npos) {
      qWarning("'%s' does not say '%s'", text.c_str(), word.c_str());
      return false;
    }
  return true;
}

QByteArray content(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const std::string grid = R"([{"id":"rtn","parameters":{"weight_bits":[3,8],"clip":["none","mse"]}},
                             {"id":"qllm","parameters":{"theta":6}}])";

}  // namespace

class TestSweep : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void lists_are_axes_and_plain_values_are_fixed();
  void settings_that_differ_without_effect_are_computed_once();
  void errors_name_the_place_and_what_is_accepted_data();
  void errors_name_the_place_and_what_is_accepted();
  void absurd_grids_are_refused_with_their_size();
  void tensors_without_a_match_are_refused();
  void figures_survive_the_journal_to_the_last_bit();
  void units_hold_every_open_cell_once();
  void few_sites_are_cut_for_many_workers();
  void results_do_not_depend_on_order_or_resuming();
  void a_cut_last_line_is_dropped();
  void damaged_lines_are_passed_over();
  void another_study_is_refused();
  void a_changed_model_is_refused();
  void a_foreign_file_is_left_alone();
  void two_processes_do_not_share_a_folder();

 private:
  study::Study opened(const std::string& methods = grid) const {
    return study::open_study(
        study::parse_study_plan(with_methods(methods), "study.json", folder_->path().toStdString()));
  }
  std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  /// Works until `most` cells are there; in the order of another number of workers.
  static void work(const study::Study& study, study::SweepFolder& folder, int workers, int most = 1000) {
    study::SweepQueue queue(
        study, [&](int run, int weight) { return folder.has(run, weight); }, workers);
    std::vector<study::SweepUnit> units;
    while (auto unit = queue.take(-1)) units.push_back(std::move(*unit));
    if (workers > 1) std::ranges::reverse(units);
    study::SweepWorker worker(study);
    for (const study::SweepUnit& unit : units)
      worker.work(unit, {}, [&](const study::ComparisonCell& cell) {
        if (most-- > 0) folder.add(cell);
      });
    folder.write_results();
  }
  void write_model(float step) const;

  std::unique_ptr<QTemporaryDir> folder_;
};

void TestSweep::write_model(float step) const {
  storage::ModelWriter writer(path("m.h5"), {"m", "llama", "", "", {}});
  using tensor::ElementType;
  const std::string block = "/weights/model.layers.0.";
  writer.write(block + "self_attn.o_proj.weight", ElementType::f32, {16, 16}, waves(16, 16, step).view());
  writer.write(block + "mlp.gate_proj.weight", ElementType::f32, {24, 16}, waves(24, 16, 0.9f).view());
  writer.write(block + "mlp.up_proj.weight", ElementType::f32, {24, 16}, waves(24, 16, 1.1f).view());
  writer.write("/activations/model.layers.0.mlp.gate_proj/input", ElementType::f32, {8, 16},
               waves(8, 16, 0.37f).view());
  writer.commit();
}

void TestSweep::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  write_model(0.7f);
}

void TestSweep::lists_are_axes_and_plain_values_are_fixed() {
  const study::StudyPlan plan = parsed(with_methods(
      R"([{"id":"rtn","parameters":{"weight_bits":[3,8],"activation_bits":16,"clip":["none","mse"]}},{"id":"qllm"}])",
      R"("name":"n","tensors":["*q*"],)"));
  QCOMPARE(plan.name, std::string("n"));
  QCOMPARE(plan.model_path, std::filesystem::path("/folder/m.h5"));
  const std::vector<study::Setting> settings = study::settings_of(plan);
  QCOMPARE(settings.size(), std::size_t{5});
  const auto rtn = [](double bits, const char* clip) {
    return study::Setting{"rtn",
                          {{"weight_bits", bits}, {"activation_bits", 16.0}, {"clip", std::string(clip)}}};
  };
  QVERIFY(settings[0] == rtn(3, "none"));
  QVERIFY(settings[1] == rtn(3, "mse"));
  QVERIFY(settings[2] == rtn(8, "none"));
  QVERIFY(settings[3] == rtn(8, "mse"));
  QVERIFY((settings[4] == study::Setting{"qllm", {}}));
}

void TestSweep::settings_that_differ_without_effect_are_computed_once() {
  const study::StudyPlan plan = parsed(with_methods(
      R"([{"id":"rtn","parameters":{"weight_granularity":["channel","group"],"group_size":[32,64,128]}}])"));
  QCOMPARE(study::asked_settings(plan), std::int64_t{6});
  QCOMPARE(study::settings_of(plan).size(), std::size_t{4});  // channel alone, group with three sizes
}

void TestSweep::errors_name_the_place_and_what_is_accepted_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("words");
  const auto row = [](const char* name, const std::string& text, const QStringList& words) {
    QTest::newRow(name) << QString::fromStdString(text) << words;
  };
  const auto method = [](const std::string& parameters) {
    return with_methods(R"([{"id":"rtn","parameters":)" + parameters + "}]");
  };
  row("no JSON", "{\n\"format\":", {"study.json", "JSON", "line 2"});
  row("another format", R"({"format":"x"})", {"format", "quantscope-study"});
  row("a newer version", R"({"format":"quantscope-study","format_version":2})",
      {"format_version", "2", "version 1"});
  row("no model", R"({"format":"quantscope-study","format_version":1,"methods":[]})", {"model", "missing"});
  row("no methods", with_methods("[]"), {"methods"});
  row("a misspelt key", with_methods("[]", R"("tensor":["*"],)"), {"'tensor'", "tensors"});
  row("a number as tensor", with_methods("[]", R"("tensors":["*",3],)"), {"tensors[1]", "3"});
  row("an unknown method", with_methods(R"([{"id":"rtn"},{"id":"rtm"}])"),
      {"methods[1].id", "rtm", "rtn, qllm"});
  row("an unknown parameter", method(R"({"bits":4})"), {"methods[0].parameters", "'bits'", "weight_bits"});
  row("a value out of range", method(R"({"weight_bits":[4,9]})"),
      {"methods[0].parameters.weight_bits[1]", "9", "2"});
  row("a word for a number", method(R"({"weight_bits":"four"})"),
      {"methods[0].parameters.weight_bits", "four"});
  row("an unknown choice", method(R"({"clip":["none","mean"]})"),
      {"parameters.clip[1]", "mean", "percentile"});
  row("an object as value", method(R"({"clip":{}})"), {"parameters.clip"});
  row("an empty axis", method(R"({"clip":[]})"), {"parameters.clip"});
  row("a value twice", method(R"({"weight_bits":[4,4]})"), {"weight_bits[1]", "twice"});
}

void TestSweep::errors_name_the_place_and_what_is_accepted() {
  QFETCH(QString, text);
  QFETCH(QStringList, words);
  std::vector<std::string> wanted;
  for (const QString& word : words) wanted.push_back(word.toStdString());
  QVERIFY(says(refusal(text.toStdString()), wanted));
}

void TestSweep::absurd_grids_are_refused_with_their_size() {
  std::string percentiles;
  for (int i = 0; i < 2000; ++i) percentiles.append(i > 0 ? "," : "").append(std::to_string(90 + i * 0.001));
  const std::string text = with_methods(
      R"([{"id":"rtn","parameters":{"clip":"percentile","clip_percentile":[)" + percentiles +
      R"(],"activation_clip_percentile":[)" + percentiles + R"(],"weight_bits":[2,3,4,5,6,7,8]}}])");
  QVERIFY(says(refusal(text), {"28000000", "500000"}));
}

void TestSweep::tensors_without_a_match_are_refused() {
  const study::StudyPlan plan = study::parse_study_plan(
      with_methods(grid, R"("tensors":["*o_proj*","*q_proj*"],)"), "s", folder_->path().toStdString());
  try {
    study::open_study(plan);
    QFAIL("accepted");
  } catch (const base::Error& error) {
    QVERIFY(says(error.what(), {"tensors[1]", "*q_proj*"}));
  }
}

void TestSweep::figures_survive_the_journal_to_the_last_bit() {
  study::ComparisonFigures figures;
  figures.error.mse = 0.1 + 0.2;
  figures.error.sqnr_db = 1 / 3.0;
  figures.error.cosine = std::nextafter(1, 0);
  figures.error.max_abs_error = 5e-324;
  figures.error.mean_square = 1.7976931348623157e308;
  figures.error.count = 1ull << 40;
  figures.output_error.emplace();
  figures.output_error->mean_square = 2;  // and no error: infinite dB
  figures.output_error->sqnr_db = std::numeric_limits<double>::infinity();
  figures.chosen = {{"theta", 0.1}, {"similarity", std::string("paper")}, {"adaptive", true}};
  figures.notes = {"a \"note\" with Ω"};
  figures.values = 1ll << 40;
  figures.outlier_error_share = 2 / 3.0;
  figures.bits_per_weight = 4.05;
  figures.seconds = 0.123;
  const auto json = nlohmann::ordered_json::parse(study::figures_to_json(figures).dump());
  const study::ComparisonFigures read = study::figures_from_json(json);
  QVERIFY(read.error.mse == figures.error.mse && read.error.sqnr_db == figures.error.sqnr_db &&
          read.error.cosine == figures.error.cosine &&
          read.error.max_abs_error == figures.error.max_abs_error &&
          read.error.mean_square == figures.error.mean_square && read.error.count == figures.error.count);
  QVERIFY(read.output_error && std::isinf(read.output_error->sqnr_db));
  QVERIFY(read.chosen == figures.chosen && read.notes == figures.notes && read.values == figures.values);
  QVERIFY(read.outlier_error_share == figures.outlier_error_share && read.seconds == figures.seconds);
  figures.problem = "no input";
  QCOMPARE(study::figures_from_json(study::figures_to_json(figures)).problem, std::string("no input"));
}

void TestSweep::units_hold_every_open_cell_once() {
  const study::Study study = opened();
  const auto finished = [](int run, int weight) { return (run + weight) % 3 == 0; };
  for (const int workers : {1, 2, 7, 100}) {
    study::SweepQueue queue(study, finished, workers);
    std::set<std::pair<int, int>> cells;
    int last = -1;
    while (const auto unit = queue.take(last)) {
      last = unit->site;
      for (const study::SweepUnit::Part& part : unit->parts)
        for (const int member : part.members)
          QVERIFY(cells
                      .emplace(part.run, study.sites[static_cast<std::size_t>(unit->site)]
                                             .weights[static_cast<std::size_t>(member)])
                      .second);
    }
    QVERIFY(queue.empty());
    for (int run = 0; run < static_cast<int>(study.runs.size()); ++run)
      for (int weight = 0; weight < 3; ++weight)
        QCOMPARE(cells.contains({run, weight}), !finished(run, weight));
  }
}

void TestSweep::few_sites_are_cut_for_many_workers() {
  const study::Study study = opened();
  const auto none = [](int, int) { return false; };
  study::SweepQueue alone(study, none, 1), many(study, none, 4);
  int whole = 0, cut = 0;
  std::set<int> begun;
  while (alone.take(-1)) ++whole;
  const auto first = many.take(-1), second = many.take(-1);
  QVERIFY(first->site != second->site);                 // workers start on different sites
  QCOMPARE(many.take(first->site)->site, first->site);  // and stay there
  while (many.take(-1)) ++cut;
  QCOMPARE(whole, 2);
  QVERIFY(cut + 3 > 4);
}

void TestSweep::results_do_not_depend_on_order_or_resuming() {
  const study::Study study = opened();
  const auto names = {"results.csv", "results.json", "summary.csv"};
  {
    study::SweepFolder folder(path("one"), study, false);
    work(study, folder, 1);
    QCOMPARE(folder.done(), study.cells());
  }
  for (int step = 0; step < 3; ++step) {
    study::SweepFolder folder(path("two"), study, false);
    QCOMPARE(folder.resumed(), std::int64_t{4 * step});
    work(study, folder, 3, step < 2 ? 4 : 1000);
    // Partial results are whole files.
    QVERIFY(
        !nlohmann::json::parse(content(folder_->filePath("two/results.json")).toStdString(), nullptr, false)
             .is_discarded());
  }
  for (const char* name : names) {
    QVERIFY(!content(folder_->filePath(QStringLiteral("one/") + name)).isEmpty());
    QCOMPARE(content(folder_->filePath(QStringLiteral("two/") + name)),
             content(folder_->filePath(QStringLiteral("one/") + name)));
  }
  // One line a cell and the head: nothing was done twice.
  QCOMPARE(content(folder_->filePath("two/cells.jsonl")).count('\n'), study.cells() + 1);
  study::SweepFolder again(path("two"), study, true);
  QCOMPARE(again.done(), std::int64_t{0});
}

void TestSweep::a_cut_last_line_is_dropped() {
  const study::Study study = opened();
  {
    study::SweepFolder folder(path("out"), study, false);
    work(study, folder, 1, 5);
  }
  const QString journal = folder_->filePath("out/cells.jsonl");
  const QByteArray whole = content(journal);
  for (const qsizetype bytes :
       {qsizetype{0}, qsizetype{10}, whole.indexOf('\n'), whole.size() - 1, whole.size() - 40}) {
    QFile file(journal);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(whole.left(bytes));
    file.close();
    study::SweepFolder folder(path("out"), study, false);
    QCOMPARE(folder.resumed(), std::max<std::int64_t>(0, whole.left(bytes).count('\n') - 1));
    QCOMPARE(folder.damaged(), std::int64_t{0});
    work(study, folder, 1);
    QCOMPARE(content(journal).count('\n'), study.cells() + 1);
    QVERIFY(content(journal).startsWith(whole.left(whole.indexOf('\n') + 1)));
  }
}

void TestSweep::damaged_lines_are_passed_over() {
  const study::Study study = opened();
  {
    study::SweepFolder folder(path("out"), study, false);
    work(study, folder, 1);
  }
  const QString journal = folder_->filePath("out/cells.jsonl");
  QList<QByteArray> lines = content(journal).split('\n');
  lines[2] = "{\"key\":3}";
  lines[4] = "no JSON";
  QFile file(journal);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(lines.join('\n'));
  file.close();
  study::SweepFolder folder(path("out"), study, false);
  QCOMPARE(folder.damaged(), std::int64_t{2});
  QCOMPARE(folder.resumed(), study.cells() - 2);
}

void TestSweep::another_study_is_refused() {
  { study::SweepFolder folder(path("out"), opened(), false); }
  const study::Study other = opened(R"([{"id":"rtn"}])");
  try {
    study::SweepFolder folder(path("out"), other, false);
    QFAIL("accepted");
  } catch (const base::Error& error) {
    QVERIFY(says(error.what(), {"another study", "5 settings", "--restart"}));
  }
  study::SweepFolder folder(path("out"), other, true);
  QCOMPARE(folder.done(), std::int64_t{0});
}

void TestSweep::a_changed_model_is_refused() {
  { study::SweepFolder folder(path("out"), opened(), false); }
  write_model(0.71f);
  const study::Study changed = opened();
  try {
    study::SweepFolder folder(path("out"), changed, false);
    QFAIL("accepted");
  } catch (const base::Error& error) {
    QVERIFY(says(error.what(), {"before it was changed", "m.h5", "--restart"}));
  }
}

void TestSweep::a_foreign_file_is_left_alone() {
  QVERIFY(QDir(folder_->path()).mkdir("out"));
  { std::ofstream(path("out/cells.jsonl")) << "{\"mine\":1}\n"; }
  const study::Study study = opened();
  for (const bool restart : {false, true})
    QVERIFY_EXCEPTION_THROWN(study::SweepFolder(path("out"), study, restart), base::Error);
  QCOMPARE(content(folder_->filePath("out/cells.jsonl")), QByteArray("{\"mine\":1}\n"));
}

void TestSweep::two_processes_do_not_share_a_folder() {
  const study::Study study = opened();
  study::SweepFolder folder(path("out"), study, false);
  try {
    study::SweepFolder second(path("out"), study, false);
    QFAIL("accepted");
  } catch (const base::Error& error) {
    QVERIFY(says(error.what(), {"another process"}));
  }
}

QUANTSCOPE_TEST(TestSweep)

}  // namespace test_sweep

#include "test_sweep.moc"
