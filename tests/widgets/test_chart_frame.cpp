#include <qcustomplot.h>

#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"

namespace test_chart_frame {

using namespace quantscope::widgets;

namespace {

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestChartFrame : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    frame_ = std::make_unique<ChartFrame>();
    frame_->setTitle("Which layers pay?");
    frame_->setSentence("Two layers carry half of the error.");
    frame_->plot()->addGraph()->setData({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
                                        {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100});
    frame_->interaction()->set_home([this] {
      frame_->plot()->xAxis->setRange(0, 10);
      frame_->plot()->yAxis->setRange(0, 100);
    });
    frame_->interaction()->set_brush_enabled(true);
    frame_->interaction()->go_home();
    frame_->setTableSource([] {
      return ChartTable{{{"bytes", std::vector<double>{0.1, 123456789.0625, 1e-12}},
                         {"layer", std::vector<QString>{"q_proj", "down, proj", "o"}}}};
    });
    frame_->resize(700, 420);
    frame_->show();
    QVERIFY(QTest::qWaitForWindowExposed(frame_.get()));
    frame_->replotNow();
  }
  void cleanup() { frame_.reset(); }

  void every_format_is_written_and_reads_back() {
    QTemporaryDir folder;
    QSignalSpy exported(frame_.get(), &ChartFrame::exported);
    for (const char* ending : {"png", "svg", "pdf", "csv", "json"})
      QVERIFY(frame_->exportTo(folder.filePath(QString("chart.") + ending)));
    QCOMPARE(exported.count(), 5);

    const QImage image(folder.filePath("chart.png"));
    QVERIFY(!image.isNull());
    QSvgRenderer svg(folder.filePath("chart.svg"));
    QVERIFY(svg.isValid());
    QVERIFY(content_of(folder.filePath("chart.svg")).contains("Which layers pay?"));
    QVERIFY(content_of(folder.filePath("chart.pdf")).startsWith("%PDF"));

    const QList<QByteArray> lines = content_of(folder.filePath("chart.csv")).split('\n');
    QCOMPARE(lines[0], QByteArray("bytes,layer"));
    QCOMPARE(lines[2].split(',')[0].toDouble(), 123456789.0625);
    QVERIFY(lines[2].endsWith("\"down, proj\""));
    const auto json = QJsonDocument::fromJson(content_of(folder.filePath("chart.json")));
    QCOMPARE(json["columns"][0]["values"][2].toDouble(), 1e-12);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(),
             5);  // no temporary file is left
  }

  void png_has_size_times_scale_pixels() {
    QTemporaryDir folder;
    const QString path = folder.filePath("chart.png");
    QVERIFY(frame_->exportTo(path, ExportFormat::png, {QSize(500, 300), 2.5}));
    QCOMPARE(QImage(path).size(), QSize(1250, 750));
  }

  void light_pictures_can_be_written_in_the_dark() {
    apply_theme(*qApp, ThemeChoice::dark);
    QTemporaryDir folder;
    const QString dark = folder.filePath("dark.png"), light = folder.filePath("light.png");
    QVERIFY(frame_->exportTo(dark, ExportFormat::png, {QSize(400, 300), 1}));
    QVERIFY(frame_->exportTo(light, ExportFormat::png, {QSize(400, 300), 1, PictureStyle::light}));
    QCOMPARE(QImage(dark).pixelColor(1, 1), dark_theme().chart_background);
    QCOMPARE(QImage(light).pixelColor(1, 1), light_theme().chart_background);
    QCOMPARE(frame_->plot()->xAxis->tickLabelColor(), dark_theme().axis_text);  // the screen stays dark
  }

  void a_folder_that_is_missing_is_reported() {
    QSignalSpy failed(frame_.get(), &ChartFrame::exportFailed);
    QVERIFY(!frame_->exportTo("/no/such/folder/chart.csv"));
    QVERIFY(!frame_->exportTo("/tmp/chart.xyz"));
    QCOMPARE(failed.count(), 2);
    QVERIFY(failed[0][0].toString().contains("/no/such/folder/chart.csv"));
    QVERIFY(failed[1][1].toString().contains("png, svg, pdf, csv, json"));
  }

