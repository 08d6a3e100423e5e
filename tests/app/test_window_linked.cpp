#include <rapidcheck.h>

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QUndoStack>
#include <algorithm>

#include "app/gui/distribution_page.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"

namespace test_window_linked {

using namespace quantscope;
using gui::Filter;
using gui::LinkedView;
using gui::MainWindow;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;

Filter filter(Filter::Kind kind, const QString& text = {}) {
  Filter made;
  made.kind = kind;
  made.text = text;
  return made;
}

}  // namespace

/// The linked state of the window, its filters, its history and undo.
class LinkedTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void back_and_forward_retrace_every_step();
  void a_brush_that_is_drawn_is_one_step();
  void another_tensor_drops_channel_and_brush();
  void filters_survive_json();
  void channel_filters_stack();
  void search_and_kind_are_filters_that_undo();
  void a_filter_of_outlier_channels_narrows_profile_and_histogram();
  void a_filter_above_theta_moves_with_theta();
  void chosen_channels_are_drawn_on_the_bins_in_force();
  void brushed_channels_show_their_values_in_the_histogram();
  void back_returns_to_the_tensor_before();
  void any_sequence_of_edits_undone_gives_the_start();
  void undo_goes_to_the_tensor_of_the_edit();
  void pinned_runs_have_different_names_and_colours();

 private:
  void open();
  void wait_for_result();
  int tensor(const std::string& name) const;

  QTemporaryDir folder_;
  GeneratedModel model_;
  std::unique_ptr<MainWindow> window_;
};

void LinkedTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
}

void LinkedTest::init() {
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  window_ = std::make_unique<MainWindow>(options);
  window_->resize(1280, 800);
  window_->show();
}

void LinkedTest::cleanup() {
  window_.reset();
}

void LinkedTest::open() {
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->open_path(model_.path);
  QVERIFY(opened.wait(patience_ms));
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().tensor() >= 0, patience_ms);
  wait_for_result();
}

void LinkedTest::wait_for_result() {
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().result() && !window_->live()->pending(), patience_ms);
}

int LinkedTest::tensor(const std::string& name) const {
  const storage::TensorInfo* info = window_->document()->file().find(name);
  return info ? static_cast<int>(info - window_->document()->tensors().data()) : -1;
}

void LinkedTest::back_and_forward_retrace_every_step() {
  QVERIFY(rc::check("going back and forward shows the states as they were", [] {
    LinkedView view;
    view.set_page(QStringLiteral("distribution"));
    view.set_tensor(QStringLiteral("/a"));
    std::vector<gui::ViewState> seen{view.state()};
    const auto steps = *rc::gen::inRange(0, 60);
    for (int step = 0; step < steps; ++step) {
      switch (*rc::gen::inRange(0, 4)) {
        case 0:
          view.set_page(QStringLiteral("page %1").arg(*rc::gen::inRange(0, 3)));
          break;
        case 1:
          view.set_tensor(QStringLiteral("/%1").arg(*rc::gen::inRange(0, 3)));
          break;
        case 2:
          view.set_channel(*rc::gen::inRange(-1, 4));
          break;
        default:
          view.set_filters({filter(Filter::Kind::name, QString::number(*rc::gen::inRange(0, 3)))});
      }
      if (seen.back() != view.state()) seen.push_back(view.state());
    }
    for (std::size_t i = seen.size(); i-- > 0;) {
      RC_ASSERT(view.state() == seen[i]);
      RC_ASSERT(view.can_go_back() == (i > 0));
      view.back();
    }
    for (const gui::ViewState& state : seen) {
      RC_ASSERT(view.state() == state);
      view.forward();
    }
    RC_ASSERT(!view.can_go_forward());
  }));
}

void LinkedTest::a_brush_that_is_drawn_is_one_step() {
  LinkedView view;
  view.set_page(QStringLiteral("distribution"));
  view.set_tensor(QStringLiteral("/a"));
  for (int step = 1; step < 20; ++step) view.set_values(std::pair(0.0, double(step)));
  QVERIFY(view.can_go_back());
  view.back();
  QVERIFY(!view.state().values);
  QVERIFY(!view.can_go_back());
  view.forward();
  QCOMPARE(view.state().values->second, 19.0);
}

