#pragma once

#include <QWidget>
#include <vector>

class QPushButton;
class QTableView;

namespace quantscope::widgets {

class MarkedChannelsModel;

/// A channel above the limit.
struct MarkedChannel {
  int channel;
  double absmax;
  double times_median;
};

/// List of the marked channels with one button that copies their numbers.
class MarkedChannels : public QWidget {
  Q_OBJECT
 public:
  explicit MarkedChannels(QWidget* parent = nullptr);
  void set_channels(std::vector<MarkedChannel> channels);
  void select(int channel);

 signals:
  void copy_requested();
  void channel_activated(int channel);

 private:
  MarkedChannelsModel* model_;
  QTableView* view_;
  QPushButton* copy_;
};

}  // namespace quantscope::widgets
