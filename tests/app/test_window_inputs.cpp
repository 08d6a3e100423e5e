#include <qcustomplot.h>

#include <QAction>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QUndoStack>

#include "app/gui/capture_job.h"
#include "app/gui/command_text.h"
#include "app/gui/distribution_page.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/page.h"
#include "app/gui/session.h"
#include "app/gui/starter_runs.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/histogram_view.h"
#include "widgets/message_bar.h"

namespace test_window_inputs {

using namespace quantscope;
using gui::MainWindow;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;
constexpr int tokens = 40;

std::string gate(int block) {
  return "model.layers." + std::to_string(block) + ".mlp.gate_proj";
}

/// Inputs of gate_proj, which the model lacks, and of down_proj, which it has; channel 3 is 100 times as
/// large.
void write_inputs(const QString& path, std::int64_t gate_channels, const std::string& text) {
  std::mt19937 random(7);
  storage::ModelWriter writer(path.toStdString(), {});
  for (int block = 0; block < GeneratedModel::blocks; ++block)
    for (const auto& [module, channels] :
         {std::pair(gate(block), gate_channels),
          std::pair(GeneratedModel::down(block), std::int64_t{GeneratedModel::inner})}) {
      std::vector<float> values =
          tests::normal_values(random, static_cast<std::size_t>(tokens * channels), 1.0f);
      for (int token = 0; token < tokens; ++token)
        values[static_cast<std::size_t>(token * channels + 3)] = 100;
      const std::string input = "/activations/" + module + "/input";
      writer.write(input, tensor::ElementType::f32, {tokens, channels},
                   tests::view_of(values, tokens, channels));
      writer.set_attribute(input, "text", text);
      writer.set_attribute(input, "windows", std::int64_t{2});
      writer.set_attribute(input, "tokens_per_window", std::int64_t{20});
    }
  writer.commit();
}

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

/// Captured inputs of another file beside those of the open one.
class InputsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void joined_inputs_are_in_the_navigator_and_say_where_they_come_from();
  void what_was_on_screen_stays();
  void only_what_is_new_is_computed();
  void left_out_they_are_gone_again();
  void inputs_of_another_model_change_nothing();
  void saved_inputs_are_a_file_of_their_own();
  void a_session_remembers_them();
  void a_session_without_its_inputs_says_so();
  void commands_name_them();