void LinkedTest::another_tensor_drops_channel_and_brush() {
  LinkedView view;
  view.set_tensor(QStringLiteral("/a"));
  view.set_channel(3);
  view.set_channels({5, 1});
  QCOMPARE(view.state().channels, (std::vector<int>{1, 5}));
  view.set_tensor(QStringLiteral("/b"));
  QCOMPARE(view.state().channel, -1);
  QVERIFY(view.state().channels.empty());
}

void LinkedTest::filters_survive_json() {
  for (const auto kind : {Filter::Kind::name, Filter::Kind::tensor_kind, Filter::Kind::outlier_tensors,
                          Filter::Kind::outlier_channels, Filter::Kind::above_theta, Filter::Kind::magnitude})
    for (const bool excluded : {false, true}) {
      Filter made;
      made.kind = kind;
      made.excluded = excluded;
      if (!made.about_channels() && kind != Filter::Kind::outlier_tensors)
        made.text = QStringLiteral("*.3.*");
      if (kind == Filter::Kind::magnitude) {
        made.low = 0.1;
        made.high = 7.25;
      }
      QCOMPARE(Filter::from_json(made.to_json()), made);
      QVERIFY(!made.label().isEmpty());
    }
  QVERIFY_EXCEPTION_THROWN(Filter::from_json({}), base::Error);
  QVERIFY_EXCEPTION_THROWN(Filter::from_json({{QStringLiteral("kind"), QStringLiteral("name")}}),
                           base::Error);
}

void LinkedTest::channel_filters_stack() {
  const std::vector<double> absmax{1, 2, 30, 4, 50, 0};
  gui::ChannelFacts facts{&absmax, 2.0, 6, 40.0};
  QVERIFY(!gui::kept_channels({filter(Filter::Kind::name, QStringLiteral("x"))}, facts));
  gui::Filters filters{filter(Filter::Kind::outlier_channels)};
  QCOMPARE(*gui::kept_channels(filters, facts), (std::vector<int>{2, 4}));  // above 6 × 2
  filters.push_back(filter(Filter::Kind::above_theta));
  QCOMPARE(*gui::kept_channels(filters, facts), (std::vector<int>{4}));
  filters.back().excluded = true;
  QCOMPARE(*gui::kept_channels(filters, facts), (std::vector<int>{2}));
  Filter range = filter(Filter::Kind::magnitude);
  range.low = 2;
  range.high = 30;
  QCOMPARE(*gui::kept_channels({range}, facts), (std::vector<int>{1, 2, 3}));
}

void LinkedTest::search_and_kind_are_filters_that_undo() {
  open();
  auto* search = window_->navigator()->search();
  auto* kinds = window_->navigator()->findChild<QComboBox*>(QStringLiteral("tensor_kind"));
  const int all = window_->navigator()->filter()->shown_tensors();
  QTest::keyClicks(search, QStringLiteral("down"));
  QCOMPARE(window_->navigator()->filter()->shown_tensors(), 4);
  QCOMPARE(window_->workspace().undo().count(), 1);  // typing is one step
  kinds->setCurrentIndex(kinds->findData(QStringLiteral("role:input")));
  emit kinds->activated(kinds->currentIndex());
  QCOMPARE(window_->navigator()->filter()->shown_tensors(), 2);
  QCOMPARE(window_->workspace().linked().state().filters.size(), std::size_t(2));
  QCOMPARE(window_->workspace().kept_tensors().size(), std::size_t(2));
  window_->workspace().undo().undo();
  QCOMPARE(kinds->currentIndex(), 0);
  QCOMPARE(window_->navigator()->filter()->shown_tensors(), 4);
  window_->workspace().undo().undo();
  QVERIFY(search->text().isEmpty());
  QCOMPARE(window_->navigator()->filter()->shown_tensors(), all);
  window_->workspace().undo().redo();
  QCOMPARE(search->text(), QStringLiteral("down"));
}

