#include <qcustomplot.h>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "app/gui/generation_controls.h"
#include "app/gui/inference_controls.h"
#include "app/gui/inference_page.h"
#include "app/gui/inference_sentences.h"
#include "app/gui/inference_tables.h"
#include "core/model/weight_source.h"
#include "tests/app/window_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/theme.h"

namespace test_window_inference {

using namespace quantscope;
using gui::InferencePage;
using gui::InferenceWorker;
using tests::BareWorkspace;
using tests::setting;

namespace {

constexpr int patience_ms = 120000;
/// Windows of the sample have 256 tokens with BOS.
constexpr int two_windows = 510;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

/// A page on a workspace of its own.
struct Stage : BareWorkspace {
  InferencePage page{workspace, nullptr};

  explicit Stage(const QString& path) : BareWorkspace(path) {
    page.resize(1100, 900);
    page.show();
    wait();
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
  void tokens(int count) { find<QSpinBox>("inference_tokens")->setValue(count); }
  void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
  bool run() {
    press("inference_run");
    return wait();
  }
  QCustomPlot* plot(const widgets::ChartFrame* frame) { return frame->plot(); }
};

}  // namespace

class InferenceTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();

  void nothing_runs_before_a_button_is_pressed();
  void figures_are_those_of_the_engine();
  void bars_have_the_runs_looks_and_standard_errors();
  void cancelling_keeps_what_is_done();
  void a_further_run_runs_itself_alone();
  void a_click_on_a_layer_selects_its_tensor();
  void the_run_whose_layers_are_shown_can_be_chosen();
  void a_typed_text_is_read();
  void a_text_file_is_read_or_its_problem_told();
  void texts_stand_side_by_side_with_their_differences_marked();
  void the_same_seed_draws_the_same_text();
  void commands_are_copied_one_a_run();
  void choices_come_back();
  void without_the_unquantized_model_there_is_no_divergence();
  void a_file_without_a_model_says_what_it_misses();
  void a_model_beyond_the_memory_is_refused_with_both_numbers();
  void the_page_goes_away_while_models_run();

 private:
  QTemporaryDir folder_;
};

void InferenceTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  widgets::apply_theme(*qApp, widgets::ThemeChoice::light);
  QVERIFY(QFile::exists(QString::fromLatin1(sample)));
}

void InferenceTest::nothing_runs_before_a_button_is_pressed() {
  Stage stage(QString::fromLatin1(sample));
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.wait());
  QVERIFY(!stage.page.shown().any_figures());
  QVERIFY(stage.find<QPushButton>("inference_run")->isEnabled());
  QVERIFY(!stage.find<QPushButton>("inference_cancel")->isEnabled());
  // What it will cost is said before.
  const QString cost = stage.find<QLabel>("inference_state")->text();
  QVERIFY2(cost.contains(QStringLiteral("4096")), qPrintable(cost));
  QVERIFY2(cost.contains(QStringLiteral("MiB")), qPrintable(cost));
  QVERIFY(stage.page.bars()->frame()->emptyText().contains(cost));
  // The prompt is the beginning of the model's text.
  QCOMPARE(stage.page.generation()->prompt(), QStringLiteral("bombazine (noun): a"));
}

