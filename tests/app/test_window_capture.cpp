#include <QAction>
#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/cached_files.h"
#include "app/gui/capture_dialog.h"
#include "app/gui/capture_job.h"
#include "app/gui/main_window.h"
#include "app/gui/navigator.h"
#include "app/gui/outlier_dialog.h"
#include "app/gui/page.h"
#include "tests/app/visual_audit.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/parameter_form.h"

namespace test_window_capture {

using namespace quantscope;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;
const QString sample = QStringLiteral(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
const QString emulated = QStringLiteral("emulated outliers: 4 channels × 30");

template <typename Widget>
Widget* child(QObject* parent, const char* name) {
  return parent->findChild<Widget*>(QString::fromLatin1(name));
}

}  // namespace

/// Capturing activations and emulating outliers in the window, on the sample model.
class CaptureTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void captured_activations_are_in_the_navigator_at_once();
  void the_same_capture_comes_from_the_cache();
  void the_captured_rows_are_those_that_the_sample_holds();
  void a_text_of_the_user_is_run();
  void a_cancelled_capture_changes_nothing();
  void what_cannot_be_run_is_refused();
  void the_dialog_says_what_it_will_take();
  void outliers_are_emulated_and_labelled_everywhere();
  void an_emulation_is_made_once();
  void presets_fill_the_form();
  void dialogs_show_their_texts_whole();
  void old_cached_files_go_first();

 private:
  QString in_folder(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
  void open(const QString& path);
  void capture(const gui::CaptureRequest& request);
  gui::CaptureDialog* ask_capture();
  gui::OutlierDialog* ask_outliers();
  gui::CaptureRequest small_request() const {
    gui::CaptureRequest request;
    request.text = QString::fromStdString(window_->document()->file().text_names().front());
    request.tokens = 96;
    request.sample_tokens = 32;
    request.hessian = false;
    return request;
  }
  int tensor(const std::string& name) const {
    const auto* info = window_->document()->file().find(name);
    return info ? static_cast<int>(info - window_->document()->tensors().data()) : -1;
  }

  QTemporaryDir folder_;
  std::unique_ptr<MainWindow> window_;
};

void CaptureTest::initTestCase() {
  tests::isolate_settings(in_folder("settings"));
}

void CaptureTest::init() {
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  options.cache_folder = in_folder("cache");
  window_ = std::make_unique<MainWindow>(options);
  window_->resize(1280, 800);
  window_->show();
  open(sample);
}

void CaptureTest::cleanup() {
  window_.reset();
}

void CaptureTest::open(const QString& path) {
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  window_->open_path(path);
  QVERIFY(opened.wait(patience_ms));
}

void CaptureTest::capture(const gui::CaptureRequest& request) {
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  QSignalSpy failed(window_->capture(), &gui::CaptureJob::failed);
  window_->capture_inputs(request);
  QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty() || !failed.isEmpty(), patience_ms);
  QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(1).toString()));
}

gui::CaptureDialog* CaptureTest::ask_capture() {
  child<QAction>(window_.get(), "action_capture")->trigger();
  gui::CaptureDialog* dialog = nullptr;
  [&] {
    QTRY_VERIFY_WITH_TIMEOUT((dialog = child<gui::CaptureDialog>(window_.get(), "capture_dialog")),
                             patience_ms);
  }();
  return dialog;
}

gui::OutlierDialog* CaptureTest::ask_outliers() {
  child<QAction>(window_.get(), "action_emulate_outliers")->trigger();
  gui::OutlierDialog* dialog = nullptr;
  [&] {
    QTRY_VERIFY_WITH_TIMEOUT((dialog = child<gui::OutlierDialog>(window_.get(), "outlier_dialog")),
                             patience_ms);
  }();
  return dialog;
}

