#include <QFileInfo>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/main_window.h"
#include "app/gui/page.h"
#include "app/gui/screenshot_tour.h"
#include "tests/app/visual_audit.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"

namespace test_window_screenshots {

using namespace quantscope;
using gui::MainWindow;

namespace {

constexpr int patience_ms = 120000;

}  // namespace

/// What `quantscope --screenshots FOLDER` does.
class ScreenshotsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void every_page_is_pictured_in_both_themes_at_two_sizes();
  void a_folder_that_cannot_be_made_is_told();

 private:
  QTemporaryDir folder_;
  tests::GeneratedModel model_;
};

void ScreenshotsTest::initTestCase() {
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
}

void ScreenshotsTest::every_page_is_pictured_in_both_themes_at_two_sizes() {
  MainWindow window({});
  window.show();
  QSignalSpy settled(&window, &MainWindow::settled);
  window.open_path(model_.path);
  QVERIFY(settled.wait(patience_ms));
  gui::ScreenshotTour tour(window, folder_.filePath(QStringLiteral("pictures")));
  QSignalSpy finished(&tour, &gui::ScreenshotTour::finished);
  tour.start();
  QVERIFY(finished.wait(patience_ms));
  QCOMPARE(finished.front().at(1).toString(), QString());
  const QStringList files = finished.front().at(0).toStringList();
  QCOMPARE(files.size(), qsizetype(window.pages().size() * 4));
  for (const QString& file : files) {
    const QImage picture(file);
    const QStringList size = QFileInfo(file).completeBaseName().section('-', -1).split('x');
    QCOMPARE(picture.size(), QSize(size[0].toInt(), size[1].toInt()));
    QVERIFY2(tests::colours_of(picture, 50) >= 50, qPrintable(file));
    // Dark pictures are dark.
    const bool dark = file.contains(QLatin1String("-dark-"));
    QCOMPARE(
        picture.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0).lightness() <
            128,
        dark);
  }
}

void ScreenshotsTest::a_folder_that_cannot_be_made_is_told() {
  MainWindow window({});
  gui::ScreenshotTour tour(window, model_.path + QStringLiteral("/no-folder"));
  QSignalSpy finished(&tour, &gui::ScreenshotTour::finished);
  tour.start();
  QCOMPARE(finished.size(), 1);
  QVERIFY(finished.front().at(1).toString().contains(QStringLiteral("no-folder")));
}

QUANTSCOPE_TEST(ScreenshotsTest)

}  // namespace test_window_screenshots

#include "test_window_screenshots.moc"
