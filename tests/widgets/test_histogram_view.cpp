#include <qcustomplot.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/histogram_view.h"

namespace test_histogram_view {

using namespace quantscope;
using namespace quantscope::widgets;

namespace {

statistics::DrawnHistogram bell(int bins, double low, double high) {
  statistics::DrawnHistogram drawn;
  for (int bin = 0; bin <= bins; ++bin) drawn.edges.push_back(low + (high - low) * bin / bins);
  for (int bin = 0; bin < bins; ++bin) {
    const double x = (drawn.edges[bin] + drawn.edges[bin + 1]) / 2;
    drawn.counts.push_back(1000 * std::exp(-x * x / 2));
    drawn.mass.push_back(x * x * drawn.counts.back() / 1e5);
  }
  return drawn;
}

void drag(QWidget* plot, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers) {
  const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons buttons) {
    QMouseEvent event(type, at, plot->mapToGlobal(at), button, buttons, modifiers);
    QApplication::sendEvent(plot, &event);
  };
  send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
  send(QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton);
  send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
  send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

}  // namespace

class TestHistogramView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<HistogramView>();
    view_->setData(data());
    view_->resize(900, 420);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->frame()->replotNow();
  }
  void cleanup() { view_.reset(); }

  void shift_drag_brushes_the_range_under_the_mouse_and_escape_clears() {
    QSignalSpy brushed(view_.get(), &HistogramView::rangeBrushed),
        cleared(view_.get(), &HistogramView::brushCleared);
    const QPoint from(qRound(view_->pixelOfValue(-1)), middle()),
        to(qRound(view_->pixelOfValue(2)), middle());
    drag(plot(), from, to, Qt::ShiftModifier);
    QVERIFY(brushed.count() >= 2);
    const double pixel = view_->valueAtPixel(101) - view_->valueAtPixel(100);
    QVERIFY(std::abs(brushed.last()[0].toDouble() + 1) <= pixel);
    QVERIFY(std::abs(brushed.last()[1].toDouble() - 2) <= pixel);
    QVERIFY(view_->brush().has_value());
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(cleared.count(), 1);
    QVERIFY(!view_->brush().has_value());
  }

  void brush_is_in_data_units_on_the_symmetric_log_scale() {
    HistogramData symmetric = data();
    symmetric.scale = statistics::ValueScale::symmetric_logarithmic;
    symmetric.linear_width = 0.5;
    view_->setData(symmetric);
    QSignalSpy brushed(view_.get(), &HistogramView::rangeBrushed);
    drag(plot(), {qRound(view_->pixelOfValue(1)), middle()}, {qRound(view_->pixelOfValue(4)), middle()},
         Qt::ShiftModifier);
    QVERIFY(std::abs(brushed.last()[0].toDouble() - 1) < 0.05);
    QVERIFY(std::abs(brushed.last()[1].toDouble() - 4) < 0.1);
  }

  void theta_follows_the_mouse() {
    QSignalSpy dragged(view_.get(), &HistogramView::thetaDragged),
        done(view_.get(), &HistogramView::thetaDragFinished);
    drag(plot(), {qRound(view_->pixelOfValue(3)), middle()}, {qRound(view_->pixelOfValue(2)), middle()}, {});
    QVERIFY(dragged.count() >= 2);
    QCOMPARE(done.count(), 1);
    QVERIFY(std::abs(done[0][0].toDouble() - 2) < 0.05);
    QVERIFY(std::abs(*view_->data().theta - 2) < 0.05);
    // Its mirror can be held as well, and gives the magnitude.
    drag(plot(), {qRound(view_->pixelOfValue(-*view_->data().theta)), middle()},
         {qRound(view_->pixelOfValue(-3.5)), middle()}, {});
    QVERIFY(std::abs(*view_->data().theta - 3.5) < 0.05);
  }

  void a_late_result_does_not_pull_theta_from_the_hand() {
    const auto send = [&](QEvent::Type type, double value, Qt::MouseButtons buttons) {
      const QPointF at(view_->pixelOfValue(value), middle());
      QMouseEvent event(type, at, plot()->mapToGlobal(at),
                        type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
      QApplication::sendEvent(plot(), &event);
    };
    send(QEvent::MouseButtonPress, 3, Qt::LeftButton);
    send(QEvent::MouseMove, 2, Qt::LeftButton);
    view_->setData(data());  // computed for theta = 3
    QVERIFY(std::abs(*view_->data().theta - 2) < 0.05);
    send(QEvent::MouseButtonRelease, 2, Qt::NoButton);
    view_->setData(data());
    QCOMPARE(*view_->data().theta, 3.0);
  }

  void data_of_the_same_kind_keep_a_zoomed_view() {
    QTest::keyClick(plot(), Qt::Key_Plus);
    const QCPRange zoomed = view_->frame()->plot()->xAxis->range();
    view_->setData(data());
    QCOMPARE(view_->frame()->plot()->xAxis->range(), zoomed);
    HistogramData other = data();
    other.view_key = "another kind";
    view_->setData(other);
    QVERIFY(view_->frame()->plot()->xAxis->range() != zoomed);
  }

  void choices_ask_for_other_bins() {
    QSignalSpy changed(view_.get(), &HistogramView::binOptionsChanged);
    view_->findChild<QComboBox*>("histogram_scale")->setCurrentIndex(2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(view_->binOptions().scale, statistics::ValueScale::symmetric_logarithmic);
    view_->findChild<QDoubleSpinBox*>("histogram_number")->setValue(50);
    QCOMPARE(view_->binOptions().number, 50.0);
    QCOMPARE(changed.count(), 2);
    statistics::BinOptions options;
    options.rule = statistics::BinRule::scott;
    options.low = -4;
    options.high = 4;
    view_->setBinOptions(options);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(view_->binOptions().rule, statistics::BinRule::scott);
    QCOMPARE(view_->binOptions().high, 4.0);
  }

  void mass_and_log_counts_redraw_without_new_bins() {
    QSignalSpy changed(view_.get(), &HistogramView::binOptionsChanged);
    const QCustomPlot* shown = view_->frame()->plot();
    view_->setShowsMass(true);
    double largest = 0;
    for (const double mass : data().original.mass) largest = std::max(largest, mass);
    QVERIFY(shown->yAxis->range().upper >= largest && shown->yAxis->range().upper < 3 * largest);
    view_->setCountLogarithmic(true);
    QCOMPARE(shown->yAxis->scaleType(), QCPAxis::stLogarithmic);
    QVERIFY(shown->yAxis->range().lower > 0);
    QCOMPARE(changed.count(), 0);
  }

  void csv_holds_the_drawn_numbers() {
    QTemporaryDir folder;
    const QString path = folder.filePath("histogram.csv");
    QVERIFY(view_->frame()->exportTo(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readLine().trimmed(), QByteArray("bin_low,bin_high,count,mass,now_count,now_mass"));
    const HistogramData expected = data();
    for (std::size_t bin = 0; bin < expected.original.counts.size(); ++bin) {
      const QList<QByteArray> cells = file.readLine().trimmed().split(',');
      QCOMPARE(cells[0].toDouble(), expected.original.edges[bin]);
      QCOMPARE(cells[2].toDouble(), expected.original.counts[bin]);
      QCOMPARE(cells[5].toDouble(), expected.now->mass[bin]);
    }
    QVERIFY(file.atEnd());
  }

  void preview_is_marked() {
    HistogramData preview = data();
    preview.preview = true;
    preview.sample = 262144;
    view_->setData(preview);
    QVERIFY(view_->frame()->isPreview());
    view_->setData(data());
    QVERIFY(!view_->frame()->isPreview());
  }

  void degenerate_data_draw() {
    HistogramData odd;
    view_->setData(odd);
    odd.original.edges = {1, 1 + 1e-9};
    odd.original.counts = {0};
    odd.original.mass = {0};
    odd.levels = {std::nan(""), 0, 1e300};
    for (const auto scale : {statistics::ValueScale::linear, statistics::ValueScale::logarithmic,
                             statistics::ValueScale::symmetric_logarithmic}) {
      odd.scale = scale;
      view_->setData(odd);
      view_->setCountLogarithmic(true);
    }
    QCOMPARE(view_->table().rows(), std::size_t{1});
  }

 private:
  HistogramData data() const {
    HistogramData made;
    made.original = bell(80, -5, 5);
    made.now = bell(80, -5, 5);
    made.theta = 3;
    for (int level = -128; level < 128; ++level) made.levels.push_back(level * 3 / 128.0);
    made.marks = {
        {0, "mean", MarkStyle::mean}, {2.6, "P99", MarkStyle::quantile}, {2.7, "P99.9", MarkStyle::quantile}};
    made.view_key = "weights";
    return made;
  }
  QWidget* plot() const { return view_->frame()->plot(); }
  int middle() const { return view_->frame()->plot()->axisRect()->center().y(); }

  std::unique_ptr<HistogramView> view_;
};

QUANTSCOPE_TEST(TestHistogramView)

}  // namespace test_histogram_view

#include "test_histogram_view.moc"