void CaptureTest::captured_activations_are_in_the_navigator_at_once() {
  // The sample itself holds 512 tokens of it.
  const std::string module = "model.layers.3.self_attn.o_proj";
  const int before = tensor(module + ".input");
  const std::size_t tensors = window_->document()->tensors().size();
  gui::CaptureDialog* dialog = ask_capture();
  QVERIFY(dialog);
  dialog->form()->setValues({{"tokens", 96.0}, {"sample_tokens", 32.0}, {"hessian", false}});
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  child<QPushButton>(dialog, "capture_start")->click();
  QVERIFY(shown.wait(patience_ms));
  QVERIFY(window_->document()->tensors().size() >= tensors);
  const int input = tensor(module + ".input");
  QCOMPARE(input, before);  // in its place
  const storage::TensorInfo& info = window_->document()->tensor(input);
  QCOMPARE(info.shape, (tensor::Shape{32, 256}));
  const QModelIndex row = window_->navigator()->model()->index_of(input);
  const QString tip = row.data(Qt::ToolTipRole).toString();
  const QString text = QString::fromStdString(window_->document()->file().text_names().front());
  QVERIFY2(tip.contains(text) && tip.contains(QStringLiteral("32 token")), qPrintable(tip));
  QVERIFY(!row.data(Qt::DecorationRole).value<QIcon>().isNull());
  QCOMPARE(window_->document()->site_of(tensor(module + ".weight")).activation, input);
  // q, k and v share one.
  const int query = tensor("model.layers.3.self_attn.q_proj.input");
  for (const char* kind : {"q_proj", "k_proj", "v_proj"})
    QCOMPARE(window_->document()
                 ->site_of(tensor(std::string("model.layers.3.self_attn.") + kind + ".weight"))
                 .activation,
             query);
  QCOMPARE(window_->document()->path(), sample);
}

void CaptureTest::the_same_capture_comes_from_the_cache() {
  QSignalSpy captured(window_->capture(), &gui::CaptureJob::captured);
  gui::CaptureRequest request = small_request();
  request.tokens = 64;
  capture(request);
  QCOMPARE(captured.takeFirst().at(1).toBool(), false);
  const QString path = window_->document()->captured_path();
  QVERIFY(path.startsWith(in_folder("cache")));
  window_.reset();
  init();
  QSignalSpy again(window_->capture(), &gui::CaptureJob::captured);
  QVERIFY(!window_->document()->captured_file());
  capture(request);
  QCOMPARE(again.takeFirst().at(1).toBool(), true);
  QCOMPARE(window_->document()->captured_path(), path);
  // Other options are another capture.
  request.sample_tokens = 16;
  capture(request);
  QCOMPARE(again.takeFirst().at(1).toBool(), false);
  QVERIFY(window_->document()->captured_path() != path);
  // A damaged one is captured anew.
  QFile damaged(path);
  QVERIFY(damaged.resize(100));
  request.sample_tokens = 32;
  capture(request);
  QCOMPARE(again.takeFirst().at(1).toBool(), false);
  QCOMPARE(window_->document()->captured_path(), path);
}

