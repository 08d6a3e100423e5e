// The layers page on a workspace of its own.
#include <qcustomplot.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QTimer>

#include "app/gui/layers_page.h"
#include "app/gui/statistics_pass.h"
#include "app/gui/workspace.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/job_bar.h"
#include "widgets/layer_chart_view.h"
#include "widgets/message_bar.h"
#include "widgets/small_multiples.h"

namespace test_window_layers {

using namespace quantscope;
using gui::LayersPage;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;

/// max over median of the channels' maxima: the outlier ratio by its formula.
double outlier_ratio(const std::vector<float>& values, int channels) {
  std::vector<double> maxima = tests::channel_maxima(values, channels);
  std::ranges::sort(maxima);
  const std::size_t n = maxima.size();
  return maxima.back() / ((maxima[(n - 1) / 2] + maxima[n / 2]) / 2);
}

/// A workspace with its page as the window has it, without the window.
struct Bench {
  explicit Bench(const QString& path) {
    if (!path.isEmpty()) open(path);
    page.resize(1000, 600);
    page.show();
    page.activate();
  }

  void open(const QString& path) {
    const auto document = gui::Document::open(path);
    workspace.set_document(
        document, std::make_shared<gui::StatisticsStore>(document, QString(), std::uint64_t{1} << 30),
        std::make_shared<gui::SiteCache>(std::uint64_t{1} << 30));
  }

  int tensor(const std::string& name) const {
    const auto& document = *workspace.document();
    return static_cast<int>(document.file().find(name) - document.tensors().data());
  }

  void learn(const std::vector<int>& tensors) {
    gui::TensorSummaries summaries;
    for (const int one : tensors)
      summaries.emplace_back(one, gui::summary_of(*workspace.statistics_store()->get(one, {})));
    workspace.add_summaries(summaries);
  }
  void learn_all() {
    std::vector<int> all(workspace.document()->tensors().size());
    std::iota(all.begin(), all.end(), 0);
    learn(all);
  }

  QComboBox* combo(const char* name) const { return page.findChild<QComboBox*>(QLatin1String(name)); }
  void choose_metric(const QString& id) {
    const auto metrics = gui::layer_metrics();
    const auto found = std::ranges::find(metrics, id, &gui::LayerMetric::id);
    combo("layers_metric")->setCurrentIndex(static_cast<int>(found - metrics.begin()));
  }
  void settle() const { QTRY_VERIFY_WITH_TIMEOUT(!page.is_busy(), patience_ms); }
  int line_of(const QString& name) const {
    const auto& lines = page.chart()->data().lines;
    const auto found = std::ranges::find(lines, name, &widgets::LayerLine::name);
    return found == lines.end() ? -1 : static_cast<int>(found - lines.begin());
  }
  double value(const QString& line, int block) const {
    return page.chart()
        ->data()
        .lines.at(static_cast<std::size_t>(line_of(line)))
        .values.at(static_cast<std::size_t>(block));
  }

  widgets::MessageBar messages;
  widgets::JobBar jobs;
  gui::Workspace workspace{&messages, &jobs};
  LayersPage page{workspace};
};

study::Setting rtn(double weight_bits) {
  return {"rtn", {{"weight_bits", weight_bits}, {"activation_bits", 16.0}}};
}

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  GeneratedModel model_;

 private slots:
  void initTestCase() {
    tests::isolate_settings(folder_.path());
    model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  }

  void without_a_file_it_says_what_to_do() {
    Bench bench({});
    QVERIFY(!bench.page.chart()->frame()->emptyText().isEmpty());
    bench.combo("layers_view")->setCurrentIndex(1);
    QVERIFY(bench.page.tiles()->tiles().empty());
    QVERIFY(!bench.page.is_busy());
  }

