#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "app/gui/heat_map_page.h"
#include "app/gui/main_window.h"
#include "app/gui/workspace.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/heat_map_view.h"

namespace test_window_heat_map {

using namespace quantscope;
using gui::HeatMapPage;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;
constexpr int tokens = 128, inner = 96, hidden = 64, blocks = 2;
constexpr int massive_channel = 13;

/// Two layers whose input has 16 massive values, 14 of them in channel 13; the largest is 512 at token 3.
void write_model(const QString& path, std::vector<std::vector<float>>& weights) {
  std::mt19937 random(7);
  storage::ModelWriter::Header header;
  header.name = "massive";
  header.architecture = "llama";
  storage::ModelWriter writer(path.toStdString(), header);
  for (int block = 0; block < blocks; ++block) {
    const std::string module = "model.layers." + std::to_string(block) + ".mlp.down_proj";
    std::vector<float> input = tests::normal_values(random, std::size_t(tokens) * inner, 0.1f);
    for (int i = 0; i < 14; ++i)
      input[std::size_t(3 + 5 * i) * inner + massive_channel] = i == 0 ? 512.0f : 300.0f;
    input[std::size_t(7) * inner + 50] = -400;
    input[std::size_t(9) * inner + 60] = 450;
    weights.push_back(tests::normal_values(random, std::size_t(hidden) * inner, 0.05f));
    writer.write("/weights/" + module + ".weight", tensor::ElementType::f32, {hidden, inner},
                 tests::view_of(weights.back(), hidden, inner));
    writer.write("/activations/" + module + "/input", tensor::ElementType::f32, {tokens, inner},
                 tests::view_of(input, tokens, inner));
  }
  writer.commit();
}

}  // namespace

class HeatMapPageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();

  void the_sentence_counts_massive_values_and_names_their_channel();
  void weights_are_shown_output_by_input_channel();
  void the_error_is_quantized_minus_original();
  void the_error_of_the_input_is_shown_in_the_channels_of_the_kernel();
  void a_pinned_run_can_be_chosen_and_goes_away_with_the_run();
  void the_error_follows_the_setting();
  void selection_and_hover_are_linked();
  void a_filter_of_channels_dims_the_others();
  void zoom_stays_between_layers_of_one_kind();
  void choices_come_back();
  void screenshots();

 private:
  int tensor(const char* part) const;
  void select(const char* part);
  void choose(int index);
  void wait();
  gui::Workspace& workspace() { return window_->workspace(); }

  QTemporaryDir folder_;
  std::vector<std::vector<float>> weights_;
  std::unique_ptr<MainWindow> window_;
  HeatMapPage* page_ = nullptr;
};

void HeatMapPageTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  const QString path = folder_.filePath(QStringLiteral("model.h5"));
  write_model(path, weights_);
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  window_ = std::make_unique<MainWindow>(options);
  window_->resize(1400, 860);
  window_->show();
  QSignalSpy settled(window_.get(), &MainWindow::settled);
  window_->open_path(path);
  QVERIFY(settled.wait(patience_ms));
  page_ = window_->findChild<HeatMapPage*>();
  QVERIFY(page_);
  window_->show_page(QStringLiteral("heat-map"));
}

void HeatMapPageTest::cleanupTestCase() {
  window_.reset();
}

void HeatMapPageTest::init() {
  choose(0);
  select("layers.0.mlp.down_proj.weight");
}

int HeatMapPageTest::tensor(const char* part) const {
  const auto& tensors = window_->workspace().document()->tensors();
  for (std::size_t i = 0; i < tensors.size(); ++i)
    if (tensors[i].name.find(part) != std::string::npos) return int(i);
  return -1;
}

