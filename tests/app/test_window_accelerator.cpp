#include <qcustomplot.h>

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "app/gui/accelerator_controls.h"
#include "app/gui/accelerator_derivation.h"
#include "app/gui/accelerator_page.h"
#include "app/gui/accelerator_panel.h"
#include "app/gui/accelerator_sentences.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/request.h"
#include "core/hardware/roofline.h"
#include "tests/app/window_fixture.h"
#include "tests/app/workspace_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/curves_view.h"
#include "widgets/number_box.h"
#include "widgets/parameter_form.h"
#include "widgets/roofline_view.h"
#include "widgets/scatter_view.h"
#include "widgets/stacked_bars_view.h"
#include "widgets/theme.h"
#include "widgets/tornado_view.h"

namespace test_window_accelerator {

using namespace quantscope;
using gui::AcceleratorPage;
using gui::AcceleratorViews;
using hardware::Phase;
using tests::BareWorkspace;
using tests::setting;

namespace {

constexpr int patience_ms = 60000;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";
const char* const resources = QUANTSCOPE_SOURCE_DIR "/resources";

/// A page on a workspace and a folder of its own.
struct Stage : BareWorkspace {
  QTemporaryDir folder;
  gui::AcceleratorLibrary library;
  std::vector<gui::RunAccuracy> accuracy;
  AcceleratorPage page;

  Stage() : Stage([](const QString&) {}) {}
  template <typename Prepare>
  explicit Stage(Prepare prepare)
      : BareWorkspace(QString::fromLatin1(sample)),
        library({resources}, (prepare(own_folder(folder)), own_folder(folder).toStdString())),
        page(workspace, library, [this] { return accuracy; }) {
    page.resize(1100, 900);
    page.show();
    wait();
  }

  static QString own_folder(const QTemporaryDir& folder) {
    return folder.filePath(QStringLiteral("accelerators"));
  }
  bool wait() {
    return QTest::qWaitFor([this] { return !page.is_busy(); }, patience_ms);
  }
  bool choose(const QJsonObject& choices) {
    page.set_choices(choices);
    return wait();
  }
  template <typename Widget>
  Widget* find(const char* name) {
    return page.findChild<Widget*>(QString::fromLatin1(name));
  }
  const hardware::PhaseResult& front(Phase phase = Phase::decode) { return *page.answer()->front(phase); }
  QString text(const char* label) { return find<QLabel>(label)->text(); }
};

QJsonObject seventy_billion() {
  return {{"workload", "llama-2-70b"}, {"run", "/float"}, {"accelerator", "a100-80gb"}};
}

}  // namespace

class AcceleratorPageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();

  void the_open_file_is_priced_at_once();
  void figures_are_those_of_the_engine();
  void a_model_that_does_not_fit_says_by_how_much();
  void a_slider_reprices_and_is_one_step_of_undo();
  void bits_of_a_setting_move_the_dots();
  void a_format_without_a_unit_says_what_computes_it();
  void built_in_figures_are_read_only();
  void a_copy_is_edited_saved_renamed_and_deleted_with_undo();
  void a_refused_figure_keeps_the_old_one();
  void damaged_files_are_told_and_the_others_are_there();
  void descriptions_are_imported_and_exported();
  void every_total_opens_its_derivation();
  void a_click_on_a_dot_selects_the_layer();
  void bars_have_every_run_on_every_accelerator();
  void energies_of_both_kinds_stay_apart();
  void sweeps_show_the_memory_wall_and_the_line_can_be_dragged();
  void accuracy_stands_against_cost_with_its_front();
  void the_tornado_has_the_bandwidth_on_top();
  void an_encoder_has_no_decode();
  void devices_that_do_not_divide_the_heads_are_refused_in_words();
  void a_search_over_tilings_does_not_block();
  void this_computer_is_measured_or_cancelled();
  void commands_give_both_phases();
  void choices_come_back();
  void wrong_choices_are_passed_over();

 private:
  QTemporaryDir settings_;
};

void AcceleratorPageTest::initTestCase() {
  tests::isolate_settings(settings_.filePath(QStringLiteral("settings")));
  widgets::apply_theme(*qApp, widgets::ThemeChoice::light);
  QVERIFY(QFile::exists(QString::fromLatin1(sample)));
}

