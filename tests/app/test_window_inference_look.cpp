#include <QApplication>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "app/gui/inference_page.h"
#include "app/gui/main_window.h"
#include "app/gui/starter_runs.h"
#include "app/gui/translation.h"
#include "tests/app/visual_audit.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"

namespace test_window_inference_look {

using namespace quantscope;
using gui::InferencePage;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

}  // namespace

/// The page "Inference" with figures, in both languages and themes, at the sizes that must do.
class InferenceLookTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup();
  void the_page_is_readable_data();
  void the_page_is_readable();

 private:
  QTemporaryDir folder_;
};

void InferenceLookTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
}

void InferenceLookTest::cleanup() {
  gui::install_language(*qApp, QStringLiteral("en"));
}

void InferenceLookTest::the_page_is_readable_data() {
  QTest::addColumn<QString>("language");
  for (const char* language : {"en", "ko"}) QTest::addRow("%s", language) << QString::fromLatin1(language);
}

void InferenceLookTest::the_page_is_readable() {
  QFETCH(QString, language);
  if (!gui::available_languages().contains(language)) QSKIP("built without Qt's LinguistTools");
  gui::install_language(*qApp, language);
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  MainWindow window(options);
  window.show();
  QSignalSpy settled(&window, &MainWindow::settled);
  window.open_path(QString::fromLatin1(sample));
  QVERIFY(settled.wait(patience_ms));
  gui::pin_starter_runs(window.workspace().runs());
  window.show_page(QStringLiteral("inference"));
  auto* page = qobject_cast<InferencePage*>(window.current_page());
  QVERIFY(page);
  const auto wait = [&] {
    return QTest::qWaitFor([&] { return !page->is_busy() && !window.live()->pending(); }, patience_ms);
  };
  const auto audit = [&](const QString& state) {
    for (const bool advanced : {false, true})
      for (const bool dark : {false, true})
        for (const QSize size : {QSize(1024, 700), QSize(1280, 800), QSize(1920, 1080)}) {
          if (advanced && size.width() == 1920) continue;
          page->set_choices({{"advanced", advanced}});
          window.set_theme(dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
          window.resize(size);
          QTest::qWait(150);  // layouts
          QCOMPARE(window.size(), size);
          const QByteArray fault = tests::unreadable(window,
                                                     QStringLiteral("inference-%1-%2-%3-%4%5")
                                                         .arg(state, language, dark ? "dark" : "light")
                                                         .arg(size.width())
                                                         .arg(advanced ? "-advanced" : ""),
                                                     language == QLatin1String("en"));
          QVERIFY2(fault.isEmpty(), fault);
        }
  };
  QVERIFY(wait());
  audit(QStringLiteral("empty"));
  page->set_choices({{"tokens", 1020}, {"new_tokens", 24}});
  page->compute();
  QVERIFY(wait());
  QVERIFY(page->shown().any_figures() && page->shown_texts().any_texts());
  audit(QStringLiteral("done"));
  for (const widgets::ChartFrame* chart : page->charts()) {
    QVERIFY2(!chart->sentence().isEmpty(), qPrintable(chart->title()));
    QVERIFY2(chart->table().rows() > 0, qPrintable(chart->title()));
  }
}

QUANTSCOPE_TEST(InferenceLookTest)

}  // namespace test_window_inference_look

#include "test_window_inference_look.moc"
