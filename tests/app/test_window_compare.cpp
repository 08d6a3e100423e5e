#include <qcustomplot.h>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "app/gui/compare_page.h"
#include "app/gui/compare_page_sentences.h"
#include "app/gui/compare_page_tables.h"
#include "tests/app/window_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/theme.h"

namespace test_window_compare {

using namespace quantscope;
using gui::ComparePage;
using tests::BareWorkspace;
using tests::GeneratedModel;
using tests::setting;

namespace {

constexpr int patience_ms = 60000;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

/// A page on a workspace of its own.
struct Stage : BareWorkspace {
  ComparePage page{workspace, nullptr};

  explicit Stage(const QString& path) : BareWorkspace(path) {
    // The page was made after the document came.
    emit workspace.documentChanged(false);
    page.resize(1000, 760);
    page.show();
  }
  bool wait() {
    return QTest::qWaitFor([this] { return !page.is_busy(); }, patience_ms);
  }
  template <typename Widget>
  Widget* find(const char* name) {
    return page.findChild<Widget*>(QString::fromLatin1(name));
  }
  void choose(const char* combo, const char* item) {
    auto* box = find<QComboBox>(combo);
    box->setCurrentIndex(box->findData(QString::fromLatin1(item)));
  }
};

}  // namespace

class CompareTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();

  void nothing_pinned_says_what_to_do();
  void the_starter_set_is_one_step();
  void figures_are_those_of_compare_runs();
  void the_current_setting_is_the_last_run_and_follows_the_hand();
  void a_run_more_computes_only_its_own_cells();
  void cancelling_keeps_what_is_done();
  void a_click_on_a_bar_selects_the_tensor_and_a_double_click_applies();
  void a_click_in_the_table_selects_the_tensor();
  void a_click_on_a_point_leads_to_the_worst_layer();
  void differences_to_the_baseline_carry_sign_and_colour();
  void worst_first_orders_the_layers();
  void grouped_by_run_has_a_group_a_run();
  void filters_and_block_narrow_the_layers();
  void cells_that_cannot_be_computed_are_named();
  void large_models_wait_for_a_button();
  void the_table_is_copied_with_all_digits();
  void choices_come_back();
  void sentences_name_the_best();
  void the_page_goes_away_while_it_computes();
  void the_sample_is_compared();
  void eight_runs_over_the_sample_are_timed();

 private:
  QTemporaryDir folder_;
  GeneratedModel model_;
};

void CompareTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  widgets::apply_theme(*qApp, widgets::ThemeChoice::light);
}

void CompareTest::nothing_pinned_says_what_to_do() {
  Stage stage(model_.path);
  auto* text = stage.find<QLabel>("compare_empty");
  QVERIFY(text->isVisible());
  QVERIFY(text->text().contains(QStringLiteral("Ctrl+D")));
  stage.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  QTest::mouseClick(stage.find<QPushButton>("compare_pin"), Qt::LeftButton);
  QCOMPARE(stage.workspace.runs().runs().size(), std::size_t{1});
  QVERIFY(!text->isVisible());
  QVERIFY(stage.wait());
  stage.workspace.undo().undo();
  QVERIFY(text->isVisible());
}

void CompareTest::the_starter_set_is_one_step() {
  Stage stage(model_.path);
  QTest::mouseClick(stage.find<QPushButton>("compare_starter"), Qt::LeftButton);
  QVERIFY(stage.workspace.runs().runs().size() >= 4);
  QCOMPARE(stage.workspace.undo().count(), 1);
  QVERIFY(stage.wait());
  stage.workspace.undo().undo();
  QVERIFY(stage.workspace.runs().runs().empty());
}