 private:
  QString in_folder(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
  void open(MainWindow& window) const;
  void join(MainWindow& window, const QString& path) const;
  static void wait_for_result(MainWindow& window);
  int tensor(const std::string& name) const {
    const auto* info = window_->document()->file().find(name);
    return info ? static_cast<int>(info - window_->document()->tensors().data()) : -1;
  }

  QTemporaryDir folder_;
  GeneratedModel model_;
  QString inputs_;
  std::unique_ptr<MainWindow> window_;
};

void InputsTest::initTestCase() {
  tests::isolate_settings(in_folder("settings"));
  model_ = tests::generate_model(in_folder("model.h5"));
  inputs_ = in_folder("inputs.h5");
  write_inputs(inputs_, GeneratedModel::hidden, "stories");
}

void InputsTest::init() {
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  window_ = std::make_unique<MainWindow>(options);
  window_->resize(1280, 800);
  window_->show();
  open(*window_);
}

void InputsTest::cleanup() {
  window_.reset();
}

void InputsTest::open(MainWindow& window) const {
  QSignalSpy opened(&window, &MainWindow::documentOpened);
  window.open_path(model_.path);
  QVERIFY(opened.wait(patience_ms));
  QTRY_VERIFY_WITH_TIMEOUT(!window.statistics_pass()->running(), patience_ms);
  wait_for_result(window);
}

void InputsTest::join(MainWindow& window, const QString& path) const {
  QSignalSpy shown(&window, &MainWindow::inputsShown);
  window.join_inputs(path);
  QVERIFY(shown.wait(patience_ms));
  QTRY_VERIFY_WITH_TIMEOUT(!window.statistics_pass()->running(), patience_ms);
  wait_for_result(window);
}

void InputsTest::wait_for_result(MainWindow& window) {
  QTRY_VERIFY_WITH_TIMEOUT(window.workspace().result() && !window.live()->pending(), patience_ms);
}

void InputsTest::joined_inputs_are_in_the_navigator_and_say_where_they_come_from() {
  QCOMPARE(tensor(gate(0) + ".input"), -1);
  join(*window_, inputs_);
  gui::TensorModel* model = window_->navigator()->model();
  for (int block = 0; block < GeneratedModel::blocks; ++block) {
    const int input = tensor(gate(block) + ".input");
    QVERIFY(input >= 0);
    const QModelIndex row = model->index_of(input);
    QCOMPARE(row.data().toString(), QStringLiteral("→ mlp.gate_proj input"));
    QCOMPARE(model->block_at(row.parent().row()), block);
    QVERIFY(!row.data(Qt::DecorationRole).value<QIcon>().isNull());
    const QString tip = row.data(Qt::ToolTipRole).toString();
    for (const char* part : {"joined to the model file", "stories", "40 token", "2 window", "20 tokens"})
      QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
    // gate and up share it.
    const calibration::SitePlan& site = window_->document()->site_of(tensor(gate(block) + ".weight"));
    QCOMPARE(site.activation, input);
    QCOMPARE(site.consumers.size(), std::size_t{2});
    // What the file itself held of down_proj is replaced.
    QCOMPARE(window_->document()->tensor(tensor(GeneratedModel::down(block) + ".input")).shape.front(),
             std::int64_t{tokens});
    QVERIFY(model->summary(input));
    QVERIFY(model->summary(input)->outlier_ratio > 20);
  }
}

void InputsTest::what_was_on_screen_stays() {
  const int weight = tensor(GeneratedModel::down(0) + ".weight");
  window_->select_tensor(weight);
  wait_for_result(*window_);
  gui::pin_starter_runs(window_->workspace().runs());
  gui::Setting setting = window_->panel()->setting();
  setting.values["weight_bits"] = 3.0;
  window_->panel()->apply(setting, true);
  gui::Filter filter;
  filter.text = QStringLiteral("proj");
  window_->workspace().edit_filters({filter}, QStringLiteral("filter"));
  window_->workspace().linked().set_channel(5);
  wait_for_result(*window_);
  QCPAxis* axis = window_->distribution()->histogram()->frame()->plot()->xAxis;
  window_->distribution()->histogram()->frame()->interaction()->show_range(axis, -0.01, 0.02);
  QTreeView* tree = window_->navigator()->tree();
  tree->collapse(tree->model()->index(1, 0));
  const auto runs = window_->workspace().runs().state();
  const gui::ViewState view = window_->workspace().linked().state();
  const int steps = window_->workspace().undo().count();
  const int at = window_->workspace().undo().index();
  QVERIFY(steps > 0);

  join(*window_, inputs_);
  QCOMPARE(window_->workspace().tensor(), weight);
  QCOMPARE(window_->navigator()->selected(), weight);
  QCOMPARE(window_->workspace().linked().state(), view);
  QCOMPARE(window_->workspace().runs().state(), runs);
  QCOMPARE(window_->workspace().undo().count(), steps);
  QCOMPARE(window_->workspace().undo().index(), at);
  QCOMPARE(window_->panel()->setting().values, setting.values);
  QCOMPARE(axis->range().lower, -0.01);
  QCOMPARE(axis->range().upper, 0.02);
  QVERIFY(tree->isExpanded(tree->model()->index(0, 0)));
  QVERIFY(!tree->isExpanded(tree->model()->index(1, 0)));
  QVERIFY(window_->workspace().loaded()->site->full->site().input.samples->rows() == tokens);
  window_->workspace().undo().undo();  // the filter
  window_->workspace().undo().undo();  // the setting
  QVERIFY(window_->panel()->setting().values != setting.values);
  QCOMPARE(window_->workspace().tensor(), weight);

  window_->show_page(QStringLiteral("layers"));
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  window_->leave_inputs_out();
  QVERIFY(shown.wait(patience_ms));
  QCOMPARE(window_->current_page()->id(), QStringLiteral("layers"));
}

void InputsTest::only_what_is_new_is_computed() {
  gui::TensorModel* model = window_->navigator()->model();
  QCOMPARE(model->known_summaries(), model_.tensors);
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  QSignalSpy summaries(window_->statistics_pass(), &gui::StatisticsPass::summariesReady);
  window_->join_inputs(inputs_);
  QVERIFY(shown.wait(patience_ms));
  // Figures of weights are there before anything could have been read again.
  for (int block = 0; block < GeneratedModel::blocks; ++block) {
    QVERIFY(model->summary(tensor(gate(block) + ".weight")));
    QVERIFY(window_->workspace().summary(tensor(gate(block) + ".weight")));
    QVERIFY(!model->summary(tensor(gate(block) + ".input")));
  }
  QTRY_VERIFY_WITH_TIMEOUT(!window_->statistics_pass()->running(), patience_ms);
  std::set<int> computed;
  for (const auto& batch : summaries)
    for (const auto& [tensor, summary] : batch.front().value<gui::TensorSummaries>()) computed.insert(tensor);
  std::set<int> captured;
  for (int block = 0; block < GeneratedModel::blocks; ++block)
    for (const std::string& module : {gate(block), GeneratedModel::down(block)})
      captured.insert(tensor(module + ".input"));
  QCOMPARE(computed, captured);
}

void InputsTest::left_out_they_are_gone_again() {
  auto* leave = window_->findChild<QAction*>(QStringLiteral("action_leave_inputs"));
  QVERIFY(!leave->isEnabled());
  join(*window_, inputs_);
  QVERIFY(leave->isEnabled());
  window_->select_tensor(tensor(gate(1) + ".input"));
  wait_for_result(*window_);
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  leave->trigger();
  QVERIFY(shown.wait(patience_ms));
  QVERIFY(!leave->isEnabled());
  QCOMPARE(tensor(gate(1) + ".input"), -1);
  QCOMPARE(window_->document()->tensors().size(), std::size_t(model_.tensors));
  QCOMPARE(window_->document()->tensor(tensor(GeneratedModel::down(1) + ".input")).shape.front(),
           std::int64_t{GeneratedModel::tokens});
  // What was selected is no more; a layer that it feeds is.
  const std::vector<int>& fed = window_->document()->site_of(tensor(gate(1) + ".weight")).consumers;
  QVERIFY(std::ranges::find(fed, window_->workspace().tensor()) != fed.end());
  // A method that needs inputs has no result then, but says so.
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().loaded() && !window_->live()->pending(), patience_ms);
}

