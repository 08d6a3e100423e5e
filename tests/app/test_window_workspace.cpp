#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QImageReader>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QUndoStack>
#include <QUrl>

#include "app/gui/command_palette.h"
#include "app/gui/distribution_page.h"
#include "app/gui/filter_bar.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/page.h"
#include "app/gui/report_job.h"
#include "app/gui/run_overlays.h"
#include "app/gui/session.h"
#include "app/gui/starter_runs.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"

namespace test_window_workspace {

using namespace quantscope;
using gui::MainWindow;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;

}  // namespace

/// Pages, runs, sessions and exports of the whole window.
class WorkspaceTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void a_session_brings_everything_back();
  void a_dropped_picture_restores_its_session();
  void the_last_session_is_restored_at_start();
  void a_damaged_session_leaves_what_is_open();
  void keys_lead_to_every_page();
  void every_action_has_keys_of_its_own();
  void a_dock_that_is_asked_for_stands_in_front();
  void a_pinned_run_is_drawn_over_the_histogram();
  void the_baseline_is_what_errors_are_compared_with();
  void the_palette_sets_a_parameter();
  void a_page_exports_all_its_charts_with_tables();
  void the_report_of_the_window_names_the_pinned_runs();
  void a_cancelled_report_leaves_nothing();

 private:
  std::unique_ptr<MainWindow> make_window() const;
  static void open(MainWindow& window, const QString& path);
  static void wait_for_result(MainWindow& window);
  static void compare_states(const MainWindow& restored, const gui::Session& expected);
  void arrange(MainWindow& window) const;
  QString in_folder(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  QTemporaryDir folder_;
  GeneratedModel model_;
  std::unique_ptr<MainWindow> window_;
};

void WorkspaceTest::initTestCase() {
  tests::isolate_settings(in_folder("settings"));
  model_ = tests::generate_model(in_folder("model.h5"));
}

void WorkspaceTest::init() {
  window_ = make_window();
}

void WorkspaceTest::cleanup() {
  window_.reset();
}

std::unique_ptr<MainWindow> WorkspaceTest::make_window() const {
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  options.session_folder = in_folder("last");
  auto window = std::make_unique<MainWindow>(options);
  window->resize(1280, 800);
  window->show();
  return window;
}

void WorkspaceTest::open(MainWindow& window, const QString& path) {
  QSignalSpy opened(&window, &MainWindow::documentOpened);
  window.open_path(path);
  QVERIFY(opened.wait(patience_ms));
  QTRY_VERIFY_WITH_TIMEOUT(window.workspace().tensor() >= 0, patience_ms);
  wait_for_result(window);
}

void WorkspaceTest::wait_for_result(MainWindow& window) {
  QTRY_VERIFY_WITH_TIMEOUT(window.workspace().result() && !window.live()->pending(), patience_ms);
}

/// A state that differs from the start in all parts.
void WorkspaceTest::arrange(MainWindow& window) const {
  const auto* info = window.document()->file().find(GeneratedModel::down(0) + ".weight");
  window.select_tensor(static_cast<int>(info - window.document()->tensors().data()));
  wait_for_result(window);
  gui::pin_starter_runs(window.workspace().runs());
  window.workspace().runs().set_baseline(1);
  window.workspace().runs().set_visible(2, false);
  gui::Setting setting = window.panel()->setting();
  setting.values["weight_bits"] = 3.0;
  window.panel()->apply(setting, true);
  gui::Filter filter;
  filter.text = QStringLiteral("proj");
  window.workspace().edit_filters({filter}, QStringLiteral("filter"));
  window.workspace().set_outlier_factor(4);
  window.workspace().linked().set_channel(GeneratedModel::outlier_channel);
  window.distribution()->histogram()->setCountLogarithmic(false);
  window.show_page(QStringLiteral("layers"));
  wait_for_result(window);
}

void WorkspaceTest::compare_states(const MainWindow& restored, const gui::Session& expected) {
  gui::Session now = restored.session();
  QCOMPARE(now.file, expected.file);
  QVERIFY(now.setting == expected.setting);
  QVERIFY(now.runs == expected.runs);
  QCOMPARE(now.view.page, expected.view.page);
  QCOMPARE(now.view.tensor, expected.view.tensor);
  QCOMPARE(now.view.channel, expected.view.channel);
  QVERIFY(now.view.filters == expected.view.filters);
  QCOMPARE(now.outlier_factor, expected.outlier_factor);
  QCOMPARE(now.pages, expected.pages);
}

