#include <qcustomplot.h>

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <cmath>

#include "tests/quantscope_test.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"

namespace test_overlays {

using namespace quantscope;
using namespace quantscope::widgets;

namespace {

statistics::DrawnHistogram flat(int bins, double height) {
  statistics::DrawnHistogram drawn;
  for (int edge = 0; edge <= bins; ++edge) drawn.edges.push_back(-1 + 2.0 * edge / bins);
  drawn.counts.assign(static_cast<std::size_t>(bins), height);
  drawn.mass.assign(static_cast<std::size_t>(bins), 1.0 / bins);
  return drawn;
}

int pixels_of(const QImage& image, const QRect& where, const QColor& colour) {
  int count = 0;
  for (int y = where.top(); y <= where.bottom(); ++y)
    for (int x = where.left(); x <= where.right(); ++x) count += image.pixelColor(x, y) == colour;
  return count;
}

template <class View>
QImage picture(View& view) {
  return view.frame()->plot()->toPixmap().toImage();
}

template <class View>
void show(View& view) {
  view.resize(900, 420);
  view.show();
  QVERIFY(QTest::qWaitForWindowExposed(&view));
  view.frame()->replotNow();
}

}  // namespace

class TestOverlays : public QObject {
  Q_OBJECT
 private slots:
  void init() { apply_theme(*qApp, ThemeChoice::light); }

