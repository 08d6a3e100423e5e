#include <QAction>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QTest>
#include <QTextBrowser>
#include <QUndoStack>
#include <QUndoView>

#include "app/gui/figure_help.h"
#include "app/gui/history_panel.h"
#include "app/gui/language_menu.h"
#include "app/gui/metric_rows.h"
#include "app/gui/translation.h"
#include "app/gui/window_layouts.h"
#include "app/gui/workspace.h"
#include "core/base/error.h"
#include "core/study/comparison.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"
#include "widgets/theme.h"

namespace test_window_layouts {

using namespace quantscope;

class WindowLayoutsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { tests::isolate_settings(folder_.filePath("settings")); }

  void init() {
    QSettings().clear();
    window_ = std::make_unique<QMainWindow>();
    window_->resize(1280, 800);
    window_->setCentralWidget(new QLabel(QStringLiteral("pages")));
    for (const char* name : {"navigator_dock", "runs_dock", "method_dock", "history_dock"}) {
      auto* dock = new QDockWidget(QLatin1String(name), window_.get());
      dock->setObjectName(QLatin1String(name));
      dock->setWidget(new QLabel(QLatin1String(name)));
      window_->addDockWidget(Qt::LeftDockWidgetArea, dock);
    }
    window_->show();
  }

  void presets_show_what_they_say() {
    gui::apply_preset(*window_, QStringLiteral("focus"));
    QVERIFY(visible().isEmpty());
    gui::apply_preset(*window_, QStringLiteral("explore"));
    QCOMPARE(visible(), (QStringList{"method_dock", "navigator_dock", "runs_dock"}));
    QCOMPARE(window_->dockWidgetArea(dock("method_dock")), Qt::RightDockWidgetArea);
    QTRY_VERIFY(dock("navigator_dock")->y() < dock("runs_dock")->y());
    gui::apply_preset(*window_, QStringLiteral("compare"));
    QCOMPARE(visible(), (QStringList{"history_dock", "method_dock", "runs_dock"}));
    gui::apply_preset(*window_, QStringLiteral("no such layout"));
    QCOMPARE(visible(), (QStringList{"method_dock", "navigator_dock", "runs_dock"}));
  }

  void a_window_with_fewer_docks_takes_what_it_has() {
    delete dock("runs_dock");
    delete dock("history_dock");
    gui::apply_preset(*window_, QStringLiteral("compare"));
    QCOMPARE(visible(), QStringList{"method_dock"});
  }

  void a_floating_dock_comes_home() {
    dock("method_dock")->setFloating(true);
    gui::apply_preset(*window_, QStringLiteral("explore"));
    QVERIFY(!dock("method_dock")->isFloating());
  }

  void a_saved_layout_comes_back() {
    gui::apply_preset(*window_, QStringLiteral("focus"));
    const QString name = QStringLiteral("mine / 100 % \"가\"");
    QVERIFY(gui::save_layout(*window_, name + ' '));
    QVERIFY(!gui::save_layout(*window_, QStringLiteral("  ")));
    QCOMPARE(gui::saved_layouts(), QStringList{name});
    gui::apply_preset(*window_, QStringLiteral("explore"));
    QVERIFY(gui::apply_saved_layout(*window_, name));
    QVERIFY(visible().isEmpty());
    gui::remove_layout(name);
    QVERIFY(gui::saved_layouts().isEmpty());
  }

  void a_damaged_layout_gives_the_default() {
    QVERIFY(gui::save_layout(*window_, QStringLiteral("mine")));
    const QString key = QStringLiteral("layouts/mine");
    const QByteArray whole = QSettings().value(key).toByteArray();
    QVERIFY(whole.size() > 100);
    QByteArray changed = whole;
    changed[whole.size() / 2] = char(changed[whole.size() / 2] ^ 0x55);
    for (const QByteArray& bytes :
         {whole.left(whole.size() / 2), changed, QByteArray("rubbish"), QByteArray()}) {
      QSettings().setValue(key, bytes);
      gui::apply_preset(*window_, QStringLiteral("focus"));
      QVERIFY(!gui::apply_saved_layout(*window_, QStringLiteral("mine")));
      QCOMPARE(visible(), (QStringList{"method_dock", "navigator_dock", "runs_dock"}));
    }
  }

  void the_menu_lists_presets_and_saved_ones() {
    QMenu menu;
    gui::fill_layout_menu(menu, *window_);
    menu.findChild<QAction*>(QStringLiteral("layout_focus"))->trigger();
    QVERIFY(visible().isEmpty());
    auto* removal = menu.findChild<QMenu*>(QStringLiteral("layout_delete"));
    QVERIFY(!removal->isEnabled());
    gui::save_layout(*window_, QStringLiteral("R & D"));
    gui::apply_preset(*window_, QStringLiteral("explore"));
    emit menu.aboutToShow();
    emit menu.aboutToShow();
    QAction* mine = nullptr;
    int found = 0;
    for (QAction* action : menu.actions())
      if (action->text() == QLatin1String("R && D")) {
        mine = action;
        ++found;
      }
    QCOMPARE(found, 1);
    mine->trigger();
    QVERIFY(visible().isEmpty());
    QVERIFY(removal->isEnabled());
    removal->actions().at(0)->trigger();
    QVERIFY(gui::saved_layouts().isEmpty());
  }

