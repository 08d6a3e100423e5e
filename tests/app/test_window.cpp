#include <qcustomplot.h>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QTreeView>
#include <QUndoStack>

#include "app/gui/distribution_page.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"
#include "widgets/parameter_form.h"

namespace test_window {

using namespace quantscope;
using gui::MainWindow;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;

/// Cells of a CSV without quoted fields, first the header.
std::vector<QStringList> read_csv(const QString& path) {
  QFile file(path);
  std::vector<QStringList> rows;
  if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) return rows;
  while (!file.atEnd()) rows.push_back(QString::fromUtf8(file.readLine()).trimmed().split(','));
  return rows;
}

double metric(const MainWindow& window, const char* id, bool after = true) {
  for (const widgets::MetricRow& row : window.panel()->metrics()->metricRows())
    if (row.id == QLatin1String(id)) return (after ? row.after : row.before).value_or(std::nan(""));
  return std::nan("");
}

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void the_worst_tensor_is_selected_with_its_figures();
  void dragging_theta_previews_then_gives_the_full_result();
  void dragging_the_line_in_the_chart_moves_the_slider();
  void undo_takes_a_drag_back_in_one_step();
  void exported_channel_maxima_are_those_of_the_file();
  void exported_histogram_counts_every_value();
  void brushing_values_tells_their_share();
  void a_damaged_file_leaves_the_open_one();
  void dropping_a_file_opens_it();
  void recent_files_are_remembered();
  void search_narrows_the_tree();
  void cancelled_statistics_keep_what_is_known();
  void the_copied_command_gives_the_same_figures();
  void the_search_for_theta_shows_its_curve();
  void the_method_explains_why_it_cannot_work();
  void a_file_of_weights_alone_starts_on_a_method_that_suits_it();
  void one_absurd_channel_does_not_collapse_the_profile();
  void a_low_window_gives_the_charts_the_room_of_their_options();
  void maxima_alone_are_a_profile_without_a_histogram();
  void values_that_are_not_finite_do_no_harm();
  void larger_than_the_budget_is_analysed_by_a_sample_of_rows();
  void imports_open_as_model_files();
  void the_window_closes_while_jobs_run();

 private:
  void open(const QString& path);
  void wait_for_result();
  int tensor(const std::string& name) const;
  QString in_folder(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  QTemporaryDir folder_;
  GeneratedModel model_;
  std::unique_ptr<MainWindow> window_;
};

void WindowTest::initTestCase() {
  tests::isolate_settings(in_folder("settings"));
  model_ = tests::generate_model(in_folder("model.h5"));
}

void WindowTest::init() {
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  window_ = std::make_unique<MainWindow>(options);
  window_->resize(1280, 800);
  window_->show();
}

void WindowTest::cleanup() {
  window_.reset();
}

void WindowTest::open(const QString& path) {
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->open_path(path);
  QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
}

void WindowTest::wait_for_result() {
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().result() && !window_->live()->pending(), patience_ms);
}

int WindowTest::tensor(const std::string& name) const {
  const storage::TensorInfo* info = window_->document()->file().find(name);
  return info ? int(info - window_->document()->tensors().data()) : -1;
}

void WindowTest::the_worst_tensor_is_selected_with_its_figures() {
  open(model_.path);
  wait_for_result();
  const std::string worst = GeneratedModel::down(1) + ".input";
  QCOMPARE(window_->navigator()->selected(), tensor(worst));
  const gui::TensorModel* list = window_->navigator()->model();
  QTRY_COMPARE(list->known_summaries(), model_.tensors);
  const std::vector<double> maxima = tests::channel_maxima(model_.inputs[1], GeneratedModel::inner);
  const double absmax = *std::ranges::max_element(maxima);
  QCOMPARE(list->summary(tensor(worst))->absmax, absmax);
  std::vector<double> sorted = maxima;
  std::ranges::sort(sorted);
  const double median = (sorted[sorted.size() / 2 - 1] + sorted[sorted.size() / 2]) / 2;
  QVERIFY(std::abs(list->summary(tensor(worst))->outlier_ratio - absmax / median) < 1e-5 * absmax / median ||
          std::abs(list->summary(tensor(worst))->outlier_ratio - absmax / sorted[sorted.size() / 2]) <
              1e-5 * absmax / median ||
          std::abs(list->summary(tensor(worst))->outlier_ratio - absmax / sorted[sorted.size() / 2 - 1]) <
              1e-5 * absmax / median);
  QCOMPARE(window_->panel()->setting().method, std::string("qllm"));
  QVERIFY(metric(*window_, "output_sqnr_db") > 0);
  QVERIFY(!window_->distribution()->histogram()->frame()->sentence().isEmpty());
  QVERIFY(!window_->distribution()->profile()->frame()->sentence().isEmpty());
}

