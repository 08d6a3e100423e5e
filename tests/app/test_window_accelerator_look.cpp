#include <QApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/accelerator_page.h"
#include "app/gui/main_window.h"
#include "app/gui/starter_runs.h"
#include "app/gui/translation.h"
#include "tests/app/visual_audit.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"

namespace test_window_accelerator_look {

using namespace quantscope;
using gui::AcceleratorPage;
using gui::AcceleratorViews;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;
const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

}  // namespace

/// The page "Accelerator", view by view, in both languages and themes, at the sizes that must do.
class AcceleratorLookTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup();
  void the_page_is_readable_data();
  void the_page_is_readable();

 private:
  QTemporaryDir folder_;
};

void AcceleratorLookTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
}

void AcceleratorLookTest::cleanup() {
  gui::install_language(*qApp, QStringLiteral("en"));
}

void AcceleratorLookTest::the_page_is_readable_data() {
  QTest::addColumn<QString>("language");
  for (const char* language : {"en", "ko"}) QTest::addRow("%s", language) << QString::fromLatin1(language);
}

void AcceleratorLookTest::the_page_is_readable() {
  QFETCH(QString, language);
  if (!gui::available_languages().contains(language)) QSKIP("built without Qt's LinguistTools");
  gui::install_language(*qApp, language);
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  options.accelerator_folder = folder_.filePath(QStringLiteral("accelerators"));
  MainWindow window(options);
  window.show();
  QSignalSpy settled(&window, &MainWindow::settled);
  window.open_path(QString::fromLatin1(sample));
  QVERIFY(settled.wait(patience_ms));
  gui::pin_starter_runs(window.workspace().runs());
  // Figures of the page Compare, for accuracy against cost.
  window.show_page(QStringLiteral("compare"));
  const auto wait = [&] {
    return QTest::qWaitFor([&] { return !window.current_page()->is_busy() && !window.live()->pending(); },
                           patience_ms);
  };
  QVERIFY(wait());
  window.show_page(QStringLiteral("accelerator"));
  auto* page = qobject_cast<AcceleratorPage*>(window.current_page());
  QVERIFY(page);
  page->set_choices({{"workload", "llama-2-70b"},
                     {"run", "/current"},
                     {"compared", QJsonArray{"h100-sxm", "tender"}},
                     {"values", QJsonObject{{"batch", 8}, {"devices", 2}}}});
  QVERIFY(wait());
  for (const auto view : AcceleratorViews::all_views)
    for (const bool dark : {false, true})
      for (const QSize size : {QSize(1024, 700), QSize(1280, 800), QSize(1920, 1080)}) {
        // Everything that can be open, once.
        const bool open = view == AcceleratorViews::View::tornado && size.width() > 1024;
        page->set_choices({{"view", AcceleratorViews::id_of(view)}, {"advanced", open}, {"figures", open}});
        window.set_theme(dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
        window.resize(size);
        QVERIFY(wait());
        QTest::qWait(50);  // layouts
        QCOMPARE(window.size(), size);
        const QByteArray fault =
            tests::unreadable(window,
                              QStringLiteral("accelerator-%1-%2-%3-%4")
                                  .arg(AcceleratorViews::id_of(view), language, dark ? "dark" : "light")
                                  .arg(size.width()),
                              language == QLatin1String("en"));
        QVERIFY2(fault.isEmpty(), fault);
      }
  for (const widgets::ChartFrame* chart : page->charts()) {
    QVERIFY2(!chart->sentence().isEmpty(), qPrintable(chart->title()));
    QVERIFY2(chart->table().rows() > 0, qPrintable(chart->title()));
  }
}

QUANTSCOPE_TEST(AcceleratorLookTest)

}  // namespace test_window_accelerator_look

#include "test_window_accelerator_look.moc"
