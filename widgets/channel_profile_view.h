#pragma once

#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"
#include "widgets/theme.h"

namespace quantscope::widgets {

class BrushBand;
class ChannelBars;
class ChannelProfileOptions;
class ChartFrame;
class MarkedChannels;
class PinnedOutlines;
class ValueMarks;

enum class ChannelKind { unchanged, split, merged };

/// A channel as the kernel sees it after disassembly and assembly.
struct ReassembledChannel {
  double absmax = 0;
  ChannelKind kind = ChannelKind::unchanged;
  QString origin;  ///< "half of channel 131", "channels 7 and 512 merged"; may be empty where unchanged
};

/// Largest magnitude per channel under a pinned run, as its kernel sees it.
struct PinnedProfile {
  RunStyle style;
  std::vector<double> absmax;
  /// Per value of absmax the original channel it stands for, -1 for one that stands for none alone (merged
  /// ones). Of several parts of a channel the largest is drawn. Empty: the channels are the original ones;
  /// where their number differs, nothing can be drawn.
  std::vector<int> original_channel;
};

struct ChannelProfileData {
  std::vector<double> absmax;               ///< per channel, ≥ 0
  std::vector<double> band_low, band_high;  ///< percentile band per channel; both empty or of absmax' size
  QString band_name;                        ///< "P50–P99 of |x|"
  std::vector<ReassembledChannel> after;    ///< empty where nothing was reassembled
  std::vector<PinnedProfile> pinned;        ///< outlines over the original channels
  std::optional<double> theta;              ///< draggable dashed line
  double median = 0;                        ///< of absmax
  double factor = 5;                        ///< k: channels above k × median are marked
  QString value_name;                       ///< "absmax of the input"; names the y axis
  QString unit;
  bool preview = false;
  qint64 sample = 0;
  QString view_key;  ///< as in HistogramData
};

/// Largest magnitude per channel, outliers in orange with a marker, in place or sorted, before or after
/// reassembly, with the list of marked channels. Smooth up to 10^5 channels.
class ChannelProfileView : public QWidget {
  Q_OBJECT
 public:
  enum class Order { in_place, sorted };
  enum class Limit { theta, factor };
  enum class Shown { original, reassembled };

  explicit ChannelProfileView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(ChannelProfileData data);
  const ChannelProfileData& data() const { return data_; }
  void setTheta(std::optional<double> theta);

  Order order() const;
  void setOrder(Order order);
  Limit limit() const;
  void setLimit(Limit limit);
  Shown shown() const;
  void setShown(Shown shown);
  bool valueLogarithmic() const;
  void setValueLogarithmic(bool on);
  void setMarkedListVisible(bool visible);

  /// Channels whose absmax lies in this range of magnitudes are shown, others are faded. None: all.
  void setHighlight(std::optional<std::pair<double, double>> magnitudes);
  /// Of the original channels only these are shown, ascending; none: all. Emits nothing.
  void setKept(std::optional<std::vector<int>> channels);
  /// Indices of what is shown, in the order of the x axis.
  std::vector<int> shownChannels() const;
  /// The band over the places of these channels; empty clears it. Emits nothing.
  void setBrush(const std::vector<int>& channels);
  /// The channel that the pointer is on elsewhere, -1 for none.
  void setHoveredChannel(int channel);
  /// The selected channel, -1 for none.
  void setSelectedChannel(int channel);
  int selectedChannel() const { return selected_; }

  /// Value in force as the limit: theta or factor × median; none where it is not known.
  std::optional<double> limitValue() const;
  /// Channels above the limit, largest first; indices of what is shown.
  const std::vector<int>& markedChannels() const { return marked_; }
  /// "131, 7, 512": what the button copies.
  QString markedText() const;

  /// channel, absmax, band, times_median, marked; after reassembly also kind and origin; before it
  /// the absmax under each pinned run.
  ChartTable table() const;

  double pixelOfValue(double value) const;   ///< y pixel in frame()->plot()
  double pixelOfChannel(int channel) const;  ///< x pixel

 public slots:
  void copyMarkedChannels();

 signals:
  void channelSelected(int channel);
  void channelHovered(int channel);  ///< -1 when the pointer left
  void channelsBrushed(const std::vector<int>& channels);
  void brushCleared();
  void factorChanged(double factor);
  void limitChanged();
  void thetaDragged(double theta);
  void thetaDragFinished(double theta);

 private:
  void rebuild();
  void map_pinned();
  void rebuild_pinned();
  void reread_limit();
  void update_marked();
  void update_order();
  int place_of(int channel) const;
  int channel_of(int place) const;
  int places() const;
  void show_places();
  void go_home();
  void apply_colours(const Theme& theme);
  void show_selection(const Theme& theme);
  QString readout(QPointF pixel) const;
  int channel_at(QPointF pixel) const;
  const std::vector<double>& values() const;
  void brush(double low, double high);

  ChannelProfileData data_;
  std::vector<double> after_values_;
  std::vector<std::vector<double>> pinned_values_;  ///< per pinned run and original channel; NaN = none
  /// Channel at a place of the x axis, and back (-1 where it is not shown); nothing where all stand in place.
  std::optional<std::vector<int>> order_;
  std::vector<int> rank_;
  std::optional<std::vector<int>> kept_;
  std::vector<int> marked_;
  std::optional<std::pair<double, double>> highlight_;
  int selected_ = -1, hovered_ = -1;
  bool limit_fell_back_ = false;  ///< to the factor, because there was no theta
  ChartFrame* frame_;
  ChannelProfileOptions* options_;
  MarkedChannels* list_;
  ChannelBars* bars_ = nullptr;
  PinnedOutlines* outlines_ = nullptr;
  ValueMarks* lines_ = nullptr;
  ValueMarks* selection_ = nullptr;
  BrushBand* band_ = nullptr;
};

}  // namespace quantscope::widgets
