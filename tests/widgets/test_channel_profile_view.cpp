#include <qcustomplot.h>

#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "tests/quantscope_test.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"

namespace test_channel_profile_view {

using namespace quantscope::widgets;

class TestChannelProfileView : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    view_ = std::make_unique<ChannelProfileView>();
    view_->setData(data());
    view_->resize(900, 420);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->frame()->replotNow();
  }
  void cleanup() { view_.reset(); }

  void channels_above_theta_are_marked_largest_first() {
    QCOMPARE(view_->markedChannels(), (std::vector<int>{131, 7, 512}));
  }

  void limit_can_be_a_multiple_of_the_median() {
    QSignalSpy changed(view_.get(), &ChannelProfileView::limitChanged);
    view_->setLimit(ChannelProfileView::Limit::factor);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(*view_->limitValue(), 15 * 2.0);  // factor × median of data()
    QCOMPARE(view_->markedChannels(), (std::vector<int>{131}));
    QSignalSpy factor(view_.get(), &ChannelProfileView::factorChanged);
    view_->findChild<QDoubleSpinBox*>("profile_factor")->setValue(10);
    QCOMPARE(factor.count(), 1);
    QCOMPARE(view_->markedChannels(), (std::vector<int>{131, 7}));
  }

  void one_click_copies_the_marked_channels() {
    view_->setMarkedListVisible(true);
    auto* button = view_->findChild<QPushButton*>("copy_channels");
    QCOMPARE(button->text(), QString("Copy 3 channels"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QString("131, 7, 512"));
    view_->setTheta(1000);
    QVERIFY(!button->isEnabled());
  }

  void click_selects_the_channel_under_the_pointer() {
    QSignalSpy selected(view_.get(), &ChannelProfileView::channelSelected);
    QTest::mouseClick(plot(), Qt::LeftButton, {},
                      QPoint(qRound(view_->pixelOfChannel(131)), plot()->height() / 2));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].toInt(), 131);
    QCOMPARE(view_->selectedChannel(), 131);
  }

  void sorted_order_starts_with_the_largest() {
    view_->setOrder(ChannelProfileView::Order::sorted);
    QVERIFY(view_->pixelOfChannel(131) < view_->pixelOfChannel(7));
    QVERIFY(view_->pixelOfChannel(7) < view_->pixelOfChannel(512));
    QVERIFY(view_->pixelOfChannel(512) < view_->pixelOfChannel(0));
  }

  void theta_line_is_dragged() {
    QSignalSpy dragged(view_.get(), &ChannelProfileView::thetaDragged);
    QSignalSpy finished(view_.get(), &ChannelProfileView::thetaDragFinished);
    const QPoint from(plot()->width() / 2, qRound(view_->pixelOfValue(10)));
    const QPoint to(plot()->width() / 2, qRound(view_->pixelOfValue(22)));
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons buttons) {
      QMouseEvent event(type, at, plot()->mapToGlobal(at), button, buttons, Qt::NoModifier);
      QApplication::sendEvent(plot(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    QVERIFY(std::abs(dragged.last()[0].toDouble() - 22) < 0.5);
    QCOMPARE(view_->markedChannels(), (std::vector<int>{131, 7}));  // 40 and 25 remain above, 12 does not
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
    QCOMPARE(finished.count(), 1);
  }

  void brush_tells_the_channels() {
    QSignalSpy brushed(view_.get(), &ChannelProfileView::channelsBrushed);
    const auto send = [&](QEvent::Type type, double x, Qt::MouseButtons buttons) {
      const QPointF at(x, 150);
      QMouseEvent event(type, at, plot()->mapToGlobal(at),
                        type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons,
                        Qt::ShiftModifier);
      QApplication::sendEvent(plot(), &event);
    };
    send(QEvent::MouseButtonPress, view_->pixelOfChannel(99) + 0.5, Qt::LeftButton);
    send(QEvent::MouseMove, view_->pixelOfChannel(200) + 0.5, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, view_->pixelOfChannel(200) + 0.5, Qt::NoButton);
    const auto channels = brushed.last()[0].value<std::vector<int>>();
    QCOMPARE(channels.front(), 100);
    QCOMPARE(channels.back(), 200);
  }

  void after_reassembly_the_kernel_channels_and_their_origin_are_shown() {
    ChannelProfileData split = data();
    split.after = {{6, ChannelKind::split, "half of channel 7"},
                   {6, ChannelKind::split, "half of channel 7"},
                   {2, ChannelKind::merged, "channels 1 and 2 merged"},
                   {1, ChannelKind::unchanged, ""}};
    view_->setData(split);
    view_->setShown(ChannelProfileView::Shown::reassembled);
    const ChartTable table = view_->table();
    QCOMPARE(table.rows(), std::size_t{4});
    QCOMPARE(table.columns.back().text(2), QString("channels 1 and 2 merged"));
    QVERIFY(view_->markedChannels().empty());
    view_->setData(data());
    QCOMPARE(view_->shown(), ChannelProfileView::Shown::original);
  }

  void without_theta_the_limit_is_the_factor_and_comes_back_with_theta() {
    ChannelProfileData plain = data();
    plain.theta.reset();
    view_->setData(plain);
    QCOMPARE(view_->limit(), ChannelProfileView::Limit::factor);
    view_->setData(data());
    QCOMPARE(view_->limit(), ChannelProfileView::Limit::theta);
  }

  void a_lone_outlier_among_many_channels_is_drawn() {
    for (const std::size_t count : {std::size_t{11008}, std::size_t{100000}}) {
      ChannelProfileData many;
      many.absmax.assign(count, 1.0);
      many.absmax[count / 3] = 50;
      many.theta = 10;
      many.median = 1;
      view_->setData(many);
      const QImage image = view_->frame()->plot()->grab().toImage();
      const int x = qRound(view_->pixelOfChannel(static_cast<int>(count / 3)));
      bool orange = false;
      for (int near = x - 4; near <= x + 4; ++near)
        for (int y = 0; y < image.height(); ++y) {
          const QColor colour = image.pixelColor(near, y);
          orange = orange || (colour.red() > 180 && colour.blue() < 100 && colour.green() < 160);
        }
      QVERIFY(orange);
    }
  }

  void odd_data_draw() {
    view_->setData({});
    ChannelProfileData odd;
    odd.absmax = {0, std::nan(""), 1e20, 1};
    view_->setData(odd);
    view_->setValueLogarithmic(true);
    view_->setOrder(ChannelProfileView::Order::sorted);
    view_->setSelectedChannel(3);
    QCOMPARE(view_->table().rows(), std::size_t{4});
  }

 private:
  ChannelProfileData data() const {
    ChannelProfileData made;
    made.absmax.assign(640, 2.0);
    made.absmax[131] = 40;
    made.absmax[7] = 25;
    made.absmax[512] = 12;
    made.band_low.assign(640, 0.5);
    made.band_high.assign(640, 1.5);
    made.theta = 10;
    made.median = 2;
    made.factor = 15;
    made.view_key = "down_proj";
    return made;
  }
  QWidget* plot() const { return view_->frame()->plot(); }

  std::unique_ptr<ChannelProfileView> view_;
};

QUANTSCOPE_TEST(TestChannelProfileView)

}  // namespace test_channel_profile_view

#include "test_channel_profile_view.moc"
