#include <qcustomplot.h>

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/layer_chart_view.h"

namespace test_layer_chart_view {

using namespace quantscope::widgets;

namespace {

const double gap = std::nan("");

LayerChartData outlier_ratios() {
  LayerChartData made;
  made.blocks = 6;
  made.lines = {{"q_proj", 0, {}, {1, 2, 3, 4, 5, 6}},
                {"down_proj", 6, {}, {40, 10, gap, 8, 12, 9}},
                {"o_proj", 3, RunStyle{"qllm", 0}, {7, 7, 7}}};
  made.value_name = "outlier ratio";
  made.limit = 20;
  return made;
}

}  // namespace

class TestLayerChartView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<LayerChartView>();
    show(900, outlier_ratios());
  }
  void cleanup() { view_.reset(); }

  void a_click_names_line_and_block() {
    QSignalSpy clicked(view_.get(), &LayerChartView::pointClicked);
    for (const auto& [line, block] : {std::pair{0, 4}, {1, 0}, {2, 2}}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->pixelOf(line, block).toPoint());
      QCOMPARE(clicked.last()[0].toInt(), line);
      QCOMPARE(clicked.last()[1].toInt(), block);
      QCOMPARE(view_->selectedLine(), line);
      QCOMPARE(view_->selectedBlock(), block);
    }
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->topRight() + QPoint(-30, 40));
    QCOMPARE(clicked.count(), 3);
  }

  void dots_stand_at_their_values_and_outliers_are_orange() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = plot()->toPixmap().toImage();
      QCOMPARE(view_->pixelOf(1, 4).y(), plot()->yAxis->coordToPixel(12));
      QCOMPARE(view_->pixelOf(1, 4).x(), plot()->xAxis->coordToPixel(4));
      QCOMPARE(image.pixelColor(view_->pixelOf(1, 4).toPoint()), kind_colour(6, current_theme()));
      QCOMPARE(image.pixelColor(view_->pixelOf(1, 0).toPoint()), current_theme().outlier);
      QCOMPARE(image.pixelColor(view_->pixelOf(2, 1).toPoint()),
               run_line_colour({"qllm", 0}, current_theme()));
    }
  }

  void gaps_stay_empty() {
    QVERIFY(std::isnan(view_->pixelOf(1, 2).y()));
    QVERIFY(std::isnan(view_->pixelOf(2, 3).y()));
    // Where a line across the gap would run, there is the ground.
    const QImage image = plot()->toPixmap().toImage();
    const QPointF middle = (view_->pixelOf(1, 1) + view_->pixelOf(1, 3)) / 2;
    for (int y = -3; y <= 3; ++y)
      QVERIFY(image.pixelColor(middle.toPoint() + QPoint(9, y)) != kind_colour(6, current_theme()));
  }

  void the_selected_block_is_marked_by_a_line() {
    view_->setSelected(-1, 3);
    view_->frame()->replotNow();
    const QImage image = plot()->toPixmap().toImage();
    const int x = qRound(plot()->xAxis->coordToPixel(3));
    int marked = 0;
    const QRect chart = plot()->axisRect()->rect();
    for (int y = chart.top(); y < chart.bottom(); ++y)
      marked += image.pixelColor(x, y) == current_theme().palette.color(QPalette::Highlight);
    QVERIFY(marked > chart.height() / 2);
    view_->setSelected(99, 99);
    QCOMPARE(view_->selectedBlock(), -1);
  }

  void the_table_holds_the_numbers() {
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{6});
    QCOMPARE(table.columns[0].name, QString("block"));
    QCOMPARE(table.columns[2].name, QString("down_proj"));
    QCOMPARE(table.columns[3].name, QString("qllm · o_proj"));
    QCOMPARE(table.columns[1].text(5), QString("6"));
    QCOMPARE(table.columns[2].text(2), QString("nan"));
    QCOMPARE(table.columns[3].text(3), QString("nan"));
  }

  void places_with_names_are_called_by_them() {
    LayerChartData data = outlier_ratios();
    data.block_word = "layer";
    for (int place = 0; place < data.blocks; ++place) {
      data.short_names << QStringLiteral("%1.up").arg(place);
      data.full_names << QStringLiteral("model.layers.%1.mlp.up_proj").arg(place);
    }
    data.view_key = "named";
    view_->setData(data);
    QVERIFY(plot()->xAxis->tickVectorLabels().contains("3.up"));
    QCOMPARE(view_->table().columns[0].name, QString("layer"));
    QCOMPARE(view_->table().columns[0].text(4), QString("model.layers.4.mlp.up_proj"));
    view_->setData(outlier_ratios());
    QVERIFY(plot()->xAxis->tickVectorLabels().contains("3"));
    QCOMPARE(view_->table().columns[0].text(4), QString("4"));
  }

  void an_option_of_the_owner_stands_first() {
    auto* mine = new QComboBox;
    view_->addOption(mine);
    QCoreApplication::processEvents();
    const auto* scale = view_->findChild<QComboBox*>("layers_scale");
    QVERIFY(mine->isVisible());
    QVERIFY(mine->x() < scale->x());
    QCOMPARE(mine->y(), scale->y());
  }

  void blocks_are_whole_numbers_that_do_not_touch() {
    for (const int width : {480, 1600}) {
      for (const int blocks : {1, 2, 6, 126}) {
        LayerChartData data = outlier_ratios();
        data.blocks = blocks;
        data.view_key = QString::number(blocks);
        show(width, data);
        const QCPAxis* axis = plot()->xAxis;
        const QFontMetrics metrics(axis->tickLabelFont());
        const QVector<double> ticks = axis->tickVector();
        const QVector<QString> labels = axis->tickVectorLabels();
        for (int index = 0; index < ticks.size(); ++index) {
          QCOMPARE(ticks[index], std::round(ticks[index]));
          if (index == 0) continue;
          const double apart = axis->coordToPixel(ticks[index]) - axis->coordToPixel(ticks[index - 1]);
          QVERIFY(apart >
                  (metrics.horizontalAdvance(labels[index]) + metrics.horizontalAdvance(labels[index - 1])) /
                      2.0);
        }
      }
    }
  }

  void odd_values_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    LayerChartData odd = outlier_ratios();
    odd.lines[0].values = {infinite, -infinite, 0, -1, gap};
    odd.limit = infinite;
    const auto try_all = [&](const LayerChartData& data) {
      for (const bool logarithmic : {false, true}) {
        view_->setValueLogarithmic(logarithmic);
        view_->setData(data);
        QVERIFY(plot()->yAxis->range().size() > 0 && std::isfinite(plot()->yAxis->range().size()));
      }
    };
    try_all(odd);
    try_all({});
    QCOMPARE(view_->table().rows(), std::size_t{0});
    LayerChartData one;
    one.blocks = 1;
    one.lines = {{"q_proj", 0, {}, {5}}};
    try_all(one);
    one.lines[0].values = {0};
    try_all(one);
    one.blocks = 4;
    one.lines[0].values.assign(4, -2);
    try_all(one);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  void show(int width, const LayerChartData& data) {
    view_->resize(width, 420);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(data);
    view_->frame()->replotNow();
  }

  std::unique_ptr<LayerChartView> view_;
};

QUANTSCOPE_TEST(TestLayerChartView)

}  // namespace test_layer_chart_view

#include "test_layer_chart_view.moc"
