#include <qcustomplot.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/heat_map_layer.h"
#include "widgets/heat_map_marks.h"
#include "widgets/heat_map_view.h"

namespace test_heat_map_view {

using namespace quantscope;
using namespace quantscope::widgets;

namespace {

constexpr int tokens = 300, channels = 500;
constexpr int massive_token = 3, massive_channel = 131;

/// Small values, one of 512 at (3, 131), NaN at (200, 400), −8 at (10, 20).
tensor::Tensor activations() {
  tensor::Tensor values(tensor::ElementType::f32, tokens, channels);
  auto* out = reinterpret_cast<float*>(values.mutable_data());
  for (int i = 0; i < tokens * channels; ++i) out[i] = (i * 37 % 101 - 50) * 0.01f;
  out[massive_token * channels + massive_channel] = 512;
  out[200 * channels + 400] = std::nanf("");
  out[10 * channels + 20] = -8;
  return values;
}

HeatMapData data(const QString& key = "inputs/down_proj") {
  HeatMapData result;
  result.values = statistics::ExtremaPyramid::build(statistics::source_of(activations()));
  result.value_name = "activation";
  result.row_name = "token";
  result.column_name = "channel";
  result.massive = {{massive_token, massive_channel, 512.0f}};
  result.massive_count = 1;
  result.outliers = {20, massive_channel};
  result.view_key = key;
  return result;
}

}  // namespace

class TestHeatMapView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<HeatMapView>();
    view_->frame()->setTitle("Where exactly are the large values?");
    view_->setData(data());
    view_->resize(900, 560);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->frame()->replotNow();
  }
  void cleanup() { view_.reset(); }

  void known_cells_have_their_colours() {
    view_->showPart({7, 8, 16, 8});
    view_->frame()->replotNow();
    const QImage image = picture();
    const ColourMap& map = view_->colours();
    for (const auto& [row, column, value] :
         {std::tuple{10, 20, -8.0}, {9, 18, std::abs(value_of(9, 18))}, {12, 22, value_of(12, 22)}}) {
      // Beside the value that is written in the middle.
      const QColor found = image.pixelColor(qRound(view_->pixelOfColumn(column)),
                                            qRound(view_->pixelOfRow(row) - cell_height() / 2 + 3));
      const QColor expected = map.at(view_->colourScale().fraction(value));
      QVERIFY2(distance(found, expected) <= 3, qPrintable(found.name() + " " + expected.name()));
    }
  }

  void values_are_written_into_large_cells_only() {
    QVERIFY(!view_->layer().shows_values());
    view_->showPart({7, 8, 16, 8});
    view_->frame()->replotNow();
    QVERIFY(view_->layer().shows_values());
  }

  void one_extreme_value_is_visible_in_the_whole_view() {
    const QRgb extreme = view_->colours().at(1).rgb();
    view_->setData(without_rings());
    view_->frame()->replotNow();
    const QImage image = picture();
    const QPoint at(qRound(view_->pixelOfColumn(massive_channel)), qRound(view_->pixelOfRow(massive_token)));
    bool found = false;
    for (int y = at.y() - 3; y <= at.y() + 3; ++y)
      for (int x = at.x() - 3; x <= at.x() + 3; ++x) found = found || image.pixel(x, y) == extreme;
    QVERIFY(found);
  }

  void signed_values_are_blue_and_orange_around_a_neutral_zero() {
    view_->setShowsSigned(true);
    QCOMPARE(view_->colourScale().low, -512.0);
    QCOMPARE(view_->colourScale().fraction(0), 0.5);
    view_->showPart({7, 8, 16, 8});
    view_->frame()->replotNow();
    const QColor found = picture().pixelColor(qRound(view_->pixelOfColumn(20)),
                                              qRound(view_->pixelOfRow(10) - cell_height() / 2 + 3));
    QVERIFY(found.blue() > found.red() + 20);
  }

  void the_diverging_map_suits_the_ground() {
    view_->setShowsSigned(true);
    QCOMPARE(view_->colours().id, QString("blue_orange"));
    apply_theme(*qApp, ThemeChoice::dark);
    QCOMPARE(view_->colours().id, QString("blue_orange_dark"));
  }

  void hover_reads_out_index_and_exact_value() {
    view_->showPart({0, 8, 128, 8});
    view_->frame()->replotNow();
    QSignalSpy text(view_.get(), &HeatMapView::readoutChanged);
    QSignalSpy channel(view_.get(), &HeatMapView::channelHovered);
    move(QPointF(view_->pixelOfColumn(massive_channel), view_->pixelOfRow(massive_token)));
    QVERIFY2(text.last()[0].toString().startsWith("token 3, channel 131: 512"),
             qPrintable(text.last()[0].toString()));
    QCOMPARE(channel.last()[0].toInt(), massive_channel);
    QVERIFY(view_->readout(QPointF(view_->pixelOfColumn(132), view_->pixelOfRow(2)))
                .startsWith("token 2, channel 132"));
    view_->setData(data());
    QVERIFY(view_->readout({-10, -10}).isEmpty());
  }

  void far_out_the_readout_also_names_the_largest_under_the_pointer() {
    view_->setData(large());
    view_->frame()->replotNow();
    const QString text = view_->readout({view_->pixelOfColumn(2500), view_->pixelOfRow(1500)});
    QVERIFY2(text.contains("largest of the"), qPrintable(text));
  }

  void click_selects_the_channel() {
    QSignalSpy selected(view_.get(), &HeatMapView::channelSelected);
    QSignalSpy cell(view_.get(), &HeatMapView::cellSelected);
    QTest::mouseClick(plot(), Qt::LeftButton, {},
                      QPoint(qRound(view_->pixelOfColumn(massive_channel)), qRound(view_->pixelOfRow(150))));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].toInt(), massive_channel);
    QCOMPARE(view_->selectedChannel(), massive_channel);
    QVERIFY(std::abs(cell[0][0].toInt() - 150) <= 1);
  }

  void wheel_zooms_around_the_pointer_and_double_click_goes_home() {
    const QPointF at(view_->pixelOfColumn(400), view_->pixelOfRow(100));
    const double column = plot()->xAxis->pixelToCoord(at.x()), row = plot()->yAxis->pixelToCoord(at.y());
    for (int i = 0; i < 5; ++i) wheel(at, 120);
    QVERIFY(view_->visible().columns < channels * 0.5);
    QVERIFY(std::abs(plot()->xAxis->pixelToCoord(at.x()) - column) < 0.01);
    QVERIFY(std::abs(plot()->yAxis->pixelToCoord(at.y()) - row) < 0.01);
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, at.toPoint());
    QCOMPARE(view_->visible().columns, double(channels));
    QCOMPARE(view_->visible().rows, double(tokens));
  }

  void zoom_ends_at_a_few_cells_and_at_the_whole_matrix() {
    const QPointF at(view_->pixelOfColumn(400), view_->pixelOfRow(100));
    for (int i = 0; i < 200; ++i) wheel(at, 120);
    QVERIFY(std::abs(view_->visible().columns - HeatMapView::fewest_cells) < 1e-9);
    QVERIFY(std::abs(view_->visible().rows - HeatMapView::fewest_cells) < 1e-9);
    QVERIFY(std::abs(plot()->xAxis->pixelToCoord(at.x()) - 400) < 1);
    for (int i = 0; i < 200; ++i) wheel(at, -120);
    QCOMPARE(view_->visible().columns, double(channels));
  }

  void drag_and_arrow_keys_pan() {
    view_->showPart({100, 50, 100, 50});
    view_->frame()->replotNow();
    QSignalSpy changed(view_.get(), &HeatMapView::viewChanged);
    drag({300, 200}, {320, 230}, Qt::NoModifier);
    QVERIFY(view_->visible().column < 100 && view_->visible().row < 100);
    QVERIFY(changed.count() > 0);
    const auto before = view_->visible();
    QTest::keyClick(plot(), Qt::Key_Right);
    QTest::keyClick(plot(), Qt::Key_Down);
    QVERIFY(view_->visible().column > before.column && view_->visible().row > before.row);
    QTest::keyClick(plot(), Qt::Key_Plus);
    QVERIFY(view_->visible().columns < 50);
    QTest::keyClick(plot(), Qt::Key_Home);
    QCOMPARE(view_->visible().columns, double(channels));
  }

  void shift_drag_brushes_columns_and_escape_clears() {
    QSignalSpy brushed(view_.get(), &HeatMapView::channelsBrushed);
    QSignalSpy cleared(view_.get(), &HeatMapView::brushCleared);
    drag({view_->pixelOfColumn(100), 200}, {view_->pixelOfColumn(200), 240}, Qt::ShiftModifier);
    QVERIFY(std::abs(brushed.last()[0].toInt() - 100) <= 1);
    QVERIFY(std::abs(brushed.last()[1].toInt() - 200) <= 1);
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(cleared.count(), 1);
  }

  void zoom_stays_between_tensors_of_one_kind() {
    view_->showPart({100, 50, 100, 50});
    view_->setData(data());
    QCOMPARE(view_->visible().columns, 50.0);
    QCOMPARE(view_->visible().row, 100.0);
    view_->setData(data("inputs/q_proj"));
    QCOMPARE(view_->visible().columns, double(channels));
  }

  void massive_values_are_ringed_and_counted() {
    QCOMPARE(view_->marks().rings_drawn(), 1);
    QVERIFY(view_->frame()->findChild<QLabel*>("legend")->text().contains("1 massive"));
    view_->showPart({100, 50, 100, 50});
    view_->frame()->replotNow();
    QCOMPARE(view_->marks().rings_drawn(), 0);
  }

  void filtered_channels_are_dimmed_or_stand_alone() {
    view_->setData(without_rings());
    view_->frame()->replotNow();
    const QPoint other(qRound(view_->pixelOfColumn(300)), qRound(view_->pixelOfRow(150)));
    const QColor before = picture().pixelColor(other);
    view_->setKeptChannels(std::vector<int>{20, massive_channel});
    view_->frame()->replotNow();
    QVERIFY(picture().pixelColor(other).lightness() > before.lightness());
    view_->setOthersLeftOut(true);
    view_->frame()->replotNow();
    QCOMPARE(view_->visible().columns, 2.0);
    QVERIFY(view_->readout({view_->pixelOfColumn(massive_channel), view_->pixelOfRow(massive_token)})
                .startsWith("token 3, channel 131: 512"));
    QCOMPARE(view_->table().rows(), std::size_t(2 * tokens));
    view_->setKeptChannels(std::nullopt);
    QCOMPARE(view_->visible().columns, double(channels));
  }

  void the_table_holds_the_cells_in_sight_or_their_blocks() {
    view_->showPart({0, 5, 130, 4});
    const ChartTable cells = view_->table();
    QCOMPARE(cells.rows(), std::size_t(20));
    QCOMPARE(cells.columns[2].text(3 * 4 + 1), QString("512"));
    view_->frame()->resetView();
    const ChartTable blocks = view_->table();  // 150 000 cells
    QCOMPARE(blocks.rows(), std::size_t(150 * 250));
    const auto& largest = std::get<std::vector<double>>(blocks.columns[6].values);
    const auto at = std::ranges::max_element(largest) - largest.begin();
    QCOMPARE(blocks.columns[0].text(std::size_t(at)), QString("2"));
    QCOMPARE(blocks.columns[3].text(std::size_t(at)), QString("131"));
    QCOMPARE(blocks.columns[5].text(std::size_t(at)), QString("512"));
  }

  void values_that_are_not_finite_stand_out_and_are_counted() {
    QVERIFY(view_->frame()->findChild<QLabel*>("legend")->text().contains("1 not finite"));
    view_->showPart({197, 6, 397, 6});
    view_->frame()->replotNow();
    const QColor found = picture().pixelColor(qRound(view_->pixelOfColumn(400)),
                                              qRound(view_->pixelOfRow(200) - cell_height() / 2 + 3));
    QCOMPARE(found.name(), QString("#ff4fd8"));
  }

  void choices_come_back() {
    view_->setShowsSigned(true);
    view_->setColourMap("viridis");
    view_->setColourLogarithmic(false);
    const QJsonObject kept = view_->choices();
    HeatMapView other;
    other.setChoices(kept);
    QCOMPARE(other.choices(), kept);
    other.setChoices({{"signed", "nonsense"}, {"colour_map", "jet"}});
    QCOMPARE(other.choices(), kept);
  }

  void pictures_are_exported_in_all_formats() {
    QTemporaryDir folder;
    for (const char* name : {"a.png", "a.svg", "a.pdf", "a.csv"}) {
      QVERIFY(view_->frame()->exportTo(folder.filePath(name)));
      QVERIFY(QFileInfo(folder.filePath(name)).size() > 1000);
    }
  }

  void screenshots() {
    const QString folder = qEnvironmentVariable("QUANTSCOPE_SCREENSHOTS");
    if (folder.isEmpty()) QSKIP("QUANTSCOPE_SCREENSHOTS names no folder");
    for (const auto theme : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, theme);
      const QString name = theme == ThemeChoice::light ? "light" : "dark";
      const auto save = [&](const QString& what) {
        view_->frame()->replotNow();
        QVERIFY(view_->grab().save(folder + "/heat-" + what + "-" + name + ".png"));
      };
      view_->setData(large());
      view_->setShowsSigned(false);
      view_->setSelectedChannel(777);
      save("whole");
      view_->setShowsSigned(true);
      save("signed");
      view_->showPart({1496, 9, 2496, 9});
      save("cells");
      view_->setShowsSigned(false);
      view_->frame()->resetView();
      view_->setKeptChannels(std::vector<int>{20, 777, 1400, 2500});
      save("dimmed");
      view_->setKeptChannels(std::nullopt);
    }
  }

 private:
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  QImage picture() const { return plot()->grab().toImage(); }
  double cell_height() const { return view_->pixelOfRow(1) - view_->pixelOfRow(0); }
  static double value_of(int row, int column) { return ((row * channels + column) * 37 % 101 - 50) * 0.01; }
  static int distance(const QColor& a, const QColor& b) {
    return std::max(
        {std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
  }
  static HeatMapData without_rings() {
    HeatMapData result = data();
    result.massive.clear();
    result.outliers.clear();
    return result;
  }
  /// 3000 × 5000, with an outlier channel and a massive value.
  static HeatMapData large() {
    tensor::Tensor values(tensor::ElementType::f32, 3000, 5000);
    auto* out = reinterpret_cast<float*>(values.mutable_data());
    std::uint32_t state = 1;
    for (int i = 0; i < 3000 * 5000; ++i) {
      float sum = -6;
      for (int k = 0; k < 3; ++k) {
        state = state * 1664525u + 1013904223u;
        sum += static_cast<float>(state >> 8) * 0x1p-22f;
      }
      out[i] = sum *
               (i % 5000 == 777    ? 30.0f
                : i % 5000 == 2500 ? 8.0f
                                   : 0.5f) *
               (1 + 0.3f * float((i / 5000) % 7));
    }
    out[1500 * 5000 + 2500] = -2000;
    out[3 * 5000 + 131] = 900;
    HeatMapData result = data("large");
    result.values = statistics::ExtremaPyramid::build(statistics::source_of(values));
    result.massive = {{1500, 2500, -2000.0f}, {3, 131, 900.0f}};
    result.massive_count = 2;
    result.outliers = {777, 2500};
    return result;
  }

  void move(QPointF at, Qt::MouseButtons buttons = Qt::NoButton, Qt::KeyboardModifiers modifiers = {}) {
    QMouseEvent event(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, buttons, modifiers);
    QApplication::sendEvent(plot(), &event);
  }
  void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) {
    QMouseEvent press(QEvent::MouseButtonPress, from, plot()->mapToGlobal(from), Qt::LeftButton,
                      Qt::LeftButton, modifiers);
    QApplication::sendEvent(plot(), &press);
    move(to, Qt::LeftButton, modifiers);
    QMouseEvent release(QEvent::MouseButtonRelease, to, plot()->mapToGlobal(to), Qt::LeftButton, Qt::NoButton,
                        modifiers);
    QApplication::sendEvent(plot(), &release);
  }
  void wheel(QPointF at, int angle) {
    QWheelEvent event(at, plot()->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &event);
  }

  std::unique_ptr<HeatMapView> view_;
};

QUANTSCOPE_TEST(TestHeatMapView)

}  // namespace test_heat_map_view

#include "test_heat_map_view.moc"