void AcceleratorPageTest::the_open_file_is_priced_at_once() {
  Stage stage;
  QVERIFY(stage.page.answer());
  QCOMPARE(QString::fromStdString(stage.page.answer()->question.shape->name).isEmpty(), false);
  QVERIFY(stage.front().total.time_s > 0);
  QVERIFY(stage.text("accelerator_state").contains(QStringLiteral("Modelled, law: calibrated")));
  for (const widgets::ChartFrame* chart : stage.page.charts())
    if (chart != stage.page.views()->scatter()->frame()) {
      QVERIFY2(!chart->sentence().isEmpty(), qPrintable(chart->title()));
      QVERIFY2(chart->table().rows() > 0, qPrintable(chart->title()));
    }
  QCOMPARE(stage.messages.count(), 0);
}

void AcceleratorPageTest::figures_are_those_of_the_engine() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const auto shape = stage.library.find_model("llama-2-70b");
  const auto a100 = stage.library.find("a100-80gb");
  hardware::WorkloadSettings settings;
  settings.context = 1024;
  settings.phase = Phase::prefill;
  QCOMPARE(stage.front(Phase::prefill).total.time_s,
           hardware::price_phase(*shape, settings, *a100).total.time_s);
  settings.phase = Phase::decode;
  settings.context = 1024 + 255;
  QCOMPARE(stage.front().total.time_s, hardware::price_phase(*shape, settings, *a100).total.time_s);
  const hardware::RequestResult request = hardware::price_request(*shape, settings, 1024, 256, *a100);
  QVERIFY(stage.page.answer()->request);
  QCOMPARE(stage.page.answer()->request->time_s, request.time_s());
  QCOMPARE(stage.page.answer()->request->energy_j, request.energy_j());
  // Dots reach what the engine says.
  const auto roofline = hardware::roofline(stage.front(), *a100);
  int decode = 0;
  for (const widgets::RooflineOperator& dot : stage.page.views()->roofline()->data().operators)
    if (dot.run == 0 && dot.phase == widgets::RooflinePhase::decode) ++decode;
  QCOMPARE(decode, int(roofline.dots.size()));
}

void AcceleratorPageTest::a_model_that_does_not_fit_says_by_how_much() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  // 138 GB of f16 weights and the cache; 80 GB there.
  QVERIFY(!stage.front().fits());
  const QString missing =
      QStringLiteral("%1 GB too much").arg(stage.front().missing_bytes() / 1e9, 0, 'f', 1);
  QVERIFY2(stage.text("accelerator_totals").contains(missing),
           qPrintable(stage.text("accelerator_totals") + '\n' + missing));
  const QString sentence = stage.page.views()->roofline()->frame()->sentence();
  QVERIFY2(sentence.contains(QStringLiteral("It does not fit")) && sentence.contains(missing),
           qPrintable(sentence));
}

void AcceleratorPageTest::a_slider_reprices_and_is_one_step_of_undo() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const double before = stage.front().total.tokens_per_second();
  const int steps = stage.workspace.undo().count();
  auto* slider = stage.find<QSlider>("batch_slider");
  slider->setSliderDown(true);
  const int start = slider->value();
  for (int move = 1; move <= 5; ++move) slider->setValue(start + move * (slider->maximum() - start) / 20);
  slider->setSliderDown(false);
  QVERIFY(stage.wait());
  const double batch = stage.front().total.tokens;
  QVERIFY(batch > 1);
  QVERIFY(stage.front().total.tokens_per_second() > before);
  QCOMPARE(stage.workspace.undo().count(), steps + 1);
  stage.workspace.undo().undo();
  QVERIFY(stage.wait());
  QCOMPARE(stage.front().total.tokens, 1.0);
  QCOMPARE(stage.find<widgets::NumberBox>("batch_spin")->value(), 1.0);
  stage.workspace.undo().redo();
  QVERIFY(stage.wait());
  QCOMPARE(stage.front().total.tokens, batch);
  // What is typed is taken too.
  auto* box = stage.find<widgets::NumberBox>("batch_spin");
  box->setValue(16);
  QVERIFY(stage.wait());
  QCOMPARE(stage.front().total.tokens, 16.0);
}

