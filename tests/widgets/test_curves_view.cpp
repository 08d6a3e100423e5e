#include <qcustomplot.h>

#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/curves_view.h"

namespace test_curves_view {

using namespace quantscope::widgets;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Tokens a second of a batch b: min(b · 100, 10 000) · (1 + run), with the ridge at b = 100.
CurvesData throughput() {
  CurvesData made;
  for (int run = 0; run < 2; ++run) {
    Curve curve;
    curve.style = {run == 0 ? "now" : "f16", run == 0 ? RunStyle::now : 0};
    curve.line_name = "A100";
    for (int power = 0; power <= 10; ++power) {
      const double batch = std::ldexp(1.0, power);
      curve.x.push_back(batch);
      curve.y.push_back(std::min(batch * 100, 10000.0) * (run + 1));
      curve.low.push_back(curve.y.back() * 0.9);
      curve.high.push_back(curve.y.back() * 1.1);
      curve.fits.push_back(run == 1 || batch <= 256);
    }
    curve.marks = {{128, "compute bound from 100"}};
    if (run == 0) curve.wall = 300;
    made.curves.push_back(curve);
  }
  made.x_name = "batch";
  made.y_name = "throughput";
  made.y_unit = "tokens/s";
  made.current_x = 8;
  made.current_movable = true;
  return made;
}

}  // namespace