void InferenceTest::figures_are_those_of_the_engine() {
  Stage stage(QString::fromLatin1(sample));
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.tokens(two_windows);
  QVERIFY(stage.run());
  QCOMPARE(stage.messages.count(), 0);
  const gui::ShownInference& shown = stage.page.shown();
  QCOMPARE(shown.runs(), 2);
  QCOMPARE(shown.original(), 0);

  const auto file = storage::ModelFile::open(sample);
  const auto config = model::model_config(*file);
  const auto weights = model::file_weights(file);
  const auto tokenizer = model::tokenizer_of(*file);
  const auto text = model::evaluation_text(tokenizer->encode(file->text(file->text_names().front())),
                                           tokenizer->beginning_token(), config, {}, two_windows);
  QCOMPARE(text.windows.size(), std::size_t{2});
  const auto original = model::Transformer::load(*weights, config);
  const auto expected = model::perplexity(original, text);
  const auto& mine = shown.figures[0].result;
  QVERIFY(mine.has_value());
  QCOMPARE(mine->predictions, std::int64_t{two_windows});
  QVERIFY(std::abs(mine->mean_nll - expected.mean_nll) < 1e-9);
  QVERIFY(shown.figures[1].is_complete());
  QVERIFY(shown.figures[1].result->divergence.has_value());
  QVERIFY(shown.figures[1].result->divergence->kl_mean > 0);
  QVERIFY(shown.figures[1].model.weight_bytes < shown.figures[0].model.weight_bytes);
  QCOMPARE(shown.figures[0].model.bits_per_weight, 16.0);
  // Bars and tables show them.
  QCOMPARE(stage.page.bars()->shownValue(0, 0), mine->perplexity());
  QVERIFY(stage.page.bars()->shownError(0, 0) > 0);
  const widgets::ChartTable table = stage.page.tables()->table();
  const auto column = [&](const char* name) {
    for (const widgets::ChartColumn& each : table.columns)
      if (each.name == QLatin1String(name)) return each;
    return widgets::ChartColumn();
  };
  QCOMPARE(column("mean_nll").text(0).toDouble(), mine->mean_nll);
  QCOMPARE(column("run").text(1), stage.workspace.runs().runs()[0].name);
  QCOMPARE(column("window").text(0), QStringLiteral("256"));
  QCOMPARE(column("bos").text(0), QStringLiteral("each"));
  const QString sentence = stage.page.bars()->frame()->sentence();
  QVERIFY2(sentence.contains(QStringLiteral("510")) && sentence.contains(QStringLiteral("256")),
           qPrintable(sentence));
  QVERIFY2(sentence.contains(stage.workspace.runs().runs()[0].name), qPrintable(sentence));
}

void InferenceTest::bars_have_the_runs_looks_and_standard_errors() {
  Stage stage(QString::fromLatin1(sample));
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  stage.workspace.runs().pin(setting("rtn", 3, 8));
  stage.workspace.set_setting(setting("rtn", 4, 8), std::nullopt);
  stage.tokens(two_windows);
  QVERIFY(stage.wait());
  QVERIFY(stage.run());
  const widgets::BarChartData& bars = stage.page.bars()->data();
  QCOMPARE(bars.groups.size(), std::size_t{4});
  QCOMPARE(bars.groups[0].style->colour_index, int{widgets::RunStyle::original});
  QCOMPARE(bars.groups[1].style->colour_index, stage.workspace.runs().runs()[0].colour);
  QCOMPARE(bars.groups[3].style->colour_index, int{widgets::RunStyle::now});
  // 3 bits are worse than 8 on any text.
  QVERIFY(bars.series[0].values[2] > bars.series[0].values[1]);
  for (int run = 0; run < 4; ++run) QVERIFY(stage.page.bars()->shownError(run, 0) > 0);
  // Differences are taken from the unquantized model, with errors of their own, which are smaller.
  stage.page.bars()->setShowsDifferences(true);
  QCOMPARE(stage.page.bars()->shownValue(0, 0), 0.0);
  const double error = stage.page.bars()->shownError(2, 0);
  QVERIFY(error > 0 && error < bars.series[0].errors[2]);
  stage.page.bars()->setShowsDifferences(false);
  for (const char* metric : {"mean_nll", "kl_divergence_mean", "kl_divergence_p99", "top_token_agreement",
                             "tokens_per_second", "bits_per_weight", "weight_bytes"}) {
    stage.choose("inference_metric", metric);
    QVERIFY2(std::isfinite(stage.page.bars()->shownValue(2, 0)), metric);
  }
}

void InferenceTest::cancelling_keeps_what_is_done() {
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(0);  // the whole text
  // At the first figures.
  bool asked = false;
  connect(&stage.page, &InferencePage::updated, &stage.page, [&] {
    if (asked || !stage.page.shown().any_figures()) return;
    asked = true;
    QMetaObject::invokeMethod(
        &stage.page, [&] { stage.press("inference_cancel"); }, Qt::QueuedConnection);
  });
  QVERIFY(stage.run());
  const study::RunFigures& figures = stage.page.shown().figures[0];
  QVERIFY(figures.result.has_value());
  QVERIFY(figures.result->predictions > 0);
  if (figures.is_complete()) QSKIP("all was run before it could be cancelled");
  QVERIFY(stage.page.bars()->data().series[0].unfinished[0]);
  QVERIFY(stage.page.bars()->frame()->sentence().contains(QStringLiteral("not finished")));
  QCOMPARE(stage.jobs.jobCount(), 0);
  QVERIFY(stage.find<QPushButton>("inference_run")->isEnabled());
}

