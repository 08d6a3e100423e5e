#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/run_overlays.h"
#include "app/gui/runs_panel.h"
#include "app/gui/runs_panel_delegate.h"
#include "tests/app/window_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/theme.h"

namespace test_window_runs {

using namespace quantscope;
using gui::RunList;
using gui::RunOverlays;
using gui::RunsPanel;
using tests::BareWorkspace;
using tests::GeneratedModel;
using tests::setting;

namespace {

constexpr int patience_ms = 60000;

}  // namespace

class RunsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();

  void pinning_is_one_step_that_undo_takes_back();
  void a_setting_is_pinned_only_once();
  void more_runs_than_there_may_be_are_refused();
  void the_empty_list_says_what_to_do();
  void keys_rename_remove_and_apply();
  void the_eye_hides_a_run();
  void a_double_click_applies_but_not_on_the_eye();
  void the_menu_sets_the_baseline_and_copies_the_command();

  void overlays_equal_an_analysis();
  void hidden_runs_are_no_overlays_but_the_baseline_is_known();
  void a_run_that_cannot_work_says_why();
  void overlays_are_drawn_on_the_bins_of_the_histogram();
  void another_tensor_has_other_overlays();
  void overlays_go_away_while_they_are_computed();

 private:
  QTemporaryDir folder_;
  GeneratedModel model_;
};

void RunsTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  widgets::apply_theme(*qApp, widgets::ThemeChoice::light);
}

void RunsTest::pinning_is_one_step_that_undo_takes_back() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  QTest::mouseClick(panel.pin_button(), Qt::LeftButton);
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{1});
  QCOMPARE(bare.workspace.runs().runs().front().setting, setting("rtn", 4, 8));
  QCOMPARE(bare.workspace.undo().count(), 1);
  bare.workspace.undo().undo();
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{0});
  bare.workspace.undo().redo();
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{1});
}

void RunsTest::a_setting_is_pinned_only_once() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  panel.pin_current();
  QCOMPARE(bare.messages.count(), 0);
  panel.pin_current();
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{1});
  QCOMPARE(bare.messages.count(), 1);
  QVERIFY(bare.messages.current()->text.contains(bare.workspace.runs().runs().front().name));
}

void RunsTest::more_runs_than_there_may_be_are_refused() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  for (int run = 0; run <= RunList::most_runs; ++run) {
    study::Setting each = setting("rtn", 4, 8);
    each.values["group_size"] = 8.0 + run;
    bare.workspace.set_setting(each, std::nullopt);
    panel.pin_current();
  }
  QCOMPARE(static_cast<int>(bare.workspace.runs().runs().size()), RunList::most_runs);
  QVERIFY(bare.messages.current()->text.contains(QString::number(RunList::most_runs)));
}

void RunsTest::the_empty_list_says_what_to_do() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  panel.show();
  auto* empty = panel.findChild<QLabel*>(QStringLiteral("no_runs"));
  QVERIFY(empty->isVisible());
  QVERIFY(empty->text().contains(QStringLiteral("Ctrl+D")));
  QVERIFY(!panel.pin_button()->isEnabled());
  bare.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  QVERIFY(panel.pin_button()->isEnabled());
  panel.pin_current();
  QVERIFY(!empty->isVisible());
  QVERIFY(panel.list()->isVisible());
}

void RunsTest::keys_rename_remove_and_apply() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 8, 8));
  bare.workspace.runs().pin(setting("rtn", 4, 8));
  panel.resize(260, 200);
  panel.show();
  panel.list()->setFocus();
  panel.list()->setCurrentIndex(bare.workspace.runs().index(1));

  QTest::keyClick(panel.list(), Qt::Key_F2);
  auto* editor = panel.list()->findChild<QLineEdit*>();
  QVERIFY(editor);
  editor->selectAll();
  QTest::keyClicks(editor, QStringLiteral("my best"));
  QTest::keyClick(editor, Qt::Key_Return);
  QTRY_COMPARE(bare.workspace.runs().runs()[1].name, QStringLiteral("my best"));
  QCOMPARE(panel.current_run(), 1);

  QSignalSpy asked(&bare.workspace, &gui::Workspace::settingAsked);
  QTest::keyClick(panel.list(), Qt::Key_Return);
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked.front().front().value<study::Setting>(), setting("rtn", 4, 8));

  QTest::keyClick(panel.list(), Qt::Key_Delete);
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{1});
  QCOMPARE(bare.workspace.runs().runs().front().setting, setting("rtn", 8, 8));
  bare.workspace.undo().undo();
  QCOMPARE(bare.workspace.runs().runs()[1].name, QStringLiteral("my best"));
  bare.workspace.undo().undo();
  QVERIFY(bare.workspace.runs().runs()[1].name != QStringLiteral("my best"));
}