void AcceleratorPageTest::bits_of_a_setting_move_the_dots() {
  Stage stage;
  stage.workspace.set_setting(setting("rtn", 8, 8), {});
  QJsonObject choices = seventy_billion();
  choices["run"] = "/current";
  QVERIFY(stage.choose(choices));
  QCOMPARE(
      stage.page.answer()->question.runs[std::size_t(stage.page.answer()->question.front)].setting->values.at(
          "weight_bits"),
      base::ParameterValue(8.0));
  const double eight = stage.front().need.weights;
  stage.workspace.set_setting(setting("rtn", 4, 8), {});
  QVERIFY(stage.wait());
  const double four = stage.front().need.weights;
  // Half of the linear weights; embeddings and head keep 16 bits.
  const auto shape = stage.library.find_model("llama-2-70b");
  const double linear = hardware::block_weights(*shape) * double(shape->layers);
  QVERIFY2(std::abs((eight - four) / (linear / 2) - 1) < 0.02, qPrintable(QString::number(eight - four)));
  QVERIFY(stage.text("accelerator_state").contains(QStringLiteral("random layers")));
  // The file's own layers are counted where it is the workload.
  QVERIFY(stage.choose({{"workload", ""}}));
  const auto& run = stage.page.answer()->question.runs[std::size_t(stage.page.answer()->question.front)];
  QVERIFY(run.costs && run.costs->exact);
}

void AcceleratorPageTest::a_format_without_a_unit_says_what_computes_it() {
  Stage stage;
  stage.workspace.set_setting(setting("rtn", 4, 16), {});
  QJsonObject choices = seventy_billion();
  choices["run"] = "/current";
  QVERIFY(stage.choose(choices));
  QVERIFY2(stage.text("accelerator_state").contains(QStringLiteral("computes at the f16 rate")),
           qPrintable(stage.text("accelerator_state")));
}

void AcceleratorPageTest::built_in_figures_are_read_only() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  stage.page.controls()->set_editing(true);
  QVERIFY(stage.page.panel()->isVisible());
  auto* form = stage.find<widgets::ParameterForm>("accelerator_form");
  QVERIFY(!form->isEnabled());
  QVERIFY(form->specs().size() > 20);
  QVERIFY(!stage.find<QPushButton>("accelerator_remove")->isEnabled());
  QVERIFY(stage.text("accelerator_panel_state").contains(QStringLiteral("read-only")));
  // Unit, mark and source are said of each.
  const auto* spec = base::find_parameter(form->specs(), "memory.dram.bandwidth");
  QVERIFY(spec);
  QCOMPARE(spec->unit, std::string("B/s"));
  QVERIFY(spec->help.starts_with("published: "));
}