void WorkspaceTest::a_session_brings_everything_back() {
  open(*window_, model_.path);
  arrange(*window_);
  const gui::Session before = window_->session();
  window_->save_session_to(in_folder("a.quantscope"));
  QVERIFY(QFile::exists(in_folder("a.quantscope")));
  const std::unique_ptr<MainWindow> other = make_window();
  QSignalSpy opened(other.get(), &MainWindow::documentOpened);
  other->open_path(in_folder("a.quantscope"));
  QVERIFY(opened.wait(patience_ms));
  wait_for_result(*other);
  compare_states(*other, before);
  QCOMPARE(other->current_page()->id(), QStringLiteral("layers"));
}

void WorkspaceTest::a_dropped_picture_restores_its_session() {
  open(*window_, model_.path);
  arrange(*window_);
  const gui::Session before = window_->session();
  const QString picture = in_folder("picture.png");
  QVERIFY(window_->distribution()->histogram()->frame()->exportTo(picture));
  QVERIFY(!QImageReader(picture).text(QString::fromLatin1(gui::session_text_key)).isEmpty());

  const std::unique_ptr<MainWindow> other = make_window();
  QSignalSpy opened(other.get(), &MainWindow::documentOpened);
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(picture)});
  QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(other.get(), &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(other.get(), &drop);
  QVERIFY(opened.wait(patience_ms));
  wait_for_result(*other);
  compare_states(*other, before);
}

void WorkspaceTest::the_last_session_is_restored_at_start() {
  open(*window_, model_.path);
  arrange(*window_);
  const gui::Session before = window_->session();
  window_->close();
  window_ = make_window();
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  QVERIFY(window_->restore_last_session());
  QVERIFY(opened.wait(patience_ms));
  wait_for_result(*window_);
  compare_states(*window_, before);

  gui::set_restores_last_session(false);
  QVERIFY(!make_window()->restore_last_session());
  gui::set_restores_last_session(true);
}

void WorkspaceTest::a_damaged_session_leaves_what_is_open() {
  open(*window_, model_.path);
  const auto document = window_->document();
  QFile file(in_folder("damaged.quantscope"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("{\"format\": \"quantscope-session\", \"format_ver");
  file.close();
  window_->open_path(file.fileName());
  QVERIFY(window_->messages()->count() > 0);
  QCOMPARE(window_->document(), document);
  QVERIFY(window_->workspace().result());
}

void WorkspaceTest::keys_lead_to_every_page() {
  open(*window_, model_.path);
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  int number = 0;
  for (const gui::Page* page : window_->pages()) {
    ++number;
    QTest::keyClick(window_.get(), static_cast<Qt::Key>(Qt::Key_0 + number), Qt::ControlModifier);
    QCOMPARE(window_->current_page()->id(), page->id());
    QCOMPARE(window_->workspace().linked().state().page, page->id());
  }
  auto* tabs = window_->findChild<QTabWidget*>(QStringLiteral("pages"))->tabBar();
  QTest::mouseClick(tabs, Qt::LeftButton, Qt::NoModifier, tabs->tabRect(0).center());
  QCOMPARE(window_->current_page(), window_->pages().front());
}

void WorkspaceTest::every_action_has_keys_of_its_own() {
  std::map<QString, QString> owners;
  for (const QMenu* menu : window_->menuBar()->findChildren<QMenu*>())
    for (const QAction* action : menu->actions()) {
      if (action->isSeparator() || action->menu() || action->objectName().isEmpty()) continue;
      const QString name = action->objectName();
      QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(name));
      for (const QKeySequence& keys : action->shortcuts()) {
        const auto [place, is_new] = owners.emplace(keys.toString(), name);
        QVERIFY2(is_new || place->second == name, qPrintable(name + QStringLiteral(" and ") + place->second));
      }
    }
  QVERIFY(owners.size() > 40);
  // Two strokes choose.
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  QTest::keyClick(window_.get(), Qt::Key_T, Qt::ControlModifier);
  QTest::keyClick(window_.get(), Qt::Key_D);
  QVERIFY(widgets::current_theme().dark);
  QTest::keyClick(window_.get(), Qt::Key_T, Qt::ControlModifier);
  QTest::keyClick(window_.get(), Qt::Key_L);
  QVERIFY(!widgets::current_theme().dark);
}

void WorkspaceTest::a_dock_that_is_asked_for_stands_in_front() {
  auto* history = window_->findChild<QDockWidget*>(QStringLiteral("history_dock"));
  QVERIFY(history->isHidden());
  history->toggleViewAction()->trigger();
  QTRY_VERIFY(!history->visibleRegion().isEmpty());
  auto* method = window_->findChild<QDockWidget*>(QStringLiteral("method_dock"));
  QVERIFY(method->visibleRegion().isEmpty());  // behind it
}

void WorkspaceTest::a_pinned_run_is_drawn_over_the_histogram() {
  open(*window_, model_.path);
  window_->activateWindow();
  QTest::keyClick(window_.get(), Qt::Key_D, Qt::ControlModifier);
  gui::RunList& runs = window_->workspace().runs();
  QCOMPARE(runs.rowCount(), 1);
  const auto& pinned = window_->distribution()->histogram()->data().pinned;
  QTRY_COMPARE_WITH_TIMEOUT(pinned.size(), std::size_t(1), patience_ms);
  QCOMPARE(pinned[0].style.name, runs.runs()[0].name);
  // The run is the present setting: both lines are the same.
  const auto& now = *window_->distribution()->histogram()->data().now;
  QCOMPARE(pinned[0].drawn.counts, now.counts);
  runs.set_visible(0, false);
  QTRY_VERIFY_WITH_TIMEOUT(pinned.empty(), patience_ms);
}

void WorkspaceTest::the_baseline_is_what_errors_are_compared_with() {
  open(*window_, model_.path);
  window_->workspace().runs().pin(window_->panel()->essential_setting());
  window_->workspace().runs().set_baseline(0);
  QTRY_VERIFY_WITH_TIMEOUT(window_->overlays()->baseline_result(), patience_ms);
  const double pinned = window_->overlays()->baseline_result()->error.mse;
  for (const double bits : {3.0, 2.0}) {
    gui::Setting setting = window_->panel()->setting();
    setting.values["weight_bits"] = bits;
    window_->panel()->apply(setting, true);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->live()->pending() && window_->workspace().result()->parameters.at(
                                                                "weight_bits") == base::ParameterValue(bits),
                             patience_ms);
    bool found = false;
    for (const widgets::MetricRow& row : window_->panel()->metrics()->metricRows())
      if (row.id == QLatin1String("mse")) {
        found = true;
        QCOMPARE(row.before.value_or(-1), pinned);
      }
    QVERIFY(found);
  }
}

