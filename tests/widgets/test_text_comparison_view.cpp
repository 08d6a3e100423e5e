#include <qcustomplot.h>

#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/text_comparison_view.h"

namespace test_text_comparison_view {

using namespace quantscope::widgets;

namespace {

ComparedText text(const QString& name, int colour, const QStringList& words) {
  ComparedText made;
  made.style = {name, colour};
  for (int i = 0; i < words.size(); ++i) made.tokens.push_back({100 + i, words[i], false, {}});
  return made;
}

TextComparisonData two_texts() {
  TextComparisonData data;
  data.beginning = "Once upon";
  data.texts = {text("float", RunStyle::original, {" a", " time", " there", " was"}),
                text("rtn W4A8", 0, {" a", " day", " there", " was"})};
  data.texts[1].tokens[1].differs = true;
  data.texts[1].tokens[1].note = "float has “ time” here";
  data.texts[1].footer = "decoding 43 tokens/s";
  return data;
}

}  // namespace

class TestTextComparisonView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<TextComparisonView>();
    view_->frame()->setTitle("What does it say?");
    show(900, 320, two_texts());
  }
  void cleanup() { view_.reset(); }

  void texts_stand_side_by_side_where_there_is_room_else_below_each_other() {
    QVERIFY(view_->tokenRect(1, 0).left() > view_->tokenRect(0, 3).right());
    QVERIFY(std::abs(view_->tokenRect(1, 0).top() - view_->tokenRect(0, 0).top()) < 1);
    show(330, 500, two_texts());
    QVERIFY(view_->tokenRect(1, 0).top() > view_->tokenRect(0, 3).bottom());
    QVERIFY(view_->heightFor(330) > view_->heightFor(900));
  }

  void a_token_that_differs_has_a_ground_and_a_line_below() {
    for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
      apply_theme(*qApp, choice);
      view_->frame()->replotNow();
      const QImage image = picture();
      const QColor line = run_line_colour({"rtn W4A8", 0}, current_theme());
      const auto lines_below = [&](int token) {
        const QRectF rect = view_->tokenRect(1, token);
        int count = 0;
        for (int x = qRound(rect.left()) + 2; x < rect.right() - 2; ++x)
          for (int y = -2; y <= 2; ++y) count += image.pixelColor(x, qRound(rect.bottom()) + y) == line;
        return count;
      };
      QVERIFY(lines_below(1) > view_->tokenRect(1, 1).width());
      QCOMPARE(lines_below(0), 0);
      QCOMPARE(lines_below(2), 0);
      // Not by colour alone, nor by the line alone.
      const QRectF marked = view_->tokenRect(1, 1), plain = view_->tokenRect(1, 2);
      QVERIFY(image.pixelColor(marked.topLeft().toPoint() + QPoint(1, 2)) !=
              current_theme().chart_background);
      QCOMPARE(image.pixelColor(plain.topLeft().toPoint() + QPoint(1, 2)), current_theme().chart_background);
    }
  }

  void a_click_marks_the_place_in_all_texts() {
    QSignalSpy clicked(view_.get(), &TextComparisonView::tokenClicked);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, view_->tokenRect(1, 2).center().toPoint());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked[0][0].toInt(), 1);
    QCOMPARE(clicked[0][1].toInt(), 2);
    QCOMPARE(view_->selectedToken(), 2);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->rect().bottomLeft() + QPoint(20, -5));
    QCOMPARE(view_->selectedToken(), -1);
    QCOMPARE(clicked.size(), 1);
  }

  void every_token_is_found_where_it_stands() {
    TextComparisonData data = two_texts();
    for (int i = 0; i < 120; ++i)
      for (ComparedText& each : data.texts)
        each.tokens.push_back({i, i % 7 == 0 ? "\n" : " word", false, {}});
    show(700, 900, data);
    QSignalSpy clicked(view_.get(), &TextComparisonView::tokenClicked);
    int found = 0;
    for (int token = 0; token < 124; ++token) {
      const QRectF rect = view_->tokenRect(0, token);
      if (rect.width() < 6) continue;
      QTest::mouseClick(plot(), Qt::LeftButton, {}, rect.center().toPoint());
      QVERIFY2(!clicked.isEmpty() && clicked.back()[1].toInt() == token, qPrintable(QString::number(token)));
      ++found;
    }
    QVERIFY(found > 100);
  }

  void what_does_not_fit_scrolls_and_pictures_show_all() {
    TextComparisonData data = two_texts();
    for (int i = 0; i < 600; ++i) data.texts[0].tokens.push_back({i, " longer", false, {}});
    data.texts[0].tokens.push_back({7, " END", false, {}});
    show(700, 300, data);
    auto* scroll = view_->findChild<QScrollBar*>();
    QVERIFY(scroll->isVisible());
    const auto last = static_cast<int>(data.texts[0].tokens.size()) - 1;
    QVERIFY(view_->tokenRect(0, last).top() > plot()->height());
    const QPointF at = plot()->rect().center();
    QWheelEvent wheel(at, plot()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &wheel);
    QVERIFY(scroll->value() > 0);
    scroll->setValue(scroll->maximum());
    QVERIFY(view_->tokenRect(0, last).bottom() <= plot()->height());
    const QByteArray svg = view_->frame()->exportContent(ExportFormat::svg);
    QVERIFY(svg.contains("END"));
    QVERIFY(svg.contains("Once"));
    QVERIFY(QSvgRenderer(svg).isValid());
    // At the end the wheel is the page's.
    QWheelEvent more(at, plot()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot(), &more);
    QVERIFY(!more.isAccepted());
    // A picture leaves the screen as it was.
    QVERIFY(view_->tokenRect(0, last).bottom() <= plot()->height());
  }

  void the_table_has_a_row_a_token() {
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{8});
    QCOMPARE(table.columns[0].name, QString("run"));
    QCOMPARE(table.columns[0].text(5), QString("rtn W4A8"));
    QCOMPARE(table.columns[1].text(5), QString("1"));
    QCOMPARE(table.columns[2].text(5), QString("101"));
    QCOMPARE(table.columns[3].text(5), QString(" day"));
    QCOMPARE(table.columns[4].text(5), QString("1"));
    QCOMPARE(table.columns[4].text(6), QString("0"));
  }

  void odd_texts_draw() {
    TextComparisonData odd;
    show(900, 300, odd);
    QCOMPARE(view_->table().rows(), std::size_t{0});
    odd.texts = {text("empty", 1, {}),
                 text("scripts", 2, {"한국어", " \u0939\u093f", "🙂", "\u0627\u0644", "", "\uFFFD"}),
                 text("long", 3, {QString(5000, 'x')})};
    odd.texts[0].problem = "does not run";
    odd.texts[1].unfinished = true;
    for (const int width : {120, 500, 1600}) {
      show(width, 300, odd);
      view_->setSelectedToken(3);
      view_->frame()->replotNow();
      QVERIFY(view_->heightFor(width) > 0);
      QVERIFY(!view_->frame()->exportContent(ExportFormat::png).isEmpty());
    }
  }

 private:
  void show(int width, int height, const TextComparisonData& data) {
    view_->resize(width, height);
    view_->show();
    view_->setData(data);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    view_->frame()->replotNow();
  }
  QCustomPlot* plot() const { return view_->frame()->plot(); }
  QImage picture() const { return plot()->grab().toImage(); }

  std::unique_ptr<TextComparisonView> view_;
};

QUANTSCOPE_TEST(TestTextComparisonView)

}  // namespace test_text_comparison_view

#include "test_text_comparison_view.moc"
