#include <rapidcheck.h>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include "app/gui/document.h"
#include "app/gui/filter_bar.h"
#include "app/gui/workspace.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/theme.h"

namespace test_window_filters {

using namespace quantscope;
using gui::Filter;
using gui::FilterBar;
using gui::Filters;

class WindowFiltersTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    tests::isolate_settings(folder_.filePath("settings"));
    model_ = tests::generate_model(folder_.filePath("model.h5"));
  }

  void init() {
    messages_ = std::make_unique<widgets::MessageBar>();
    jobs_ = std::make_unique<widgets::JobBar>();
    workspace_ = std::make_unique<gui::Workspace>(messages_.get(), jobs_.get());
    workspace_->set_document(gui::Document::open(model_.path), nullptr, nullptr);
    workspace_->set_tensor(0);
    host_ = std::make_unique<QWidget>();
    auto* layout = new QVBoxLayout(host_.get());
    layout->setContentsMargins(0, 0, 0, 0);
    bar_ = new FilterBar(*workspace_, host_.get());
    layout->addWidget(bar_);
    layout->addStretch(1);
    host_->resize(760, 120);
    host_->show();
    QApplication::setActiveWindow(host_.get());
  }

  void cleanup() {
    host_.reset();
    workspace_.reset();
  }

  void without_filters_only_the_button_is_there() {
    QVERIFY(button("add_filter")->isVisible());
    QVERIFY(!button("clear_filters")->isVisible());
    QVERIFY(!kept()->isVisible());
    QVERIFY(bar_->height() < 2 * button("add_filter")->sizeHint().height());
  }

  void a_chosen_filter_becomes_a_chip_and_an_undo_step() {
    choose("filter_kind_down_proj");
    QCOMPARE(filters().size(), std::size_t(1));
    QCOMPARE(filters()[0].text, QStringLiteral("down_proj"));
    QVERIFY(button("filter_flip_0")->isVisible());
    QCOMPARE(button("filter_flip_0")->text(), filters()[0].label());
    // Two blocks with the weight and the input of down_proj, of eight tensors.
    QVERIFY2(kept()->text().startsWith(QStringLiteral("4 ")), qPrintable(kept()->text()));
    QVERIFY(kept()->text().contains(QString::number(model_.tensors)));
    QCOMPARE(workspace_->undo().count(), 1);
    workspace_->undo().undo();
    QVERIFY(filters().empty());
    QVERIFY(!bar_->findChild<QToolButton*>(QStringLiteral("filter_flip_0"), Qt::FindChildrenRecursively) ||
            !button("filter_flip_0")->isVisible());
  }

  void a_click_on_a_chip_turns_it_around_and_the_cross_removes_it() {
    choose("filter_kind_down_proj");
    choose("filter_outlier_channels");
    click("filter_flip_0");
    QVERIFY(filters()[0].excluded);
    QVERIFY2(kept()->text().startsWith(QStringLiteral("4 ")), qPrintable(kept()->text()));
    QVERIFY(button("filter_flip_0")->text().contains(QStringLiteral("down_proj")));
    QCOMPARE(button("filter_flip_0")->text(), filters()[0].label());
    click("filter_remove_0");
    QCOMPARE(filters().size(), std::size_t(1));
    QCOMPARE(filters()[0].kind, Filter::Kind::outlier_channels);
    click("clear_filters");
    QVERIFY(filters().empty());
    QCOMPARE(workspace_->undo().count(), 5);
    for (int step = 0; step < 3; ++step) workspace_->undo().undo();
    QCOMPARE(filters().size(), std::size_t(2));
    QVERIFY(!filters()[0].excluded);
  }

  void a_pattern_is_typed_and_escape_leaves_it() {
    choose("filter_ask_pattern");
    auto* line = bar_->findChild<QLineEdit*>(QStringLiteral("filter_pattern"));
    QVERIFY(line->isVisible() && line->hasFocus());
    QTest::keyClicks(line, QStringLiteral("*.1.*gate"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(filters().size(), std::size_t(1));
    QCOMPARE(filters()[0].text, QStringLiteral("*.1.*gate"));
    QVERIFY(!line->isVisible());
    bar_->ask_pattern();
    QTest::keyClicks(line, QStringLiteral("up"));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!line->isVisible());
    QCOMPARE(filters().size(), std::size_t(1));
  }

  void a_brush_of_values_becomes_a_range_of_magnitudes() {
    open_menu();
    QVERIFY(!action("filter_keep_brush")->isEnabled());
    QVERIFY(action("filter_keep_brush")->toolTip().contains(QStringLiteral("rush")));
    const std::vector<std::pair<std::pair<double, double>, std::pair<double, double>>> cases{
        {{2, 5}, {2, 5}}, {{-5, -2}, {2, 5}}, {{-3, 7}, {0, 7}}};
    for (const auto& [values, magnitudes] : cases) {
      workspace_->edit_filters({}, QStringLiteral("none"));
      workspace_->linked().set_values(values);
      choose("filter_exclude_brush");
      QCOMPARE(filters().at(0).kind, Filter::Kind::magnitude);
      QVERIFY(filters()[0].excluded);
      QCOMPARE(std::pair(filters()[0].low, filters()[0].high), magnitudes);
    }
  }

  void what_cannot_be_added_says_why() {
    open_menu();
    QVERIFY(!action("filter_above_theta")->isEnabled());
    QVERIFY(action("filter_above_theta")->toolTip().contains(QStringLiteral("θ")));
    workspace_->set_setting({"qllm", {}}, 6.0);
    choose("filter_above_theta");
    open_menu();
    QVERIFY(!action("filter_above_theta")->isEnabled());  // it is there already
  }

  void kept_channels_are_shown_while_they_are_known() {
    choose("filter_outlier_channels");
    bar_->set_channels(std::pair(41, 640));
    QVERIFY(kept()->text().contains(QStringLiteral("41")) && kept()->text().contains(QStringLiteral("640")));
    workspace_->set_tensor(1);
    QVERIFY(!kept()->text().contains(QStringLiteral("41")));
  }

  void many_chips_flow_into_rows_and_none_is_cut() {
    for (const char* name : {"filter_outlier_channels", "filter_outlier_tensors", "filter_kind_down_proj",
                             "filter_kind_gate_proj", "filter_role_weight"})
      choose(name);
    for (int each = 0; each < 3; ++each) {
      Filters more = filters();
      more.push_back({Filter::Kind::name, QStringLiteral("*.layers.%1.*").arg(each), 0, 0, false});
      workspace_->edit_filters(more, QStringLiteral("more"));
    }
    QCoreApplication::processEvents();
    for (int index = 0; index < int(filters().size()); ++index) {
      const QToolButton* flip = button(("filter_flip_" + std::to_string(index)).c_str());
      QVERIFY(flip->width() >= flip->sizeHint().width());
      QVERIFY(host_->rect().contains(QRect(flip->mapTo(host_.get(), QPoint()), flip->size())));
    }
    const QString folder = qEnvironmentVariable("QUANTSCOPE_PICTURES");
    for (const bool dark : {false, true}) {
      widgets::apply_theme(*qobject_cast<QApplication*>(QApplication::instance()),
                           dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
      QCoreApplication::processEvents();
      const QPixmap picture = host_->grab();
      QVERIFY(!picture.isNull());
      if (!folder.isEmpty())
        picture.save(folder + (dark ? "/comfort-filters-dark.png" : "/comfort-filters-light.png"));
    }
    widgets::apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), widgets::ThemeChoice::light);
  }

  void any_edits_undone_give_the_start() {
    QVERIFY(rc::check("filter edits", [this] {
      workspace_->edit_filters({}, QStringLiteral("none"));
      workspace_->undo().clear();
      for (const int edit :
           *rc::gen::resize(12, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6)))) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const int last = int(filters().size()) - 1;
        if (edit == 0) choose("filter_outlier_channels");
        if (edit == 1) choose("filter_kind_up_proj");
        if (edit == 2) choose("filter_role_input");
        if (edit == 3 && last >= 0) click(("filter_flip_" + std::to_string(last)).c_str());
        if (edit == 4 && last >= 0) click("filter_remove_0");
        if (edit == 5 && last >= 0) click("clear_filters");
      }
      const Filters end = filters();
      while (workspace_->undo().canUndo()) workspace_->undo().undo();
      RC_ASSERT(filters().empty());
      while (workspace_->undo().canRedo()) workspace_->undo().redo();
      RC_ASSERT(filters() == end);
    }));
  }

 private:
  const Filters& filters() const { return workspace_->linked().state().filters; }
  QLabel* kept() const { return bar_->findChild<QLabel*>(QStringLiteral("filter_kept")); }
  /// The newest of the name: an older chip may wait for its end.
  QToolButton* button(const char* name) const {
    const auto all = bar_->findChildren<QToolButton*>(QLatin1String(name));
    for (QToolButton* each : all)
      if (!each->isHidden() && each->isVisible()) return each;
    return all.value(0);
  }
  void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
  void open_menu() { emit bar_->menu()->aboutToShow(); }
  QAction* action(const char* name) const { return bar_->menu()->findChild<QAction*>(QLatin1String(name)); }
  void choose(const char* name) {
    open_menu();
    if (action(name) && action(name)->isEnabled()) action(name)->trigger();
  }

  QTemporaryDir folder_;
  tests::GeneratedModel model_;
  std::unique_ptr<widgets::MessageBar> messages_;
  std::unique_ptr<widgets::JobBar> jobs_;
  std::unique_ptr<gui::Workspace> workspace_;
  std::unique_ptr<QWidget> host_;
  FilterBar* bar_ = nullptr;
};

QUANTSCOPE_TEST(WindowFiltersTest)

}  // namespace test_window_filters

#include "test_window_filters.moc"