void WorkspaceTest::the_palette_sets_a_parameter() {
  open(*window_, model_.path);
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  QTest::keyClick(window_.get(), Qt::Key_K, Qt::ControlModifier);
  QVERIFY(window_->palette()->isVisible());
  QTest::keyClicks(window_->palette()->input(), QStringLiteral("weight bits 5"));
  QTest::keyClick(window_->palette()->input(), Qt::Key_Return);
  QTRY_VERIFY(window_->panel()->setting().values.at("weight_bits") == base::ParameterValue(5.0));
  QVERIFY(!window_->palette()->isVisible());
}

void WorkspaceTest::a_page_exports_all_its_charts_with_tables() {
  open(*window_, model_.path);
  const QString folder = in_folder("exported");
  window_->export_page(folder);
  const QStringList files = QDir(folder).entryList(QDir::Files);
  const auto count = [&](const char* ending) {
    return files.filter(QRegularExpression(QStringLiteral("\\.%1$").arg(QLatin1String(ending)))).size();
  };
  const auto charts = window_->current_page()->charts().size();
  for (const char* ending : {"png", "svg", "csv", "json"}) QCOMPARE(count(ending), charts);
}

void WorkspaceTest::the_report_of_the_window_names_the_pinned_runs() {
  open(*window_, model_.path);
  window_->workspace().runs().pin({"rtn", {{"weight_bits", 5.0}}});
  window_->workspace().runs().rename(0, QStringLiteral("five & a half"));
  QSignalSpy finished(window_->report(), &gui::ReportJob::finished);
  window_->write_report_to(in_folder("report"));
  QVERIFY(finished.wait(patience_ms));
  QCOMPARE(finished.front().at(1).toString(), QString());
  const QStringList files = finished.front().at(0).toStringList();
  QVERIFY(files.size() > 4);
  for (const QString& file : files) QVERIFY2(QFile::exists(file), qPrintable(file));
  QFile page(files.front());
  QVERIFY(page.open(QIODevice::ReadOnly));
  const QByteArray html = page.readAll();
  QVERIFY(html.contains("five &amp; a half"));
  QVERIFY(html.contains("rtn:weight_bits=5"));  // the command that reproduces it
  QVERIFY(html.contains("<svg"));
}

void WorkspaceTest::a_cancelled_report_leaves_nothing() {
  open(*window_, model_.path);
  QSignalSpy finished(window_->report(), &gui::ReportJob::finished);
  window_->write_report_to(in_folder("cancelled"));
  window_->report()->cancel();
  QCOMPARE(finished.size(), 1);
  QVERIFY(finished.front().at(0).toStringList().isEmpty());
  QVERIFY(!window_->report()->running());
  QTest::qWait(200);
  QVERIFY(!QFile::exists(in_folder("cancelled/report.html")));
}

QUANTSCOPE_TEST(WorkspaceTest)

}  // namespace test_window_workspace

#include "test_window_workspace.moc"