void AcceleratorPageTest::a_copy_is_edited_saved_renamed_and_deleted_with_undo() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const double before = stage.front().total.time_s;
  stage.page.controls()->set_editing(true);
  auto* copy = stage.find<QPushButton>("accelerator_copy");
  QTRY_VERIFY(copy->width() >= copy->sizeHint().width());
  QTest::mouseClick(copy, Qt::LeftButton);
  QVERIFY(stage.wait());
  const std::string id = stage.page.answer()->question.current().id;
  QCOMPARE(QString::fromStdString(id), QStringLiteral("a100-80gb-copy"));
  QVERIFY(stage.library.is_own(id));
  QCOMPARE(stage.front().total.time_s, before);
  auto* form = stage.find<widgets::ParameterForm>("accelerator_form");
  QVERIFY(form->isEnabled());

  auto* bandwidth = form->findChild<widgets::NumberBox*>(QStringLiteral("memory.dram.bandwidth_spin"));
  QVERIFY(bandwidth);
  const double rated = bandwidth->value();
  bandwidth->setValue(2 * rated);
  QVERIFY(stage.wait());
  QVERIFY(stage.front().total.time_s < 0.7 * before);
  const hardware::Figure changed = *stage.library.find(id)->main_memory().bandwidth;
  QCOMPARE(changed.mark, hardware::Mark::assumed);
  QCOMPARE(changed.source, std::string("set by the user"));

  stage.library.save();
  const QString path = Stage::own_folder(stage.folder) + QStringLiteral("/a100-80gb-copy.json");
  QCOMPARE(hardware::read_accelerator(path.toStdString()).main_memory().bandwidth->value, 2 * rated);
  stage.workspace.undo().undo();
  QVERIFY(stage.wait());
  QCOMPARE(stage.front().total.time_s, before);
  QCOMPARE(bandwidth->value(), rated);
  stage.workspace.undo().redo();

  auto* name = stage.find<QLineEdit>("accelerator_name");
  QVERIFY(name->isVisible());
  name->setText(QStringLiteral("  Twice the   bandwidth "));
  emit name->editingFinished();
  QCOMPARE(stage.library.find(id)->name, std::string("Twice the bandwidth"));

  QTest::mouseClick(stage.find<QPushButton>("accelerator_remove"), Qt::LeftButton);
  QVERIFY(stage.wait());
  stage.library.save();
  QVERIFY(!QFile::exists(path));
  QVERIFY(!stage.page.answer());
  QVERIFY(stage.page.views()->roofline()->frame()->emptyText().contains(QStringLiteral("a100-80gb-copy")));
  stage.workspace.undo().undo();
  QVERIFY(stage.wait());
  stage.library.save();
  QVERIFY(QFile::exists(path));
  QVERIFY(stage.page.answer());
  QCOMPARE(stage.page.answer()->question.current().name, std::string("Twice the bandwidth"));
}

void AcceleratorPageTest::a_refused_figure_keeps_the_old_one() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  stage.page.panel()->copy_shown();
  QVERIFY(stage.wait());
  const std::string id = stage.page.answer()->question.current().id;
  const double before = stage.library.find(id)->achievable_of(hardware::KernelClass::product).compute.value;
  auto* form = stage.find<widgets::ParameterForm>("accelerator_form");
  form->setAdvancedVisible(true);
  auto* part = form->findChild<widgets::NumberBox*>(QStringLiteral("achievable.product.compute_spin"));
  QVERIFY(part);
  // Below its own lower bound.
  part->setValue(0.001);
  QCOMPARE(stage.messages.count(), 1);
  QVERIFY2(stage.messages.current()->details.contains(QStringLiteral("compute")),
           qPrintable(stage.messages.current()->details));
  QCOMPARE(stage.library.find(id)->achievable_of(hardware::KernelClass::product).compute.value, before);
  QCOMPARE(part->value(), before);
}

void AcceleratorPageTest::damaged_files_are_told_and_the_others_are_there() {
  const auto write = [](const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
  };
  Stage stage([&](const QString& folder) {
    QDir().mkpath(folder);
    QFile shipped(QString::fromLatin1(resources) + QStringLiteral("/accelerators/a100-80gb.json"));
    QVERIFY(shipped.open(QIODevice::ReadOnly));
    QJsonObject document = QJsonDocument::fromJson(shipped.readAll()).object();
    document["id"] = "mine";
    document["name"] = "Mine";
    write(folder + QStringLiteral("/mine.json"), QJsonDocument(document).toJson());
    QJsonObject memory = document["memory"].toObject(), dram = memory["dram"].toObject(),
                bandwidth = dram["bandwidth"].toObject();
    bandwidth["value"] = -1;
    dram["bandwidth"] = bandwidth;
    memory["dram"] = dram;
    document["memory"] = memory;
    document["id"] = "negative";
    write(folder + QStringLiteral("/negative.json"), QJsonDocument(document).toJson());
    write(folder + QStringLiteral("/cut.json"), "{\"format\": \"quantscope-acc");
  });
  QVERIFY(stage.library.find("mine"));
  QVERIFY(stage.library.is_own("mine"));
  QVERIFY(!stage.library.find("negative"));
  QVERIFY(stage.library.find("a100-80gb"));
  QCOMPARE(stage.messages.count(), 1);
  QCOMPARE(stage.messages.current()->kind, widgets::MessageKind::error);
  const QString details = stage.messages.current()->details;
  QVERIFY2(details.contains(QStringLiteral("negative.json")) &&
               details.contains(QStringLiteral("bandwidth")) && details.contains(QStringLiteral("cut.json")),
           qPrintable(details));
}

