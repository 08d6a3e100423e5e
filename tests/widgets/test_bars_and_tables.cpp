#include <QClipboard>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "tests/quantscope_test.h"
#include "widgets/badness_delegate.h"
#include "widgets/icons.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"
#include "widgets/theme.h"

namespace test_bars_and_tables {

using namespace quantscope::widgets;

class TestBarsAndTables : public QObject {
  Q_OBJECT
 private slots:
  void init() { apply_theme(*qApp, ThemeChoice::light); }

  void errors_go_first_and_details_can_be_copied() {
    QWidget window;
    MessageBar bar(&window);
    window.show();
    QVERIFY(!bar.isVisible());
    bar.postInformation("Open your own model");
    bar.postError("sample.h5 is damaged", "H5Dread: filter missing");
    QVERIFY(bar.isVisible());
    QCOMPARE(bar.count(), 2);
    QCOMPARE(bar.current()->kind, MessageKind::error);
    QVERIFY(!bar.areDetailsVisible());
    QTest::mouseClick(bar.findChild<QToolButton*>("message_details_button"), Qt::LeftButton);
    QVERIFY(bar.areDetailsVisible());
    QCOMPARE(bar.findChild<QPlainTextEdit*>("message_details")->toPlainText(),
             QString("H5Dread: filter missing"));
    QTest::mouseClick(bar.findChild<QToolButton*>("message_copy"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QString("sample.h5 is damaged\nH5Dread: filter missing"));
    QTest::mouseClick(bar.findChild<QToolButton*>("message_dismiss"), Qt::LeftButton);
    QCOMPARE(bar.findChild<QLabel*>("message_text")->text(), QString("Open your own model"));
    QVERIFY(!bar.areDetailsVisible());
    bar.dismiss();
    QVERIFY(!bar.isVisible());
  }

  void same_id_replaces_and_action_runs_once() {
    MessageBar bar;
    int runs = 0;
    bar.post({MessageKind::notice, "old", "", "Retry", [&runs] { ++runs; }, "disk"});
    bar.post({MessageKind::notice, "new", "", "Retry", [&runs] { ++runs; }, "disk"});
    QCOMPARE(bar.count(), 1);
    QCOMPARE(bar.current()->text, QString("new"));
    bar.findChild<QPushButton*>("message_action")->click();
    QCOMPARE(runs, 1);
    QCOMPARE(bar.count(), 0);
    bar.post({MessageKind::notice, "waiting", "", "", {}, "x"});
    bar.withdraw("x");
    QCOMPARE(bar.count(), 0);
  }

  void jobs_show_progress_and_can_be_cancelled() {
    JobBar bar;
    bar.show();
    QSignalSpy cancelled(&bar, &JobBar::cancelRequested);
    bar.setJob("statistics", "statistics 24 of 42", 24.0 / 42);
    bar.setJob("import", "importing", -1);
    QCOMPARE(bar.jobCount(), 2);
    QCOMPARE(bar.findChild<QProgressBar*>("job_progress_statistics")->value(), 57);
    QCOMPARE(bar.findChild<QProgressBar*>("job_progress_import")->maximum(), 0);
    auto* cancel = bar.findChild<QToolButton*>("job_cancel_statistics");
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(cancelled.count(), 1);
    QCOMPARE(cancelled[0][0].toString(), QString("statistics"));
    QVERIFY(!cancel->isEnabled());
    bar.removeJob("statistics");
    QCOMPARE(bar.jobCount(), 1);
    bar.removeJob("statistics");
    for (int job = 0; job < 5; ++job) bar.setJob(QString::number(job), "work", 0.5);
    QCOMPARE(bar.jobCount(), 6);
  }

  void metrics_say_better_or_worse_in_words() {
    MetricTable table;
    table.setRows(
        {{"output_sqnr_db", "output SQNR", "dB", "10·log₁₀(Σy²/Σe²)", MetricDirection::higher_is_better,
          31.25, 18.2},
         {"mse", "weight MSE", "", "", MetricDirection::lower_is_better, 2e-6, 1e-6},
         {"bits", "bits per weight", "bits", "", MetricDirection::lower_is_better, std::nullopt, 4.25}});
    QCOMPARE(table.item(0, 1)->text(), QString("31.3 dB"));
    QCOMPARE(table.item(0, 3)->text(), QString("▼ worse"));
    QCOMPARE(table.item(1, 3)->text(), QString("▼ better"));
    QCOMPARE(table.item(2, 1)->text(), QString("–"));
    QVERIFY(table.item(0, 0)->toolTip().contains("log"));
    table.copy();
    QVERIFY(QApplication::clipboard()->text().contains("output_sqnr_db\tdB\t31.25\t18.2"));
    QTableWidgetItem* cell = table.item(0, 2);
    auto rows = table.metricRows();
    rows[0].after = 30.0;
    table.setRows(rows, true);
    QCOMPARE(table.item(0, 2), cell);
    QVERIFY(cell->font().italic());
  }

  void badness_bar_grows_with_the_value_and_high_is_orange() {
    QStandardItemModel model(3, 1);
    model.setData(model.index(0, 0), 0.2, Qt::UserRole + 1);
    model.setData(model.index(1, 0), 0.9, Qt::UserRole + 1);
    const BadnessDelegate delegate(Qt::UserRole + 1);
    const auto bar_pixels = [&](int row, const QColor& wanted) {
      QImage image(100, 20, QImage::Format_ARGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      QStyleOptionViewItem option;
      option.rect = QRect(0, 0, 100, 20);
      delegate.paint(&painter, option, model.index(row, 0));
      int count = 0;
      for (int x = 0; x < 100; ++x)
        for (int y = 5; y < 15; ++y)
          if (image.pixelColor(x, y) == wanted) {
            ++count;
            break;
          }
      return count;
    };
    const Theme& theme = current_theme();
    QVERIFY(std::abs(bar_pixels(0, theme.original) - 0.2 * 92) <= 1);  // the cell less its margins
    QVERIFY(std::abs(bar_pixels(1, theme.outlier) - 0.9 * 92) <= 2);
    QCOMPARE(bar_pixels(2, theme.original), 0);  // no value, no bar
  }

  void icons_can_be_seen_in_both_themes() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      const QColor ground = QApplication::palette().color(QPalette::Window);
      for (int which = 0; which <= static_cast<int>(Icon::information); ++which) {
        const QImage image = icon(static_cast<Icon>(which)).pixmap(32, 32).toImage();
        int contrast = 0;
        for (int x = 0; x < image.width(); ++x)
          for (int y = 0; y < image.height(); ++y)
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > 200)
              contrast = std::max(contrast, std::abs(qGray(pixel.rgb()) - qGray(ground.rgb())));
        QVERIFY2(contrast > 70,
                 qPrintable(QString("icon %1 in theme %2").arg(which).arg(static_cast<int>(choice))));
      }
    }
  }