void CompareTest::figures_are_those_of_compare_runs() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("rtn", 3, 8));
  stage.workspace.runs().pin(setting("qllm", 4, 8));
  QVERIFY(stage.wait());
  const gui::ShownComparison& shown = stage.page.shown();
  QCOMPARE(shown.runs(), 3);
  QCOMPARE(shown.weights(), 6);
  int compared = 0;
  study::compare_runs(stage.workspace.document()->file(), shown.comparison.runs, shown.comparison.weights, {},
                      [&](const study::ComparisonCell& cell) {
                        const auto& mine = shown.comparison.at(cell.run, cell.weight);
                        QVERIFY(mine.has_value());
                        QCOMPARE(mine->problem, cell.figures.problem);
                        for (const study::ComparisonMetric& metric : study::comparison_metrics()) {
                          const double expected = study::value_of(metric, cell.figures);
                          const double value = study::value_of(metric, *mine);
                          QVERIFY(value == expected || (std::isnan(value) && std::isnan(expected)));
                        }
                        ++compared;
                      });
  QCOMPARE(compared, 18);
  // Bars and table show them.
  const widgets::BarChartData& bars = stage.page.bars()->data();
  QCOMPARE(bars.series.size(), std::size_t{3});
  QCOMPARE(bars.groups.size(), std::size_t{6});
  const study::ComparisonMetric& metric = study::comparison_metric("output_sqnr_db");
  const int down =
      static_cast<int>(std::ranges::find(shown.labels, QStringLiteral("1.down_proj")) - shown.labels.begin());
  const double expected = study::value_of(metric, *shown.comparison.at(2, down));
  QVERIFY(std::isfinite(expected));
  QCOMPARE(bars.series[2].values[static_cast<std::size_t>(down)], expected);
  const widgets::ChartTable table = stage.page.tables()->table();
  QCOMPARE(std::get<std::vector<double>>(table.columns[3].values)[static_cast<std::size_t>(down)], expected);
}

void CompareTest::the_current_setting_is_the_last_run_and_follows_the_hand() {
  Stage stage(model_.path);
  stage.workspace.set_setting(setting("rtn", 6, 8), std::nullopt);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().runs(), 2);
  QCOMPARE(stage.page.shown().styles.back().colour_index, int{widgets::RunStyle::now});
  const auto before = stage.page.shown().comparison.at(1, 0);
  stage.workspace.set_setting(setting("rtn", 2, 8), std::nullopt);
  // The last picture stays until the hand rests.
  QCOMPARE(stage.page.shown().comparison.runs[1].setting, setting("rtn", 6, 8));
  QVERIFY(stage.page.is_busy());
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().comparison.runs[1].setting, setting("rtn", 2, 8));
  QVERIFY(stage.page.shown().comparison.at(1, 0)->error.mse > before->error.mse);
  // It is no run of its own where it is pinned, or where it is not wanted.
  stage.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().runs(), 1);
  QVERIFY(!stage.find<QCheckBox>("compare_current")->isEnabled());
  stage.workspace.set_setting(setting("rtn", 5, 8), std::nullopt);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().runs(), 2);
  stage.find<QCheckBox>("compare_current")->setChecked(false);
  QCOMPARE(stage.page.shown().runs(), 1);
}

void CompareTest::a_run_more_computes_only_its_own_cells() {
  Stage stage(model_.path);
  QSignalSpy progress(stage.page.worker(), &gui::ComparisonWorker::progress);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.wait());
  QCOMPARE(progress.back().at(1).toInt(), 6);
  progress.clear();
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  QVERIFY(stage.wait());
  QCOMPARE(progress.back().at(0).toInt(), 6);
  QCOMPARE(progress.back().at(1).toInt(), 6);
  progress.clear();
  // Removing and taking back computes nothing.
  stage.workspace.runs().remove(0);
  stage.workspace.undo().undo();
  QVERIFY(stage.wait());
  QCOMPARE(progress.size(), 0);
  QCOMPARE(stage.page.shown().comparison.known(), 12);
}

void CompareTest::cancelling_keeps_what_is_done() {
  Stage stage(model_.path);
  // Enough work that it can be cancelled on its way, at the first figures.
  connect(
      stage.page.worker(), &gui::ComparisonWorker::arrived, &stage.jobs,
      [&] { emit stage.jobs.cancelRequested(QStringLiteral("comparison")); }, Qt::SingleShotConnection);
  stage.workspace.undo().beginMacro(QStringLiteral("pin"));
  for (int theta = 4; theta < 40; ++theta) {
    study::Setting each = setting("qllm", 4, 8);
    each.values["theta"] = static_cast<double>(theta);
    stage.workspace.runs().pin(each);
  }
  stage.workspace.undo().endMacro();
  QVERIFY(stage.wait());
  const int all = stage.page.shown().runs() * stage.page.shown().weights();
  const int known = stage.page.shown().comparison.known();
  QVERIFY(known > 0);
  if (known == all) QSKIP("all was computed before it could be cancelled");
  QVERIFY(stage.find<QLabel>("compare_progress")->text().contains(QString::number(known)));
  auto* go_on = stage.find<QPushButton>("compare_continue");
  QVERIFY(go_on->isVisible());
  QCOMPARE(stage.jobs.jobCount(), 0);
  QTest::mouseClick(go_on, Qt::LeftButton);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().comparison.known(), all);
  QVERIFY(!go_on->isVisible());
}

