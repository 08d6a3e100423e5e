#include <qcustomplot.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/tornado_view.h"

namespace test_tornado_view {

using namespace quantscope::widgets;

namespace {

TornadoData answers() {
  TornadoData made;
  made.bars = {{"int8 rate", 624e12, "op/s", 0.02, -0.01, ""},
               {"DRAM bandwidth", 2.04e12, "B/s", 0.22, -0.15, "∂t/∂value: −3.1·10⁻¹⁵ s/(B/s)"},
               {"launch floor", 2e-6, "s", -0.06, 0.06, ""}};
  made.figure_name = "time per token";
  made.lower_label = "−20 %";
  made.higher_label = "+20 %";
  return made;
}

}  // namespace

class TestTornadoView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<TornadoView>();
    show(800, 360, answers());
  }
  void cleanup() { view_.reset(); }

  void the_longest_stands_on_top() {
    QCOMPARE(view_->order(), std::vector<int>({1, 2, 0}));
    QVERIFY(view_->barRect(1, true).bottom() < view_->barRect(2, true).top());
    QVERIFY(view_->barRect(2, false).bottom() < view_->barRect(0, true).top());
  }

  void bars_reach_from_zero_to_their_change() {
    const QRect chart = plot()->axisRect()->rect();
    const QCPRange range = plot()->xAxis->range();
    const auto pixel = [&](double change) {
      return chart.left() + (change * 100 - range.lower) / range.size() * chart.width();
    };
    for (int index = 0; index < 3; ++index)
      for (const bool higher : {false, true}) {
        const TornadoBar& bar = view_->data().bars[static_cast<std::size_t>(index)];
        const double change = higher ? bar.when_higher : bar.when_lower;
        const QRectF rect = view_->barRect(index, higher);
        QVERIFY(std::abs(rect.left() - pixel(std::min(change, 0.0))) < 1.01);
        QVERIFY(std::abs(rect.right() - pixel(std::max(change, 0.0))) < 1.01);
      }
  }

  void better_and_worse_have_their_colours() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      for (const auto& [direction, down, up] :
           {std::tuple{MetricDirection::lower_is_better, current_theme().better, current_theme().worse},
            {MetricDirection::higher_is_better, current_theme().worse, current_theme().better},
            {MetricDirection::neither, current_theme().original, current_theme().original}}) {
        TornadoData data = answers();
        data.direction = direction;
        show(800, 360, data);
        const QImage image = plot()->toPixmap().toImage();
        QCOMPARE(image.pixelColor(view_->barRect(1, true).center().toPoint()), down);
        QCOMPARE(image.pixelColor(view_->barRect(2, true).center().toPoint()), up);
        // Lowered is pale.
        QVERIFY(image.pixelColor(view_->barRect(1, false).center().toPoint()) != up);
      }
    }
  }

  void a_click_and_the_keyboard_choose() {
    QSignalSpy chosen(view_.get(), &TornadoView::parameterChosen);
    for (const int index : {0, 1, 2}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->barRect(index, true).center().toPoint());
      QCOMPARE(chosen.last()[0].toInt(), index);
      QCOMPARE(view_->selectedParameter(), index);
    }
    QTest::keyClick(plot(), Qt::Key_PageDown);
    QTest::keyClick(plot(), Qt::Key_Return);
    QCOMPARE(chosen.last()[0].toInt(), 0);
    QTest::keyClick(plot(), Qt::Key_PageDown);
    QCOMPARE(view_->selectedParameter(), 1);
  }

  void the_pointer_reads_out_value_and_both_changes() {
    const QString text = read_out(view_->barRect(1, true).center());
    for (const char* part : {"DRAM bandwidth: 2.04 TB/s", "+20 %: time per token −15 %",
                             "−20 %: time per token +22 %", "∂t/∂value"})
      QVERIFY2(text.contains(part), qPrintable(text + " | " + part));
  }

  void names_carry_values_where_there_is_room() {
    QCOMPARE(plot()->yAxis->tickVectorLabels()[0].simplified(), QString("DRAM bandwidth 2.04 TB/s"));
    TornadoData many = answers();
    for (int index = 0; index < 30; ++index)
      many.bars.push_back(
          {QStringLiteral("parameter %1").arg(index), 1, "W", 0.001 * index, -0.001 * index, ""});
    show(500, 260, many);
    const QVector<double> ticks = plot()->yAxis->tickVector();
    const double height = QFontMetricsF(plot()->yAxis->tickLabelFont()).height();
    QVERIFY(ticks.size() > 3);
    for (int index = 0; index + 1 < ticks.size(); ++index)
      QVERIFY(std::abs(plot()->yAxis->coordToPixel(ticks[index + 1]) -
                       plot()->yAxis->coordToPixel(ticks[index])) >= height - 1);
  }

  void a_rectangle_zooms_and_backspace_takes_back() {
    const QCPRange home = plot()->xAxis->range();
    const QPoint from = plot()->axisRect()->topLeft() + QPoint(60, 20), to = from + QPoint(150, 100);
    QTest::mousePress(plot(), Qt::LeftButton, Qt::ShiftModifier, from);
    QMouseEvent move(QEvent::MouseMove, to, plot()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     Qt::ShiftModifier);
    const double left = plot()->xAxis->pixelToCoord(from.x()), right = plot()->xAxis->pixelToCoord(to.x());
    const double top = plot()->yAxis->pixelToCoord(from.y());
    QApplication::sendEvent(plot(), &move);
    QTest::mouseRelease(plot(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(std::abs(plot()->xAxis->range().lower - left) < 1e-9);
    QVERIFY(std::abs(plot()->xAxis->range().upper - right) < 1e-9);
    QVERIFY(std::abs(plot()->yAxis->range().lower - top) < 1e-9);
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QCOMPARE(plot()->xAxis->range(), home);
  }

  void the_table_is_in_the_order_drawn() {
    const ChartTable table = view_->table();
    QCOMPARE(table.columns[0].text(0), QString("DRAM bandwidth"));
    QCOMPARE(table.columns[1].text(2), QString("6.24e+14"));
    QCOMPARE(table.columns[3].text(1), QString("-0.06"));
    QTemporaryDir folder;
    for (const char* ending : {"png", "svg", "pdf", "csv", "json"})
      QVERIFY(view_->frame()->exportTo(folder.filePath(QString("tornado.") + ending)));
  }

  void odd_numbers_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity(), unknown = std::nan("");
    std::vector<TornadoData> odd(4, answers());
    odd[0] = {};
    odd[1].bars[0].when_lower = infinite;
    odd[1].bars[1].when_higher = -infinite;
    odd[1].bars[2] = {"nothing", unknown, "", unknown, unknown, ""};
    odd[2].bars.assign(1, {"still", 0, "", 0, 0, ""});
    odd[3].bars[0].when_lower = 1e300;
    odd[3].bars[1].when_lower = odd[3].bars[1].when_higher = -0.1;
    for (const TornadoData& data : odd) {
      show(500, 260, data);
      for (const QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
        QVERIFY(axis->range().size() > 0 && std::isfinite(axis->range().size()));
      QTest::keyClick(plot(), Qt::Key_PageUp);
      QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
      read_out(plot()->axisRect()->center());
      QCOMPARE(view_->table().rows(), data.bars.size());
      QVERIFY(view_->barRect(77, true).isEmpty());
    }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  void show(int width, int height, const TornadoData& data) {
    view_->resize(width, height);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(TornadoData{});
    view_->setData(data);
    view_->frame()->replotNow();
    view_->frame()->replotNow();
  }
  QString read_out(QPointF at) {
    QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(plot(), &move);
    return QToolTip::text();
  }

  std::unique_ptr<TornadoView> view_;
};

QUANTSCOPE_TEST(TestTornadoView)

}  // namespace test_tornado_view

#include "test_tornado_view.moc"