void WindowTest::dragging_theta_previews_then_gives_the_full_result() {
  open(model_.path);
  wait_for_result();
  auto* slider = window_->panel()->findChild<QSlider*>(QStringLiteral("theta_slider"));
  QVERIFY(slider);
  const double theta_before = *window_->panel()->theta();
  const double figure_before = metric(*window_, "output_mse");
  QSignalSpy previews(window_->live(), &gui::LiveAnalysis::previewReady);
  QSignalSpy full(window_->live(), &gui::LiveAnalysis::fullReady);

  QStyleOptionSlider option;
  option.initFrom(slider);
  option.minimum = slider->minimum();
  option.maximum = slider->maximum();
  option.sliderPosition = slider->sliderPosition();
  option.sliderValue = slider->value();
  option.orientation = slider->orientation();
  const QPoint handle =
      slider->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider).center();
  const int direction = handle.x() > slider->width() / 2 ? -1 : 1;
  QTest::mousePress(slider, Qt::LeftButton, {}, handle);
  for (int step = 1; step <= 12; ++step) {
    QTest::mouseMove(slider, handle + QPoint(direction * 5 * step, 0));
    QTest::qWait(5);
  }
  QTRY_VERIFY_WITH_TIMEOUT(!previews.isEmpty(), patience_ms);
  QVERIFY(window_->distribution()->histogram()->frame()->isPreview() || !full.isEmpty());
  QTest::mouseRelease(slider, Qt::LeftButton, {}, handle + QPoint(direction * 60, 0));
  QTRY_VERIFY_WITH_TIMEOUT(!full.isEmpty() && !window_->live()->pending(), patience_ms);
  QVERIFY(*window_->panel()->theta() != theta_before);
  QVERIFY(!window_->distribution()->histogram()->frame()->isPreview());
  QVERIFY(!window_->workspace().result()->sampled);
  QCOMPARE(metric(*window_, "output_mse", false), figure_before);
  QVERIFY(metric(*window_, "output_mse") != figure_before);
  QCOMPARE(std::get<double>(window_->workspace().result()->parameters.at("theta")), *window_->panel()->theta());
}

void WindowTest::dragging_the_line_in_the_chart_moves_the_slider() {
  open(model_.path);
  wait_for_result();
  auto* profile = window_->distribution()->profile();
  auto* spin = window_->panel()->findChild<QDoubleSpinBox*>(QStringLiteral("theta_spin"));
  QVERIFY(spin);
  const double before = spin->value();
  QCustomPlot* plot = profile->frame()->plot();
  QTRY_VERIFY(plot->axisRect()->height() > 20);
  const double x = plot->axisRect()->center().x();
  const QPoint from(int(x), int(std::lround(profile->pixelOfValue(before))));
  const QPoint to(int(x), plot->axisRect()->top() + plot->axisRect()->height() / 2);
  QTest::mousePress(plot, Qt::LeftButton, {}, from);
  for (int step = 1; step <= 5; ++step) QTest::mouseMove(plot, from + (to - from) * step / 5);
  QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
  QTRY_VERIFY(spin->value() != before);
  wait_for_result();
  QCOMPARE(std::get<double>(window_->workspace().result()->parameters.at("theta")), *window_->panel()->theta());
}

void WindowTest::undo_takes_a_drag_back_in_one_step() {
  open(model_.path);
  wait_for_result();
  const double before = *window_->panel()->theta();
  for (int step = 1; step <= 4; ++step) window_->panel()->drag_theta(before * (1 - 0.1 * step), step == 4);
  const double after = *window_->panel()->theta();
  QVERIFY(after < before);
  QCOMPARE(window_->workspace().undo().count(), 1);
  window_->workspace().undo().undo();
  QCOMPARE(*window_->panel()->theta(), before);
  window_->workspace().undo().redo();
  QCOMPARE(*window_->panel()->theta(), after);
  wait_for_result();
  QCOMPARE(std::get<double>(window_->workspace().result()->parameters.at("theta")), after);
}