void CompareTest::a_click_on_a_bar_selects_the_tensor_and_a_double_click_applies() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("rtn", 3, 8));
  QVERIFY(stage.wait());
  QSignalSpy tensor(&stage.workspace, &gui::Workspace::tensorAsked);
  QSignalSpy asked(&stage.workspace, &gui::Workspace::settingAsked);
  QCustomPlot* plot = stage.page.bars()->frame()->plot();
  const QPoint bar = stage.page.bars()->barRect(4, 1).center().toPoint();
  QTest::mouseClick(plot, Qt::LeftButton, {}, bar);
  QCOMPARE(tensor.size(), 1);
  const int wanted = stage.page.shown().comparison.weights[4];
  QCOMPARE(tensor.front().front().toInt(), wanted);
  QCOMPARE(stage.page.bars()->selectedGroup(), 4);
  QCOMPARE(stage.page.shown().selected, 4);
  QCOMPARE(asked.size(), 0);
  QTest::mouseDClick(plot, Qt::LeftButton, {}, bar);
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked.front().at(0).value<study::Setting>(), setting("rtn", 3, 8));
  QCOMPARE(asked.front().at(1).toInt(), wanted);
}

void CompareTest::a_click_in_the_table_selects_the_tensor() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.wait());
  QSignalSpy tensor(&stage.workspace, &gui::Workspace::tensorAsked);
  QSignalSpy asked(&stage.workspace, &gui::Workspace::settingAsked);
  QTableView* cells = stage.page.tables()->cells();
  const QPoint place = cells->visualRect(cells->model()->index(2, 1)).center();
  QTest::mouseClick(cells->viewport(), Qt::LeftButton, {}, place);
  QCOMPARE(tensor.size(), 1);
  QCOMPARE(tensor.front().front().toInt(), stage.page.shown().comparison.weights[2]);
  QTest::mouseDClick(cells->viewport(), Qt::LeftButton, {}, place);
  QCOMPARE(asked.size(), 1);
  QTest::keyClick(cells, Qt::Key_Return);
  QCOMPARE(asked.size(), 2);
  // The row of the selected tensor stands out.
  QVERIFY(cells->model()->index(2, 0).data(Qt::FontRole).value<QFont>().bold());
}

void CompareTest::a_click_on_a_point_leads_to_the_worst_layer() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  stage.choose("compare_metric", "sqnr_db");
  QVERIFY(stage.wait());
  QSignalSpy tensor(&stage.workspace, &gui::Workspace::tensorAsked);
  const QPointF point = stage.page.scatter()->pixelOfPoint(0);
  QVERIFY(!std::isnan(point.x()));
  QTest::mouseClick(stage.page.scatter()->frame()->plot(), Qt::LeftButton, {}, point.toPoint());
  QCOMPARE(tensor.size(), 1);
  const gui::ShownComparison& shown = stage.page.shown();
  int worst = 0;
  for (int weight = 1; weight < shown.weights(); ++weight)
    if (shown.value(0, weight) < shown.value(0, worst)) worst = weight;
  QCOMPARE(tensor.front().front().toInt(), shown.comparison.weights[static_cast<std::size_t>(worst)]);
  stage.choose("compare_points", "cells");
  QCOMPARE(stage.page.scatter()->data().points.size(), std::size_t{12});
  QVERIFY(stage.page.scatter()->data().front.empty());
}

void CompareTest::differences_to_the_baseline_carry_sign_and_colour() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  stage.workspace.runs().pin(setting("rtn", 2, 8));
  stage.choose("compare_metric", "sqnr_db");
  auto* baseline = stage.find<QComboBox>("compare_baseline");
  baseline->setCurrentIndex(1);
  emit baseline->activated(1);
  QCOMPARE(stage.workspace.runs().baseline(), 0);
  QVERIFY(stage.wait());
  const gui::ShownComparison& shown = stage.page.shown();
  const double better = shown.value(1, 0) - shown.value(0, 0);
  QVERIFY(better > 0);
  QCOMPARE(shown.shown(1, 0), better);
  QCOMPARE(shown.shown(0, 0), 0.0);
  QVERIFY(stage.page.bars()->showsDifferences());
  QCOMPARE(stage.page.bars()->shownValue(0, 1), better);
  const gui::ComparisonModel* model = stage.page.tables()->model();
  QVERIFY(model->index(0, 2).data().toString().startsWith('+'));
  QVERIFY(model->index(0, 3).data().toString().startsWith(QStringLiteral("−")));
  QVERIFY(!model->index(0, 1).data(Qt::BackgroundRole).isValid());
  const QColor good = model->index(0, 2).data(Qt::BackgroundRole).value<QColor>();
  const QColor bad = model->index(0, 3).data(Qt::BackgroundRole).value<QColor>();
  QCOMPARE(good.rgb(), widgets::light_theme().better.rgb());
  QCOMPARE(bad.rgb(), widgets::light_theme().worse.rgb());
  stage.workspace.undo().undo();
  QCOMPARE(stage.workspace.runs().baseline(), -1);
  QVERIFY(!model->index(0, 2).data().toString().startsWith('+'));
}