void InferenceTest::a_further_run_runs_itself_alone() {
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(two_windows);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.run());
  const double seconds = stage.page.shown().figures[1].result->seconds;
  QVERIFY(!stage.find<QPushButton>("inference_run")->isEnabled());
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  QVERIFY(stage.find<QPushButton>("inference_run")->isEnabled());
  QVERIFY(!stage.page.shown().figures[2].result);
  QSet<QString> names;
  connect(stage.page.worker(), &InferenceWorker::progress, &stage.page,
          [&](int, double, const QString& activity) { names << activity; });
  QVERIFY(stage.run());
  QVERIFY(stage.page.shown().figures[2].is_complete());
  QCOMPARE(stage.page.shown().figures[1].result->seconds, seconds);
  names.remove(stage.workspace.runs().runs()[1].name);
  QVERIFY2(names.isEmpty(), qPrintable(QStringList(names.values()).join(',')));
  // Taking it away and back runs nothing.
  stage.workspace.runs().remove(1);
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  QVERIFY(stage.page.shown().figures[2].is_complete());
}

void InferenceTest::a_click_on_a_layer_selects_its_tensor() {
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(two_windows);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QVERIFY(stage.run());
  const auto& layers = stage.page.shown().layers;
  QVERIFY2(layers.problem.empty(), layers.problem.c_str());
  QVERIFY(layers.complete);
  QCOMPARE(layers.layers.size(), std::size_t{42});
  QVERIFY(layers.layers[5].weight_only.has_value() && layers.layers[5].activation_only.has_value());
  QSignalSpy asked(&stage.workspace, &gui::Workspace::tensorAsked);
  const widgets::LayerChartView* chart = stage.page.layers();
  QTest::mouseClick(chart->frame()->plot(), Qt::LeftButton, {}, chart->pixelOf(0, 11).toPoint());
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked.front().front().toInt(), stage.tensor(layers.layers[11].module + ".weight"));
  QCOMPARE(chart->selectedBlock(), 11);
  // The other way round: the tensor that is selected elsewhere is marked here.
  stage.select(stage.tensor("model.layers.2.mlp.down_proj.weight"));
  QCOMPARE(layers.layers[static_cast<std::size_t>(chart->selectedBlock())].module,
           std::string("model.layers.2.mlp.down_proj"));
  // And the table, the worst first.
  stage.page.tables()->show_layers(true);
  QTableView* table = stage.page.tables()->layers();
  const auto worst = std::ranges::min_element(
      layers.layers, {}, [](const model::LayerError& layer) { return layer.local.sqnr_db; });
  QCOMPARE(table->model()->index(0, 0).data().toString().toStdString(), worst->module);
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                    table->visualRect(table->model()->index(0, 0)).center());
  QCOMPARE(asked.back().front().toInt(), stage.tensor(worst->module + ".weight"));
  QVERIFY(stage.page.layers()->frame()->sentence().contains(gui::short_layer_name(*worst)));
}

void InferenceTest::the_run_whose_layers_are_shown_can_be_chosen() {
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(255);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  QVERIFY(stage.run());
  auto* box = stage.find<QComboBox>("inference_layers_of");
  QCOMPARE(box->currentText(), stage.workspace.runs().runs()[1].name);
  const double eight_bits = stage.page.shown().layers.layers[0].local.sqnr_db;
  // A click on a bar chooses.
  const widgets::BarChartView* bars = stage.page.bars();
  QTest::mouseClick(bars->frame()->plot(), Qt::LeftButton, {}, bars->barRect(1, 0).center().toPoint());
  QCOMPARE(box->currentText(), stage.workspace.runs().runs()[0].name);
  QVERIFY(stage.page.shown().layers.layers.empty());
  QVERIFY(stage.run());
  QVERIFY(stage.page.shown().layers.layers[0].local.sqnr_db < eight_bits);
}