void WindowTest::exported_channel_maxima_are_those_of_the_file() {
  open(model_.path);
  wait_for_result();
  auto* profile = window_->distribution()->profile();
  profile->setShown(widgets::ChannelProfileView::Shown::original);
  QSignalSpy exported(profile->frame(), &widgets::ChartFrame::exported);
  const QString path = in_folder("channels.csv");
  QVERIFY(profile->frame()->exportTo(path));
  QCOMPARE(exported.size(), 1);
  const auto rows = read_csv(path);
  const std::vector<double> maxima = tests::channel_maxima(model_.inputs[1], GeneratedModel::inner);
  QCOMPARE(rows.size(), maxima.size() + 1);
  const qsizetype channel = rows[0].indexOf(QStringLiteral("channel")),
                  absmax = rows[0].indexOf(QStringLiteral("absmax"));
  QVERIFY(channel >= 0 && absmax >= 0);
  for (std::size_t row = 1; row < rows.size(); ++row)
    QCOMPARE(rows[row][absmax].toDouble(), maxima[rows[row][channel].toUInt()]);
}

void WindowTest::exported_histogram_counts_every_value() {
  open(model_.path);
  wait_for_result();
  const QString path = in_folder("histogram.csv");
  QVERIFY(window_->distribution()->histogram()->frame()->exportTo(path));
  const auto rows = read_csv(path);
  QVERIFY(rows.size() > 10);
  const qsizetype low = rows[0].indexOf(QStringLiteral("bin_low")),
                  high = rows[0].indexOf(QStringLiteral("bin_high")),
                  count = rows[0].indexOf(QStringLiteral("count"));
  QVERIFY(low >= 0 && high > low && count >= 0);
  double sum = 0, expected = 0;
  const double first = rows[1][low].toDouble(), last = rows.back()[high].toDouble();
  for (std::size_t row = 1; row < rows.size(); ++row) sum += rows[row][count].toDouble();
  for (const float value : model_.inputs[1]) expected += double(value) >= first && double(value) <= last;
  // Counting cells are 2^-9 wide, so a value near the outermost edge may be on either side of it.
  QVERIFY2(std::abs(sum - expected) <= 0.001 * expected,
           qPrintable(QStringLiteral("%1 and %2").arg(sum).arg(expected)));
}

void WindowTest::brushing_values_tells_their_share() {
  open(model_.path);
  wait_for_result();
  auto* histogram = window_->distribution()->histogram();
  QCustomPlot* plot = histogram->frame()->plot();
  QTRY_VERIFY(plot->axisRect()->width() > 50);
  const QPoint from(plot->axisRect()->left() + 10, plot->axisRect()->center().y());
  const QPoint to(plot->axisRect()->right() - 10, plot->axisRect()->center().y());
  QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, from);
  QTest::mouseMove(plot, from + QPoint(30, 0));
  QMouseEvent move(QEvent::MouseMove, to, plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                   Qt::ShiftModifier);
  QApplication::sendEvent(plot, &move);
  QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, to);
  QTRY_VERIFY(histogram->frame()->sentence().startsWith(QStringLiteral("Between")));
  QVERIFY(histogram->frame()->sentence().contains(QStringLiteral("of 96 channels")));
}

void WindowTest::a_damaged_file_leaves_the_open_one() {
  open(model_.path);
  wait_for_result();
  QFile whole(model_.path);
  QVERIFY(whole.open(QIODevice::ReadOnly));
  QFile damaged(in_folder("damaged.h5"));
  QVERIFY(damaged.open(QIODevice::WriteOnly));
  damaged.write(whole.read(whole.size() / 3));
  damaged.close();
  const auto open_before = window_->document();
  QSignalSpy failed(window_.get(), &MainWindow::openingFailed);
  window_->open_path(damaged.fileName());
  QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience_ms);
  QVERIFY(window_->messages()->current());
  QCOMPARE(window_->messages()->current()->kind, widgets::MessageKind::error);
  QVERIFY(window_->messages()->current()->details.contains(QStringLiteral("damaged.h5")));
  QCOMPARE(window_->document(), open_before);
  QVERIFY(window_->workspace().result());
  window_->open_path(in_folder("missing.h5"));
  QCOMPARE(failed.size(), 2);
}