  void history_says_what_it_is_for_until_something_happened() {
    widgets::MessageBar messages;
    widgets::JobBar jobs;
    gui::Workspace workspace(&messages, &jobs);
    gui::HistoryPanel panel(workspace);
    panel.resize(240, 300);
    panel.show();
    auto* view = panel.findChild<QUndoView*>(QStringLiteral("history_view"));
    auto* empty = panel.findChild<QLabel*>(QStringLiteral("history_empty"));
    QVERIFY(empty->isVisible() && !view->isVisible());
    workspace.runs().pin({"rtn", {}});
    workspace.edit_filters({{gui::Filter::Kind::name, QStringLiteral("down"), 0, 0, false}},
                           QStringLiteral("filter down"));
    QVERIFY(!empty->isVisible() && view->isVisible());
    QCOMPARE(view->model()->rowCount(), 3);  // the start and two steps
    QCOMPARE(view->model()->index(0, 0).data().toString(), view->emptyLabel());
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(view->model()->index(0, 0)).center());
    QVERIFY(workspace.runs().runs().empty() && workspace.linked().state().filters.empty());
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(workspace.runs().runs().size(), std::size_t(1));
  }

  void every_metric_has_its_help() {
    for (const study::ComparisonMetric& metric : study::comparison_metrics())
      QVERIFY2(has_help(QString::fromStdString(metric.id)), metric.id.c_str());
    for (const widgets::MetricRow& row : gui::metric_rows(nullptr, nullptr))
      QVERIFY2(has_help(row.id), qPrintable(row.id));
    QVERIFY_EXCEPTION_THROWN(gui::figure_help(QStringLiteral("no such figure")), base::Error);
  }

  void help_is_complete_and_of_one_id_each() {
    QSet<QString> ids;
    for (const gui::FigureHelp& help : gui::all_figure_help()) {
      QVERIFY2(!help.title.isEmpty() && !help.text.isEmpty() && !help.source.isEmpty(), qPrintable(help.id));
      QVERIFY2(!ids.contains(help.id), qPrintable(help.id));
      ids.insert(help.id);
      QVERIFY(gui::figure_help_html(help).contains(help.formula.toHtmlEscaped()));
    }
  }

  void widgets_and_cells_carry_it() {
    QLabel label;
    gui::set_figure_help(&label, QStringLiteral("kurtosis"));
    QVERIFY(label.whatsThis().contains(QStringLiteral("(x − x̄)⁴")));
    QVERIFY(label.accessibleDescription().contains(QStringLiteral("normal distribution")));
    widgets::MetricTable table;
    gui::set_figure_help(&table);
    table.setRows(gui::metric_rows(nullptr, nullptr));
    QTRY_VERIFY(table.item(0, 0)->data(Qt::WhatsThisRole).toString().contains(QStringLiteral("log₁₀")));
    for (int row = 0; row < table.rowCount(); ++row) QVERIFY(!table.item(row, 2)->whatsThis().isEmpty());
  }

  void the_help_window_is_searched() {
    for (const bool dark : {true, false}) {
      widgets::apply_theme(*qobject_cast<QApplication*>(QApplication::instance()),
                           dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
      gui::show_figure_help_dialog(window_.get());
      auto* dialog = window_->findChild<QDialog*>(QStringLiteral("figures_dialog"));
      auto* search = dialog->findChild<QLineEdit*>(QStringLiteral("figures_search"));
      auto* text = dialog->findChild<QTextBrowser*>(QStringLiteral("figures_text"));
      QVERIFY(text->toPlainText().contains(QStringLiteral("Pareto")));
      if (const QString folder = qEnvironmentVariable("QUANTSCOPE_PICTURES"); !folder.isEmpty())
        dialog->grab().save(folder + (dark ? "/comfort-help-dark.png" : "/comfort-help-light.png"));
      QTest::keyClicks(search, QStringLiteral("kurtosis normal"));
      QVERIFY(text->toPlainText().contains(QStringLiteral("uniform one")));
      QVERIFY(!text->toPlainText().contains(QStringLiteral("Pareto")));
      search->setText(QStringLiteral("zzzz"));
      QVERIFY(text->toPlainText().contains(QStringLiteral("No figure")));
      delete dialog;
    }
  }

  void a_language_is_kept_for_the_next_start() {
    widgets::MessageBar messages;
    QMenu menu;
    gui::fill_language_menu(menu, messages);
    QVERIFY(menu.findChild<QAction*>(QStringLiteral("language_system"))->isChecked());
    menu.findChild<QAction*>(QStringLiteral("language_en"))->trigger();
    QCOMPARE(QSettings().value(gui::language_setting).toString(), QStringLiteral("en"));
    QVERIFY(messages.current() && messages.current()->text.contains(QStringLiteral("English")));
    QMenu again;
    gui::fill_language_menu(again, messages);
    QVERIFY(again.findChild<QAction*>(QStringLiteral("language_en"))->isChecked());
  }

 private:
  static bool has_help(const QString& id) {
    const auto all = gui::all_figure_help();
    return std::ranges::any_of(
        all, [&](const gui::FigureHelp& help) { return help.id == id && !help.formula.isEmpty(); });
  }

  QDockWidget* dock(const char* name) const { return window_->findChild<QDockWidget*>(QLatin1String(name)); }

  QStringList visible() const {
    QStringList names;
    for (const QDockWidget* each : window_->findChildren<QDockWidget*>())
      if (!each->isHidden()) names << each->objectName();
    names.sort();
    return names;
  }

  QTemporaryDir folder_;
  std::unique_ptr<QMainWindow> window_;
};

QUANTSCOPE_TEST(WindowLayoutsTest)

}  // namespace test_window_layouts

#include "test_window_layouts.moc"