void CompareTest::worst_first_orders_the_layers() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.choose("compare_metric", "mse");
  QVERIFY(stage.wait());
  stage.choose("compare_order", "worst");
  const gui::ShownComparison& shown = stage.page.shown();
  for (int weight = 1; weight < shown.weights(); ++weight)
    QVERIFY(shown.value(0, weight) <= shown.value(0, weight - 1));
  QTableView* cells = stage.page.tables()->cells();
  cells->sortByColumn(1, Qt::AscendingOrder);  // the best first
  QCOMPARE(cells->model()->index(0, 0).data().toString(), shown.labels.back());
  cells->sortByColumn(1, Qt::DescendingOrder);
  QCOMPARE(cells->model()->index(0, 0).data().toString(), shown.labels.front());
}

void CompareTest::grouped_by_run_has_a_group_a_run() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  stage.workspace.runs().pin(setting("rtn", 3, 8));
  QVERIFY(stage.wait());
  stage.choose("compare_metric", "sqnr_db");
  stage.choose("compare_grouping", "run");
  const widgets::BarChartData& bars = stage.page.bars()->data();
  QCOMPARE(bars.groups.size(), std::size_t{2});
  QCOMPARE(bars.series.size(), std::size_t{6});
  QCOMPARE(bars.groups[0].label, stage.workspace.runs().runs()[0].name);
  stage.choose("compare_order", "worst");
  QCOMPARE(stage.page.bars()->data().groups[0].label, stage.workspace.runs().runs()[1].name);
  // A click on the second bar of the first group goes to the second layer; its run is the second pinned.
  QSignalSpy tensor(&stage.workspace, &gui::Workspace::tensorAsked);
  QSignalSpy asked(&stage.workspace, &gui::Workspace::settingAsked);
  QCustomPlot* plot = stage.page.bars()->frame()->plot();
  const QPoint bar = stage.page.bars()->barRect(0, 1).center().toPoint();
  QTest::mouseClick(plot, Qt::LeftButton, {}, bar);
  QCOMPARE(tensor.front().front().toInt(), stage.page.shown().comparison.weights[1]);
  QTest::mouseDClick(plot, Qt::LeftButton, {}, bar);
  QCOMPARE(asked.front().front().value<study::Setting>(), setting("rtn", 3, 8));
}

void CompareTest::filters_and_block_narrow_the_layers() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().weights(), 6);
  gui::Filter filter;
  filter.kind = gui::Filter::Kind::tensor_kind;
  filter.text = QStringLiteral("down_proj");
  stage.workspace.edit_filters({filter}, QStringLiteral("kind"));
  QCOMPARE(stage.page.shown().weights(), 2);
  filter.text = QStringLiteral("nothing");
  stage.workspace.edit_filters({filter}, QStringLiteral("kind"));
  QCOMPARE(stage.page.shown().weights(), 0);
  QVERIFY(!stage.page.bars()->frame()->emptyText().isEmpty());
  stage.choose("compare_scope", "all");
  QCOMPARE(stage.page.shown().weights(), 6);
  QVERIFY(stage.page.bars()->frame()->emptyText().isEmpty());
  stage.select(stage.tensor(GeneratedModel::down(1) + ".weight"));
  stage.choose("compare_scope", "block");
  QCOMPARE(stage.page.shown().weights(), 3);
  QVERIFY(stage.page.shown().labels.front().startsWith(QStringLiteral("1.")));
  stage.select(stage.tensor(GeneratedModel::down(0) + ".input"));
  QVERIFY(stage.page.shown().labels.front().startsWith(QStringLiteral("0.")));
  // The input's layer is the selected one.
  QCOMPARE(stage.page.shown().labels[static_cast<std::size_t>(stage.page.shown().selected)],
           QStringLiteral("0.down_proj"));
}