  void pinned_histograms_are_lines_at_their_heights() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      HistogramView view;
      HistogramData data;
      data.original = flat(10, 100);
      data.pinned = {{{"rtn", 0}, flat(10, 60)}, {{"qllm", 2}, flat(4, 30)}};
      view.setData(data);
      show(view);
      const QImage image = picture(view);
      const QRect chart = view.frame()->plot()->axisRect()->rect();
      for (const PinnedHistogram& pinned : data.pinned) {
        const int y = qRound(view.frame()->plot()->yAxis->coordToPixel(pinned.drawn.counts[0]));
        const QColor colour = run_line_colour(pinned.style, current_theme());
        const int found = pixels_of(image, QRect(chart.left(), y - 2, chart.width(), 4), colour);
        QVERIFY(found > chart.width() / 4);
        // Dashed, so that colour does not speak alone.
        QVERIFY(found < chart.width() * 2);
        QCOMPARE(pixels_of(image, QRect(chart.left(), y - 14, chart.width(), 8), colour), 0);
      }
    }
  }

  void a_run_that_is_hidden_again_leaves_nothing() {
    HistogramView view;
    HistogramData data;
    data.original = flat(10, 100);
    data.now = flat(10, 80);
    view.setData(data);
    show(view);
    const QImage without = picture(view);
    data.pinned = {{{"rtn", 0}, flat(10, 60)}, {{"qllm", 1}, flat(10, 30)}};
    view.setData(data);
    QVERIFY(picture(view) != without);
    data.pinned.clear();
    view.setData(data);
    QCOMPARE(picture(view), without);
  }

  void the_blue_line_stays_on_top() {
    HistogramView view;
    HistogramData data;
    data.original = flat(10, 100);
    data.now = flat(10, 50);
    data.pinned = {{{"rtn", 3}, flat(10, 50)}};
    view.setData(data);
    show(view);
    const int y = qRound(view.frame()->plot()->yAxis->coordToPixel(50));
    const QRect chart = view.frame()->plot()->axisRect()->rect();
    const QRect line(chart.left() + chart.width() / 4, y - 1, chart.width() / 2, 2);
    QVERIFY(pixels_of(picture(view), line, current_theme().now) >= line.width());
  }

  void legend_and_table_name_pinned_runs() {
    HistogramView view;
    HistogramData data;
    data.original = flat(4, 8);
    data.now = flat(4, 7);
    data.pinned = {{{"rtn <W4>", 0}, flat(4, 6)}, {{"qllm", 1}, flat(2, 5)}};
    view.setData(data);
    const QString legend = view.findChild<QLabel*>("legend")->text();
    QVERIFY(legend.contains("rtn&nbsp;&lt;W4&gt;"));
    QVERIFY(legend.contains(run_line_colour(data.pinned[1].style, current_theme()).name()));
    QStringList names;
    const ChartTable table = view.table();
    for (const ChartColumn& column : table.columns) names << column.name;
    QCOMPARE(names,
             QStringList({"bin_low", "bin_high", "count", "mass", "now_count", "now_mass", "rtn <W4>_count",
                          "rtn <W4>_mass", "qllm_bin_low", "qllm_bin_high", "qllm_count", "qllm_mass"}));
    QCOMPARE(table.columns[6].text(3), QString("6"));
    QCOMPARE(table.columns[8].text(1), QString("0"));
    QCOMPARE(table.columns[10].text(1), QString("5"));
    QCOMPARE(table.columns[10].text(2), QString());
  }

  void empty_pinned_histograms_draw() {
    HistogramView view;
    HistogramData data;
    data.pinned = {{{"none", 0}, {}}};
    view.setData(data);
    data.original = flat(1, 1);
    data.pinned.push_back({{"nan", 1}, flat(1, std::nan(""))});
    for (const bool logarithmic : {false, true}) {
      view.setCountLogarithmic(logarithmic);
      view.setData(data);
    }
    QCOMPARE(view.table().rows(), std::size_t{1});
  }

  void pinned_profiles_stand_on_their_channels() {
    ChannelProfileView view;
    ChannelProfileData data;
    data.absmax = {4, 10, 4, 4};
    // Channel 1 in three parts, channel 3 merged away.
    data.pinned = {{{"qllm", 2}, {3, 2, 5, 1, 1.5}, {0, 1, 1, 2, -1}}};
    view.setData(data);
    show(view);
    const QImage image = picture(view);
    const QColor colour = run_line_colour({"qllm", 2}, current_theme());
    const auto cap_at = [&](int channel, double value) {
      const int x = qRound(view.pixelOfChannel(channel)), y = qRound(view.pixelOfValue(value));
      return pixels_of(image, QRect(x - 60, y - 3, 40, 6), colour) > 40;
    };
    QVERIFY(cap_at(0, 3));
    QVERIFY(cap_at(1, 5));
    QVERIFY(!cap_at(1, 2));
    QVERIFY(cap_at(2, 1));
    QVERIFY(!cap_at(3, 1.5));
    const ChartTable table = view.table();
    const auto& column = table.columns.back();
    QCOMPARE(column.name, QString("absmax_qllm"));
    QCOMPARE(column.text(1), QString("5"));
    QCOMPARE(column.text(3), QString("nan"));
    QVERIFY(view.findChild<QLabel*>("legend")->text().contains("qllm"));
  }

  void sorted_channels_take_their_caps_with_them() {
    ChannelProfileView view;
    ChannelProfileData data;
    data.absmax = {1, 2, 9, 3};
    data.pinned = {{{"rtn", 1}, {0.5, 1.5, 4.5, 2.5}, {}}};
    view.setData(data);
    show(view);
    view.setOrder(ChannelProfileView::Order::sorted);
    view.frame()->replotNow();
    const QImage image = picture(view);
    const int x = qRound(view.pixelOfChannel(2)), y = qRound(view.pixelOfValue(4.5));
    QVERIFY(x < view.frame()->plot()->axisRect()->center().x());
    QVERIFY(pixels_of(image, QRect(x - 60, y - 3, 40, 6), run_line_colour({"rtn", 1}, current_theme())) > 40);
  }

  void other_channel_counts_without_a_map_are_left_out() {
    ChannelProfileView view;
    ChannelProfileData data;
    data.absmax.assign(5000, 1);
    data.pinned = {{{"other", 2}, {1, 2, 3}, {}},
                   {{"same", 0}, std::vector<double>(5000, 0.5), {}},
                   {{"short map", 4}, {7, 7, 7}, {0, 99999}}};
    view.setData(data);
    show(view);
    const QRect chart = view.frame()->plot()->axisRect()->rect();
    const QImage image = picture(view);
    QCOMPARE(pixels_of(image, chart, run_line_colour({"", 2}, current_theme())), 0);
    QVERIFY(pixels_of(image, chart, run_line_colour({"", 0}, current_theme())) > chart.width() / 3);
    QCOMPARE(view.table().columns.size(), std::size_t{7});
  }

  void after_reassembly_the_axis_is_another() {
    ChannelProfileView view;
    ChannelProfileData data;
    data.absmax = {4, 10};
    data.after = {{4, ChannelKind::unchanged, ""}, {5, ChannelKind::split, ""}, {5, ChannelKind::split, ""}};
    data.pinned = {{{"rtn", 2}, {3, 8}, {}}};
    view.setData(data);
    show(view);
    view.setShown(ChannelProfileView::Shown::reassembled);
    view.frame()->replotNow();
    QCOMPARE(pixels_of(picture(view), view.frame()->plot()->axisRect()->rect(),
                       run_line_colour({"", 2}, current_theme())),
             0);
    QVERIFY(!view.findChild<QLabel*>("legend")->text().contains("rtn"));
  }
};

QUANTSCOPE_TEST(TestOverlays)

}  // namespace test_overlays

#include "test_overlays.moc"