void AcceleratorPageTest::descriptions_are_imported_and_exported() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const QString path = stage.folder.filePath(QStringLiteral("handed-on.json"));
  stage.page.panel()->export_file(path);
  QCOMPARE(hardware::read_accelerator(path.toStdString()).id, std::string("a100-80gb"));
  stage.page.panel()->import_file(path);
  QVERIFY(stage.wait());
  // Its id is taken by the built-in one.
  QCOMPARE(stage.page.answer()->question.current().id, std::string("a100-80gb-2"));
  QVERIFY(stage.library.is_own("a100-80gb-2"));
  stage.messages.clear();
  stage.page.panel()->import_file(stage.folder.filePath(QStringLiteral("not there.json")));
  QCOMPARE(stage.messages.count(), 1);
  QCOMPARE(stage.messages.current()->kind, widgets::MessageKind::error);
  QVERIFY(stage.messages.current()->details.contains(QStringLiteral("not there.json")));
  QCOMPARE(stage.page.answer()->question.current().id, std::string("a100-80gb-2"));
}

void AcceleratorPageTest::every_total_opens_its_derivation() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const QString totals = stage.text("accelerator_totals");
  for (const char* phase : {"prefill", "decode"})
    QVERIFY2(totals.contains(QStringLiteral("href=\"%1\"").arg(QLatin1String(phase))), qPrintable(totals));
  emit stage.find<QLabel>("accelerator_totals")->linkActivated(QStringLiteral("decode"));
  auto* dialog = stage.find<gui::AcceleratorDerivation>("accelerator_derivation_dialog");
  QVERIFY(dialog && dialog->isVisible());
  auto* table = dialog->findChild<QTableWidget*>(QStringLiteral("derivation_steps"));
  const auto total = hardware::derive_total(stage.front(), stage.page.answer()->question.current());
  QCOMPARE(table->rowCount(), int(total.size()));
  auto* of = dialog->findChild<QComboBox*>(QStringLiteral("derivation_operator"));
  of->setCurrentIndex(of->findData(QStringLiteral("down_proj")));
  emit of->activated(of->currentIndex());
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("derivation_copy")), Qt::LeftButton);
  const QString text = QApplication::clipboard()->text();
  for (const char* part : {"down_proj", "memory time = bytes / (e_b · bandwidth) = ", "law: calibrated"})
    QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
  // It follows what is asked.
  const QString before = table->item(table->rowCount() - 1, 3)->text();
  stage.find<widgets::NumberBox>("batch_spin")->setValue(64);
  QVERIFY(stage.wait());
  QVERIFY(table->item(table->rowCount() - 1, 3)->text() != before);
}

void AcceleratorPageTest::a_click_on_a_dot_selects_the_layer() {
  Stage stage;
  QSignalSpy asked(&stage.workspace, &gui::Workspace::tensorAsked);
  auto* view = stage.page.views()->roofline();
  const auto& operators = view->data().operators;
  for (int dot = 0; dot < int(operators.size()); ++dot)
    if (operators[std::size_t(dot)].name == QStringLiteral("down_proj")) {
      emit view->operatorChosen(dot);
      break;
    }
  QCOMPARE(asked.count(), 1);
  const int tensor = asked.front().front().toInt();
  QVERIFY(stage.workspace.document()->tensor(tensor).name.ends_with("mlp.down_proj.weight"));
}