void WindowTest::dropping_a_file_opens_it() {
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(model_.path)});
  QDragEnterEvent enter(QPoint(500, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent drop(QPointF(500, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &drop);
  QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
  QCOMPARE(window_->document()->path(), model_.path);
}

void WindowTest::recent_files_are_remembered() {
  open(model_.path);
  window_.reset();
  init();
  auto* menu = window_->findChild<QMenu*>(QStringLiteral("recent_menu"));
  QVERIFY(menu);
  emit menu->aboutToShow();
  QVERIFY(!menu->actions().isEmpty());
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  menu->actions().front()->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
  QCOMPARE(window_->document()->path(), model_.path);
}

void WindowTest::search_narrows_the_tree() {
  open(model_.path);
  wait_for_result();
  QTest::keyClicks(window_->navigator()->search(), QStringLiteral("up_proj"));
  QCOMPARE(window_->navigator()->filter()->shown_tensors(), 2);
  QTest::keyClick(window_->navigator()->search(), Qt::Key_Return);
  const int selected = window_->navigator()->selected();
  QVERIFY(selected >= 0);
  QCOMPARE(window_->document()->tensor(selected).kind, std::string("up_proj"));
}

void WindowTest::cancelled_statistics_keep_what_is_known() {
  QSignalSpy finished(window_->statistics_pass(), &gui::StatisticsPass::finished);
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->open_path(model_.path);
  QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
  emit window_->jobs()->cancelRequested(QStringLiteral("statistics"));
  QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
  QVERIFY(!window_->statistics_pass()->running());
  QVERIFY(window_->navigator()->model()->known_summaries() <= model_.tensors);
  // The window works on with what is known.
  window_->select_tensor(tensor(GeneratedModel::down(0) + ".weight"));
  wait_for_result();
}

void WindowTest::the_copied_command_gives_the_same_figures() {
  open(model_.path);
  wait_for_result();
  window_->select_tensor(tensor(GeneratedModel::down(1) + ".weight"));
  wait_for_result();
  auto* bits = window_->panel()->findChild<QSpinBox*>(QStringLiteral("weight_bits_spin"));
  if (bits) bits->setValue(3);
  window_->panel()->drag_theta(*window_->panel()->theta() * 0.8, true);
  QTRY_VERIFY_WITH_TIMEOUT(!window_->live()->pending(), patience_ms);
  window_->copy_command();
  const QString command = QApplication::clipboard()->text();
  QVERIFY(command.startsWith(QStringLiteral("quantscope-cli quantize ")));
  QVERIFY(command.contains(QStringLiteral("--tensor model.layers.1.mlp.down_proj.weight --method qllm")));
  QVERIFY(command.contains(QStringLiteral("--set theta=")));
  if (!QFile::exists(QStringLiteral(QUANTSCOPE_CLI))) QSKIP("needs quantscope-cli to run the command");
  QProcess cli;
  cli.start(QStringLiteral(QUANTSCOPE_CLI),
            QProcess::splitCommand(command).mid(1) + QStringList{QStringLiteral("--json")});
  QVERIFY(cli.waitForFinished(patience_ms));
  QCOMPARE(cli.exitCode(), 0);
  const QJsonObject row = QJsonDocument::fromJson(cli.readAllStandardOutput())
                              .object()
                              .value(QStringLiteral("tensors"))
                              .toArray()
                              .at(0)
                              .toObject();
  for (const char* key : {"output_sqnr_db", "mse", "bits_per_weight"}) {
    const double shown = metric(*window_, key), printed = row.value(QLatin1String(key)).toDouble();
    QVERIFY2(std::abs(shown - printed) <= 1e-6 * std::abs(shown), key);
  }
}

void WindowTest::the_search_for_theta_shows_its_curve() {
  open(model_.path);
  wait_for_result();
  window_->panel()->search_theta();
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().result() && !window_->workspace().result()->curves.empty(), patience_ms);
  const methods::SearchCurve& curve = window_->workspace().result()->curves.front();
  const auto best = std::ranges::min_element(curve.y) - curve.y.begin();
  QCOMPARE(curve.y[std::size_t(best)], *std::ranges::min_element(curve.y));
  auto* use = window_->panel()->findChild<QPushButton*>(QStringLiteral("use_found_theta"));
  QTRY_VERIFY(use && !use->isHidden());
  QCOMPARE(window_->distribution()->profile()->data().theta.value_or(0), curve.chosen_x);
  use->click();
  QTRY_VERIFY_WITH_TIMEOUT(!window_->live()->pending(), patience_ms);
  QVERIFY(window_->panel()->theta().has_value());
}

void WindowTest::the_method_explains_why_it_cannot_work() {
  open(model_.path);
  wait_for_result();
  // The file knows nothing of the input of gate_proj.
  window_->select_tensor(tensor("model.layers.0.mlp.gate_proj.weight"));
  auto* reason = window_->panel()->findChild<QLabel*>(QStringLiteral("unsuitable"));
  QTRY_VERIFY_WITH_TIMEOUT(!reason->isHidden() && !reason->text().isEmpty(), patience_ms);
  QVERIFY(!window_->panel()->form()->isEnabled());
  auto* combo = window_->panel()->findChild<QComboBox*>(QStringLiteral("method_combo"));
  combo->setCurrentIndex(combo->findData(QStringLiteral("rtn")));
  emit combo->activated(combo->currentIndex());
  QTRY_VERIFY_WITH_TIMEOUT(window_->workspace().result() && window_->workspace().result()->method == "rtn", patience_ms);
  QVERIFY(reason->isHidden());
}

void WindowTest::a_file_of_weights_alone_starts_on_a_method_that_suits_it() {
  const QString path = in_folder("weights.h5");
  std::mt19937 random(3);
  const std::vector<float> values = tests::normal_values(random, 32 * 40, 1.0f);
  {
    storage::ModelWriter writer(path.toStdString(), {});
    writer.write("/weights/a.weight", tensor::ElementType::f32, {32, 40}, tests::view_of(values, 32, 40));
    writer.commit();
  }
  QSignalSpy settled(window_.get(), &MainWindow::settled);
  open(path);
  wait_for_result();
  QVERIFY(!settled.isEmpty());
  QCOMPARE(window_->workspace().result()->method, std::string("rtn"));
  // With its own defaults, not with those of the method before.
  QCOMPARE(window_->panel()->setting().values.at("weight_symmetric"), base::ParameterValue(true));
  QVERIFY(!window_->findChild<QUndoStack*>()->canUndo());
}

void WindowTest::one_absurd_channel_does_not_collapse_the_profile() {
  const QString path = in_folder("absurd.h5");
  std::mt19937 random(3);
  std::vector<float> values = tests::normal_values(random, 64 * 40, 1.0f);
  values[5] = 1e20f;
  {
    storage::ModelWriter writer(path.toStdString(), {});
    writer.write("/weights/a.weight", tensor::ElementType::f32, {64, 40}, tests::view_of(values, 64, 40));
    writer.commit();
  }
  open(path);
  wait_for_result();
  QVERIFY(window_->distribution()->profile()->valueLogarithmic());
  // The histogram keeps to where the other values lie.
  QVERIFY(window_->distribution()->histogram()->frame()->plot()->xAxis->range().size() < 100);
}

void WindowTest::a_low_window_gives_the_charts_the_room_of_their_options() {
  open(model_.path);
  wait_for_result();
  widgets::ChartFrame* profile = window_->distribution()->profile()->frame();
  QVERIFY(profile->isOptionsVisible());
  window_->resize(1024, 700);
  QTRY_VERIFY(!profile->isOptionsVisible());
  QVERIFY(profile->plot()->axisRect()->height() > 50);
  window_->resize(1280, 800);
  QTRY_VERIFY(profile->isOptionsVisible());
}

void WindowTest::maxima_alone_are_a_profile_without_a_histogram() {
  const QString path = in_folder("maxima.h5");
  std::vector<float> maxima(200);
  for (std::size_t i = 0; i < maxima.size(); ++i) maxima[i] = 1.0f + float(i % 7);
  maxima[11] = 90;
  {
    storage::ModelWriter writer(path.toStdString(), {});
    writer.write("/activations/model.layers.0.fc/input_absmax", tensor::ElementType::f32, {200},
                 tests::view_of(maxima, 1, 200));
    writer.commit();
  }
  open(path);
  QTRY_VERIFY_WITH_TIMEOUT(window_->distribution()->profile()->data().absmax.size() == 200, patience_ms);
  QCOMPARE(window_->distribution()->profile()->data().absmax[11], 90.0);
  QVERIFY(window_->distribution()->histogram()->frame()->emptyText().contains(QStringLiteral("no samples")));
}

void WindowTest::values_that_are_not_finite_do_no_harm() {
  const QString path = in_folder("nan.h5");
  std::vector<float> values(32 * 40, 0.5f), all_nan(32 * 40, std::nanf(""));
  values[3] = std::nanf("");
  values[70] = std::numeric_limits<float>::infinity();
  values[99] = 1e20f;
  {
    storage::ModelWriter writer(path.toStdString(), {});
    writer.write("/weights/a.weight", tensor::ElementType::f32, {32, 40}, tests::view_of(values, 32, 40));
    writer.write("/weights/b.weight", tensor::ElementType::f32, {32, 40}, tests::view_of(all_nan, 32, 40));
    writer.commit();
  }
  open(path);
  for (const char* name : {"a.weight", "b.weight"}) {
    QTRY_VERIFY_WITH_TIMEOUT(!window_->statistics_pass()->running(), patience_ms);
    window_->select_tensor(tensor(name));
    auto* header = window_->findChild<QLabel*>(QStringLiteral("tensor_header"));
    QTRY_COMPARE_WITH_TIMEOUT(header->text(), QString::fromLatin1(name), patience_ms);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->live()->pending(), patience_ms);
  }
  QVERIFY(window_->distribution()->histogram()->frame()->emptyText().contains(QStringLiteral("finite")));
}