void LinkedTest::a_filter_of_outlier_channels_narrows_profile_and_histogram() {
  open();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".input"));
  wait_for_result();
  auto* page = window_->distribution();
  window_->workspace().edit_filters({filter(Filter::Kind::outlier_channels)}, QStringLiteral("filter"));
  QCOMPARE(page->profile()->shownChannels(), (std::vector<int>{GeneratedModel::outlier_channel}));
  // The histogram shows the 1024 values of the one channel beside all.
  QTRY_VERIFY_WITH_TIMEOUT(!page->histogram()->data().pinned.empty(), patience_ms);
  const auto& drawn = page->histogram()->data().pinned.back().drawn;
  double count = drawn.below + drawn.above;
  for (const double bin : drawn.counts) count += bin;
  QCOMPARE(count, double(GeneratedModel::tokens));
  window_->workspace().undo().undo();
  QCOMPARE(page->profile()->shownChannels().size(), std::size_t(GeneratedModel::inner));
  QTRY_VERIFY_WITH_TIMEOUT(page->histogram()->data().pinned.empty(), patience_ms);
}

void LinkedTest::a_filter_above_theta_moves_with_theta() {
  open();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".input"));
  wait_for_result();
  window_->workspace().edit_filters({filter(Filter::Kind::above_theta)}, QStringLiteral("filter"));
  const std::vector<double> maxima = tests::channel_maxima(model_.inputs[1], GeneratedModel::inner);
  std::vector<double> ascending = maxima;
  std::ranges::sort(ascending);
  for (const std::size_t place : {ascending.size() - 2, ascending.size() / 2}) {
    const double theta = (ascending[place] + ascending[place - 1]) / 2;
    window_->panel()->drag_theta(theta, true);
    const double now = *window_->panel()->theta();
    std::vector<int> above;
    for (std::size_t channel = 0; channel < maxima.size(); ++channel)
      if (maxima[channel] > now) above.push_back(static_cast<int>(channel));
    QVERIFY(above.size() > 1);
    QCOMPARE(window_->distribution()->profile()->shownChannels(), above);
    wait_for_result();
    QCOMPARE(window_->distribution()->profile()->shownChannels(), above);
  }
}

void LinkedTest::chosen_channels_are_drawn_on_the_bins_in_force() {
  open();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".input"));
  wait_for_result();
  window_->workspace().edit_filters({filter(Filter::Kind::outlier_channels)}, QStringLiteral("filter"));
  auto* histogram = window_->distribution()->histogram();
  QTRY_VERIFY_WITH_TIMEOUT(!histogram->data().pinned.empty(), patience_ms);
  statistics::BinOptions bins = histogram->binOptions();
  bins.number = 37;
  histogram->setBinOptions(bins);
  emit histogram->binOptionsChanged(bins);
  QTRY_COMPARE_WITH_TIMEOUT(histogram->data().original.edges.size(), std::size_t(38), patience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(!histogram->data().pinned.empty() && histogram->data().pinned.back().drawn.edges ==
                                                                    histogram->data().original.edges,
                           patience_ms);
}

void LinkedTest::brushed_channels_show_their_values_in_the_histogram() {
  open();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".input"));
  wait_for_result();
  window_->workspace().linked().set_channels({2, 7});
  auto* histogram = window_->distribution()->histogram();
  QTRY_VERIFY_WITH_TIMEOUT(!histogram->data().pinned.empty(), patience_ms);
  const auto& drawn = histogram->data().pinned.back().drawn;
  double count = drawn.below + drawn.above;
  for (const double bin : drawn.counts) count += bin;
  QCOMPARE(count, 2.0 * GeneratedModel::tokens);
}

void LinkedTest::back_returns_to_the_tensor_before() {
  open();
  const int first = window_->workspace().tensor();
  const int other = tensor(GeneratedModel::down(0) + ".weight");
  QVERIFY(first != other);
  window_->select_tensor(other);
  wait_for_result();
  auto* back = window_->findChild<QAction*>(QStringLiteral("action_back"));
  auto* forward = window_->findChild<QAction*>(QStringLiteral("action_forward"));
  QVERIFY(back->isEnabled());
  back->trigger();
  QCOMPARE(window_->workspace().tensor(), first);
  QCOMPARE(window_->navigator()->selected(), first);
  QVERIFY(forward->isEnabled());
  forward->trigger();
  QCOMPARE(window_->workspace().tensor(), other);
  wait_for_result();
}