void InferenceTest::a_typed_text_is_read() {
  Stage stage(QString::fromLatin1(sample));
  auto* text = stage.find<QComboBox>("inference_text");
  const int typed = text->findData(QStringLiteral("typed"));
  text->setCurrentIndex(typed);
  emit text->activated(typed);
  auto* run = stage.find<QPushButton>("inference_run");
  QVERIFY(!run->isEnabled());
  QVERIFY(!run->toolTip().isEmpty());
  auto* edit = stage.find<QPlainTextEdit>("inference_typed");
  QVERIFY(edit->isVisible());
  QTest::keyClicks(edit, QStringLiteral("dog (noun): a domestic animal that barks."));
  QVERIFY(run->isEnabled());
  QVERIFY(stage.run());
  const auto& result = stage.page.shown().figures[0].result;
  QVERIFY(result.has_value());
  const auto file = storage::ModelFile::open(sample);
  const auto ids = model::tokenizer_of(*file)->encode("dog (noun): a domestic animal that barks.");
  QCOMPARE(result->predictions, static_cast<std::int64_t>(ids.size()));
  // One window has no spread.
  QCOMPARE(stage.page.bars()->shownError(0, 0), 0.0);
}

void InferenceTest::a_text_file_is_read_or_its_problem_told() {
  const QString path = folder_.filePath(QStringLiteral("a text.txt"));
  {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("cat (noun): feline mammal.\nkitten (noun): a young cat.\n");
  }
  Stage stage(QString::fromLatin1(sample));
  stage.page.set_choices({{"text", "file"}, {"text_name", path}});
  QVERIFY(stage.run());
  QVERIFY(stage.page.shown().figures[0].is_complete());
  QVERIFY(stage.page.bars()->frame()->sentence().contains(QStringLiteral("a text.txt")));
  const QString missing = folder_.filePath(QStringLiteral("missing.txt"));
  stage.page.set_choices({{"text", "file"}, {"text_name", missing}});
  QVERIFY(stage.run());
  QCOMPARE(stage.messages.count(), 1);
  QVERIFY(stage.messages.current()->details.contains(missing));
  QVERIFY(!stage.page.shown().figures[0].result);
}

void InferenceTest::texts_stand_side_by_side_with_their_differences_marked() {
  Stage stage(QString::fromLatin1(sample));
  stage.workspace.runs().pin(setting("rtn", 8, 16));
  stage.workspace.runs().pin(setting("rtn", 2, 8));
  stage.find<QSpinBox>("generation_tokens")->setValue(12);
  auto* prompt = stage.find<QPlainTextEdit>("generation_prompt");
  stage.page.activateWindow();
  prompt->setFocus();
  QTRY_VERIFY(prompt->hasFocus());  // shortcuts ask for it
  prompt->selectAll();
  QTest::keyClicks(prompt, QStringLiteral("dog (noun): a"));
  QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
  QVERIFY(stage.wait());
  QCOMPARE(stage.messages.count(), 0);
  const gui::ShownTexts& shown = stage.page.shown_texts();
  QCOMPARE(shown.texts.size(), std::size_t{3});
  for (const study::RunText& text : shown.texts) {
    QVERIFY2(text.problem.empty(), text.problem.c_str());
    QVERIFY(text.result.has_value());
    QVERIFY(text.tokens.size() <= 12 && !text.tokens.empty());
  }
  const widgets::TextComparisonData& texts = stage.page.texts()->data();
  QCOMPARE(texts.beginning, QStringLiteral("dog (noun): a"));
  QString float_text;
  for (const widgets::ComparedToken& token : texts.texts[0].tokens) {
    QVERIFY(!token.differs);
    float_text += token.text;
  }
  const auto file = storage::ModelFile::open(sample);
  const auto tokenizer = model::tokenizer_of(*file);
  QVERIFY(QString::fromStdString(tokenizer->decode(shown.texts[0].tokens)).trimmed() == float_text.trimmed());
  // Two bits make another text of it.
  QVERIFY(std::ranges::any_of(texts.texts[2].tokens, &widgets::ComparedToken::differs));
  QVERIFY(texts.texts[2].footer.contains(QStringLiteral("tokens/s")));
  const QString sentence = stage.page.texts()->frame()->sentence();
  QVERIFY2(sentence.contains(stage.workspace.runs().runs()[1].name), qPrintable(sentence));
  QVERIFY(stage.page.texts()->frame()->table().rows() >= 3);
}