void WindowTest::larger_than_the_budget_is_analysed_by_a_sample_of_rows() {
  const QString path = in_folder("large.h5");
  constexpr std::int64_t rows = 4096, columns = 1024;
  std::mt19937 random(7);
  const std::vector<float> values = tests::normal_values(random, std::size_t(rows * columns), 1.0f);
  {
    storage::ModelWriter writer(path.toStdString(), {});
    writer.write("/weights/layers.0.large.weight", tensor::ElementType::f32, {rows, columns},
                 tests::view_of(values, rows, columns));
    writer.commit();
  }
  window_->set_memory_budget(MainWindow::smallest_memory_budget);
  open(path);
  auto* combo = window_->panel()->findChild<QComboBox*>(QStringLiteral("method_combo"));
  combo->setCurrentIndex(combo->findData(QStringLiteral("rtn")));
  emit combo->activated(combo->currentIndex());
  wait_for_result();
  QVERIFY(window_->workspace().result()->sampled);
  QVERIFY(window_->workspace().result()->values_seen * 4 <= MainWindow::smallest_memory_budget);
  QVERIFY(
      window_->distribution()->histogram()->frame()->sentence().contains(QStringLiteral("memory budget")));
  window_->set_memory_budget(MainWindow::default_memory_budget);
}