  void wheel_zooms_about_the_pointer_and_double_click_resets() {
    QCPAxis* x = frame_->plot()->xAxis;
    const QPoint centre = frame_->plot()->axisRect()->center();
    const double under = x->pixelToCoord(centre.x());
    QWheelEvent wheel(centre, frame_->plot()->mapToGlobal(centre), QPoint(), QPoint(0, 240), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(frame_->plot(), &wheel);
    QVERIFY(x->range().size() < 8);
    QVERIFY(std::abs(x->pixelToCoord(centre.x()) - under) < 1e-9);
    QCOMPARE(frame_->plot()->yAxis->range(), QCPRange(0, 100));

    QSignalSpy reset(frame_.get(), &ChartFrame::viewReset);
    QTest::mouseDClick(frame_->plot(), Qt::LeftButton, {}, centre);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(x->range(), QCPRange(0, 10));
  }

  void wheel_over_an_axis_zooms_that_axis() {
    const QRect chart = frame_->plot()->axisRect()->rect();
    const QPoint left(chart.left() - 10, chart.center().y());
    QWheelEvent wheel(left, frame_->plot()->mapToGlobal(left), QPoint(), QPoint(0, 120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(frame_->plot(), &wheel);
    QVERIFY(frame_->plot()->yAxis->range().size() < 100);
    QCOMPARE(frame_->plot()->xAxis->range(), QCPRange(0, 10));
  }

  void drag_pans_a_zoomed_view_within_home() {
    QCPAxis* x = frame_->plot()->xAxis;
    QTest::keyClick(frame_->plot(), Qt::Key_Plus);
    QTest::keyClick(frame_->plot(), Qt::Key_Plus);
    const double size = x->range().size();
    const QPoint centre = frame_->plot()->axisRect()->center();
    QTest::mousePress(frame_->plot(), Qt::LeftButton, {}, centre);
    QTest::mouseMove(frame_->plot(), centre + QPoint(40, 0));
    QMouseEvent move(QEvent::MouseMove, centre + QPoint(4000, 0), frame_->plot()->mapToGlobal(centre),
                     Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(frame_->plot(), &move);
    QTest::mouseRelease(frame_->plot(), Qt::LeftButton, {}, centre);
    QVERIFY(std::abs(x->range().lower) < 1e-9);  // the edge of the data holds
    QVERIFY(std::abs(x->range().size() - size) < 1e-9);
  }

  void buttons_toggle_table_and_full_size() {
    QSignalSpy full(frame_.get(), &ChartFrame::maximiseToggled);
    QTest::mouseClick(frame_->findChild<QToolButton*>("chart_full_size"), Qt::LeftButton);
    QCOMPARE(full.count(), 1);
    QVERIFY(full[0][0].toBool());
    auto* table = frame_->findChild<QTableView*>("table_view");
    QVERIFY(!table->isVisible());
    QTest::mouseClick(frame_->findChild<QToolButton*>("chart_table"), Qt::LeftButton);
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 3);
  }

  void copies_picture_and_table() {
    QTest::mouseClick(frame_->findChild<QToolButton*>("chart_copy"), Qt::LeftButton);
    QVERIFY(!QApplication::clipboard()->image().isNull());
    frame_->copyTable();
    QVERIFY(QApplication::clipboard()->text().startsWith("bytes\tlayer\n0.1\tq_proj\n"));
  }

  void theme_switch_recolours() {
    QSignalSpy recolour(frame_.get(), &ChartFrame::recolour);
    QSignalSpy changed(&theme_notifier(), &ThemeNotifier::changed);
    apply_theme(*qApp, ThemeChoice::dark);
    QVERIFY(recolour.count() >= 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(frame_->plot()->xAxis->labelColor(), dark_theme().axis_text);
    QTest::qWait(30);
    const QPoint corner = frame_->plot()->mapTo(frame_.get(), QPoint(3, 3));
    QCOMPARE(frame_->grab().toImage().pixelColor(corner), dark_theme().chart_background);
  }

  void empty_text_takes_the_place_of_the_chart() {
    frame_->setEmptyText("No activations");
    QVERIFY(!frame_->plot()->isVisible());
    frame_->setEmptyText({});
    QVERIFY(frame_->plot()->isVisible());
  }

  void no_tick_label_is_cut_or_touches_its_neighbour_at_small_sizes() {
    for (const int width : {260, 420, 1200}) {
      frame_->resize(width, 300);
      QTest::qWait(10);
      frame_->replotNow();
      const QCPAxis* x = frame_->plot()->xAxis;
      const QFontMetrics metrics(x->tickLabelFont());
      double end = 0;
      for (qsizetype tick = 0; tick < x->tickVector().size(); ++tick) {
        const double middle = x->coordToPixel(x->tickVector()[tick]);
        const double half = metrics.horizontalAdvance(x->tickVectorLabels()[tick]) / 2.0;
        QVERIFY(middle - half >= end);
        QVERIFY(middle + half <= frame_->plot()->width());
        end = middle + half;
      }
    }
  }

 private:
  std::unique_ptr<ChartFrame> frame_;
};

QUANTSCOPE_TEST(TestChartFrame)

}  // namespace test_chart_frame

#include "test_chart_frame.moc"