/// The sample's activations were captured by another program; this one's first rows are the same within f16.
void CaptureTest::the_captured_rows_are_those_that_the_sample_holds() {
  const auto own = window_->document()->own_file();
  const std::string name = "model.layers.1.mlp.down_proj.input";
  const storage::TensorInfo* stored = own->find(name);
  QVERIFY(stored);
  const auto attributes = own->attributes(*stored);
  gui::CaptureRequest request = small_request();
  std::string text = attributes.at("text");
  request.text = QString::fromStdString(text.substr(1, text.size() - 2));
  QVERIFY(attributes.at("first_token") == "0");
  const std::int64_t window = std::stoll(attributes.at("tokens_per_window"));
  // As many tokens as one window holds after its beginning-of-text token, all of them kept.
  request.tokens = window - 1;
  request.sample_tokens = window;
  capture(request);
  const auto& file = window_->document()->file();
  const storage::TensorInfo* captured = file.find(name);
  QVERIFY(file.place_of(*captured).file != own.get());
  QCOMPARE(captured->shape.front(), window);
  const tensor::Matrix expected = tensor::to_matrix(own->read_rows(*stored, 0, window).view());
  const tensor::Matrix got = tensor::to_matrix(file.read(*captured).view());
  double largest = 0, difference = 0;
  for (std::int64_t i = 0; i < got.count(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    largest = std::max(largest, std::abs(double{expected.values()[at]}));
    difference = std::max(difference, std::abs(double{expected.values()[at]} - got.values()[at]));
  }
  QVERIFY2(difference <= largest * 2e-3, qPrintable(QString::number(difference / largest)));
}

void CaptureTest::a_text_of_the_user_is_run() {
  const QString path = in_folder("my text.txt");
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  for (int i = 0; i < 40; ++i) file.write("a small animal that lives in a house; ");
  file.close();
  gui::CaptureDialog* dialog = ask_capture();
  QVERIFY(dialog);
  dialog->add_text_file(path);
  QCOMPARE(child<QComboBox>(dialog, "capture_text")->currentText(), QStringLiteral("my text.txt"));
  dialog->form()->setValues({{"tokens", 64.0}, {"sample_tokens", 16.0}, {"hessian", true}});
  QSignalSpy shown(window_.get(), &MainWindow::inputsShown);
  child<QPushButton>(dialog, "capture_start")->click();
  QVERIFY(shown.wait(patience_ms));
  const gui::InputOrigin* origin =
      window_->document()->origin(tensor("model.layers.0.self_attn.q_proj.input"));
  QCOMPARE(origin->text, QStringLiteral("my text.txt"));
  QCOMPARE(origin->tokens, qint64{16});
  QVERIFY(origin->captured);
}

void CaptureTest::a_cancelled_capture_changes_nothing() {
  const auto before = window_->document();
  gui::CaptureRequest request = small_request();
  request.tokens = 1 << 16;
  QSignalSpy cancelled(window_->capture(), &gui::CaptureJob::cancelled);
  QSignalSpy progress(window_->capture(), &gui::CaptureJob::progress);
  window_->capture_inputs(request);
  QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty(), patience_ms);
  QVERIFY(window_->jobs()->isVisible());
  emit window_->jobs()->cancelRequested(QStringLiteral("capture"));
  QVERIFY(cancelled.wait(patience_ms));
  QCOMPARE(window_->document(), before);
  QVERIFY(!window_->capture()->running());
  const QStringList left =
      QDir(in_folder("cache/activations")).entryList({QStringLiteral("*.h5")}, QDir::Files | QDir::Hidden);
  for (const QString& file : left)
    QVERIFY(QFileInfo(QDir(in_folder("cache/activations")).filePath(file)).size() > 0);
}

void CaptureTest::what_cannot_be_run_is_refused() {
  const tests::GeneratedModel plain = tests::generate_model(in_folder("plain.h5"));  // no configuration
  open(plain.path);
  QSignalSpy failed(window_->capture(), &gui::CaptureJob::failed);
  child<QAction>(window_.get(), "action_capture")->trigger();
  QVERIFY(failed.wait(patience_ms));
  QVERIFY(!child<gui::CaptureDialog>(window_.get(), "capture_dialog"));
  QCOMPARE(window_->messages()->current()->kind, widgets::MessageKind::error);
  QVERIFY(window_->messages()->current()->details.contains(QStringLiteral("plain.h5")));
  window_->messages()->clear();
  child<QAction>(window_.get(), "action_emulate_outliers")->trigger();
  QVERIFY(!child<gui::OutlierDialog>(window_.get(), "outlier_dialog"));
  QCOMPARE(window_->messages()->current()->kind, widgets::MessageKind::error);
}

