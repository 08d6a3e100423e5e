#include <qcustomplot.h>

#include <QComboBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <cmath>
#include <limits>
#include <set>

#include "tests/quantscope_test.h"
#include "widgets/bar_chart_view.h"
#include "widgets/chart_frame.h"

namespace test_bar_chart_view {

using namespace quantscope::widgets;

namespace {

BarChartData bars(int groups, int series) {
  BarChartData made;
  for (int group = 0; group < groups; ++group)
    made.groups.push_back({QStringLiteral("%1 down_proj").arg(group),
                           QStringLiteral("model.layers.%1.mlp.down_proj.weight").arg(group)});
  for (int each = 0; each < series; ++each) {
    BarSeries next;
    next.style = {QStringLiteral("run %1").arg(each), each};
    for (int group = 0; group < groups; ++group) next.values.push_back((group + 1) * 0.5 + each);
    made.series.push_back(std::move(next));
  }
  made.group_word = "layer";
  made.value_name = "output SQNR";
  made.unit = "dB";
  made.direction = MetricDirection::higher_is_better;
  return made;
}

}  // namespace

class TestBarChartView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<BarChartView>();
    show(900, bars(5, 3));
  }
  void cleanup() { view_.reset(); }

  void a_click_names_the_bar_under_the_mouse() {
    QSignalSpy clicked(view_.get(), &BarChartView::barClicked);
    for (const auto& [group, series] : {std::pair{0, 0}, {2, 1}, {4, 2}}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->barRect(group, series).center().toPoint());
      QCOMPARE(clicked.last()[0].toInt(), group);
      QCOMPARE(clicked.last()[1].toInt(), series);
      QCOMPARE(view_->selectedGroup(), group);
    }
    QCOMPARE(clicked.count(), 3);
  }

  void a_bar_reaches_its_value_in_its_colour() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = picture();
      const QRectF rect = view_->barRect(3, 1);
      QVERIFY(std::abs(rect.top() - plot()->yAxis->coordToPixel(3.0)) < 0.01);
      QVERIFY(std::abs(rect.bottom() - plot()->yAxis->coordToPixel(0)) < 1.01);
      const QColor wanted = current_theme().pinned[1];
      const int x = qRound(rect.left() + 3);
      QCOMPARE(image.pixelColor(x, qRound(rect.top()) + 4), wanted);
      QVERIFY(image.pixelColor(x, qRound(rect.top()) - 4) != wanted);
    }
  }

  void differences_are_taken_from_the_baseline() {
    auto* box = view_->findChild<QComboBox*>("bars_quantity");
    QVERIFY(!box->isEnabled());
    BarChartData data = bars(4, 3);
    data.baseline_series = 1;
    view_->setData(data);
    QVERIFY(box->isEnabled());
    QSignalSpy toggled(view_.get(), &BarChartView::differencesToggled);
    view_->setShowsDifferences(true);
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(view_->shownValue(2, 0), -1.0);
    QCOMPARE(view_->shownValue(2, 2), 1.0);
    QVERIFY(view_->barRect(2, 1).isEmpty());
    view_->frame()->replotNow();
    const QImage image = picture();
    // Higher is better: below the line in the colour of worse, above in that of better.
    const auto colour_in = [&](int series, double share) {
      const QRectF rect = view_->barRect(2, series);
      return image.pixelColor(qRound(rect.left() + 4), qRound(rect.top() + rect.height() * share));
    };
    QVERIFY(colour_in(0, 0.5).red() > colour_in(0, 0.5).green());
    QVERIFY(colour_in(2, 0.5).green() > colour_in(2, 0.5).red());
    QVERIFY(view_->barRect(2, 0).top() >= view_->barRect(2, 2).bottom() - 1);
    view_->setValueLogarithmic(true);
    view_->frame()->replotNow();
    QCOMPARE(view_->shownValue(2, 0), -1.0);
  }

  void a_group_can_be_the_baseline() {
    BarChartData data = bars(4, 2);
    data.baseline_group = 1;
    view_->setData(data);
    view_->setShowsDifferences(true);
    QCOMPARE(view_->shownValue(3, 0), 1.0);
    QCOMPARE(view_->shownValue(1, 1), 0.0);
  }

  void the_table_holds_the_numbers() {
    BarChartData data = bars(3, 2);
    data.baseline_series = 0;
    data.series[1].values[1] = std::nan("");
    data.series[1].problems = {"", "no activations"};
    view_->setData(data);
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{3});
    const std::vector<std::vector<QString>> wanted = {
        {"layer", "0 down_proj", "1 down_proj", "2 down_proj"},
        {"full_name", "model.layers.0.mlp.down_proj.weight", "model.layers.1.mlp.down_proj.weight",
         "model.layers.2.mlp.down_proj.weight"},
        {"run 0_db", "0.5", "1", "1.5"},
        {"run 1_db", "1.5", "nan", "2.5"},
        {"run 1_difference_db", "1", "nan", "1"},
        {"run 1_problem", "", "no activations", ""}};
    QCOMPARE(table.columns.size(), wanted.size());
    for (std::size_t column = 0; column < wanted.size(); ++column) {
      QCOMPARE(table.columns[column].name, wanted[column][0]);
      for (std::size_t row = 0; row < 3; ++row)
        QCOMPARE(table.columns[column].text(row), wanted[column][row + 1]);
    }
  }

  void names_below_do_not_touch() {
    for (const int width : {480, 1600}) {
      for (const int groups : {1, 5, 42, 100}) {
        show(width, bars(groups, 3));
        for (const bool all : {false, true}) {
          if (all) view_->frame()->resetView();
          view_->frame()->replotNow();
          view_->frame()->replotNow();
          const QCPAxis* axis = plot()->xAxis;
          const double angle = std::abs(axis->tickLabelRotation()) * M_PI / 180;
          const QFontMetrics metrics(axis->tickLabelFont());
          const QVector<double> ticks = axis->tickVector();
          const QVector<QString> labels = axis->tickVectorLabels();
          QVERIFY(!ticks.isEmpty());
          for (int index = 0; index + 1 < ticks.size(); ++index) {
            const double apart = axis->coordToPixel(ticks[index + 1]) - axis->coordToPixel(ticks[index]);
            const double wide =
                (metrics.horizontalAdvance(labels[index]) + metrics.horizontalAdvance(labels[index + 1])) /
                2.0;
            // Turned names are parallel bands as thick as the font.
            const double needed = angle == 0 ? wide : (metrics.ascent() + metrics.descent()) * 0.9;
            QVERIFY2(apart * (angle == 0 ? 1 : std::sin(angle)) >= needed,
                     qPrintable(QStringLiteral("%1 groups at %2 px").arg(groups).arg(width)));
          }
        }
      }
    }
  }

  void many_groups_start_readable_with_a_scroll_bar() {
    show(480, bars(100, 8));
    auto* scroll = view_->findChild<QScrollBar*>();
    QVERIFY(scroll->isVisible());
    QVERIFY(view_->barRect(0, 0).width() >= 3.5);
    const QCPRange before = plot()->xAxis->range();
    scroll->setValue(scroll->maximum());
    QVERIFY(std::abs(plot()->xAxis->range().upper - 99.5) < 0.02);
    QVERIFY(std::abs(plot()->xAxis->range().size() - before.size()) < 1e-9);
    view_->setSelectedGroup(3);
    QVERIFY(plot()->xAxis->range().contains(3));
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
    QCOMPARE(plot()->xAxis->range(), QCPRange(-0.5, 99.5));
    QVERIFY(!scroll->isVisible());
  }

  void the_first_view_follows_the_width_until_the_hand_takes_over() {
    show(480, bars(60, 4));
    const double narrow = plot()->xAxis->range().size();
    view_->resize(1000, 420);
    QCoreApplication::processEvents();
    const double wide = plot()->xAxis->range().size();
    QVERIFY(wide > 1.8 * narrow && wide < 60);
    QVERIFY(view_->barRect(0, 0).width() >= 3.5);
    view_->resize(3000, 420);
    QCoreApplication::processEvents();
    QCOMPARE(plot()->xAxis->range(), QCPRange(-0.5, 59.5));
    view_->resize(480, 420);
    QCoreApplication::processEvents();
    QTest::keyClick(plot(), Qt::Key_Right);
    const QCPRange panned = plot()->xAxis->range();
    view_->resize(1000, 420);
    QCoreApplication::processEvents();
    QCOMPARE(plot()->xAxis->range(), panned);
    BarChartData more = bars(60, 8);
    view_->setData(more);
    QCOMPARE(plot()->xAxis->range(), panned);
  }

  void new_values_of_the_same_groups_keep_the_view() {
    const QPointF at = plot()->axisRect()->center();
    QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &wheel);
    const QCPRange zoomed = plot()->xAxis->range();
    QVERIFY(zoomed.size() < 5);
    BarChartData more = bars(5, 3);
    more.series[0].values[0] = 9;
    view_->setData(more);
    QCOMPARE(plot()->xAxis->range(), zoomed);
    more.view_key = "other";
    view_->setData(more);
    QCOMPARE(plot()->xAxis->range(), QCPRange(-0.5, 4.5));
  }

  void errors_reach_from_value_minus_to_value_plus_error() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      BarChartData data = bars(3, 1);
      data.series[0].values = {30, 40, 50};
      data.series[0].errors = {4, std::nan("")};
      view_->setData(data);
      view_->frame()->replotNow();
      QCOMPARE(view_->shownError(0, 0), 4.0);
      QCOMPARE(view_->shownError(1, 0), 0.0);
      QCOMPARE(view_->shownError(2, 0), 0.0);
      const QImage image = picture();
      const auto dark_at = [&](int group, double value) {
        const int x = qRound(view_->barRect(group, 0).center().x());
        const int y = qRound(plot()->yAxis->coordToPixel(value));
        for (int dx = -2; dx <= 2; ++dx)
          if (image.pixelColor(x + dx, y) == current_theme().axis_text) return true;
        return false;
      };
      QVERIFY(dark_at(0, 33) && dark_at(0, 27));
      QVERIFY(!dark_at(0, 25.5));
      QVERIFY(!dark_at(1, 38));
    }
    // The axis has room for the end of the largest error.
    BarChartData high = bars(1, 1);
    high.series[0].values = {10};
    high.series[0].errors = {9};
    view_->setData(high);
    QVERIFY(plot()->yAxis->range().upper > 19);
    QCOMPARE(view_->table().columns.back().name, QString("run 0_standard_error_db"));
  }

  void differences_have_errors_of_their_own() {
    BarChartData data = bars(3, 1);
    data.series[0].errors = {1, 1, 1};
    data.series[0].difference_errors = {std::nan(""), 0.125};
    data.baseline_group = 0;
    view_->setData(data);
    view_->setShowsDifferences(true);
    QCOMPARE(view_->shownError(1, 0), 0.125);
    QCOMPARE(view_->shownError(2, 0), 0.0);
    view_->setShowsDifferences(false);
    QCOMPARE(view_->shownError(1, 0), 1.0);
    const ChartTable table = view_->table();
    QCOMPARE(table.columns.back().name, QString("run 0_difference_standard_error_db"));
    QCOMPARE(table.columns.back().text(1), QString("0.125"));
  }

  void what_is_not_finished_is_hatched_and_the_legend_says_so() {
    BarChartData data = bars(2, 1);
    data.series[0].unfinished = {false, true};
    view_->setData(data);
    view_->frame()->replotNow();
    QVERIFY(view_->findChild<QLabel*>("legend")->text().contains("finished"));
    const QImage image = picture();
    const auto ground_in = [&](int group) {
      const QRect rect = view_->barRect(group, 0).adjusted(4, 6, -4, -24).toRect();
      int count = 0;
      for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
          count += image.pixelColor(x, y) == current_theme().chart_background;
      return count;
    };
    QCOMPARE(ground_in(0), 0);
    QVERIFY(ground_in(1) > 100);
  }

  void groups_that_are_runs_have_their_looks() {
    BarChartData data = bars(3, 1);
    for (int group = 0; group < 3; ++group)
      data.groups[static_cast<std::size_t>(group)].style = RunStyle{QStringLiteral("run"), group};
    view_->setData(data);
    view_->frame()->replotNow();
    const QImage image = picture();
    for (int group = 0; group < 3; ++group) {
      const QRectF rect = view_->barRect(group, 0);
      QCOMPARE(image.pixelColor(qRound(rect.left() + 3), qRound(rect.top()) + 4),
               current_theme().pinned[static_cast<std::size_t>(group)]);
    }
  }

  void odd_values_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    BarChartData odd = bars(4, 2);
    odd.series[0].values = {std::nan(""), infinite, -infinite, 0};
    odd.series[1].values = {};
    odd.series[1].problems = {"why not"};
    odd.baseline_series = 0;
    const auto try_all = [&](const BarChartData& data) {
      for (const bool differences : {false, true})
        for (const bool logarithmic : {false, true}) {
          view_->setShowsDifferences(differences);
          view_->setValueLogarithmic(logarithmic);
          view_->setData(data);
          QVERIFY(plot()->yAxis->range().size() > 0);
          QVERIFY(std::isfinite(plot()->yAxis->range().size()));
        }
    };
    try_all(odd);
    QCOMPARE(view_->table().rows(), std::size_t{4});
    try_all(BarChartData{});
    QCOMPARE(view_->table().rows(), std::size_t{0});
    try_all(bars(1, 1));
    BarChartData equal = bars(3, 2);
    for (BarSeries& series : equal.series) series.values.assign(3, 7.0);
    equal.baseline_series = 1;
    try_all(equal);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
  }

  void every_run_is_in_the_legend_and_looks_its_own() {
    const auto text = view_->findChild<QLabel*>("legend")->text();
    for (int run = 0; run < 3; ++run) QVERIFY(text.contains(QStringLiteral("run&nbsp;%1").arg(run)));
    std::set<std::pair<QRgb, int>> looks;
    for (int index = -2; index < 40; ++index) {
      const RunStyle style{"x", index};
      looks.insert({run_colour(style, current_theme()).rgb(), static_cast<int>(run_marker(style))});
      QVERIFY(run_pen(style, current_theme()).widthF() > 0);
    }
    QCOMPARE(looks.size(), std::size_t{42});
  }

  void lines_stand_out_from_the_ground() {
    // WCAG 2 contrast, at least 2 for graphics that also have a shape.
    const auto luminance = [](const QColor& colour) {
      const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
      };
      return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
             0.0722 * linear(colour.blueF());
    };
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
      const double ground = luminance(theme->chart_background);
      for (int index = -2; index < 9; ++index) {
        for (const QColor& colour : {run_line_colour({"x", index}, *theme), kind_colour(index, *theme)}) {
          const double line = luminance(colour);
          QVERIFY2((std::max(line, ground) + 0.05) / (std::min(line, ground) + 0.05) >= 2,
                   qPrintable(colour.name()));
        }
      }
      // What can be seen already keeps its colour.
      QCOMPARE(run_line_colour({"x", 2}, *theme), theme->pinned[2]);
    }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  QImage picture() const { return plot()->toPixmap().toImage(); }
  void show(int width, const BarChartData& data) {
    view_->resize(width, 420);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(BarChartData{});
    view_->setData(data);
    view_->frame()->replotNow();
  }

  std::unique_ptr<BarChartView> view_;
};

QUANTSCOPE_TEST(TestBarChartView)

}  // namespace test_bar_chart_view

#include "test_bar_chart_view.moc"
