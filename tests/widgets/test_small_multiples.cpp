#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/small_multiples.h"

namespace test_small_multiples {

using namespace quantscope;
using namespace quantscope::widgets;

namespace {

/// Four bins over [-2 width, 2 width) with the counts 1, 3, 2, 0.
statistics::DrawnHistogram four_bins(double width, double times = 1) {
  statistics::DrawnHistogram drawn;
  for (int edge = -2; edge <= 2; ++edge) drawn.edges.push_back(edge * width);
  for (const double count : {1.0, 3.0, 2.0, 0.0}) drawn.counts.push_back(count * times);
  drawn.mass.assign(4, 0.25);
  return drawn;
}

std::vector<HistogramTile> tiles(int count) {
  std::vector<HistogramTile> made;
  for (int index = 0; index < count; ++index) {
    HistogramTile tile;
    tile.id = 1000 + index;
    tile.title = QStringLiteral("layers.%1.mlp.down_proj").arg(index);
    tile.full_name = QStringLiteral("model.layers.%1.mlp.down_proj.weight").arg(index);
    tile.figures = QStringLiteral("absmax %1").arg(index);
    if (index % 5 != 4) tile.original = four_bins(1 + index % 3);
    made.push_back(std::move(tile));
  }
  return made;
}

}  // namespace

class TestSmallMultiples : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<SmallMultiples>();
    view_->resize(640, 400);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->setTiles(tiles(1000));
  }
  void cleanup() { view_.reset(); }

  void a_click_names_the_tile() {
    QSignalSpy clicked(view_.get(), &SmallMultiples::tileClicked);
    click(5);
    QCOMPARE(clicked.last()[0].toInt(), 1005);
    QCOMPARE(view_->selected(), 1005);
    view_->verticalScrollBar()->setValue(5000);
    const int first = view_->visibleRange().first;
    QVERIFY(first > 100);
    click(first + 5);
    QCOMPARE(clicked.last()[0].toInt(), 1005 + first);
  }

  void the_owner_hears_what_is_in_sight() {
    QSignalSpy visible(view_.get(), &SmallMultiples::visibleChanged);
    const auto [first, last] = view_->visibleRange();
    QCOMPARE(first, 0);
    QVERIFY(view_->tileRect(last).top() < view_->viewport()->height());
    QVERIFY(view_->tileRect(last + 1).top() >= view_->viewport()->height());
    view_->verticalScrollBar()->setValue(view_->verticalScrollBar()->maximum());
    QCOMPARE(visible.count(), 1);
    QCOMPARE(visible[0][1].toInt(), 999);
    QVERIFY(view_->tileRect(visible[0][0].toInt()).bottom() >= 0);
    view_->setTiles({});
    QCOMPARE(visible.last()[1].toInt(), -1);
    view_->setTiles(tiles(3));
    QCOMPARE(view_->visibleRange(), (std::pair{0, 2}));
  }

  void arrows_walk_and_enter_chooses() {
    QSignalSpy current(view_.get(), &SmallMultiples::currentChanged),
        clicked(view_.get(), &SmallMultiples::tileClicked);
    const int columns = static_cast<int>(std::lround(640.0 / view_->tileRect(0).width()));
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(view_->selected(), 1000);
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QCOMPARE(view_->selected(), 1000 + columns);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QTest::keyClick(view_.get(), Qt::Key_Up);
    QCOMPARE(view_->selected(), 1000 + columns - 1);
    QTest::keyClick(view_.get(), Qt::Key_End);
    QCOMPARE(view_->selected(), 1999);
    QVERIFY(view_->viewport()->rect().contains(view_->tileRect(999).center()));
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toInt(), 1999);
    QCOMPARE(current.count(), 4);
    QVERIFY(view_->accessibleDescription().contains("model.layers.999"));
  }

  void bars_are_as_high_as_their_counts_say() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      const QImage image = view_->viewport()->grab().toImage();
      QCOMPARE(std::lround(12.0 * height_of(image, 0, 0) / height_of(image, 0, 1)), 4L);  // 1 : 3
      QCOMPARE(std::lround(12.0 * height_of(image, 0, 2) / height_of(image, 0, 1)), 8L);  // 2 : 3
      QCOMPARE(height_of(image, 0, 3), 0);
      // What has not come has no bars.
      for (int bin = 0; bin < 4; ++bin) QCOMPARE(height_of(image, 4, bin), 0);
    }
  }

  void common_axes_show_narrow_tensors_narrow() {
    const QImage own = view_->viewport()->grab().toImage();
    QVERIFY(height_of(own, 0, 0) > 0);
    view_->setCommonAxes(true);
    const QImage common = view_->viewport()->grab().toImage();
    // Tile 0 reaches over ±2 of the common ±6: its outer bins leave the outer quarters.
    QCOMPARE(height_of(common, 0, 0), 0);
    QVERIFY(height_of(common, 2, 0) > 0);
    // A tile that comes with more counts presses the others down.
    HistogramTile tall = tiles(5)[1];
    tall.original = four_bins(2, 10);
    view_->setTile(tall);
    QVERIFY(height_of(view_->viewport()->grab().toImage(), 2, 1) * 5 < height_of(common, 2, 1));
    view_->setCountLogarithmic(true);
    QVERIFY(height_of(view_->viewport()->grab().toImage(), 2, 1) * 3 > height_of(common, 2, 1));
  }

  void now_is_a_blue_line() {
    const auto blue = [this] {
      const QImage image = view_->viewport()->grab().toImage();
      const QRect tile = view_->tileRect(0);
      int count = 0;
      for (int y = tile.top(); y < tile.bottom(); ++y)
        for (int x = tile.left(); x < tile.right(); ++x)
          count += image.pixelColor(x, y) == current_theme().now;
      return count;
    };
    QCOMPARE(blue(), 0);
    view_->setNow(1000, four_bins(0.8));
    QVERIFY(blue() > 40);
    view_->setNow(7, four_bins(0.8));  // unknown: ignored
    view_->setNow(1000, std::nullopt);
    QCOMPARE(blue(), 0);
  }

  void hover_reads_out_name_and_figures() {
    const QPoint at = view_->tileRect(1).center();
    QHelpEvent help(QEvent::ToolTip, at, view_->viewport()->mapToGlobal(at));
    QApplication::sendEvent(view_->viewport(), &help);
    QVERIFY(QToolTip::text().contains("model.layers.1.mlp.down_proj.weight\nabsmax 1"));
  }

  void the_table_holds_the_numbers() {
    std::vector<HistogramTile> two = tiles(5);
    two.erase(two.begin() + 1, two.begin() + 4);
    two[0].now = four_bins(1, 2);
    two[1].problem = "damaged";
    view_->setTiles(two);
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{5});
    QCOMPARE(table.columns[0].text(1), QString("model.layers.0.mlp.down_proj.weight"));
    QCOMPARE(table.columns[1].text(1), QString("-1"));
    QCOMPARE(table.columns[2].text(1), QString("0"));
    QCOMPARE(table.columns[3].text(1), QString("3"));
    QCOMPARE(table.columns[4].text(1), QString("6"));
    QCOMPARE(table.columns[3].text(4), QString("nan"));
    QCOMPARE(table.columns.back().text(4), QString("damaged"));
    two[0].now = four_bins(0.5);
    view_->setTiles(two);
    QCOMPARE(view_->table().rows(), std::size_t{9});
  }

  void the_whole_grid_can_be_painted() {
    view_->setTiles(tiles(23));
    const QSize size = view_->exportSize();
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    view_->paintAll(painter, dark_theme());
    painter.end();
    // The last tile is there, and nothing is left unpainted.
    int bars = 0;
    for (int y = size.height() - 90; y < size.height(); ++y)
      for (int x = 0; x < size.width(); ++x) bars += image.pixelColor(x, y) == dark_theme().original_fill;
    QVERIFY(bars > 200);
    for (const QPoint at : {QPoint(0, 0), QPoint(size.width() - 1, size.height() - 1)})
      QCOMPARE(image.pixelColor(at), dark_theme().chart_background);
    view_->setTiles(tiles(5000));
    QVERIFY(view_->exportSize().height() <= 16000);
  }

  void a_new_width_keeps_the_place() {
    view_->verticalScrollBar()->setValue(6000);
    const int first = view_->visibleRange().first;
    view_->resize(1100, 400);
    QCoreApplication::processEvents();
    QVERIFY(std::abs(view_->visibleRange().first - first) < 8);
  }

  void titles_and_figures_stay_inside_their_tiles() {
    for (const int width : {480, 1600}) {
      view_->resize(width, 400);
      QCoreApplication::processEvents();
      const QImage image = view_->viewport()->grab().toImage();
      // The column of pixels between two tiles is ground all the way down.
      const int x = view_->tileRect(1).left();
      for (int y = 0; y < image.height(); ++y)
        QCOMPARE(image.pixelColor(x, y), current_theme().chart_background);
    }
  }

  void odd_tiles_draw() {
    std::vector<HistogramTile> odd(6);
    for (int index = 0; index < 6; ++index) odd[static_cast<std::size_t>(index)].id = index;
    odd[0].original = statistics::DrawnHistogram{};
    odd[1].original = four_bins(0);
    odd[2].original = four_bins(1, 0);
    odd[3].original = four_bins(std::nan(""));
    odd[4].original = four_bins(1, std::numeric_limits<double>::infinity());
    odd[5].original = four_bins(1e300);
    odd[5].now = statistics::DrawnHistogram{};
    for (const auto kind : {AxisScale::linear, AxisScale::logarithmic, AxisScale::symmetric_logarithmic}) {
      view_->setValueScale({kind, 0.5});
      view_->setTiles(odd);
      for (const bool on : {false, true}) {
        view_->setCommonAxes(on);
        view_->setCountLogarithmic(on);
        QVERIFY(!view_->viewport()->grab().isNull());
      }
    }
    view_->setTiles({});
    view_->setEmptyText("Open a model");
    QVERIFY(!view_->viewport()->grab().isNull());
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {50, 50});
    QCOMPARE(view_->table().rows(), std::size_t{0});
  }

 private:
  void click(int position) {
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, view_->tileRect(position).center());
  }
  /// Filled pixels in the middle of a quarter of a tile.
  int height_of(const QImage& image, int position, int quarter) const {
    const QRect tile = view_->tileRect(position);
    const int x = tile.left() + 6 + (tile.width() - 12) * (2 * quarter + 1) / 8;
    int height = 0;
    for (int y = tile.top() + 20; y < tile.bottom(); ++y)
      height += image.pixelColor(x, y) == current_theme().original_fill;
    return height;
  }

  std::unique_ptr<SmallMultiples> view_;
};

QUANTSCOPE_TEST(TestSmallMultiples)

}  // namespace test_small_multiples

#include "test_small_multiples.moc"
