#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/main_window.h"
#include "app/gui/page.h"
#include "app/gui/starter_runs.h"
#include "tests/app/visual_audit.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"

namespace test_window_pages {

using namespace quantscope;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;

}  // namespace

/// Every page of the window, in both themes and at the sizes that must do.
class PagesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void every_page_is_readable_data();
  void every_page_is_readable();
  void every_chart_has_words_a_name_and_a_table();
  void colours_of_runs_stand_out_in_both_themes();

 private:
  void show(const QString& page);

  QTemporaryDir folder_;
  std::unique_ptr<MainWindow> window_;
};

void PagesTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  const auto model = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  window_ = std::make_unique<MainWindow>(options);
  window_->show();
  QSignalSpy settled(window_.get(), &MainWindow::settled);
  window_->open_path(model.path);
  QVERIFY(settled.wait(patience_ms));
  gui::pin_starter_runs(window_->workspace().runs());
}

void PagesTest::cleanupTestCase() {
  window_.reset();
}

void PagesTest::show(const QString& page) {
  window_->show_page(page);
  QCOMPARE(window_->current_page()->id(), page);
  QTRY_VERIFY_WITH_TIMEOUT(!window_->current_page()->is_busy() && !window_->live()->pending(), patience_ms);
  QTest::qWait(200);  // layouts
}

void PagesTest::every_page_is_readable_data() {
  QTest::addColumn<QString>("page");
  QTest::addColumn<bool>("dark");
  QTest::addColumn<QSize>("size");
  for (const gui::Page* page : window_->pages())
    for (const bool dark : {false, true})
      for (const QSize size : {QSize(1024, 700), QSize(1280, 800), QSize(1920, 1080)})
        QTest::addRow("%s %s %d", qPrintable(page->id()), dark ? "dark" : "light", size.width())
            << page->id() << dark << size;
}

void PagesTest::every_page_is_readable() {
  QFETCH(QString, page);
  QFETCH(bool, dark);
  QFETCH(QSize, size);
  window_->set_theme(dark ? widgets::ThemeChoice::dark : widgets::ThemeChoice::light);
  window_->resize(size);
  show(page);
  QCOMPARE(window_->size(), size);

  QVERIFY2(tests::colours_of(window_->current_page()->grab().toImage(), 20) >= 20, "the page is empty");
  const QByteArray fault =
      tests::unreadable(*window_, QStringLiteral("test-") + QLatin1String(QTest::currentDataTag()));
  QVERIFY2(fault.isEmpty(), fault);
}

void PagesTest::every_chart_has_words_a_name_and_a_table() {
  for (const gui::Page* page : window_->pages()) {
    show(page->id());
    QVERIFY(!page->charts().isEmpty());
    for (const widgets::ChartFrame* chart : page->charts()) {
      const QByteArray where = (page->id() + QStringLiteral(": ") + chart->title()).toUtf8();
      QVERIFY2(!chart->title().isEmpty(), where);
      if (!chart->isVisibleTo(window_.get()) || !chart->emptyText().isEmpty()) continue;
      QVERIFY2(!chart->sentence().isEmpty(), where);
      QVERIFY2(!chart->table().columns.empty() && chart->table().rows() > 0, where);
      QVERIFY2(!chart->accessibleName().isEmpty(), where);
    }
  }
}

void PagesTest::colours_of_runs_stand_out_in_both_themes() {
  for (const widgets::Theme* theme : {&widgets::light_theme(), &widgets::dark_theme()}) {
    QVERIFY(tests::contrast(theme->axis_text, theme->chart_background) >= 4.5);
    QVERIFY(tests::contrast(theme->muted_text, theme->chart_background) >= 4.5);
    for (const QColor& colour : {theme->now, theme->outlier, theme->theta})
      QVERIFY2(tests::contrast(colour, theme->chart_background) >= 3, qPrintable(colour.name()));
    for (const auto role : {QPalette::WindowText, QPalette::PlaceholderText})
      QVERIFY(tests::contrast(theme->palette.color(role), theme->palette.color(QPalette::Window)) >= 4.5);
    QVERIFY(tests::contrast(theme->palette.color(QPalette::ButtonText),
                            theme->palette.color(QPalette::Button)) >= 4.5);
    QVERIFY(tests::contrast(theme->palette.color(QPalette::HighlightedText),
                            theme->palette.color(QPalette::Highlight)) >= 4.5);
  }
}

QUANTSCOPE_TEST(PagesTest)

}  // namespace test_window_pages

#include "test_window_pages.moc"