void LinkedTest::any_sequence_of_edits_undone_gives_the_start() {
  open();
  gui::Workspace& workspace = window_->workspace();
  gui::MethodPanel* panel = window_->panel();
  QVERIFY(rc::check("undo takes every edit back, redo makes it again", [&] {
    workspace.undo().clear();
    const auto state = [&] {
      return std::tuple(panel->setting().method, panel->setting().values, workspace.linked().state().filters,
                        workspace.runs().state());
    };
    const auto start = state();
    const int edits = *rc::gen::inRange(0, 25);
    for (int edit = 0; edit < edits; ++edit) {
      const int runs = workspace.runs().rowCount();
      switch (*rc::gen::inRange(0, 7)) {
        case 0: {
          gui::Setting next = panel->setting();
          next.values["weight_bits"] = double(*rc::gen::inRange(2, 9));
          panel->apply(next, true);
          break;
        }
        case 1:
          panel->apply({*rc::gen::element<std::string>("rtn", "qllm"), {}}, true);
          break;
        case 2:
          panel->drag_theta(*panel->theta() * *rc::gen::element(0.5, 0.9, 1.2), *rc::gen::arbitrary<bool>());
          break;
        case 3:
          workspace.edit_filters({filter(Filter::Kind::name, QString::number(*rc::gen::inRange(0, 4)))},
                                 QStringLiteral("filter"));
          break;
        case 4:
          workspace.runs().pin(panel->essential_setting());
          break;
        case 5:
          if (runs > 0) workspace.runs().remove(*rc::gen::inRange(0, runs));
          break;
        default:
          if (runs > 0) workspace.runs().set_visible(*rc::gen::inRange(0, runs), *rc::gen::arbitrary<bool>());
      }
      if (!panel->theta()) panel->apply({"qllm", {}}, true);
    }
    const auto end = state();
    while (workspace.undo().canUndo()) workspace.undo().undo();
    RC_ASSERT(state() == start);
    while (workspace.undo().canRedo()) workspace.undo().redo();
    RC_ASSERT(state() == end);
  }));
}

void LinkedTest::undo_goes_to_the_tensor_of_the_edit() {
  open();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".weight"));
  wait_for_result();
  const double theta = *window_->panel()->theta();
  window_->panel()->drag_theta(theta / 2, true);
  wait_for_result();
  const int edited = window_->workspace().tensor();
  window_->select_tensor(tensor(GeneratedModel::down(0) + ".weight"));
  wait_for_result();
  window_->workspace().undo().undo();
  QCOMPARE(window_->workspace().tensor(), edited);
  QTRY_VERIFY_WITH_TIMEOUT(window_->panel()->theta() == theta, patience_ms);
  wait_for_result();
}

void LinkedTest::pinned_runs_have_different_names_and_colours() {
  open();
  gui::RunList& runs = window_->workspace().runs();
  QCOMPARE(runs.pin({"rtn", {{"weight_bits", 4.0}}}), 0);
  QCOMPARE(runs.pin({"rtn", {{"weight_bits", 4.0}}}), 0);  // the same setting is the same run
  QCOMPARE(runs.pin({"rtn", {{"weight_bits", 3.0}}}), 1);
  runs.rename(1, runs.runs()[0].name);
  QVERIFY(runs.runs()[0].name != runs.runs()[1].name);
  runs.remove(0);
  QCOMPARE(runs.pin({"qllm", {}}), 1);
  QVERIFY(runs.runs()[0].colour != runs.runs()[1].colour);
  for (int run = runs.rowCount(); run < gui::RunList::most_runs; ++run)
    QCOMPARE(runs.pin({"rtn", {{"group_size", 16.0 + run}}}), run);
  QCOMPARE(runs.pin({"rtn", {{"group_size", 8.0}}}), -1);
}

QUANTSCOPE_TEST(LinkedTest)

}  // namespace test_window_linked

#include "test_window_linked.moc"