void CaptureTest::the_dialog_says_what_it_will_take() {
  gui::CaptureDialog* dialog = ask_capture();
  QVERIFY(dialog);
  const auto* text = child<QLabel>(dialog, "capture_estimate");
  const QString all = text->text();
  for (const char* part : {"MiB", "free", "cache"})
    QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
  dialog->form()->setValues({{"hessian", false}});
  emit dialog->form()->valuesChanged();
  QVERIFY(text->text() != all);

  // Memory, file and time grow with what is asked for.
  const auto facts = gui::capture_facts(window_->document(), {});
  gui::CaptureRequest request = small_request(), larger = request;
  larger.tokens *= 100;
  larger.sample_tokens *= 2;
  const gui::CaptureEstimate small = gui::estimate(facts, request), large = gui::estimate(facts, larger);
  QVERIFY(large.seconds > 50 * small.seconds);
  QVERIFY(large.memory > small.memory);
  QVERIFY(large.file > small.file);
  larger.hessian = true;
  QVERIFY(gui::estimate(facts, larger).file > large.file);
  // 32 rows of 4 inputs of each of 6 blocks and the head's, f16: within the packing of the file.
  QCOMPARE(small.file, std::uint64_t{2 * 32 * (6 * (3 * 256 + 640) + 256)});
  capture(request);
  QVERIFY(QFileInfo(window_->document()->captured_path()).size() < qint64(small.file) * 2);
}

void CaptureTest::outliers_are_emulated_and_labelled_everywhere() {
  gui::OutlierDialog* dialog = ask_outliers();
  QVERIFY(dialog);
  QVERIFY(child<QLabel>(dialog, "outlier_label")->text().contains(emulated));
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  child<QPushButton>(dialog, "outlier_open")->click();
  QVERIFY(opened.wait(patience_ms));
  QVERIFY(window_->document()->path() != sample);
  QVERIFY(window_->windowTitle().contains(emulated));
  const auto* label = child<QLabel>(window_.get(), "document_label");
  QVERIFY(label->isVisible());
  QVERIFY(label->text().contains(emulated));
  QVERIFY(child<QLabel>(window_.get(), "file_label")->text().contains(emulated));
  QVERIFY(window_->messages()->current() && window_->messages()->current()->text.contains(emulated));

  // Exports.
  QSignalSpy settled(window_.get(), &MainWindow::settled);
  QVERIFY(settled.wait(patience_ms));
  const QString page = in_folder("page");
  window_->export_page(page);
  const auto content = [&](const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  };
  int tables = 0, pictures = 0;
  for (const QFileInfo& file : QDir(page).entryInfoList(QDir::Files)) {
    if (file.suffix() == QLatin1String("svg")) ++pictures;
    if (file.suffix() == QLatin1String("csv") || file.suffix() == QLatin1String("json")) ++tables;
    if (file.suffix() != QLatin1String("png"))
      QVERIFY2(content(file.filePath()).contains(emulated), qPrintable(file.fileName()));
  }
  QVERIFY(tables > 0 && pictures > 0);

  // With a capture the outliers are in the inputs behind the norms.
  capture(small_request());
  const auto& file = window_->document()->file();
  const tensor::Matrix input =
      tensor::to_matrix(file.read(*file.find("model.layers.2.self_attn.q_proj.input")).view());
  std::vector<float> absmax(static_cast<std::size_t>(input.columns()));
  for (std::int64_t row = 0; row < input.rows(); ++row)
    for (std::int64_t c = 0; c < input.columns(); ++c)
      absmax[static_cast<std::size_t>(c)] =
          std::max(absmax[static_cast<std::size_t>(c)], std::abs(input(row, c)));
  std::vector<float> sorted = absmax;
  std::ranges::sort(sorted);
  QVERIFY(sorted.back() > 8 * sorted[sorted.size() / 2]);
  const auto* weight = file.find("model.layers.2.self_attn.q_proj.weight");
  QVERIFY(file.place_of(*weight).file == window_->document()->own_file().get());
  open(sample);
  QVERIFY(!label->isVisible());
  QVERIFY(!window_->windowTitle().contains(emulated));
}