void InferenceTest::the_same_seed_draws_the_same_text() {
  Stage stage(QString::fromLatin1(sample));
  stage.page.set_choices({{"new_tokens", 10}, {"temperature", 1.5}, {"seed", 7}});
  stage.press("generation_run");
  QVERIFY(stage.wait());
  const std::vector<int> seven = stage.page.shown_texts().texts[0].tokens;
  stage.page.set_choices({{"seed", 8}});
  QVERIFY(!stage.page.shown_texts().any_texts());
  stage.press("generation_run");
  QVERIFY(stage.wait());
  QVERIFY(stage.page.shown_texts().texts[0].tokens != seven);
  stage.page.set_choices({{"seed", 7}});
  QCOMPARE(stage.page.shown_texts().texts[0].tokens, seven);
}

void InferenceTest::commands_are_copied_one_a_run() {
  Stage stage(QString::fromLatin1(sample));
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.tokens(1000);
  QTest::mouseClick(stage.find<QAbstractButton>("inference_copy_command"), Qt::LeftButton);
  const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
  QCOMPARE(lines.size(), 2);
  const QString file = QString::fromLatin1(sample);
  QCOMPARE(lines[0],
           QStringLiteral("quantscope-cli perplexity %1 --text model:test.txt --tokens 1000 --bos each")
               .arg(file));
  QVERIFY(lines[1].contains(QStringLiteral("--method rtn --set activation_bits=8 --set weight_bits=4")));
  stage.page.set_choices({{"prompt", "it's"}, {"temperature", 0.5}, {"top_k", 40}, {"new_tokens", 9}});
  QTest::mouseClick(stage.find<QAbstractButton>("generation_copy_command"), Qt::LeftButton);
  QCOMPARE(
      QGuiApplication::clipboard()->text().split('\n').first(),
      QStringLiteral("quantscope-cli generate %1 --prompt 'it'\\''s' --tokens 9 --temperature 0.5 --top-k 40 "
                     "--seed 0")
          .arg(file));
}

void InferenceTest::choices_come_back() {
  Stage stage(QString::fromLatin1(sample));
  const QJsonObject wanted{{"text", "typed"},
                           {"text_name", ""},
                           {"typed", "some words"},
                           {"tokens", 77},
                           {"window", 64},
                           {"begin", "once"},
                           {"original", false},
                           {"current", false},
                           {"precision", "f16"},
                           {"cache", "int8"},
                           {"attention", "plain"},
                           {"advanced", true},
                           {"new_tokens", 5},
                           {"temperature", 0.75},
                           {"top_k", 3},
                           {"top_p", 0.5},
                           {"seed", 9},
                           {"prompt", "hello"},
                           {"metric", "mean_nll"},
                           {"layers_of", "x"},
                           {"parts", false},
                           {"bars_logarithmic", true},
                           {"differences", true},
                           {"table", "layers"}};
  stage.page.set_choices(wanted);
  QCOMPARE(stage.page.choices(), wanted);
  stage.page.set_choices({{"metric", "no such"}, {"window", "wide"}, {"precision", 3}});
  QCOMPARE(stage.page.choices(), wanted);
  QTest::mouseClick(stage.find<QAbstractButton>("inference_reset"), Qt::LeftButton);
  QCOMPARE(stage.page.choices()["window"].toInt(), 0);
  QCOMPARE(stage.page.choices()["tokens"].toInt(), static_cast<int>(gui::InferenceControls::default_tokens));
  QCOMPARE(stage.page.choices()["precision"].toString(), QStringLiteral("f32"));
}