void CompareTest::cells_that_cannot_be_computed_are_named() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("qllm", 4, 8));  // gate and up have no known input
  QVERIFY(stage.wait());
  const gui::ShownComparison& shown = stage.page.shown();
  const int up =
      static_cast<int>(std::ranges::find(shown.labels, QStringLiteral("0.up_proj")) - shown.labels.begin());
  QVERIFY(!shown.problem(1, up).isEmpty());
  const gui::ComparisonModel* model = stage.page.tables()->model();
  QVERIFY(model->index(up, 2).data(Qt::ToolTipRole).toString().contains(shown.problem(1, up)));
  QVERIFY(!model->index(up, 2).data().toString().isEmpty());
  QVERIFY(std::isnan(shown.shown(1, up)));
  QVERIFY2(stage.page.bars()->frame()->sentence().contains(shown.problem(1, up)),
           qPrintable(stage.page.bars()->frame()->sentence()));
  // Runs are judged by the layers that both can do.
  QCOMPARE(gui::pooled(shown).weights.size(), std::size_t{2});
}

void CompareTest::large_models_wait_for_a_button() {
  Stage stage(model_.path);
  stage.page.set_automatic_bytes(0);
  stage.select(stage.tensor(GeneratedModel::down(1) + ".weight"));
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(!stage.page.is_busy());
  QCOMPARE(stage.page.shown().comparison.known(), 0);
  auto* block = stage.find<QPushButton>("compare_block");
  auto* all = stage.find<QPushButton>("compare_continue");
  QVERIFY(block->isVisible() && all->isVisible());
  QTest::mouseClick(block, Qt::LeftButton);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().comparison.known(), 3);
  QVERIFY(stage.page.shown().labels.front().startsWith(QStringLiteral("1.")));
  QVERIFY(!all->isVisible());
  stage.choose("compare_scope", "all");
  QVERIFY(all->isVisible() && !block->isVisible());
  QVERIFY2(all->text().contains(QStringLiteral("about")), qPrintable(all->text()));
  QTest::mouseClick(all, Qt::LeftButton);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().comparison.known(), 6);
  // Another run is computed by itself then, another setting of the hand is not.
  stage.workspace.runs().pin(setting("rtn", 3, 8));
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().comparison.known(), 12);
  stage.workspace.set_setting(setting("rtn", 2, 8), std::nullopt);
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().runs(), 3);
  QCOMPARE(stage.page.shown().comparison.known(), 12);
  QVERIFY(all->isVisible());
}

void CompareTest::the_table_is_copied_with_all_digits() {
  Stage stage(model_.path);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.choose("compare_metric", "mse");
  QVERIFY(stage.wait());
  stage.page.tables()->cells()->setFocus();
  stage.page.tables()->copy();
  const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split('\n');
  QCOMPARE(lines.size(), 7);
  QVERIFY(lines.front().startsWith(QStringLiteral("tensor\tmse ")));
  for (int weight = 0; weight < 6; ++weight)
    QCOMPARE(lines[weight + 1].section('\t', 1).toDouble(), stage.page.shown().value(0, weight));
  stage.page.tables()->show_runs(true);
  stage.page.tables()->copy();
  QCOMPARE(QGuiApplication::clipboard()->text().trimmed().split('\n').size(), 2);
}

void CompareTest::choices_come_back() {
  Stage stage(model_.path);
  const QJsonObject wanted{{"tensors", "all"},         {"metric", "mse"},          {"grouping", "run"},
                           {"order", "worst"},         {"points", "cells"},        {"current", false},
                           {"differences", false},     {"table", "runs"},          {"bars_logarithmic", true},
                           {"bits_logarithmic", true}, {"error_logarithmic", true}};
  stage.page.set_choices(wanted);
  QCOMPARE(stage.page.choices(), wanted);
  stage.page.set_choices({{"metric", "no such"}, {"grouping", 7}});
  QCOMPARE(stage.page.choices(), wanted);
}