void CaptureTest::an_emulation_is_made_once() {
  QSignalSpy opened(window_.get(), &MainWindow::documentOpened);
  model::OutlierEmulation emulation;
  emulation.channels = 2;
  emulation.ratio = 16;
  window_->emulate_outliers(emulation, {});
  QVERIFY(opened.wait(patience_ms));
  const QString path = window_->document()->path();
  const QDateTime written = QFileInfo(path).lastModified();
  open(sample);
  opened.clear();
  window_->emulate_outliers(emulation, {});
  QVERIFY(opened.wait(patience_ms));
  QCOMPARE(window_->document()->path(), path);
  QCOMPARE(QFileInfo(path).lastModified(), written);

  const QString chosen = in_folder("chosen.h5");
  open(sample);
  opened.clear();
  window_->emulate_outliers(emulation, chosen);
  QVERIFY(opened.wait(patience_ms));
  QCOMPARE(window_->document()->path(), chosen);
  QCOMPARE(window_->document()->label(), QStringLiteral("emulated outliers: 2 channels × 16"));
  QSignalSpy failed(window_.get(), &MainWindow::openingFailed);
  window_->emulate_outliers(emulation, in_folder("no/such/folder.h5"));
  QVERIFY(failed.wait(patience_ms));
  QCOMPARE(window_->document()->path(), chosen);
}

void CaptureTest::presets_fill_the_form() {
  gui::OutlierDialog* dialog = ask_outliers();
  QVERIFY(dialog);
  QComboBox* presets = dialog->presets();
  QCOMPARE(presets->count(), int(model::outlier_presets().size()) + 1);
  for (int i = 1; i < presets->count(); ++i) {
    presets->setCurrentIndex(i);
    emit presets->activated(i);
    QCOMPARE(presets->currentIndex(), i);
    const model::OutlierEmulation& expected = model::outlier_presets()[std::size_t(i - 1)].emulation;
    QCOMPARE(dialog->emulation().label(), expected.label());
    QCOMPARE(dialog->emulation().channels, expected.channels);
    QCOMPARE(dialog->emulation().ratio, expected.ratio);
  }
  dialog->form()->setValues({{"channels", 11.0}});
  emit dialog->form()->valuesChanged();
  QCOMPARE(presets->currentIndex(), 0);
  dialog->reject();
}

void CaptureTest::dialogs_show_their_texts_whole() {
  for (const widgets::ThemeChoice theme : {widgets::ThemeChoice::light, widgets::ThemeChoice::dark}) {
    window_->set_theme(theme);
    gui::CaptureDialog* capture = ask_capture();
    QVERIFY(capture);
    gui::OutlierDialog* outliers = ask_outliers();
    QVERIFY(outliers);
    for (QWidget* dialog : {static_cast<QWidget*>(capture), static_cast<QWidget*>(outliers)}) {
      QTest::qWait(50);
      QCOMPARE(tests::clipped_texts(*dialog), QStringList());
      QCOMPARE(tests::faint_texts(*dialog, 3.0), QStringList());
      dialog->close();
    }
    QTest::qWait(10);  // closed dialogs are deleted
  }
}

void CaptureTest::old_cached_files_go_first() {
  const QDir folder(in_folder("pruned"));
  QVERIFY(folder.mkpath(QStringLiteral("below")));
  const QStringList names{QStringLiteral("below/first.h5"), QStringLiteral("second.h5"),
                          QStringLiteral("third.h5"), QStringLiteral("other.txt")};
  for (int i = 0; i < names.size(); ++i) {
    QFile file(folder.filePath(names[i]));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(1000, 'x'));
    QVERIFY(file.flush());
    QVERIFY(
        file.setFileTime(QDateTime::currentDateTime().addSecs(-1000 + i), QFileDevice::FileModificationTime));
  }
  gui::prune_cached_files(folder.path(), 3000, {});
  for (const QString& name : names) QVERIFY(QFile::exists(folder.filePath(name)));
  gui::prune_cached_files(folder.path(), 1500, {folder.filePath(names[1])});
  QVERIFY(!QFile::exists(folder.filePath(names[0])));
  QVERIFY(!QDir(folder.filePath(QStringLiteral("below"))).exists());
  QVERIFY(QFile::exists(folder.filePath(names[1])));  // in use
  QVERIFY(!QFile::exists(folder.filePath(names[2])));
  QVERIFY(QFile::exists(folder.filePath(names[3])));
}

QUANTSCOPE_TEST(CaptureTest)

}  // namespace test_window_capture

#include "test_window_capture.moc"
