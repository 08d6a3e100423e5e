#include <qcustomplot.h>

#include <QTest>
#include <cmath>

#include "tests/quantscope_test.h"
#include "widgets/axis_tickers.h"

namespace test_axis_tickers {

using namespace quantscope::widgets;

namespace {

struct Labels {
  QVector<double> ticks;
  QVector<QString> texts;
};

Labels labels_of(const AxisScale& scale, double low, double high, int wanted) {
  QCustomPlot plot;
  set_axis_scale(plot.xAxis, scale);
  plot.xAxis->ticker()->setTickCount(wanted);
  Labels labels;
  QVector<double> sub_ticks;
  plot.xAxis->ticker()->generate(QCPRange(scale.to_axis(low), scale.to_axis(high)), QLocale::c(), 'g', 6,
                                 labels.ticks, &sub_ticks, &labels.texts);
  return labels;
}

}  // namespace

class TestAxisTickers : public QObject {
  Q_OBJECT
 private slots:
  void decades_read_as_powers_of_ten() {
    const Labels labels = labels_of({AxisScale::logarithmic, 1}, 1e-4, 1e2, 8);
    QVERIFY(labels.texts.contains(QStringLiteral("10⁻³")));
    QVERIFY(labels.texts.contains(QStringLiteral("10⁰")));
    QVERIFY(labels.texts.contains(QStringLiteral("10²")));
  }

  void many_decades_are_thinned() {
    const Labels labels = labels_of({AxisScale::logarithmic, 1}, 1e-30, 1e30, 8);
    QVERIFY(labels.ticks.size() <= 10);
    QVERIFY(labels.ticks.size() >= 4);
  }

  void less_than_a_decade_still_has_ticks() {
    const Labels labels = labels_of({AxisScale::logarithmic, 1}, 20, 45, 6);
    QVERIFY(labels.ticks.size() >= 3);
    QVERIFY(labels.texts.contains(QStringLiteral("30")));
  }

  void symmetric_log_has_zero_and_both_signs() {
    const Labels labels = labels_of({AxisScale::symmetric_logarithmic, 0.5}, -1000, 1000, 11);
    QVERIFY(labels.texts.contains(QStringLiteral("0")));
    QVERIFY(labels.texts.contains(QStringLiteral("10²")));
    QVERIFY(labels.texts.contains(QStringLiteral("−10²")));
    const auto hundred = labels.texts.indexOf(QStringLiteral("10²"));
    QVERIFY(std::abs(labels.ticks[hundred] - std::asinh(100 / 0.5)) < 1e-9);
  }

  void axis_coordinates_of_the_symmetric_log_scale_invert() {
    const AxisScale scale{AxisScale::symmetric_logarithmic, 0.67};
    for (const double value : {-1e20, -3.0, 0.0, 1e-9, 6.2, 1e5})
      QVERIFY(std::abs(scale.from_axis(scale.to_axis(value)) - value) <= 1e-12 * std::abs(value) + 1e-15);
  }

  void counts_take_one_prefix_for_the_whole_axis() {
    const Labels labels = labels_of({}, 0, 250000, 5);
    QVERIFY(labels.texts.contains(QStringLiteral("0")));
    QVERIFY(labels.texts.contains(QStringLiteral("100 k")));
    QVERIFY(labels.texts.contains(QStringLiteral("200 k")));
  }

  void small_values_stay_plain_or_share_a_power() {
    QVERIFY(labels_of({}, -0.05, 0.05, 5).texts.contains(QStringLiteral("0.02")));
    QVERIFY(labels_of({}, 0, 5e-7, 5).texts.contains(QStringLiteral("2·10⁻⁷")));
  }

  void labels_of_long_numbers_do_not_touch() {
    QCustomPlot plot;
    plot.resize(600, 200);
    plot.show();
    set_axis_scale(plot.xAxis, {});
    for (const double low : {0.0016, 1.0016, 123456.7}) {
      plot.xAxis->setRange(low, low * (1 + 1e-3) + 0.003);
      plot.replot();
      fit_ticks(&plot, plot.size());
      QVector<double> ticks;
      QVector<QString> texts;
      plot.xAxis->ticker()->generate(plot.xAxis->range(), QLocale::c(), 'g', 6, ticks, nullptr, &texts);
      const QFontMetrics metrics(plot.xAxis->tickLabelFont());
      QVERIFY(ticks.size() >= 2);
      for (qsizetype i = 1; i < ticks.size(); ++i) {
        const double distance = plot.xAxis->coordToPixel(ticks[i]) - plot.xAxis->coordToPixel(ticks[i - 1]);
        const int half = (metrics.horizontalAdvance(texts[i]) + metrics.horizontalAdvance(texts[i - 1])) / 2;
        QVERIFY2(half + 4 <= distance, qPrintable(texts.join(' ')));
      }
    }
  }

  void one_absurd_range_gives_a_bounded_number_of_ticks() {
    QVERIFY(labels_of({}, -1e20, 1e20, 6).ticks.size() < 20);
    QVERIFY(labels_of({AxisScale::symmetric_logarithmic, 1e-3}, -1e20, 1e20, 9).ticks.size() < 20);
  }
};

QUANTSCOPE_TEST(TestAxisTickers)

}  // namespace test_axis_tickers

#include "test_axis_tickers.moc"