void WindowTest::imports_open_as_model_files() {
  // NumPy's format 1.0: magic, version, header length, header padded to 64 bytes, values.
  QByteArray header = "{'descr': '<f4', 'fortran_order': False, 'shape': (16, 8), }";
  header += QByteArray(117 - header.size(), ' ') + '\n';
  QByteArray bytes = QByteArray("\x93NUMPY\x01\x00", 8) + QByteArray("\x76\x00", 2) + header;
  for (int i = 0; i < 16 * 8; ++i) {
    const float value = float(i) - 64;
    bytes.append(reinterpret_cast<const char*>(&value), 4);
  }
  QFile source(in_folder("array.npy"));
  QVERIFY(source.open(QIODevice::WriteOnly));
  source.write(bytes);
  source.close();
  QVERIFY(gui::needs_import(source.fileName()));
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->import_to(source.fileName(), in_folder("array.h5"));
  QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
  QCOMPARE(window_->document()->tensors().size(), std::size_t(1));
  QTRY_VERIFY_WITH_TIMEOUT(window_->navigator()->model()->known_summaries() == 1, patience_ms);
  QCOMPARE(window_->navigator()->model()->summary(0)->absmax, 64.0);
}

void WindowTest::the_window_closes_while_jobs_run() {
  open(model_.path);
  for (int tensor = 0; tensor < model_.tensors; ++tensor) window_->select_tensor(tensor);
  window_->panel()->reset_parameters();
  window_->close();
  window_.reset();
  init();
  window_->open_path(model_.path);
  window_.reset();
}

QUANTSCOPE_TEST(WindowTest)

}  // namespace test_window

#include "test_window.moc"
