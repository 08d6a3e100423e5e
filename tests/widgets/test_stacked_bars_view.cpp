#include <qcustomplot.h>

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/stacked_bars_view.h"

namespace test_stacked_bars_view {

using namespace quantscope::widgets;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Times of three rows in three parts, and the same by four components.
StackedBarsData times() {
  StackedBarsData made;
  made.rows = {{"A100 · decode", "now on A100, decode", {"now", RunStyle::now}, 5e-3, 8e-3},
               {"H100 · decode", "", {"now", RunStyle::now}, unknown, unknown},
               {"A100 · prefill", "", {"f16", 0}, 90e-3, 130e-3, "does not fit"}};
  made.breakdowns = {{"by operator",
                      "operator",
                      {"linear", "attention", "other"},
                      {{3e-3, 2e-3, 1e-3}, {2e-3, 1e-3, 0}, {80e-3, 15e-3, 5e-3}}},
                     {"by component",
                      "component",
                      {"compute", "DRAM", "link", "launch"},
                      {{1e-3, 4.5e-3, 0, 0.5e-3}, {0.5e-3, 2.4e-3, 0, 0.1e-3}, {97e-3, 3e-3, 0, 0}}}};
  made.value_name = "time";
  made.unit = "s";
  return made;
}

}  // namespace