void InferenceTest::without_the_unquantized_model_there_is_no_divergence() {
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(255);
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  stage.page.set_choices({{"original", false}});
  QCOMPARE(stage.page.shown().runs(), 1);
  QVERIFY(stage.run());
  const study::RunFigures alone = stage.page.shown().figures[0];
  QVERIFY(alone.is_complete());
  QVERIFY(!alone.result->divergence);
  QCOMPARE(stage.page.shown().original(), -1);
  stage.page.set_choices({{"original", true}});
  QVERIFY(!stage.page.shown().figures[1].result);
  QVERIFY(stage.run());
  QVERIFY(stage.page.shown().figures[1].result->divergence.has_value());
  QVERIFY(std::abs(stage.page.shown().figures[1].result->mean_nll - alone.result->mean_nll) < 1e-6);
}

void InferenceTest::a_file_without_a_model_says_what_it_misses() {
  const auto generated = tests::generate_model(folder_.filePath(QStringLiteral("generated.h5")));
  Stage stage(generated.path);
  auto* empty = stage.find<QLabel>("inference_empty");
  QVERIFY(empty->isVisible());
  QVERIFY2(empty->text().contains(QStringLiteral("cannot run")), qPrintable(empty->text()));
  QVERIFY2(empty->text().contains(QStringLiteral("generated.h5")), qPrintable(empty->text()));
  QVERIFY(!stage.find<QPushButton>("inference_run")->isVisible());
  QVERIFY(stage.page.command_line().isEmpty());
  stage.page.run();
  stage.page.generate();
  QVERIFY(!stage.page.is_busy());
}

void InferenceTest::a_model_beyond_the_memory_is_refused_with_both_numbers() {
  // A configuration of 10^15 weights; the weights themselves are never asked for.
  const auto file = storage::ModelFile::open(sample);
  storage::ModelWriter::Header header;
  header.name = "huge";
  header.architecture = "llama";
  header.config = file->config();
  header.config["hidden_size"] = "1048576";
  header.config["intermediate_size"] = "4194304";
  header.config["num_hidden_layers"] = "100";
  header.config["head_dim"] = "128";
  header.config["num_attention_heads"] = "8192";
  header.config["num_key_value_heads"] = "8192";
  const QString path = folder_.filePath(QStringLiteral("huge.h5"));
  storage::ModelWriter writer(path.toStdString(), header);
  writer.write_tokenizer(file->tokenizer_kind(), file->tokenizer_bytes());
  writer.write_text("a.txt", "cat (noun): feline mammal.");
  writer.commit();
  Stage stage(path);
  QVERIFY(stage.find<QPushButton>("inference_run")->isVisible());
  QVERIFY(stage.run());
  QCOMPARE(stage.messages.count(), 1);
  const QString details = stage.messages.current()->details;
  QVERIFY2(details.count(QRegularExpression(QStringLiteral("\\b\\d[\\d.]* [KMGTP]?i?B"))) == 2, qPrintable(details));
}

void InferenceTest::the_page_goes_away_while_models_run() {
  for (const int wait_ms : {0, 5, 50, 300}) {
    Stage stage(QString::fromLatin1(sample));
    stage.tokens(0);
    stage.workspace.runs().pin(setting("rtn", 4, 8));
    stage.press("inference_run");
    stage.press("generation_run");
    QTest::qWait(wait_ms);
  }
  // Another file while models run.
  Stage stage(QString::fromLatin1(sample));
  stage.tokens(0);
  stage.press("inference_run");
  QTest::qWait(50);
  const auto generated = tests::generate_model(folder_.filePath(QStringLiteral("other.h5")));
  const auto document = gui::Document::open(generated.path);
  stage.workspace.set_document(
      document, std::make_shared<gui::StatisticsStore>(document, QString(), std::uint64_t{64} << 20),
      std::make_shared<gui::SiteCache>(std::uint64_t{1} << 30));
  QVERIFY(stage.wait());
  QVERIFY(stage.find<QLabel>("inference_empty")->isVisible());
  QCOMPARE(stage.jobs.jobCount(), 0);
}

QUANTSCOPE_TEST(InferenceTest)

}  // namespace test_window_inference

#include "test_window_inference.moc"