void AcceleratorPageTest::bars_have_every_run_on_every_accelerator() {
  Stage stage;
  stage.workspace.runs().pin(setting("rtn", 4, 16));
  QJsonObject choices = seventy_billion();
  choices["compared"] = QJsonArray{"h100-sxm", "tender"};
  choices["view"] = "bars";
  QVERIFY(stage.choose(choices));
  const auto& data = stage.page.views()->time()->data();
  QCOMPARE(data.rows.size(), std::size_t{2 * 3});
  QCOMPARE(data.breakdowns.size(), std::size_t{2});
  for (std::size_t row = 0; row < data.rows.size(); ++row) {
    const gui::PricedCase& priced = stage.page.answer()->cases[row];
    for (const widgets::StackedBreakdown& breakdown : data.breakdowns) {
      double sum = 0;
      for (const double value : breakdown.values[row]) sum += value;
      QVERIFY(std::abs(sum / priced.decode->total.time_s - 1) < 1e-9);
    }
    QCOMPARE(data.rows[row].low, priced.decode->total.time_low_s);
  }
  QVERIFY(!stage.page.views()->time()->frame()->sentence().isEmpty());
}

void AcceleratorPageTest::energies_of_both_kinds_stay_apart() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["view"] = "bars";
  choices["compared"] = QJsonArray{"tender"};  // without a board law
  QVERIFY(stage.choose(choices));
  const auto* energy = stage.page.views()->energy();
  QCOMPARE(energy->data().value_name, QStringLiteral("board energy"));
  QVERIFY(!energy->data().rows[1].problem.isEmpty());
  const auto sum = [&](std::size_t row, std::size_t breakdown) {
    double all = 0;
    for (const double value : energy->data().breakdowns[breakdown].values[row]) all += value;
    return all;
  };
  const hardware::PhaseTotal total = stage.front().total;
  QVERIFY(std::abs(sum(0, 0) / *total.board_j - 1) < 1e-9);
  QVERIFY(std::abs(sum(0, 1) / *total.board_j - 1) < 1e-9);
  choices["energy_kind"] = "dynamic";
  QVERIFY(stage.choose(choices));
  QCOMPARE(energy->data().value_name, QStringLiteral("dynamic energy"));
  QVERIFY(std::abs(sum(0, 0) / total.dynamic_j - 1) < 1e-9);
  QVERIFY(std::abs(sum(0, 1) / total.dynamic_j - 1) < 1e-9);
  QVERIFY(energy->data().rows[1].problem.isEmpty());
}

void AcceleratorPageTest::sweeps_show_the_memory_wall_and_the_line_can_be_dragged() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["workload"] = "llama-2-7b";
  choices["view"] = "sweeps";
  choices["sweep"] = "batch";
  QVERIFY(stage.choose(choices));
  auto* curves = stage.page.views()->curves();
  QVERIFY(!curves->data().curves.empty());
  const widgets::Curve& curve = curves->data().curves.front();
  const auto shape = stage.library.find_model("llama-2-7b");
  hardware::WorkloadSettings settings;
  settings.context = 1024 + 255;
  QCOMPARE(curve.wall, double(hardware::sequences_that_fit(*shape, settings, 80e9)));
  QCOMPARE(curve.x.front(), 1.0);
  QCOMPARE(*curves->data().current_x, 1.0);
  emit curves->currentMoved(12.3, false);
  emit curves->currentMoved(31.8, true);
  QVERIFY(stage.wait());
  QCOMPARE(stage.front().total.tokens, 32.0);
  QCOMPARE(*curves->data().current_x, 32.0);
  for (const char* variable :
       {"context", "weight-bits", "activation-bits", "kv-bits", "bandwidth", "compute", "on-chip"}) {
    choices["sweep"] = QLatin1String(variable);
    QVERIFY(stage.choose(choices));
    QVERIFY2(!curves->data().curves.empty() && curves->frame()->emptyText().isEmpty(), variable);
    QVERIFY2(!curves->frame()->sentence().isEmpty(), variable);
  }
}