void HeatMapPageTest::wait() {
  QTRY_VERIFY_WITH_TIMEOUT(!page_->is_busy() && !window_->live()->pending() && workspace().result(),
                           patience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(!page_->is_busy() && page_->shown(), patience_ms);
}

void HeatMapPageTest::select(const char* part) {
  const int index = tensor(part);
  QVERIFY(index >= 0);
  workspace().ask_tensor(index);
  QTRY_VERIFY_WITH_TIMEOUT(page_->shown() && page_->shown()->subject.loaded->tensor == index, patience_ms);
  wait();
}

void HeatMapPageTest::choose(int index) {
  auto* box = page_->findChild<QComboBox*>(QStringLiteral("heat_map_what"));
  box->setCurrentIndex(index);
  emit box->activated(index);
  wait();
}

void HeatMapPageTest::the_sentence_counts_massive_values_and_names_their_channel() {
  select("layers.0.mlp.down_proj.input");
  QCOMPARE(page_->shown()->massive.count, std::int64_t(16));
  const QString sentence = page_->view()->frame()->sentence();
  QVERIFY2(sentence.startsWith(QStringLiteral(
               "Channel 13 holds 14 of the 16 massive values; the largest is 512 at token 3.")),
           qPrintable(sentence));
  QCOMPARE(page_->view()->data().massive.size(), std::size_t(16));
  QVERIFY(std::ranges::count(page_->view()->data().outliers, massive_channel) == 1);
}

void HeatMapPageTest::weights_are_shown_output_by_input_channel() {
  const auto& shown = *page_->shown()->values;
  QCOMPARE(shown.shape(), (tensor::MatrixShape{hidden, inner}));
  for (const auto& [row, column] : {std::pair{0, 0}, {17, 42}, {hidden - 1, inner - 1}})
    QCOMPARE(shown.value(row, column), weights_[0][std::size_t(row * inner + column)]);
  QCOMPARE(page_->view()->data().row_name, QString("output channel"));
  QCOMPARE(page_->view()->data().column_name, QString("input channel"));
}

void HeatMapPageTest::the_error_is_quantized_minus_original() {
  choose(1);
  const auto result = workspace().result();
  const auto& error = *page_->shown()->values;
  QVERIFY(result->error.max_abs_error > 0);
  QVERIFY(std::abs(double(error.whole().absmax()) - result->error.max_abs_error) <
          1e-6 * result->error.max_abs_error);
  double squares = 0;
  for (int row = 0; row < hidden; ++row)
    for (int column = 0; column < inner; ++column) squares += std::pow(double(error.value(row, column)), 2);
  QVERIFY(std::abs(squares / (hidden * inner) - result->error.mse) < 1e-4 * result->error.mse);
  QVERIFY(page_->view()->frame()->sentence().startsWith(QStringLiteral("The largest error is ")));
}

void HeatMapPageTest::the_error_of_the_input_is_shown_in_the_channels_of_the_kernel() {
  select("layers.0.mlp.down_proj.input");
  choose(1);
  const auto result = workspace().result();
  const auto& error = *page_->shown()->values;
  QCOMPARE(error.shape().rows, std::int64_t(tokens));
  if (!result->kernel_channels.empty()) {
    QVERIFY(page_->shown()->kernel_channels);
    QCOMPARE(error.shape().columns, std::int64_t(result->kernel_channels.size()));
    QCOMPARE(page_->view()->data().column_name, QString("kernel channel"));
  }
  QVERIFY(std::abs(double(error.whole().absmax()) - result->error.max_abs_error) <
          1e-5 * result->error.max_abs_error);
}

void HeatMapPageTest::a_pinned_run_can_be_chosen_and_goes_away_with_the_run() {
  const int run = workspace().runs().pin({"rtn", {}});
  QVERIFY(run >= 0);
  auto* box = page_->findChild<QComboBox*>(QStringLiteral("heat_map_what"));
  QCOMPARE(box->count(), 3);
  choose(2);
  QCOMPARE(page_->shown()->subject.setting->method, std::string("rtn"));
  workspace().runs().remove(run);
  QCOMPARE(box->count(), 2);
  QCOMPARE(box->currentIndex(), 0);
  QTRY_VERIFY_WITH_TIMEOUT(!page_->shown()->subject.setting, patience_ms);
}

void HeatMapPageTest::the_error_follows_the_setting() {
  choose(1);
  const float before = page_->shown()->values->whole().absmax();
  study::Setting other = workspace().setting();
  other.method = "rtn";
  other.values = {{"weight_bits", 3.0}};
  workspace().ask_setting(other);
  QTRY_VERIFY_WITH_TIMEOUT(
      page_->shown() && page_->shown()->subject.setting && page_->shown()->subject.setting->method == "rtn",
      patience_ms);
  wait();
  QVERIFY(page_->shown()->values->whole().absmax() != before);
}

void HeatMapPageTest::selection_and_hover_are_linked() {
  workspace().linked().set_channel(21);
  QCOMPARE(page_->view()->selectedChannel(), 21);
  auto* plot = page_->view()->frame()->findChild<QWidget*>(QStringLiteral("plot"));
  const QPoint at(qRound(page_->view()->pixelOfColumn(40)), qRound(page_->view()->pixelOfRow(30)));
  QTest::mouseMove(plot, at);
  QTRY_VERIFY(workspace().linked().hover() == 40);
  QVERIFY(
      page_->findChild<QLabel*>(QStringLiteral("heat_map_readout"))->text().startsWith("output channel 30"));
  QTest::mouseClick(plot, Qt::LeftButton, {}, at);
  QCOMPARE(workspace().linked().state().channel, 40);
  emit page_->view()->channelsBrushed(3, 5);
  QCOMPARE(workspace().linked().state().channels, (std::vector<int>{3, 4, 5}));
  workspace().linked().clear_brush();
}

void HeatMapPageTest::a_filter_of_channels_dims_the_others() {
  select("layers.0.mlp.down_proj.input");
  gui::Filter filter;
  filter.kind = gui::Filter::Kind::outlier_channels;
  workspace().edit_filters({filter}, QStringLiteral("only outlier channels"));
  page_->view()->setOthersLeftOut(true);
  QVERIFY(page_->view()->visible().columns < inner);
  workspace().edit_filters({}, QStringLiteral("all channels"));
  QCOMPARE(page_->view()->visible().columns, double(inner));
  page_->view()->setOthersLeftOut(false);
}

void HeatMapPageTest::zoom_stays_between_layers_of_one_kind() {
  page_->view()->showPart({10, 20, 30, 40});
  select("layers.1.mlp.down_proj.weight");
  QCOMPARE(page_->view()->visible().columns, 40.0);
  QCOMPARE(page_->shown()->values->value(5, 6), weights_[1][5 * inner + 6]);
  page_->view()->frame()->resetView();
}

void HeatMapPageTest::choices_come_back() {
  choose(1);
  page_->view()->setShowsSigned(true);
  const QJsonObject kept = page_->choices();
  QCOMPARE(kept["what"].toString(), QString("setting"));
  choose(0);
  page_->view()->setShowsSigned(false);
  page_->set_choices(kept);
  QCOMPARE(page_->choices(), kept);
  page_->set_choices({{"what", 7}, {"signed", "maybe"}});
  QCOMPARE(page_->choices(), kept);
  page_->view()->setShowsSigned(false);
}

void HeatMapPageTest::screenshots() {
  const QString folder = qEnvironmentVariable("QUANTSCOPE_SCREENSHOTS");
  if (folder.isEmpty()) QSKIP("QUANTSCOPE_SCREENSHOTS names no folder");
  select("layers.0.mlp.down_proj.input");
  for (const bool dark : {false, true}) {
    window_->set_theme(dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
    choose(dark ? 1 : 0);
    QTest::qWait(200);
    QVERIFY(window_->grab().save(folder + (dark ? "/heat-page-dark.png" : "/heat-page-light.png")));
  }
}

QUANTSCOPE_TEST(HeatMapPageTest)

}  // namespace test_window_heat_map

#include "test_window_heat_map.moc"