class TestStackedBarsView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<StackedBarsView>();
    show(900, 400, times());
  }
  void cleanup() { view_.reset(); }

  void segments_follow_each_other_from_zero() {
    for (const bool shares : {false, true}) {
      view_->setShowsShares(shares);
      view_->frame()->replotNow();
      const QRect chart = plot()->axisRect()->rect();
      const QCPRange range = plot()->xAxis->range();
      for (int row = 0; row < 3; ++row) {
        const std::vector<double>& values = view_->data().breakdowns[0].values[static_cast<std::size_t>(row)];
        const double sum = values[0] + values[1] + values[2], factor = shares ? 100 / sum : 1;
        QVERIFY(std::abs(view_->total(row) / sum - 1) < 1e-12);
        double from = 0;
        for (int part = 0; part < 3; ++part) {
          const double to = from + values[static_cast<std::size_t>(part)] * factor;
          const QRectF rect = view_->segmentRect(row, part);
          if (to > from) {
            const auto pixel = [&](double value) {
              return chart.left() + (value - range.lower) / range.size() * chart.width();
            };
            QVERIFY(std::abs(rect.left() - pixel(from)) < 1.01 && std::abs(rect.right() - pixel(to)) < 1.01);
          } else {
            QVERIFY(rect.isEmpty());
          }
          from = to;
        }
        if (shares) QVERIFY(std::abs(from - 100) < 1e-9);
      }
      // The first row stands on top.
      QVERIFY(view_->segmentRect(0, 0).bottom() < view_->segmentRect(1, 0).top());
    }
  }

  void segments_have_their_colours_in_both_themes() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = plot()->toPixmap().toImage();
      for (int part = 0; part < 3; ++part) {
        const QRectF rect = view_->segmentRect(2, part);
        QCOMPARE(image.pixelColor(qRound(rect.center().x()), qRound(rect.top()) + 3),
                 kind_colour(part, current_theme()));
      }
    }
  }

  void the_breakdown_can_be_changed() {
    QSignalSpy changed(view_.get(), &StackedBarsView::breakdownChanged);
    view_->findChild<QComboBox*>("stacks_breakdown")->setCurrentIndex(1);
    QCOMPARE(changed.count(), 1);
    QVERIFY(std::abs(view_->total(1) - 3e-3) < 1e-15);
    QVERIFY(legend().contains("DRAM") && !legend().contains("attention"));
    // What is nowhere is not named.
    QVERIFY(!legend().contains("link"));
    QCOMPARE(view_->table().columns[1].name, QString("compute_s"));
  }

  void many_parts_are_nine_colours_and_the_others_keep_their_sum() {
    StackedBarsData data = times();
    StackedBreakdown many{"by operator", "operator", {}, {{}, {}, {}}};
    double sum = 0;
    for (int part = 0; part < 30; ++part) {
      many.parts.push_back(QStringLiteral("part %1").arg(part));
      for (auto& row : many.values) row.push_back((part % 5 + 1) * 1e-4);
      sum += (part % 5 + 1) * 1e-4;
    }
    data.breakdowns = {many};
    show(900, 400, data);
    QCOMPARE(view_->others().size(), std::size_t{22});
    QVERIFY(std::abs(view_->total(0) / sum - 1) < 1e-12);
    double seen = 0, hidden = 0;
    for (int part = 0; part < 30; ++part) {
      const double value = (part % 5 + 1) * 1e-4;
      (view_->segmentRect(0, part).isEmpty() ? hidden : seen) += value;
    }
    QVERIFY(std::abs(seen + hidden - sum) < 1e-12 && hidden > 0);
    const double right = plot()->xAxis->coordToPixel(sum), middle = view_->segmentRect(0, 4).center().y();
    QSignalSpy chosen(view_.get(), &StackedBarsView::segmentChosen);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, QPointF(right - 4, middle).toPoint());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][1].toInt(), -1);
    QVERIFY(read_out({right - 4, middle}).contains("others"));
    QCOMPARE(view_->table().columns.size(), std::size_t{1 + 30 + 3 + 1});
  }

  void totals_and_names_do_not_touch() {
    for (const QSize size : {QSize(380, 200), QSize(700, 300), QSize(1800, 700)}) {
      for (const int rows : {1, 3, 24}) {
        StackedBarsData data = times();
        while (static_cast<int>(data.rows.size()) < rows) {
          data.rows.push_back(data.rows[0]);
          for (StackedBreakdown& each : data.breakdowns) each.values.push_back(each.values[0]);
        }
        data.rows.resize(static_cast<std::size_t>(rows));
        show(size.width(), size.height(), data);
        const std::vector<QRectF>& labels = view_->labelRects();
        QVERIFY(!labels.empty());
        const QRectF chart = plot()->axisRect()->rect();
        for (std::size_t a = 0; a < labels.size(); ++a) {
          QVERIFY(labels[a].left() >= chart.left() && labels[a].right() <= chart.right() + 1);
          if (size.width() < 700) continue;
          for (std::size_t b = 0; b < a; ++b) QVERIFY(!labels[a].intersects(labels[b]));
        }
        const QVector<double> ticks = plot()->yAxis->tickVector();
        const double height = QFontMetricsF(plot()->yAxis->tickLabelFont()).height();
        for (int index = 0; index + 1 < ticks.size(); ++index)
          QVERIFY(std::abs(plot()->yAxis->coordToPixel(ticks[index + 1]) -
                           plot()->yAxis->coordToPixel(ticks[index])) >= height - 1);
      }
    }
  }

  void a_click_and_the_keyboard_choose_segments() {
    QSignalSpy chosen(view_.get(), &StackedBarsView::segmentChosen);
    for (const auto& [row, part] : {std::pair{0, 1}, {2, 0}}) {
      QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->segmentRect(row, part).center().toPoint());
      QCOMPARE(chosen.last()[0].toInt(), row);
      QCOMPARE(chosen.last()[1].toInt(), part);
      QCOMPARE(view_->selected(), std::pair(row, part));
    }
    QTest::keyClick(plot(), Qt::Key_PageUp);  // row 1 has two segments
    QCOMPARE(view_->selected(), std::pair(1, 1));
    QTest::keyClick(plot(), Qt::Key_Return);
    QCOMPARE(chosen.last()[0].toInt(), 1);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->bottomRight() - QPoint(3, 3));
    QCOMPARE(chosen.count(), 3);
  }

  void the_pointer_reads_out_value_share_total_and_bounds() {
    const QString text = read_out(view_->segmentRect(0, 1).center());
    for (const char* part :
         {"now on A100, decode", "attention: 2.00 ms (33.3 %)", "total: 6.00 ms", "5.00 ms to 8.00 ms"})
      QVERIFY2(text.contains(part), qPrintable(text + " | " + part));
    const QString beside =
        read_out({plot()->axisRect()->right() - 3.0, view_->segmentRect(2, 0).center().y()});
    for (const char* part : {"linear: 80.0 ms", "other: 5.00 ms", "does not fit"})
      QVERIFY2(beside.contains(part), qPrintable(beside + " | " + part));
  }

  void the_whisker_reaches_from_low_to_high() {
    const QImage image = plot()->toPixmap().toImage();
    const int middle = qRound(view_->segmentRect(2, 0).center().y());
    const auto drawn_at = [&](double value) {
      const int x = qRound(plot()->xAxis->coordToPixel(value));
      for (int dy = -2; dy <= 2; ++dy)
        if (image.pixelColor(x, middle + dy) == current_theme().axis_text) return true;
      return false;
    };
    QVERIFY(drawn_at(92e-3) && drawn_at(115e-3) && drawn_at(128e-3));
    QVERIFY(!drawn_at(87e-3));
  }

  void the_wheel_zooms_and_backspace_takes_back() {
    const QCPRange home = plot()->xAxis->range();
    const QPoint at = plot()->axisRect()->center();
    const double under = plot()->xAxis->pixelToCoord(at.x());
    QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &wheel);
    QVERIFY(plot()->xAxis->range().size() < home.size());
    QVERIFY(std::abs(plot()->xAxis->pixelToCoord(at.x()) - under) < home.size() * 1e-6);
    QTest::keyClick(plot(), Qt::Key_Backspace);
    QCOMPARE(plot()->xAxis->range(), home);
  }

  void every_format_is_written() {
    QTemporaryDir folder;
    for (const char* ending : {"png", "svg", "pdf", "csv", "json"})
      QVERIFY(view_->frame()->exportTo(folder.filePath(QString("bars.") + ending)));
  }

  void odd_numbers_draw() {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    std::vector<StackedBarsData> odd(4);
    odd[1].rows = {{"alone", "", {}}};
    odd[2] = times();
    odd[2].breakdowns[0].values = {{unknown, infinite, -3}, {}, {0, 0, 0, 1, 1}};
    odd[2].rows[0].low = -infinite;
    odd[2].rows[1].problem = "the model has no link";
    odd[3] = times();
    odd[3].breakdowns[0].values = {{1e300, 1e-300, 1}, {1e-300}, {1}};
    for (const StackedBarsData& data : odd)
      for (const bool shares : {false, true}) {
        view_->setShowsShares(shares);
        show(600, 300, data);
        for (const QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
          QVERIFY(axis->range().size() > 0 && std::isfinite(axis->range().size()));
        view_->setSelected(0, 0);
        view_->setSelected(55, 77);
        QTest::keyClick(plot(), Qt::Key_PageDown);
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->axisRect()->center());
        read_out(plot()->axisRect()->center());
        QCOMPARE(view_->table().rows(), data.rows.size());
      }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  QString legend() const { return view_->findChild<QLabel*>("legend")->text(); }
  void show(int width, int height, const StackedBarsData& data) {
    view_->resize(width, height);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setData(StackedBarsData{});
    view_->setData(data);
    view_->frame()->replotNow();
    view_->frame()->replotNow();
  }
  QString read_out(QPointF at) {
    QMouseEvent move(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(plot(), &move);
    return QToolTip::text();
  }

  std::unique_ptr<StackedBarsView> view_;
};

QUANTSCOPE_TEST(TestStackedBarsView)

}  // namespace test_stacked_bars_view

#include "test_stacked_bars_view.moc"