void AcceleratorPageTest::accuracy_stands_against_cost_with_its_front() {
  Stage stage;
  stage.workspace.runs().pin(setting("rtn", 8, 8));
  stage.workspace.runs().pin(setting("rtn", 4, 16));
  QJsonObject choices = seventy_billion();
  choices["view"] = "accuracy";
  QVERIFY(stage.choose(choices));
  auto* scatter = stage.page.views()->scatter();
  QVERIFY(scatter->frame()->emptyText().contains(QStringLiteral("Inference")));
  stage.accuracy = {{QStringLiteral("perplexity"),
                     QStringLiteral("perplexity"),
                     {},
                     false,
                     false,
                     {{std::nullopt, 5.0}, {setting("rtn", 8, 8), 5.1}, {setting("rtn", 4, 16), 5.9}}}};
  stage.page.accuracy_changed();
  QVERIFY(scatter->frame()->emptyText().isEmpty());
  QCOMPARE(scatter->data().points.size(), std::size_t{3});
  // Fewer bits are quicker and worse: none beats another in both.
  QCOMPARE(scatter->data().front.size(), std::size_t{3});
  QVERIFY(scatter->data().points[0].x > scatter->data().points[1].x);
  QCOMPARE(scatter->data().points[0].y, 5.0);
  QVERIFY(scatter->frame()->sentence().contains(QStringLiteral("modelled")));
  // The scale is the user's until another figure is chosen.
  QVERIFY(!scatter->yLogarithmic());
  scatter->setYLogarithmic(true);
  choices["values"] = QJsonObject{{"batch", 4}};
  QVERIFY(stage.choose(choices));
  QVERIFY(scatter->yLogarithmic());
}

void AcceleratorPageTest::the_tornado_has_the_bandwidth_on_top() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["view"] = "tornado";
  choices["values"] = QJsonObject{{"law", "ideal"}};
  QVERIFY(stage.choose(choices));
  const auto* tornado = stage.page.views()->tornado();
  // Decode of one sequence is bound by the main memory: 20 % more bandwidth takes 1/1.2 of the time.
  const widgets::TornadoBar& top = tornado->data().bars.front();
  QVERIFY2(top.name.contains(QStringLiteral("bandwidth")), qPrintable(top.name));
  QVERIFY(std::abs(top.when_higher - (1 / 1.2 - 1)) < 0.01);
  QVERIFY(tornado->frame()->sentence().contains(QStringLiteral("bandwidth")));
}

void AcceleratorPageTest::an_encoder_has_no_decode() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["workload"] = "bert-base";
  QVERIFY(stage.choose(choices));
  QVERIFY(stage.page.answer()->front(Phase::prefill));
  QVERIFY(!stage.page.answer()->front(Phase::decode));
  QVERIFY(stage.page.views()->roofline()->frame()->emptyText().isEmpty());
  QVERIFY(!stage.page.views()->time()->frame()->emptyText().isEmpty());
  choices["phase"] = "prefill";
  QVERIFY(stage.choose(choices));
  QVERIFY(stage.page.views()->time()->frame()->emptyText().isEmpty());
}

void AcceleratorPageTest::devices_that_do_not_divide_the_heads_are_refused_in_words() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["values"] = QJsonObject{{"devices", 3}};
  QVERIFY(stage.choose(choices));
  QVERIFY(!stage.page.answer()->front(Phase::decode));
  const QString said = stage.text("accelerator_state");
  QVERIFY2(said.contains(QStringLiteral("3 devices do not divide the 64 heads")), qPrintable(said));
  QVERIFY2(!said.contains(QStringLiteral("tensor_parallel"), Qt::CaseInsensitive), qPrintable(said));
  QVERIFY(!stage.page.views()->roofline()->frame()->emptyText().isEmpty());
  choices["values"] = QJsonObject{{"devices", 4}};
  QVERIFY(stage.choose(choices));
  QVERIFY(stage.page.answer()->front(Phase::decode));
  QVERIFY(stage.front().fits());
}

void AcceleratorPageTest::a_search_over_tilings_does_not_block() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["workload"] = "opt-125m";
  choices["accelerator"] = "eyeriss-shiftaddllm";
  QElapsedTimer clock;
  stage.page.set_choices(choices);
  // The window answers while the search goes on.
  QVERIFY(stage.page.is_busy());
  QVERIFY(stage.wait());
  QVERIFY(stage.page.answer()->has_sweeps && stage.page.answer()->has_sensitivities);
  QVERIFY(stage.front().total.time_s > 0);
}