void InputsTest::inputs_of_another_model_change_nothing() {
  const QString wrong = in_folder("wrong.h5");
  write_inputs(wrong, GeneratedModel::hidden + 1, "stories");
  const auto before = window_->document();
  QSignalSpy failed(window_->capture(), &gui::CaptureJob::failed);
  for (const QString& path : {wrong, in_folder("missing.h5")}) {
    window_->join_inputs(path);
    QVERIFY(failed.wait(patience_ms));
    QCOMPARE(window_->document(), before);
    QVERIFY(window_->messages()->current());
    QCOMPARE(window_->messages()->current()->kind, widgets::MessageKind::error);
    QVERIFY(window_->messages()->current()->details.contains(path));
    window_->messages()->clear();
  }
}

void InputsTest::saved_inputs_are_a_file_of_their_own() {
  join(*window_, inputs_);
  const QString path = in_folder("saved.h5");
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  window_->save_inputs_to(path);
  QVERIFY(shown.wait(patience_ms));
  QCOMPARE(content_of(path), content_of(inputs_));
  QCOMPARE(window_->document()->captured_path(), path);

  QSignalSpy failed(window_->capture(), &gui::CaptureJob::failed);
  window_->save_inputs_to(in_folder("no/such/folder.h5"));
  QVERIFY(failed.wait(patience_ms));
  QCOMPARE(window_->document()->captured_path(), path);
}

void InputsTest::a_session_remembers_them() {
  join(*window_, inputs_);
  window_->select_tensor(tensor(gate(1) + ".input"));
  wait_for_result(*window_);
  const QString path = in_folder("with inputs.quantscope");
  window_->save_session_to(path);
  QCOMPARE(gui::load_session(path).session.inputs, inputs_);
  window_ = std::make_unique<MainWindow>(gui::WindowOptions());
  window_->show();
  window_->open_session(path);
  QTRY_VERIFY_WITH_TIMEOUT(window_->document() && window_->workspace().tensor() >= 0, patience_ms);
  wait_for_result(*window_);
  QCOMPARE(window_->document()->captured_path(), inputs_);
  QCOMPARE(window_->workspace().tensor(), tensor(gate(1) + ".input"));
  QVERIFY(window_->findChild<QAction*>(QStringLiteral("action_leave_inputs"))->isEnabled());

  // The same file is open, without its inputs: the session brings them back.
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  window_->leave_inputs_out();
  QVERIFY(shown.wait(patience_ms));
  window_->open_session(path);
  QTRY_COMPARE_WITH_TIMEOUT(window_->document()->captured_path(), inputs_, patience_ms);
}

void InputsTest::a_session_without_its_inputs_says_so() {
  const QString gone = in_folder("gone.h5"), path = in_folder("gone.quantscope");
  QVERIFY(QFile::copy(inputs_, gone));
  join(*window_, gone);
  window_->save_session_to(path);
  QVERIFY(QFile::remove(gone));
  window_ = std::make_unique<MainWindow>(gui::WindowOptions());
  window_->show();
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->open_session(path);
  QVERIFY(opened.wait(patience_ms));
  QVERIFY(!window_->document()->captured_file());
  QVERIFY(window_->messages()->current());
  QVERIFY2(window_->messages()->current()->details.contains(gone),
           qPrintable(window_->messages()->current()->details));

  write_inputs(gone, GeneratedModel::hidden + 1, "stories");  // of another model now
  window_ = std::make_unique<MainWindow>(gui::WindowOptions());
  window_->show();
  QSignalSpy again(window_.get(), &MainWindow::documentOpened);
  window_->open_session(path);
  QVERIFY(again.wait(patience_ms));
  QVERIFY(!window_->document()->captured_file());
  QVERIFY(window_->messages()->current());
  QVERIFY(window_->messages()->current()->details.contains(QStringLiteral("65 channels")));
}

void InputsTest::commands_name_them() {
  QVERIFY(!window_->command_line().contains(QStringLiteral("--calibration")));
  join(*window_, inputs_);
  QVERIFY2(window_->command_line().endsWith(QStringLiteral(" --calibration ") + gui::shell_quoted(inputs_)),
           qPrintable(window_->command_line()));
}

QUANTSCOPE_TEST(InputsTest)

}  // namespace test_window_inputs

#include "test_window_inputs.moc"