class TestCurvesView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<CurvesView>();
    show(900, 500, throughput());
  }
  void cleanup() { view_.reset(); }

  void points_stand_at_their_numbers() {
    for (const bool logarithmic : {false, true}) {
      view_->setYLogarithmic(logarithmic);
      view_->frame()->replotNow();
      const QRect chart = plot()->axisRect()->rect();
      const QCPRange x = plot()->xAxis->range(), y = plot()->yAxis->range();
      for (const int index : {0, 3, 10}) {
        const double batch = std::ldexp(1.0, index), rate = std::min(batch * 100, 10000.0);
        const double across = std::log(batch / x.lower) / std::log(x.upper / x.lower);
        const double up = logarithmic ? std::log(rate / y.lower) / std::log(y.upper / y.lower)
                                      : (rate - y.lower) / y.size();
        const QPointF pixel = view_->pixelOfPoint(0, index);
        QVERIFY(std::abs(pixel.x() - (chart.left() + across * chart.width())) < 1.01);
        QVERIFY(std::abs(pixel.y() - (chart.top() + (1 - up) * chart.height())) < 1.01);
      }
    }
  }

  void values_between_points_lie_on_the_drawn_line() {
    // Between 8 and 16 a straight line over log2(batch): in the middle the mean.
    QVERIFY(std::abs(view_->valueAt(0, std::sqrt(128.0)) - 1200) < 1e-9);
    view_->setYLogarithmic(true);
    QVERIFY(std::abs(view_->valueAt(0, std::sqrt(128.0)) - std::sqrt(800.0 * 1600)) < 1e-9);
    QCOMPARE(view_->valueAt(1, 1024), 20000.0);
    QVERIFY(std::isnan(view_->valueAt(0, 0.5)) && std::isnan(view_->valueAt(0, 1025)));
  }

  void ticks_are_powers_of_two() {
    for (const int width : {420, 1600}) {
      show(width, 400, throughput());
      const QVector<double> ticks = plot()->xAxis->tickVector();
      QVERIFY(ticks.size() >= 3);
      for (const double tick : ticks) QCOMPARE(std::log2(tick), std::round(std::log2(tick)));
    }
    CurvesData large = throughput();
    large.curves.resize(1);
    large.curves[0].fits.clear();
    large.curves[0].wall = unknown;
    for (double& x : large.curves[0].x) x *= 1024;
    show(900, 400, large);
    QVERIFY(plot()->xAxis->tickVectorLabels().contains("16 Ki"));
    QVERIFY(plot()->xAxis->tickVectorLabels().contains("1 Mi"));
  }

  void what_does_not_fit_is_shaded_from_the_wall_on() {
    const auto ranges = view_->unfitRanges(0);
    QCOMPARE(ranges.size(), std::size_t{1});
    QCOMPARE(ranges[0], std::pair(300.0, 1024.0));
    QVERIFY(view_->unfitRanges(1).empty());
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = plot()->toPixmap().toImage();
      const int y = plot()->axisRect()->bottom() - 6;
      const auto ground = [&](double batch) {
        return image.pixelColor(qRound(plot()->xAxis->coordToPixel(batch)), y);
      };
      QCOMPARE(ground(280), current_theme().chart_background);
      const QColor shaded = ground(330);
      QVERIFY(shaded != current_theme().chart_background);
      QVERIFY(shaded.red() - shaded.blue() >
              current_theme().chart_background.red() - current_theme().chart_background.blue());
    }
    QVERIFY(legend().contains("not"));
    CurvesData all_fit = throughput();
    for (Curve& curve : all_fit.curves) {
      curve.fits.clear();
      curve.wall = unknown;
    }
    view_->setData(all_fit);
    QVERIFY(!legend().contains("not"));
  }

  void labels_do_not_touch() {
    CurvesData many = throughput();
    for (int run = 2; run < 8; ++run) {
      Curve curve = many.curves[static_cast<std::size_t>(run % 2)];
      curve.style = {QStringLiteral("run %1").arg(run), run};
      curve.line = run % 3;
      for (double& y : curve.y) y *= 1 + 0.2 * run;
      many.curves.push_back(curve);
    }
    for (const QSize size : {QSize(380, 260), QSize(900, 500), QSize(1700, 900)}) {
      show(size.width(), size.height(), many);
      const std::vector<QRectF>& labels = view_->labelRects();
      QVERIFY(labels.size() >= 2);
      for (std::size_t a = 0; a < labels.size(); ++a) {
        QVERIFY(QRectF(plot()->axisRect()->rect()).contains(labels[a]));
        for (std::size_t b = 0; b < a; ++b) QVERIFY(!labels[a].intersects(labels[b]));
      }
    }
  }

  void a_click_chooses_and_the_pointer_reads_out_all_curves() {
    QSignalSpy chosen(view_.get(), &CurvesView::pointChosen);
    for (const auto& [curve, index] : {std::pair{0, 5}, {1, 9}}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->pixelOfPoint(curve, index).toPoint());
      QCOMPARE(chosen.last()[0].toInt(), curve);
      QCOMPARE(chosen.last()[1].toInt(), index);
      QCOMPARE(view_->selectedPoint(), std::pair(curve, index));
    }
    const QString text = read_out(view_->pixelOfPoint(0, 9));
    for (const char* part : {"batch: 512", "▸ now · A100: 10.0 ktokens/s", "9.00 ktokens/s to 11.0 ktokens/s",
                             "does not fit", "f16 · A100: 20.0 ktokens/s"})
      QVERIFY2(text.contains(part), qPrintable(text + " | " + part));
    QVERIFY(read_out(view_->pixelOfPoint(0, 7)).contains("compute bound from 100"));
  }

  void the_line_of_the_present_value_can_be_dragged() {
    QSignalSpy moved(view_.get(), &CurvesView::currentMoved);
    const auto at = [&](double batch) {
      return QPoint(qRound(plot()->xAxis->coordToPixel(batch)), plot()->axisRect()->top() + 150);
    };
    QTest::mousePress(plot(), Qt::LeftButton, {}, at(8));
    for (const double batch : {12.0, 30.0, 64.0}) {
      QMouseEvent move(QEvent::MouseMove, at(batch), plot()->mapToGlobal(at(batch)), Qt::NoButton,
                       Qt::LeftButton, {});
      QApplication::sendEvent(plot(), &move);
    }
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, at(64));
    QCOMPARE(moved.count(), 4);
    QVERIFY(std::abs(moved.last()[0].toDouble() / 64 - 1) < 0.02);
    QVERIFY(moved.last()[1].toBool() && !moved[0][1].toBool());
    QVERIFY(std::abs(*view_->data().current_x / 64 - 1) < 0.02);
    CurvesData fixed = throughput();
    fixed.current_movable = false;
    view_->setData(fixed);
    QTest::mousePress(plot(), Qt::LeftButton, {}, at(8));
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, at(8));
    QCOMPARE(moved.count(), 4);
  }

  void the_keyboard_steps_along_a_curve() {
    QSignalSpy chosen(view_.get(), &CurvesView::pointChosen);
    for (int index = 0; index < 3; ++index) QTest::keyClick(plot(), Qt::Key_PageDown);
    QCOMPARE(view_->selectedPoint(), std::pair(0, 2));
    QTest::keyClick(plot(), Qt::Key_Enter);
    QCOMPARE(chosen.last()[1].toInt(), 2);
    QVERIFY(plot()->accessibleDescription().contains("batch: 4"));
  }

  void zoom_and_rectangle_can_be_undone() {
    const QCPRange home = plot()->yAxis->range();
    const QPoint at = plot()->axisRect()->center();
    QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &wheel);
    QVERIFY(plot()->yAxis->range().size() < home.size());
    view_->setData(throughput());
    QVERIFY(plot()->yAxis->range().size() < home.size());
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QCOMPARE(plot()->yAxis->range(), home);
  }

  void bands_are_filled() {
    CurvesData wide = throughput();
    wide.curves.resize(1);
    wide.current_x.reset();
    for (std::size_t index = 0; index < wide.curves[0].x.size(); ++index) {
      wide.curves[0].low[index] = wide.curves[0].y[index] * 0.5;
      wide.curves[0].high[index] = wide.curves[0].y[index] * 1.5;
    }
    show(900, 500, wide);
    const QImage image = plot()->toPixmap().toImage();
    const auto at = [&](double batch, double rate) {
      return image.pixelColor(qRound(plot()->xAxis->coordToPixel(batch)),
                              qRound(plot()->yAxis->coordToPixel(rate)));
    };
    QVERIFY(at(180, 6500) != current_theme().chart_background);
    QVERIFY(at(180, 13500) != current_theme().chart_background);
    QCOMPARE(at(180, 1300), current_theme().chart_background);
  }

  void the_table_holds_the_numbers() {
    const ChartTable table = view_->table();
    QStringList heads;
    for (const ChartColumn& column : table.columns) heads << column.name;
    QCOMPARE(heads, QStringList({"batch", "now · A100_tokens/s", "now · A100_low_tokens/s",
                                 "now · A100_high_tokens/s", "now · A100_fits", "f16 · A100_tokens/s",
                                 "f16 · A100_low_tokens/s", "f16 · A100_high_tokens/s", "f16 · A100_fits"}));
    QCOMPARE(table.columns[1].text(5), QString("3200"));
    QCOMPARE(table.columns[4].text(9), QString("0"));
  }

  void every_format_is_written() {
    QTemporaryDir folder;
    for (const char* ending : {"png", "svg", "pdf", "csv", "json"})
      QVERIFY(view_->frame()->exportTo(folder.filePath(QString("curves.") + ending)));
  }

  void odd_numbers_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    std::vector<CurvesData> odd(6, throughput());
    odd[0] = {};
    odd[1].curves[0].y = {unknown, infinite, -infinite, 0, -5};
    odd[1].curves[0].low = {1};
    odd[1].curves[1].x.clear();
    odd[1].current_x = -3;
    odd[2].curves[0].x = {0, 0, -1, infinite, unknown};
    odd[2].curves[0].fits = {false, true, false};
    odd[2].curves[0].marks = {{unknown, "nan"}, {infinite, "inf"}, {1e9, "far"}};
    odd[3].curves[0].y.assign(11, 5);
    odd[3].curves.resize(1);
    odd[3].curves[0].x.assign(11, 7);
    odd[3].curves[0].fits.assign(11, false);
    odd[4].current_x = infinite;
    odd[4].curves[0].y.assign(11, 1e300);
    odd[4].curves[1].y.assign(11, 1e-300);
    odd[5].curves[0].wall = -infinite;
    odd[5].curves[1].fits.assign(40, false);
    for (CurvesData& data : odd)
      for (const bool logarithmic : {false, true})
        for (const CurvesScale scale : {CurvesScale::linear, CurvesScale::log10, CurvesScale::log2}) {
          data.x_scale = scale;
          view_->setYLogarithmic(logarithmic);
          show(600, 360, data);
          for (const QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
            QVERIFY(axis->range().size() > 0 && std::isfinite(axis->range().size()));
          QTest::keyClick(plot(), Qt::Key_PageDown);
          view_->setSelectedPoint(9, 9);
          QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
          read_out(plot()->axisRect()->center());
          view_->table();
        }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  QString legend() const { return view_->findChild<QLabel*>("legend")->text(); }
  void show(int width, int height, const CurvesData& data) {
    view_->resize(width, height);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(CurvesData{});
    view_->setData(data);
    view_->frame()->replotNow();
  }
  QString read_out(QPointF at) {
    QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(plot(), &move);
    return QToolTip::text();
  }

  std::unique_ptr<CurvesView> view_;
};

QUANTSCOPE_TEST(TestCurvesView)

}  // namespace test_curves_view

#include "test_curves_view.moc"