void RunsTest::the_eye_hides_a_run() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 8, 8));
  panel.resize(260, 200);
  panel.show();
  QVERIFY(QTest::qWaitForWindowExposed(&panel));
  const QRect row = panel.list()->visualRect(bare.workspace.runs().index(0));
  const QPoint eye = gui::RunDelegate::eye_rect(row).center();
  QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, eye);
  QVERIFY(!bare.workspace.runs().runs().front().visible);
  QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, eye);
  QVERIFY(bare.workspace.runs().runs().front().visible);
  bare.workspace.undo().undo();
  QVERIFY(!bare.workspace.runs().runs().front().visible);
  panel.list()->setCurrentIndex(bare.workspace.runs().index(0));
  QTest::keyClick(panel.list(), Qt::Key_Space);
  QVERIFY(bare.workspace.runs().runs().front().visible);
}

void RunsTest::a_double_click_applies_but_not_on_the_eye() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 8, 8));
  panel.resize(260, 200);
  panel.show();
  QVERIFY(QTest::qWaitForWindowExposed(&panel));
  QSignalSpy asked(&bare.workspace, &gui::Workspace::settingAsked);
  const QRect row = panel.list()->visualRect(bare.workspace.runs().index(0));
  QTest::mouseDClick(panel.list()->viewport(), Qt::LeftButton, {}, gui::RunDelegate::eye_rect(row).center());
  QCOMPARE(asked.size(), 0);
  QTest::mouseDClick(panel.list()->viewport(), Qt::LeftButton, {}, row.center());
  QCOMPARE(asked.size(), 1);
}

void RunsTest::the_menu_sets_the_baseline_and_copies_the_command() {
  BareWorkspace bare(model_.path);
  RunsPanel panel(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 3, 8));
  bare.select(bare.tensor(GeneratedModel::down(1) + ".weight"));
  const auto trigger = [&](const char* name) {
    const std::unique_ptr<QMenu> menu(panel.menu_of(0));
    auto* action = menu->findChild<QAction*>(QString::fromLatin1(name));
    if (!action || !action->isEnabled()) return false;
    action->trigger();
    return true;
  };
  QVERIFY(trigger("set_baseline"));
  QCOMPARE(bare.workspace.runs().baseline(), 0);
  QVERIFY(trigger("no_baseline"));
  QCOMPARE(bare.workspace.runs().baseline(), -1);
  QVERIFY(trigger("copy_run_command"));
  const QString command = QGuiApplication::clipboard()->text();
  QVERIFY2(command.startsWith(QStringLiteral("quantscope-cli quantize ")), qPrintable(command));
  QVERIFY2(command.contains(QStringLiteral("--tensor model.layers.1.mlp.down_proj.weight")),
           qPrintable(command));
  QVERIFY2(command.contains(QStringLiteral("--method rtn --set weight_bits=3")), qPrintable(command));
  QVERIFY(trigger("remove_run"));
  QCOMPARE(bare.workspace.runs().runs().size(), std::size_t{0});
}

void RunsTest::overlays_equal_an_analysis() {
  BareWorkspace bare(model_.path);
  RunOverlays overlays(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 4, 8));
  bare.workspace.runs().pin(setting("qllm", 4, 8));
  QVERIFY(overlays.overlays().empty());
  bare.select(bare.tensor(GeneratedModel::down(1) + ".input"));
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  QCOMPARE(overlays.overlays().size(), std::size_t{2});
  for (int run = 0; run < 2; ++run) {
    const RunOverlays::Overlay& overlay = overlays.overlays()[static_cast<std::size_t>(run)];
    QCOMPARE(overlay.run, run);
    QVERIFY2(overlay.result, qPrintable(overlay.problem));
    const study::Setting& expected_of = bare.workspace.runs().runs()[static_cast<std::size_t>(run)].setting;
    study::AnalysisOptions options;
    options.subject = bare.workspace.loaded()->subject;
    options.outlier_factor = bare.workspace.outlier_factor();
    const study::AnalysisResult expected =
        study::analyse(*bare.workspace.loaded()->site->full, methods::method_by_id(expected_of.method),
                       expected_of.values, options);
    QCOMPARE(overlay.result->error.mse, expected.error.mse);
    QCOMPARE(overlay.result->output_error->sqnr_db, expected.output_error->sqnr_db);
    QCOMPARE(overlay.result->after.channel_absmax, expected.after.channel_absmax);
    QCOMPARE(overlay.style.name, bare.workspace.runs().runs()[static_cast<std::size_t>(run)].name);
  }
  // The split and merged channels of the second are told apart from the original ones.
  const std::vector<widgets::PinnedProfile> profiles = overlays.after_absmax();
  QCOMPARE(profiles.size(), std::size_t{2});
  QVERIFY(profiles[0].original_channel.empty());
  QCOMPARE(profiles[1].original_channel.size(), profiles[1].absmax.size());
  QVERIFY(std::ranges::count(profiles[1].original_channel, GeneratedModel::outlier_channel) > 1);
}