  void themes_are_readable_and_distinct() {
    QVERIFY(dark_theme().palette.color(QPalette::Window).lightness() < 64);
    QVERIFY(light_theme().palette.color(QPalette::Window).lightness() > 192);
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
      QCOMPARE(theme->pinned.size(), std::size_t{8});
      QCOMPARE(theme->pinned.front(), QColor("#e69f00"));  // Okabe & Ito's orange
      for (const QColor& colour :
           {theme->axis_text, theme->now, theme->outlier, theme->theta, theme->quantile})
        QVERIFY(std::abs(qGray(colour.rgb()) - qGray(theme->chart_background.rgb())) > 80);
    }
    apply_theme(*qApp, ThemeChoice::dark);
    QVERIFY(current_theme().dark);
    QCOMPARE(theme_choice(), ThemeChoice::dark);
  }

  void system_theme_follows_the_desktop() {
    qputenv("GTK_THEME", "Adwaita:dark");
    apply_theme(*qApp, ThemeChoice::system);
    QVERIFY(current_theme().dark);
    qputenv("GTK_THEME", "Adwaita");
    QEvent change(QEvent::ThemeChange);
    QApplication::sendEvent(qApp, &change);
    QVERIFY(!current_theme().dark);
    qunsetenv("GTK_THEME");
  }
};

QUANTSCOPE_TEST(TestBarsAndTables)

}  // namespace test_bars_and_tables

#include "test_bars_and_tables.moc"
