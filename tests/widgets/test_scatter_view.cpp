#include <qcustomplot.h>

#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/scatter_view.h"

namespace test_scatter_view {

using namespace quantscope::widgets;

namespace {

/// Error 4^-bits of methods that differ by a factor, three runs of five settings.
ScatterData error_against_bits() {
  ScatterData made;
  for (int run = 0; run < 3; ++run)
    for (int bits = 2; bits <= 6; ++bits)
      made.points.push_back({bits + 0.1 * run,
                             std::pow(4.0, -bits) * (1 + run),
                             {QStringLiteral("run %1").arg(run), run},
                             QStringLiteral("W%1 of run %2").arg(bits).arg(run),
                             "",
                             run});
  made.front = {0, 1, 2, 3, 4};
  made.x_name = "bits per weight";
  made.y_name = "output_mse";
  return made;
}

}  // namespace

class TestScatterView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<ScatterView>();
    view_->setYLogarithmic(true);
    show(900, error_against_bits());
  }
  void cleanup() { view_.reset(); }

  void a_click_names_the_point() {
    QSignalSpy clicked(view_.get(), &ScatterView::pointClicked);
    for (const int index : {0, 7, 14}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->pixelOfPoint(index).toPoint());
      QCOMPARE(clicked.last()[0].toInt(), index);
      QCOMPARE(view_->selectedPoint(), index);
    }
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->bottomLeft() + QPoint(12, -12));
    QCOMPARE(clicked.count(), 3);
  }

  void points_stand_at_their_values_in_both_themes() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = plot()->toPixmap().toImage();
      for (const int index : {2, 8, 12}) {
        const QPointF pixel = view_->pixelOfPoint(index);
        const ScatterPoint& point = view_->data().points[index];
        QVERIFY(std::abs(plot()->xAxis->pixelToCoord(pixel.x()) - point.x) < 1e-9);
        QVERIFY(std::abs(plot()->yAxis->pixelToCoord(pixel.y()) / point.y - 1) < 1e-9);
        QCOMPARE(image.pixelColor(pixel.toPoint()), current_theme().pinned[point.style.colour_index]);
      }
    }
  }

  void the_front_runs_level_to_the_next_cost() {
    const QImage image = plot()->toPixmap().toImage();
    // Half-way between two members, the dashes lie on the level of the cheaper one.
    const QPointF left = view_->pixelOfPoint(1), right = view_->pixelOfPoint(2);
    int dashes = 0;
    const auto x_from = static_cast<int>(left.x() + right.x()) / 2;
    for (int x = x_from; x < static_cast<int>(right.x()) - 12; ++x)
      for (int y = -1; y <= 1; ++y)
        dashes += image.pixelColor(x, qRound(left.y()) + y) == current_theme().quantile;
    QVERIFY(dashes > 5);
  }

  void labels_touch_neither_each_other_nor_points() {
    for (const int width : {480, 1600}) {
      show(width, error_against_bits());
      const std::vector<QRectF>& labels = view_->labelRects();
      const QRectF chart = plot()->axisRect()->rect();
      int shown = 0;
      for (std::size_t a = 0; a < labels.size(); ++a) {
        if (labels[a].isEmpty()) continue;
        ++shown;
        QVERIFY(chart.contains(labels[a]));
        for (std::size_t b = 0; b < labels.size(); ++b) {
          if (a != b) QVERIFY(!labels[a].intersects(labels[b]));
          QVERIFY(!labels[a].contains(view_->pixelOfPoint(static_cast<int>(b))));
        }
      }
      QVERIFY(shown >= 5);
    }
  }

  void crowded_points_drop_labels_and_the_selected_one_keeps_its_own() {
    ScatterData crowd;
    for (int index = 0; index < 200; ++index)
      crowd.points.push_back(
          {1 + index * 1e-3, 1 + index * 1e-3, {"run", 0}, QString::number(1000 + index), "", -1});
    view_->setSelectedPoint(-1);
    show(480, crowd);
    const auto shown =
        std::ranges::count_if(view_->labelRects(), [](const QRectF& r) { return !r.isEmpty(); });
    QVERIFY(shown > 0 && shown < 200);
    view_->setSelectedPoint(117);
    view_->frame()->replotNow();
    QVERIFY(!view_->labelRects()[117].isEmpty());
  }

  void the_table_holds_the_numbers() {
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{15});
    QCOMPARE(table.columns[0].text(6), QString("W3 of run 1"));
    QCOMPARE(table.columns[1].text(6), QString("run 1"));
    QCOMPARE(table.columns[2].name, QString("bits per weight"));
    QCOMPARE(table.columns[2].text(6), QString("3.1"));
    QCOMPARE(table.columns[3].text(6), QString("0.03125"));  // 2 · 4⁻³
    QCOMPARE(table.columns[4].text(6), QString("0"));
    QCOMPARE(table.columns[4].text(4), QString("1"));
  }

  void the_front_of_least_is_what_nothing_beats_on_both_axes() {
    const auto point = [](double x, double y) { return ScatterPoint{x, y, {"run", 0}, "", "", -1}; };
    const double unknown = std::nan("");
    const std::vector<ScatterPoint> points = {
        point(3, 1),       point(1, 5),
        point(2, 2),       point(2, 2),
        point(2.5, 2.5),   point(4, 1),
        point(1, 6),       point(unknown, 0),
        point(0, unknown), point(-std::numeric_limits<double>::infinity(), 0)};
    QCOMPARE(front_of_least(points), std::vector<int>({1, 2, 0}));
    QVERIFY(front_of_least({}).empty());
  }

  void points_behind_the_front_are_paler() {
    ScatterData data = error_against_bits();
    data.pale_behind_front = true;
    show(900, data);
    const QImage image = plot()->toPixmap().toImage();
    QCOMPARE(image.pixelColor(view_->pixelOfPoint(2).toPoint()), current_theme().pinned[0]);
    QVERIFY(image.pixelColor(view_->pixelOfPoint(8).toPoint()).lightness() >
            current_theme().pinned[1].lightness() + 20);
  }

  void bounds_are_drawn_read_out_and_in_the_table() {
    ScatterData data = error_against_bits();
    data.points.resize(1);
    data.front.clear();
    data.points[0].x_low = 1.5;
    data.points[0].x_high = 3;
    data.points[0].y_low = 0.03;
    data.points[0].y_high = 0.13;
    show(900, data);
    const QImage image = plot()->toPixmap().toImage();
    const QPointF pixel = view_->pixelOfPoint(0);
    const QColor line = run_line_colour({"", 0}, current_theme());
    const auto near = [&](double x, double y) {
      for (int dx = -1; dx <= 1; ++dx)
        for (int dy = -1; dy <= 1; ++dy) {
          const QColor there = image.pixelColor(qRound(x) + dx, qRound(y) + dy);
          if (std::abs(there.red() - line.red()) + std::abs(there.blue() - line.blue()) < 90) return true;
        }
      return false;
    };
    QVERIFY(near(plot()->xAxis->coordToPixel(1.6), pixel.y()) &&
            near(plot()->xAxis->coordToPixel(2.9), pixel.y()));
    QVERIFY(near(pixel.x(), plot()->yAxis->coordToPixel(0.033)) &&
            near(pixel.x(), plot()->yAxis->coordToPixel(0.12)));
    QVERIFY(plot()->xAxis->range().lower < 1.5 && plot()->yAxis->range().upper > 0.13);
    QStringList heads;
    for (const ChartColumn& column : view_->table().columns) heads << column.name;
    QCOMPARE(heads,
             QStringList({"label", "run", "bits per weight", "bits per weight_low", "bits per weight_high",
                          "output_mse", "output_mse_low", "output_mse_high", "on_front"}));
  }

  void a_rectangle_zooms_and_backspace_takes_back() {
    const QCPRange home = plot()->xAxis->range();
    const QPoint from = plot()->axisRect()->topLeft() + QPoint(50, 50), to = from + QPoint(200, 150);
    const double left = plot()->xAxis->pixelToCoord(from.x());
    QTest::mousePress(plot(), Qt::LeftButton, Qt::ShiftModifier, from);
    QMouseEvent move(QEvent::MouseMove, to, plot()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     Qt::ShiftModifier);
    QApplication::sendEvent(plot(), &move);
    QTest::mouseRelease(plot(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(std::abs(plot()->xAxis->range().lower - left) < 1e-9);
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QCOMPARE(plot()->xAxis->range(), home);
  }

  void odd_points_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    ScatterData odd;
    const auto try_all = [&](const ScatterData& data) {
      for (const bool logarithmic : {false, true}) {
        view_->setXLogarithmic(logarithmic);
        view_->setYLogarithmic(logarithmic);
        view_->setData(data);
        for (const QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
          QVERIFY(axis->range().size() > 0 && std::isfinite(axis->range().size()));
      }
    };
    try_all(odd);
    odd.points = {{std::nan(""), 1, {"a", 0}, "a", "", -1},
                  {1, infinite, {"b", 1}, "b", "", -1},
                  {-1, 0, {"c", 2}, "c", "", -1}};
    odd.front = {0, 1, 2, 77, -1};
    try_all(odd);
    QVERIFY(std::isnan(view_->pixelOfPoint(0).x()));
    QCOMPARE(view_->table().rows(), std::size_t{3});
    odd.points.assign(5, {4, 0.25, {"same", RunStyle::now}, "same", "", 0});
    odd.front = {4};
    try_all(odd);
    QSignalSpy clicked(view_.get(), &ScatterView::pointClicked);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->pixelOfPoint(2).toPoint());
    QCOMPARE(clicked[0][0].toInt(), 4);
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  void show(int width, const ScatterData& data) {
    view_->resize(width, 480);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(data);
    view_->frame()->resetView();
    view_->frame()->replotNow();
  }

  std::unique_ptr<ScatterView> view_;
};

QUANTSCOPE_TEST(TestScatterView)

}  // namespace test_scatter_view

#include "test_scatter_view.moc"