void AcceleratorPageTest::this_computer_is_measured_or_cancelled() {
  Stage stage;
  QSignalSpy ended(stage.page.worker(), &gui::AcceleratorWorker::measuringEnded);
  stage.page.measure_this_computer();
  QCOMPARE(stage.jobs.jobCount(), 1);
  QVERIFY(!stage.find<QPushButton>("accelerator_measure")->isEnabled());
  emit stage.jobs.cancelRequested(QStringLiteral("this-computer"));
  QVERIFY(ended.wait(patience_ms));
  QVERIFY(ended.front().front().toBool());
  QVERIFY(!stage.library.find("this-computer"));
  QCOMPARE(stage.jobs.jobCount(), 0);
  stage.page.measure_this_computer();
  QVERIFY(ended.wait(patience_ms));
  QVERIFY(stage.wait());
  const auto measured = stage.library.find("this-computer");
  QVERIFY(measured);
  QCOMPARE(measured->main_memory().bandwidth->mark, hardware::Mark::measured);
  QCOMPARE(stage.page.answer()->question.current().id, std::string("this-computer"));
  QCOMPARE(stage.jobs.jobCount(), 0);
}

void AcceleratorPageTest::commands_give_both_phases() {
  Stage stage;
  stage.workspace.runs().pin(setting("rtn", 4, 8));
  QJsonObject choices = seventy_billion();
  choices["run"] = stage.workspace.runs().runs().front().name;
  choices["values"] = QJsonObject{{"batch", 8}, {"kv_bits", 8}, {"flash_attention", false}};
  QVERIFY(stage.choose(choices));
  stage.page.copy_commands();
  const QStringList lines = QApplication::clipboard()->text().split('\n');
  QCOMPARE(lines.size(), 2);
  QCOMPARE(lines[1],
           QStringLiteral("quantscope-cli hardware --device a100-80gb --model llama-2-70b --phase decode "
                          "--batch 8 --context 1279 --kv-bits 8 --flash-attention off --law calibrated "
                          "--method rtn --set activation_bits=8 --set weight_bits=4"));
  QVERIFY(lines[0].contains(QStringLiteral("--phase prefill --batch 8 --context 1024")));
}

void AcceleratorPageTest::choices_come_back() {
  Stage stage;
  QJsonObject choices = seventy_billion();
  choices["view"] = "tornado";
  choices["phase"] = "prefill";
  choices["sweep"] = "bandwidth";
  choices["compared"] = QJsonArray{"h200", "tpu-v5e"};
  choices["values"] = QJsonObject{{"batch", 32}, {"law", "ideal"}, {"sparse_2_4", true}};
  choices["figures"] = true;
  QVERIFY(stage.choose(choices));
  const QJsonObject kept = stage.page.choices();
  Stage other;
  QVERIFY(other.choose(kept));
  QCOMPARE(other.page.choices(), kept);
  for (const char* key : {"workload", "accelerator", "view", "phase", "sweep", "compared", "figures"})
    QCOMPARE(kept[QLatin1String(key)], choices[QLatin1String(key)]);
  QCOMPARE(other.page.answer()->question.law, hardware::Law::ideal);
  QCOMPARE(other.page.answer()->question.decode.batch, std::int64_t{32});
}

void AcceleratorPageTest::wrong_choices_are_passed_over() {
  Stage stage;
  QVERIFY(stage.choose(seventy_billion()));
  const QJsonObject before = stage.page.choices();
  QVERIFY(stage.choose(
      {{"workload", 7},
       {"accelerator", true},
       {"compared", "h200"},
       {"view", "nothing"},
       {"quantity", 99},
       {"values", QJsonObject{{"batch", -3}, {"law", "nobody's"}, {"devices", 1e99}, {"x", 1}}}}));
  QCOMPARE(stage.page.choices(), before);
  // A device that is no more says so and can be left.
  QVERIFY(stage.choose({{"accelerator", "gone"}}));
  QVERIFY(!stage.page.answer());
  QVERIFY(stage.page.views()->roofline()->frame()->emptyText().contains(QStringLiteral("gone")));
  QVERIFY(stage.choose({{"accelerator", "h200"}}));
  QVERIFY(stage.page.answer());
}

QUANTSCOPE_TEST(AcceleratorPageTest)

}  // namespace test_window_accelerator

#include "test_window_accelerator.moc"