void RunsTest::hidden_runs_are_no_overlays_but_the_baseline_is_known() {
  BareWorkspace bare(model_.path);
  RunOverlays overlays(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 4, 8));
  bare.workspace.runs().pin(setting("rtn", 8, 8));
  bare.workspace.runs().set_visible(0, false);
  bare.select(bare.tensor(GeneratedModel::down(0) + ".weight"));
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  QCOMPARE(overlays.overlays().size(), std::size_t{1});
  QCOMPARE(overlays.overlays().front().run, 1);
  QVERIFY(!overlays.baseline_result());
  bare.workspace.runs().set_baseline(0);
  QTRY_VERIFY_WITH_TIMEOUT(overlays.baseline_result() != nullptr, patience_ms);
  QCOMPARE(overlays.overlays().size(), std::size_t{1});
  QVERIFY(overlays.baseline_result()->error.mse > overlays.overlays().front().result->error.mse);
  bare.workspace.runs().set_baseline(-1);
  QVERIFY(!overlays.baseline_result());
}

void RunsTest::a_run_that_cannot_work_says_why() {
  BareWorkspace bare(model_.path);
  RunOverlays overlays(bare.workspace);
  bare.workspace.runs().pin(setting("qllm", 4, 8));
  bare.workspace.runs().pin(setting("rtn", 4, 8));
  bare.select(bare.tensor("model.layers.0.mlp.gate_proj.weight"));  // nothing is known of its input
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  QCOMPARE(overlays.overlays().size(), std::size_t{2});
  QVERIFY(!overlays.overlays()[0].result);
  QVERIFY2(overlays.overlays()[0].problem.contains(QStringLiteral("qllm")),
           qPrintable(overlays.overlays()[0].problem));
  QVERIFY(overlays.overlays()[1].result);
}

void RunsTest::overlays_are_drawn_on_the_bins_of_the_histogram() {
  BareWorkspace bare(model_.path);
  RunOverlays overlays(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 3, 8));
  bare.select(bare.tensor(GeneratedModel::down(0) + ".weight"));
  statistics::BinOptions bins;
  bins.number = 50;
  bins.low = -0.25;
  bins.high = 0.25;
  overlays.set_bins(bins);
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  QCOMPARE(overlays.drawn().size(), std::size_t{1});
  const statistics::DrawnHistogram& drawn = overlays.drawn().front().drawn;
  QCOMPARE(drawn.counts.size(), std::size_t{50});
  QCOMPARE(drawn.edges.front(), -0.25);
  QCOMPARE(drawn.edges.back(), 0.25);
  double all = drawn.below + drawn.above;
  for (const double count : drawn.counts) all += count;
  QVERIFY(std::abs(all - GeneratedModel::hidden * GeneratedModel::inner) < 1e-6 * all);
  // Three bits leave holes between the levels.
  QVERIFY(std::ranges::count(drawn.counts, 0.0) > 0);
  bare.workspace.runs().set_visible(0, false);
  QTRY_VERIFY_WITH_TIMEOUT(overlays.drawn().empty(), patience_ms);
}

void RunsTest::another_tensor_has_other_overlays() {
  BareWorkspace bare(model_.path);
  RunOverlays overlays(bare.workspace);
  bare.workspace.runs().pin(setting("rtn", 4, 8));
  bare.select(bare.tensor(GeneratedModel::down(0) + ".weight"));
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  const auto first = overlays.overlays().front().result;
  bare.select(bare.tensor(GeneratedModel::down(1) + ".weight"));
  QVERIFY(!overlays.overlays().front().result);
  QTRY_VERIFY_WITH_TIMEOUT(!overlays.pending(), patience_ms);
  QVERIFY(overlays.overlays().front().result->error.mse != first->error.mse);
  // Back again it is there at once.
  bare.select(bare.tensor(GeneratedModel::down(0) + ".weight"));
  QCOMPARE(overlays.overlays().front().result, first);
}

void RunsTest::overlays_go_away_while_they_are_computed() {
  BareWorkspace bare(model_.path);
  auto overlays = std::make_unique<RunOverlays>(bare.workspace);
  for (const double bits : {2.0, 3.0, 4.0, 6.0, 8.0}) bare.workspace.runs().pin(setting("qllm", bits, 8));
  overlays->set_bins({});
  bare.select(bare.tensor(GeneratedModel::down(1) + ".weight"));
  QVERIFY(overlays->pending());
  overlays.reset();
  QCoreApplication::processEvents();
}

QUANTSCOPE_TEST(RunsTest)

}  // namespace test_window_runs

#include "test_window_runs.moc"
