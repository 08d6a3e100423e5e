#include <qcustomplot.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/roofline_view.h"

namespace test_roofline_view {

using namespace quantscope::widgets;

namespace {

constexpr double dram = 2e12, cache = 8e12, f16 = 300e12, int8 = 600e12;

RooflineOperator one_operator(const QString& name, int run, double intensity, double rate, double time) {
  RooflineOperator made;
  made.name = name;
  made.run = run;
  made.operations_per_byte = {intensity, intensity * 3};
  made.operations_per_second = rate;
  made.time_s = time;
  made.operations = rate * time;
  made.bytes = made.operations / intensity;
  made.energy_j = 2e-3;
  made.bound = "memory";
  return made;
}

/// Two runs of three operators; the present one of a pinned run's halved bytes.
RooflineData two_runs() {
  RooflineData made;
  made.runs = {{"now", RunStyle::now}, {"f16", 0}};
  made.memories = {{"DRAM", dram}, {"L2", cache}};
  made.rates = {{"int8", int8}, {"f16", f16}};
  made.operators = {
      one_operator("down_proj", 0, 4, 6e12, 400e-6), one_operator("q_proj", 0, 3.5, 5e12, 100e-6),
      one_operator("attention", 0, 900, 450e12, 25e-6), one_operator("down_proj", 1, 1, 1.6e12, 800e-6)};
  made.operators[2].phase = RooflinePhase::prefill;
  made.changes = {{3, 0}};
  return made;
}

double on_log_axis(const QCPRange& range, double value, double from, double to) {
  return from + (std::log(value) - std::log(range.lower)) / (std::log(range.upper) - std::log(range.lower)) *
                    (to - from);
}

}  // namespace

class TestRooflineView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<RooflineView>();
    show(900, 560, two_runs());
  }
  void cleanup() { view_.reset(); }

  void dots_stand_at_operations_for_each_byte_and_second() {
    const QRect chart = plot()->axisRect()->rect();
    for (const int memory : {0, 1}) {
      view_->setMemory(memory);
      view_->frame()->replotNow();
      for (int index = 0; index < 4; ++index) {
        const RooflineOperator& each = view_->data().operators[static_cast<std::size_t>(index)];
        const QPointF pixel = view_->pixelOfOperator(index);
        const double intensity = each.operations_per_byte[static_cast<std::size_t>(memory)];
        QVERIFY(std::abs(pixel.x() - on_log_axis(plot()->xAxis->range(), intensity, chart.left(),
                                                 chart.left() + chart.width())) < 1.01);
        QVERIFY(std::abs(pixel.y() - on_log_axis(plot()->yAxis->range(), each.operations_per_second,
                                                 chart.top() + chart.height(), chart.top())) < 1.01);
        QVERIFY(chart.contains(pixel.toPoint()));
      }
    }
  }

  void areas_are_proportional_to_time() {
    for (const int index : {1, 2, 3}) {
      const double area =
          std::pow(view_->radiusOfOperator(index), 2) / std::pow(view_->radiusOfOperator(0), 2);
      const double time = view_->data().operators[static_cast<std::size_t>(index)].time_s / 400e-6;
      QVERIFY2(std::abs(area / time - 1) < 1e-9, qPrintable(QString::number(index)));
    }
  }

  void roofs_run_along_bandwidth_and_rate() {
    RooflineData data = two_runs();
    data.operators.clear();
    data.changes.clear();
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      show(900, 560, data);
      const QImage image = plot()->toPixmap().toImage();
      const auto seen = [&](double x, double y, const QColor& colour) {
        const int column = qRound(plot()->xAxis->coordToPixel(x)),
                  row = qRound(plot()->yAxis->coordToPixel(y));
        int best = 1000;
        for (int dy = -3; dy <= 3; ++dy) {
          const QColor there = image.pixelColor(column, row + dy);
          best =
              std::min(best, std::abs(there.red() - colour.red()) + std::abs(there.green() - colour.green()) +
                                 std::abs(there.blue() - colour.blue()));
        }
        return best < 120;
      };
      const Theme& theme = current_theme();
      const double ridge = int8 / dram;  // 300
      for (const double x : {60.0, 280.0}) QVERIFY(seen(x, dram * x, theme.information));
      QVERIFY(!seen(ridge * 3, dram * ridge * 3 * 0.7, theme.information));
      QVERIFY(seen(ridge * 3, int8, theme.quantile));
      QVERIFY(seen(ridge * 3, f16, theme.quantile));
      // Left of the fastest memory's ridge no rate can be reached.
      QVERIFY(!seen(f16 / cache / 1.3, f16, theme.quantile));
    }
  }

  void labels_do_not_touch_at_any_size_and_zoom() {
    for (const QSize size : {QSize(420, 320), QSize(900, 560), QSize(1700, 1000)}) {
      show(size.width(), size.height(), two_runs());
      for (int step = 0; step < 8; ++step) {
        view_->frame()->replotNow();
        const std::vector<QRectF>& labels = view_->labelRects();
        QVERIFY(size.width() < 500 || step > 0 || labels.size() >= 8);
        const QRectF chart = plot()->axisRect()->rect();
        for (std::size_t a = 0; a < labels.size(); ++a) {
          QVERIFY(chart.contains(labels[a]));
          // The squares of one turned label share edges with each other only.
          for (std::size_t b = 0; b < a; ++b)
            if (labels[a].size() != labels[b].size() || labels[a].width() != labels[a].height())
              QVERIFY(!labels[a].intersects(labels[b]));
        }
        turn_wheel(plot()->axisRect()->center(), 1);
      }
    }
  }

  void a_click_chooses_and_the_pointer_reads_out() {
    QSignalSpy chosen(view_.get(), &RooflineView::operatorChosen);
    for (const int index : {2, 0, 1}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->pixelOfOperator(index).toPoint());
      QCOMPARE(chosen.last()[0].toInt(), index);
      QCOMPARE(view_->selectedOperator(), index);
    }
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->topLeft() + QPoint(20, 20));
    QCOMPARE(chosen.count(), 3);
    const QString text = read_out(view_->pixelOfOperator(2));
    // 450e12 of at most min(600e12, 900 · 2e12); 450e12 · 25e-6 / 900 bytes.
    for (const char* part : {"attention", "prefill", "25.0 µs", "450 Top/s", "75.0 %", "12.5 MB", "2.00 mJ"})
      QVERIFY2(text.contains(part), qPrintable(text + " | " + part));
    const QString roof =
        read_out({plot()->xAxis->coordToPixel(1.2), plot()->yAxis->coordToPixel(1.2 * cache)});
    QVERIFY2(roof.contains("L2: 8.00 TB/s") && roof.contains("75.0 op/B"), qPrintable(roof));
  }

  void the_keyboard_steps_through_the_longest_and_chooses() {
    QSignalSpy chosen(view_.get(), &RooflineView::operatorChosen);
    for (const int index : {3, 0, 1, 2, 3}) {
      QTest::keyClick(plot(), Qt::Key_PageDown);
      QCOMPARE(view_->selectedOperator(), index);
    }
    QTest::keyClick(plot(), Qt::Key_PageUp);
    QCOMPARE(view_->selectedOperator(), 2);
    QVERIFY(plot()->accessibleDescription().contains("attention"));
    QTest::keyClick(plot(), Qt::Key_Return);
    QCOMPARE(chosen.last()[0].toInt(), 2);
  }

  void a_rectangle_zooms_to_itself_and_backspace_takes_back() {
    const QCPRange home_x = plot()->xAxis->range(), home_y = plot()->yAxis->range();
    const QRect chart = plot()->axisRect()->rect();
    const QPoint from = chart.topLeft() + QPoint(100, 80), to = from + QPoint(200, 120);
    const double left = plot()->xAxis->pixelToCoord(from.x()), right = plot()->xAxis->pixelToCoord(to.x());
    const double high = plot()->yAxis->pixelToCoord(from.y()), low = plot()->yAxis->pixelToCoord(to.y());
    QTest::mousePress(plot(), Qt::LeftButton, Qt::ShiftModifier, from);
    move_to(from + QPoint(60, 60), Qt::ShiftModifier);
    move_to(to, Qt::ShiftModifier);
    QVERIFY(plot()->findChild<QRubberBand*>()->isVisibleTo(plot()));
    QTest::mouseRelease(plot(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(!plot()->findChild<QRubberBand*>()->isVisibleTo(plot()));
    const auto about = [](double a, double b) { return std::abs(a / b - 1) < 1e-6; };
    QVERIFY(about(plot()->xAxis->range().lower, left) && about(plot()->xAxis->range().upper, right));
    QVERIFY(about(plot()->yAxis->range().lower, low) && about(plot()->yAxis->range().upper, high));

    const QCPRange zoomed = plot()->xAxis->range();
    turn_wheel(chart.center(), 1);
    QVERIFY(plot()->xAxis->range().size() < zoomed.size() && plot()->yAxis->range().upper < high);
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QVERIFY(about(plot()->xAxis->range().upper, zoomed.upper));
    QTest::keyClick(plot(), Qt::Key_Home);
    QCOMPARE(plot()->xAxis->range(), home_x);
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QVERIFY(about(plot()->xAxis->range().upper, zoomed.upper));
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QCOMPARE(plot()->xAxis->range(), home_x);
    QCOMPARE(plot()->yAxis->range(), home_y);
    QVERIFY(!view_->frame()->interaction()->can_undo());
  }

  void drag_pans_what_is_zoomed() {
    for (int step = 0; step < 4; ++step) turn_wheel(plot()->axisRect()->center(), 1);
    const QCPRange before = plot()->xAxis->range();
    const QPoint centre = plot()->axisRect()->center();
    QTest::mousePress(plot(), Qt::LeftButton, {}, centre);
    move_to(centre + QPoint(40, 0), {});
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, centre + QPoint(40, 0));
    const double factor = std::pow(before.upper / before.lower, 40.0 / plot()->axisRect()->width());
    QVERIFY(std::abs(before.lower / plot()->xAxis->range().lower / factor - 1) < 0.01);
  }

  void phases_can_be_seen_alone() {
    view_->setPhases(RooflineView::Phases::decode);
    QVERIFY(std::isnan(view_->pixelOfOperator(2).x()));
    QVERIFY(!std::isnan(view_->pixelOfOperator(0).x()));
    view_->setPhases(RooflineView::Phases::prefill);
    QVERIFY(std::isnan(view_->pixelOfOperator(0).x()));
    QVERIFY(!std::isnan(view_->pixelOfOperator(2).x()));
  }

  void an_arrow_leads_from_the_pinned_run_with_the_change() {
    const auto better_pixels = [&] {
      view_->frame()->replotNow();
      const QImage image = plot()->toPixmap().toImage();
      const QPointF from = view_->pixelOfOperator(3), to = view_->pixelOfOperator(0);
      int count = 0;
      for (double share = 0.3; share < 0.8; share += 0.002) {
        const QPoint at = (from + (to - from) * share).toPoint();
        for (int dy = -1; dy <= 1; ++dy) {
          const QColor there = image.pixelColor(at + QPoint(0, dy)), wanted = current_theme().better;
          count += std::abs(there.red() - wanted.red()) + std::abs(there.green() - wanted.green()) < 60;
        }
      }
      return count;
    };
    QVERIFY(better_pixels() > 10);
    const std::size_t with = view_->labelRects().size();
    view_->setShowsChanges(false);
    QVERIFY(better_pixels() < 5);
    QVERIFY(view_->labelRects().size() < with);
  }

  void the_table_holds_the_numbers() {
    const ChartTable table = view_->table();
    QStringList heads;
    for (const ChartColumn& column : table.columns) heads << column.name;
    QCOMPARE(heads, QStringList({"run", "phase", "operator", "ops_per_byte_DRAM", "ops_per_byte_L2",
                                 "ops_per_s", "time_s", "ops", "bytes", "energy_j", "bound"}));
    QCOMPARE(table.rows(), std::size_t{4});
    QCOMPARE(table.columns[0].text(3), QString("f16"));
    QCOMPARE(table.columns[1].text(2), QString("prefill"));
    QCOMPARE(table.columns[4].text(1), QString("10.5"));
  }

  void every_format_is_written() {
    QTemporaryDir folder;
    for (const char* ending : {"png", "svg", "pdf", "csv", "json"})
      QVERIFY(view_->frame()->exportTo(folder.filePath(QString("roofline.") + ending)));
  }

  void new_numbers_of_the_same_kind_keep_the_zoom() {
    turn_wheel(plot()->axisRect()->center(), 3);
    const QCPRange zoomed = plot()->xAxis->range();
    view_->setData(two_runs());
    QCOMPARE(plot()->xAxis->range(), zoomed);
    RooflineData other = two_runs();
    other.view_key = "other";
    view_->setData(other);
    QVERIFY(plot()->xAxis->range().size() > zoomed.size());
  }

  void odd_numbers_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity(), unknown = std::nan("");
    std::vector<RooflineData> odd(4);
    odd[1] = two_runs();
    odd[1].memories = {{"none", 0}, {"nan", unknown}};
    odd[1].rates = {{"endless", infinite}, {"negative", -1}};
    odd[1].changes = {{0, 99}, {-1, 0}, {3, 3}};
    odd[2] = two_runs();
    odd[2].operators[0].operations_per_byte = {};
    odd[2].operators[1].operations_per_second = unknown;
    odd[2].operators[2].time_s = -infinite;
    odd[2].operators[3].operations_per_byte = {0, infinite};
    odd[2].operators[3].run = 17;
    odd[3] = two_runs();
    odd[3].operators[0].operations_per_byte = {1e300, 1e-300};
    odd[3].operators[0].operations_per_second = 1e-300;
    odd[3].rates[0].operations_per_second = 1e300;
    for (const RooflineData& data : odd) {
      show(700, 400, data);
      for (const int memory : {0, 1}) {
        view_->setMemory(memory);
        view_->setSelectedOperator(0);
        view_->frame()->replotNow();
        for (const QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
          QVERIFY(axis->range().lower > 0 && axis->range().size() > 0 && std::isfinite(axis->range().size()));
        QTest::keyClick(plot(), Qt::Key_PageDown);
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
        read_out(plot()->axisRect()->center());
      }
      QCOMPARE(view_->table().rows(), data.operators.size());
    }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  void show(int width, int height, const RooflineData& data) {
    view_->resize(width, height);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(RooflineData{});
    view_->setData(data);
    view_->frame()->replotNow();
  }
  void turn_wheel(QPoint at, int notches) {
    QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &wheel);
  }
  void move_to(QPoint at, Qt::KeyboardModifiers keys) {
    QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, keys);
    QApplication::sendEvent(plot(), &move);
  }
  QString read_out(QPointF at) {
    QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(plot(), &move);
    return QToolTip::text();
  }

  std::unique_ptr<RooflineView> view_;
};

QUANTSCOPE_TEST(TestRooflineView)

}  // namespace test_roofline_view

#include "test_roofline_view.moc"