void CompareTest::sentences_name_the_best() {
  gui::ShownComparison shown;
  shown.metric = study::comparison_metric("sqnr_db");
  shown.comparison.runs = {{"a", {}}, {"b", {}}};
  shown.comparison.weights = {0, 1, 2};
  shown.comparison.tensors = {"x", "y", "z"};
  // SQNR of a: 20, 20, 20 dB at 4 bits; of b: 23, 23, 18 dB at 4.5 bits, on tensors alike.
  for (const double db : {20.0, 20.0, 20.0, 23.0, 23.0, 18.0}) {
    study::ComparisonFigures figures;
    figures.error.count = 100;
    figures.error.mean_square = 1;
    figures.error.mse = std::pow(10, -db / 10);
    figures.error.sqnr_db = db;
    figures.values = 100;
    figures.bits_per_weight = shown.comparison.cells.size() < 3 ? 4 : 4.5;
    shown.comparison.cells.emplace_back(figures);
  }
  const gui::PooledComparison pooled = gui::pooled(shown);
  QCOMPARE(pooled.runs.size(), std::size_t{2});
  QCOMPARE(pooled.runs[0].best_on, 1);
  QCOMPARE(pooled.runs[1].best_on, 2);
  QVERIFY(std::abs(pooled.runs[0].value - 20) < 1e-9);
  const double summed =
      -10 * std::log10((2 * std::pow(10, -2.3) + std::pow(10, -1.8)) / 3);  // errors add, not decibels
  QVERIFY(std::abs(pooled.runs[1].value - summed) < 1e-9);
  QCOMPARE(pooled.front, (std::vector<int>{0, 1}));
  const QString sentence = gui::best_sentence(shown, pooled);
  QVERIFY2(sentence.startsWith(QStringLiteral("b is best on 2 of 3 layer")), qPrintable(sentence));
  QVERIFY2(sentence.contains(QStringLiteral("against a it gains 0.643 dB")), qPrintable(sentence));
  QVERIFY2(sentence.endsWith(QStringLiteral("for 0.5 bits more per weight.")), qPrintable(sentence));
}

void CompareTest::the_page_goes_away_while_it_computes() {
  for (int wait_ms : {0, 5, 30}) {
    Stage stage(model_.path);
    for (const double bits : {2.0, 3.0, 4.0, 6.0, 8.0}) stage.workspace.runs().pin(setting("qllm", bits, 8));
    QTest::qWait(wait_ms);
  }
}

void CompareTest::the_sample_is_compared() {
  if (!QFile::exists(QString::fromLatin1(sample))) QSKIP("needs the sample model");
  Stage stage(QString::fromLatin1(sample));
  for (const double bits : {8.0, 4.0, 3.0}) stage.workspace.runs().pin(setting("rtn", bits, 8));
  stage.workspace.runs().pin(setting("qllm", 4, 8));
  QVERIFY(stage.wait());
  QCOMPARE(stage.page.shown().weights(), 42);
  QCOMPARE(stage.page.shown().comparison.known(), 4 * 42);
  QVERIFY(gui::problems_sentence(stage.page.shown()).isEmpty());
  const gui::PooledComparison pooled = gui::pooled(stage.page.shown());
  QCOMPARE(pooled.weights.size(), std::size_t{42});
  // More bits are better on every layer.
  QCOMPARE(pooled.runs[0].best_on, 42);
  QVERIFY(pooled.runs[0].value > pooled.runs[1].value && pooled.runs[1].value > pooled.runs[2].value);
}

/// Prints the time until the first bars and until all of them, and fails on none.
void CompareTest::eight_runs_over_the_sample_are_timed() {
  if (!QFile::exists(QString::fromLatin1(sample))) QSKIP("needs the sample model");
  Stage stage(QString::fromLatin1(sample));
  gui::RunList::State runs;
  for (const char* method : {"rtn", "qllm"})
    for (const double bits : {8.0, 6.0, 4.0, 3.0}) {
      gui::PinnedRun run;
      run.name = QStringLiteral("%1 W%2").arg(QString::fromLatin1(method)).arg(bits);
      run.setting = setting(method, bits, 8);
      run.colour = static_cast<int>(runs.runs.size());
      runs.runs.push_back(run);
    }
  QElapsedTimer timer;
  qint64 first = -1;
  int updates = 0;
  connect(&stage.page, &ComparePage::updated, &stage.page, [&] {
    ++updates;
    if (first < 0 && stage.page.shown().comparison.known() > 0) first = timer.elapsed();
  });
  timer.start();
  stage.workspace.runs().set_state(runs);
  QVERIFY(stage.wait());
  const qint64 all = timer.elapsed();
  QCOMPARE(stage.page.shown().comparison.known(), 8 * 42);
  qInfo("first bars after %lld ms, all 8 x 42 after %lld ms, in %d updates", first, all, updates);
}

QUANTSCOPE_TEST(CompareTest)

}  // namespace test_window_compare

#include "test_window_compare.moc"