  void values_arrive_as_they_become_known() {
    Bench bench(model_.path);
    QVERIFY(!bench.page.chart()->frame()->emptyText().isEmpty());
    const int down = bench.tensor(GeneratedModel::down(1) + ".weight");
    bench.learn({down});
    bench.settle();
    QVERIFY(bench.page.chart()->frame()->emptyText().isEmpty());
    QVERIFY(std::isnan(bench.value(QStringLiteral("down_proj"), 0)));
    QCOMPARE(bench.value(QStringLiteral("down_proj"), 1),
             outlier_ratio(model_.down_weights[1], GeneratedModel::inner));
    QVERIFY(bench.page.chart()->frame()->sentence().contains(QStringLiteral("1 of 6")));
    bench.learn_all();
    bench.settle();
    QCOMPARE(bench.value(QStringLiteral("down_proj"), 0),
             outlier_ratio(model_.down_weights[0], GeneratedModel::inner));
    QVERIFY(!bench.page.chart()->frame()->sentence().contains(QStringLiteral("of 6")));
    QCOMPARE(bench.page.chart()->data().blocks, GeneratedModel::blocks);
    QCOMPARE(bench.page.chart()->data().limit, std::optional(6.0));
  }

  void metrics_of_inputs_are_those_of_the_captured_values() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.combo("layers_subject")->setCurrentIndex(1);
    for (int block = 0; block < 2; ++block) {
      const auto& input = model_.inputs[static_cast<std::size_t>(block)];
      std::vector<double> maxima = tests::channel_maxima(input, GeneratedModel::inner);
      bench.choose_metric(QStringLiteral("outlier_ratio"));
      QCOMPARE(bench.value(QStringLiteral("down_proj"), block), outlier_ratio(input, GeneratedModel::inner));
      bench.choose_metric(QStringLiteral("absmax"));
      QCOMPARE(bench.value(QStringLiteral("down_proj"), block), std::ranges::max(maxima));
      // Block 1 has the one channel above 6 times the median; block 0 may.
      const double limit = 6 * std::ranges::max(maxima) / outlier_ratio(input, GeneratedModel::inner);
      bench.choose_metric(QStringLiteral("outlier_share"));
      QCOMPARE(
          bench.value(QStringLiteral("down_proj"), block),
          100.0 * std::ranges::count_if(maxima, [&](double x) { return x > limit; }) / GeneratedModel::inner);
      double mean = 0, m2 = 0, m4 = 0;
      const auto n = static_cast<double>(input.size());
      for (const float x : input) mean += x / n;
      for (const float x : input) {
        m2 += std::pow(x - mean, 2);
        m4 += std::pow(x - mean, 4);
      }
      bench.choose_metric(QStringLiteral("kurtosis"));
      QVERIFY(std::abs(bench.value(QStringLiteral("down_proj"), block) - m4 * n / (m2 * m2)) <
              1e-6 * m4 * n / (m2 * m2));
    }
  }

  void the_worst_are_sorted_and_a_click_selects() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.choose_metric(QStringLiteral("absmax"));
    bench.settle();
    QTableWidget* table = bench.page.worst_table();
    QCOMPARE(table->rowCount(), 6);
    std::vector<double> absmax;
    for (const std::string name : {".mlp.down_proj", ".mlp.gate_proj", ".mlp.up_proj"})
      for (int block = 0; block < 2; ++block)
        absmax.push_back(
            bench.workspace.summary(bench.tensor("model.layers." + std::to_string(block) + name + ".weight"))
                ->absmax);
    std::ranges::sort(absmax, std::greater());
    for (int row = 0; row < 6; ++row)
      QCOMPARE(table->item(row, 1)->toolTip().toDouble(), absmax[static_cast<std::size_t>(row)]);
    QSignalSpy asked(&bench.workspace, &gui::Workspace::tensorAsked);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualItemRect(table->item(0, 0)).center());
    QCOMPARE(asked.size(), 1);
    const int worst = asked.front().front().toInt();
    QCOMPARE(bench.workspace.summary(worst)->absmax, absmax.front());
    bench.workspace.set_tensor(worst);
    QCOMPARE(table->selectedItems().size(), 2);
    QCOMPARE(table->selectedItems().front()->row(), 0);
    QCOMPARE(bench.page.tensor_at(bench.page.chart()->selectedLine(), bench.page.chart()->selectedBlock()),
             worst);
  }

  void a_click_on_a_dot_selects_its_tensor() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.settle();
    QSignalSpy asked(&bench.workspace, &gui::Workspace::tensorAsked);
    QCustomPlot* plot = bench.page.chart()->frame()->plot();
    QTRY_VERIFY(plot->width() > 100);
    const int line = bench.line_of(QStringLiteral("gate_proj"));
    QTest::mouseClick(plot, Qt::LeftButton, {}, bench.page.chart()->pixelOf(line, 1).toPoint());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front().front().toInt(), bench.tensor("model.layers.1.mlp.gate_proj.weight"));
  }

  void an_input_that_is_selected_marks_its_block() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.settle();
    bench.workspace.set_tensor(bench.tensor(GeneratedModel::down(1) + ".input"));
    QCOMPARE(bench.page.chart()->selectedLine(), -1);
    QCOMPARE(bench.page.chart()->selectedBlock(), 1);
  }

  void zoom_stays_when_another_tensor_is_selected() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.settle();
    QCustomPlot* plot = bench.page.chart()->frame()->plot();
    bench.page.chart()->frame()->interaction()->show_range(plot->xAxis, 0.5, 1.2);
    const QCPRange before = plot->xAxis->range();
    bench.workspace.set_tensor(0);
    bench.workspace.set_tensor(3);
    bench.learn({2});
    bench.settle();
    QCOMPARE(plot->xAxis->range(), before);
  }

  void filters_and_kinds_leave_layers_out() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 3u);
    gui::Filter filter;
    filter.kind = gui::Filter::Kind::name;
    filter.text = QStringLiteral("layers.1");
    bench.workspace.linked().set_filters({filter});
    bench.settle();
    QCOMPARE(bench.page.worst_table()->rowCount(), 3);
    QVERIFY(std::isnan(bench.value(QStringLiteral("up_proj"), 0)));
    QVERIFY(!std::isnan(bench.value(QStringLiteral("up_proj"), 1)));
    QCOMPARE(bench.page.chart()->data().blocks, 2);
    filter.text = QStringLiteral("no such layer");
    bench.workspace.linked().set_filters({filter});
    bench.settle();
    QVERIFY(!bench.page.chart()->frame()->emptyText().isEmpty());
    bench.workspace.linked().set_filters({});

    auto* kinds = bench.page.findChild<QPushButton*>(QStringLiteral("layers_kinds"));
    const auto click = [&](const QString& text) {
      for (QAction* action : kinds->menu()->actions())
        if (action->text() == text) return action->trigger();
      QFAIL("no such kind");
    };
    click(QStringLiteral("up_proj"));  // of all, this one alone
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 1u);
    QCOMPARE(bench.page.chart()->data().lines.front().name, QStringLiteral("up_proj"));
    click(QStringLiteral("down_proj"));
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 2u);
  }

  void errors_of_the_setting_are_those_of_an_analysis() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.workspace.set_setting(rtn(4), {});
    bench.settle();
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::idle);
    bench.choose_metric(QStringLiteral("sqnr_db"));
    QVERIFY(bench.page.is_busy());
    bench.settle();
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::complete);
    for (int block = 0; block < 2; ++block) {
      methods::Site site;
      methods::Consumer consumer;
      consumer.name = "down";
      const auto& weights = model_.down_weights[static_cast<std::size_t>(block)];
      consumer.weights =
          tensor::Tensor(tensor::ElementType::f32, GeneratedModel::hidden, GeneratedModel::inner);
      std::memcpy(consumer.weights.mutable_data(), weights.data(), 4 * weights.size());
      site.consumers.push_back(consumer);
      const study::PreparedSite prepared(std::move(site));
      const study::AnalysisResult expected =
          study::analyse(prepared, methods::method_by_id("rtn"), rtn(4).values, {});
      QCOMPARE(bench.value(QStringLiteral("down_proj"), block), expected.error.sqnr_db);
    }
    // The lowest is the worst.
    const QTableWidget* table = bench.page.worst_table();
    for (int row = 1; row < table->rowCount(); ++row)
      QVERIFY(table->item(row - 1, 1)->toolTip().toDouble() <= table->item(row, 1)->toolTip().toDouble());
    // Another setting, then the first again: its cells are known.
    bench.workspace.set_setting(rtn(8), {});
    bench.settle();
    const double fine = bench.value(QStringLiteral("down_proj"), 0);
    bool computed = false;
    connect(bench.page.errors(), &gui::LayerErrors::changed, this,
            [&] { computed = computed || bench.page.errors()->state() == gui::LayerErrors::State::running; });
    bench.workspace.set_setting(rtn(4), {});
    bench.settle();
    bench.page.errors()->disconnect(this);
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::complete);
    QVERIFY(!computed);
    // Each bit halves the error: 6 dB.
    QVERIFY(std::abs(fine - bench.value(QStringLiteral("down_proj"), 0) - 4 * 6.02) < 3);
  }

  void layers_without_captured_input_have_no_output_error() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.workspace.set_setting(rtn(4), {});
    bench.choose_metric(QStringLiteral("output_sqnr_db"));
    bench.settle();
    QVERIFY(!std::isnan(bench.value(QStringLiteral("down_proj"), 0)));
    QVERIFY(std::isnan(bench.value(QStringLiteral("up_proj"), 0)));
    QCOMPARE(bench.page.worst_table()->rowCount(), 2);
  }

  void pinned_runs_that_are_shown_have_lines_of_their_own() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.workspace.set_setting(rtn(4), {});
    bench.choose_metric(QStringLiteral("sqnr_db"));
    bench.workspace.runs().pin(rtn(8));
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 6u);
    const auto& lines = bench.page.chart()->data().lines;
    QCOMPARE(lines[0].style->colour_index, int(widgets::RunStyle::now));
    QCOMPARE(lines[3].style->colour_index, bench.workspace.runs().runs().front().style().colour_index);
    QVERIFY(lines[3].values[0] > lines[0].values[0]);
    bench.workspace.runs().set_visible(0, false);
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 3u);
    // The setting itself, pinned, is no second line.
    bench.workspace.runs().pin(rtn(4));
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 3u);
  }

  void cancelling_keeps_what_is_known_and_goes_on_when_asked() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.workspace.set_setting(rtn(4), {});
    bench.choose_metric(QStringLiteral("sqnr_db"));
    bench.page.errors()->start();
    QCOMPARE(bench.jobs.jobCount(), 1);
    emit bench.jobs.cancelRequested(QStringLiteral("layer-errors"));
    bench.settle();
    QCOMPARE(bench.jobs.jobCount(), 0);
    auto* button = bench.page.findChild<QPushButton*>(QStringLiteral("layers_compute"));
    if (bench.page.errors()->state() == gui::LayerErrors::State::stopped) {
      QVERIFY(button->isVisible());
      QTest::mouseClick(button, Qt::LeftButton);
      bench.settle();
    }
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::complete);
    QVERIFY(!button->isVisible());
    QCOMPARE(bench.page.worst_table()->rowCount(), 6);
  }

  void nothing_is_computed_while_another_page_is_in_front() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.choose_metric(QStringLiteral("sqnr_db"));
    bench.page.hide();
    bench.workspace.set_setting(rtn(4), {});
    QTest::qWait(400);
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::idle);
    bench.page.show();
    bench.page.activate();
    bench.settle();
    QCOMPARE(bench.page.errors()->state(), gui::LayerErrors::State::complete);
  }

  void histograms_come_for_all_kept_tensors() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.combo("layers_view")->setCurrentIndex(1);
    bench.settle();
    const auto& tiles = bench.page.tiles()->tiles();
    QCOMPARE(tiles.size(), 6u);
    for (const widgets::HistogramTile& tile : tiles) {
      QVERIFY(tile.original);
      double counted = tile.original->below + tile.original->above;
      for (const double count : tile.original->counts) counted += count;
      const auto shape = bench.workspace.document()->tensor(tile.id).matrix();
      QVERIFY(std::abs(counted - static_cast<double>(shape.rows * shape.columns)) < 0.5);
    }
    QVERIFY(bench.page.findChild<QLabel*>(QStringLiteral("layers_tile_sentence"))
                ->text()
                .contains(QStringLiteral("6")));
    QSignalSpy asked(&bench.workspace, &gui::Workspace::tensorAsked);
    QSignalSpy pages(&bench.workspace, &gui::Workspace::pageAsked);
    const QPoint third = bench.page.tiles()->tileRect(2).center();
    QTest::mouseClick(bench.page.tiles()->viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front().front().toInt(), tiles[2].id);
    QVERIFY(pages.isEmpty());
    QTest::mouseDClick(bench.page.tiles()->viewport(), Qt::LeftButton, {}, third);
    QCOMPARE(pages.size(), 1);
    QCOMPARE(pages.front().front().toString(), QStringLiteral("distribution"));

    bench.combo("layers_scale")->setCurrentIndex(1);
    bench.settle();
    for (const widgets::HistogramTile& tile : bench.page.tiles()->tiles()) {
      QVERIFY(tile.original);
      QVERIFY(tile.original->edges.front() > 0);
    }
  }

  void the_menu_of_the_histograms_copies_their_table_and_picture() {
    Bench bench(model_.path);
    bench.learn_all();
    bench.combo("layers_view")->setCurrentIndex(1);
    bench.settle();
    const auto choose = [&](int action) {
      QTimer::singleShot(0, this, [action] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu) return;
        menu->actions().at(action)->trigger();
        menu->close();
      });
      emit bench.page.tiles()->customContextMenuRequested(QPoint(20, 20));
    };
    choose(1);
    const QStringList rows = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
    QCOMPARE(rows.size(), 1 + 6 * gui::TilePictures::bins);
    QVERIFY(rows.front().contains(QStringLiteral("bin_low\tbin_high\tcount")));
    choose(0);
    const QImage picture = QGuiApplication::clipboard()->image();
    QCOMPARE(picture.size(), bench.page.tiles()->exportSize());
  }

  void tensors_nobody_read_yet_are_drawn_where_they_are_in_sight() {
    Bench bench(model_.path);
    bench.combo("layers_view")->setCurrentIndex(1);
    bench.settle();
    for (const widgets::HistogramTile& tile : bench.page.tiles()->tiles()) QVERIFY(tile.original);
  }

  void a_file_without_blocks_has_one_line_over_its_tensors() {
    const QString path = folder_.filePath(QStringLiteral("plain.h5"));
    {
      std::mt19937 random(7);
      storage::ModelWriter writer(path.toStdString(), {});
      for (const char* name : {"/weights/a", "/weights/b", "/weights/c"}) {
        const std::vector<float> values = tests::normal_values(random, 64 * 32, 1);
        writer.write(name, tensor::ElementType::f32, {64, 32}, tests::view_of(values, 64, 32));
      }
      writer.commit();
    }
    Bench bench(path);
    bench.learn_all();
    bench.settle();
    QCOMPARE(bench.page.chart()->data().lines.size(), 1u);
    QCOMPARE(bench.page.chart()->data().blocks, 3);
    QCOMPARE(bench.page.tensor_at(0, 2), bench.tensor("c"));
    QVERIFY(!bench.page.findChild<QPushButton*>(QStringLiteral("layers_kinds"))->isVisible());
    bench.combo("layers_subject")->setCurrentIndex(1);
    QVERIFY(!bench.page.chart()->frame()->emptyText().isEmpty());
  }

  void choices_come_back() {
    Bench first(model_.path), second(model_.path);
    first.learn_all();
    second.learn_all();
    first.choose_metric(QStringLiteral("absmax"));
    first.combo("layers_subject")->setCurrentIndex(1);
    first.page.chart()->setValueLogarithmic(false);
    first.combo("layers_axes")->setCurrentIndex(1);
    second.page.set_choices(first.page.choices());
    second.settle();
    QCOMPARE(second.page.choices(), first.page.choices());
    QCOMPARE(second.page.chart()->data().lines.size(), 1u);
    // What is unknown or wrong is ignored.
    second.page.set_choices({{QStringLiteral("metric"), QStringLiteral("beauty")},
                             {QStringLiteral("view"), 7},
                             {QStringLiteral("kinds"), QJsonArray{QStringLiteral("no such kind"), 3}},
                             {QStringLiteral("inputs"), QStringLiteral("yes")}});
    QCOMPARE(second.page.choices()[QStringLiteral("metric")].toString(), QStringLiteral("absmax"));
    QCOMPARE(second.page.choices()[QStringLiteral("inputs")].toBool(), true);
    QVERIFY(second.page.choices()[QStringLiteral("kinds")].toArray().isEmpty());
  }
};

QUANTSCOPE_TEST(LayersTest)

}  // namespace test_window_layers

#include "test_window_layers.moc"
