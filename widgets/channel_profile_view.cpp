#include "widgets/channel_profile_view.h"

#include <qcustomplot.h>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "widgets/axis_tickers.h"
#include "widgets/channel_bars.h"
#include "widgets/channel_profile_options.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/chart_marks.h"
#include "widgets/marked_channels.h"
#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/pinned_outlines.h"

namespace quantscope::widgets {
ChannelProfileView::ChannelProfileView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      options_(new ChannelProfileOptions),
      list_(new MarkedChannels) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(frame_, 1);
  layout->addWidget(list_);
  list_->setVisible(false);
  frame_->setOptionsWidget(options_);
  frame_->setExportName("channel_profile");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  bars_ = new ChannelBars(plot->xAxis, plot->yAxis);
  outlines_ = new PinnedOutlines(plot->xAxis, plot->yAxis);
  band_ = new BrushBand(plot->xAxis);
  lines_ = new ValueMarks(plot->yAxis);
  selection_ = new ValueMarks(plot->xAxis);
  plot->xAxis->grid()->setVisible(false);
  set_axis_scale(plot->xAxis, {});
  set_axis_scale(plot->yAxis, {});

  ChartInteraction* hand = frame_->interaction();
  hand->set_brush_enabled(true);
  hand->set_home([this] { go_home(); });
  hand->add_handle(
      {plot->yAxis,
       [this] { return data_.theta ? std::vector<double>{*data_.theta} : std::vector<double>{}; },
       [this](double coordinate, bool finished) {
         const double theta = std::max(coordinate, 0.0);
         setTheta(theta);
         emit thetaDragged(theta);
         if (finished) emit thetaDragFinished(theta);
       }});
  connect(hand, &ChartInteraction::brushing, this, &ChannelProfileView::brush);
  connect(hand, &ChartInteraction::brushed, this, &ChannelProfileView::brush);
  connect(hand, &ChartInteraction::brush_cleared, this, [this] {
    band_->set_range(std::nullopt);
    frame_->interaction()->set_brush_shown(false);
    frame_->plot()->layer("overlay")->replot();
    emit brushCleared();
  });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const int channel = channel_at(pixel);
    if (channel < 0) return;
    setSelectedChannel(channel);
    emit channelSelected(channel);
  });
  connect(hand, &ChartInteraction::hovered, this,
          [this](QPointF pixel) { emit channelHovered(channel_at(pixel)); });
  connect(hand, &ChartInteraction::left, this, [this] { emit channelHovered(-1); });
  connect(list_, &MarkedChannels::channel_activated, this, [this](int channel) {
    setSelectedChannel(channel);
    emit channelSelected(channel);
  });
  connect(list_, &MarkedChannels::copy_requested, this, &ChannelProfileView::copyMarkedChannels);

  const auto redraw_home = [this] {
    rebuild();
    frame_->interaction()->go_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  };
  connect(options_, &ChannelProfileOptions::order_changed, this, redraw_home);
  connect(options_, &ChannelProfileOptions::shown_changed, this, redraw_home);
  connect(options_, &ChannelProfileOptions::scale_changed, this, redraw_home);
  connect(options_, &ChannelProfileOptions::limit_changed, this, [this] {
    limit_fell_back_ = false;
    reread_limit();
    emit limitChanged();
  });
  connect(options_, &ChannelProfileOptions::factor_changed, this, [this](double factor) {
    data_.factor = factor;
    reread_limit();
    emit factorChanged(factor);
    emit limitChanged();
  });
  connect(options_, &ChannelProfileOptions::list_toggled, this, [this](bool visible) {
    update_marked();
    list_->setVisible(visible);
  });
  connect(frame_, &ChartFrame::recolour, this, &ChannelProfileView::apply_colours);
  apply_colours(current_theme());
}

void ChannelProfileView::setData(ChannelProfileData data) {
  const bool first = data_.absmax.empty();
  // The hand on the line leads; a result of a moment ago must not pull it back.
  if (frame_->interaction()->dragging_handle()) data.theta = data_.theta;
  const bool same_view =
      data.view_key == data_.view_key && data.absmax.size() == data_.absmax.size() && !first;
  data_ = std::move(data);
  if (!same_view) selected_ = -1;
  after_values_.resize(data_.after.size());
  std::ranges::transform(data_.after, after_values_.begin(), &ReassembledChannel::absmax);
  map_pinned();
  const Shown before = options_->shown();
  const QSignalBlocker quiet(options_);
  options_->set_available(data_.theta.has_value(), !data_.after.empty());
  options_->set_factor(data_.factor);
  if (!data_.theta && options_->limit() == Limit::theta) {
    options_->set_limit(Limit::factor);
    limit_fell_back_ = true;
  } else if (data_.theta && limit_fell_back_) {
    options_->set_limit(Limit::theta);
    limit_fell_back_ = false;
  }
  rebuild();
  frame_->showData(same_view && before == options_->shown(), data_.preview, data_.sample);
}

void ChannelProfileView::setTheta(std::optional<double> theta) {
  data_.theta = theta;
  reread_limit();
}

ChannelProfileView::Order ChannelProfileView::order() const {
  return options_->order();
}
void ChannelProfileView::setOrder(Order order) {
  options_->set_order(order);
}
ChannelProfileView::Limit ChannelProfileView::limit() const {
  return options_->limit();
}
void ChannelProfileView::setLimit(Limit limit) {
  options_->set_limit(limit);
}
ChannelProfileView::Shown ChannelProfileView::shown() const {
  return options_->shown();
}
void ChannelProfileView::setShown(Shown shown) {
  options_->set_shown(shown);
}
bool ChannelProfileView::valueLogarithmic() const {
  return options_->logarithmic();
}
void ChannelProfileView::setValueLogarithmic(bool on) {
  options_->set_logarithmic(on);
}
void ChannelProfileView::setMarkedListVisible(bool visible) {
  options_->set_list_visible(visible);
}

void ChannelProfileView::setHighlight(std::optional<std::pair<double, double>> magnitudes) {
  if (highlight_ == magnitudes) return;
  highlight_ = magnitudes;
  update_marked();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ChannelProfileView::setSelectedChannel(int channel) {
  selected_ = channel;
  list_->select(channel);
  apply_colours(current_theme());
  frame_->plot()->layer("overlay")->replot();
}

std::optional<double> ChannelProfileView::limitValue() const {
  if (options_->limit() == Limit::theta) return data_.theta;
  if (data_.median > 0) return data_.factor * data_.median;
  return std::nullopt;
}

QString ChannelProfileView::markedText() const {
  QStringList numbers;
  for (const int channel : marked_) numbers << QString::number(channel);
  return numbers.join(QStringLiteral(", "));
}

void ChannelProfileView::copyMarkedChannels() {
  QApplication::clipboard()->setText(markedText());
}

const std::vector<double>& ChannelProfileView::values() const {
  return options_->shown() == Shown::reassembled ? after_values_ : data_.absmax;
}

int ChannelProfileView::place_of(int channel) const {
  return order_ ? rank_[static_cast<std::size_t>(channel)] : channel;
}

int ChannelProfileView::channel_of(int place) const {
  return order_ ? (*order_)[static_cast<std::size_t>(place)] : place;
}

int ChannelProfileView::places() const {
  return static_cast<int>(order_ ? order_->size() : values().size());
}

std::vector<int> ChannelProfileView::shownChannels() const {
  std::vector<int> channels(static_cast<std::size_t>(places()));
  for (std::size_t place = 0; place < channels.size(); ++place)
    channels[place] = channel_of(static_cast<int>(place));
  return channels;
}

void ChannelProfileView::update_order() {
  order_.reset();
  rank_.clear();
  const std::vector<double>& shown = values();
  const bool sorted = options_->order() == Order::sorted;
  const bool narrowed = kept_ && options_->shown() == Shown::original;
  if (!sorted && !narrowed) return;
  std::vector<int>& order = order_.emplace();
  if (narrowed) {
    std::ranges::copy_if(*kept_, std::back_inserter(order), [&](int channel) {
      return channel >= 0 && channel < static_cast<int>(shown.size());
    });
  } else {
    order.resize(shown.size());
    std::iota(order.begin(), order.end(), 0);
  }
  if (sorted)
    std::ranges::sort(order, [&](int a, int b) {
      const double left = shown[static_cast<std::size_t>(a)], right = shown[static_cast<std::size_t>(b)];
      return left != right ? left > right : a < b;
    });
  rank_.assign(shown.size(), -1);
  for (std::size_t place = 0; place < order.size(); ++place)
    rank_[static_cast<std::size_t>(order[place])] = static_cast<int>(place);
}

/// Where channels are left out the axis names those that are there; else it counts.
void ChannelProfileView::show_places() {
  QCPAxis* axis = frame_->plot()->xAxis;
  const bool sorted = options_->order() == Order::sorted;
  const bool narrowed = kept_ && options_->shown() == Shown::original;
  if (narrowed) {
    QStringList names;
    for (const int channel : *order_) names << QString::number(channel);
    auto ticker = QSharedPointer<NameTicker>::create(axis);
    ticker->set_names(std::move(names));
    axis->setTicker(ticker);
  } else if (axis->ticker().dynamicCast<NameTicker>()) {
    set_axis_scale(axis, {});
  }
  axis->setLabel(narrowed && sorted ? tr("channel, the largest of %1 kept first").arg(format_count(places()))
                 : narrowed         ? tr("channel, %1 kept").arg(format_count(places()))
                 : sorted           ? tr("rank of the channel, largest first")
                 : options_->shown() == Shown::reassembled ? tr("kernel channel")
                                                           : tr("channel"));
}

void ChannelProfileView::setKept(std::optional<std::vector<int>> channels) {
  if (kept_ == channels) return;
  kept_ = std::move(channels);
  if (data_.absmax.empty()) return;
  rebuild();
  frame_->interaction()->go_home();
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ChannelProfileView::setBrush(const std::vector<int>& channels) {
  std::optional<std::pair<double, double>> range;
  for (const int channel : channels) {
    const int place = channel < static_cast<int>(values().size()) ? place_of(channel) : -1;
    if (place < 0) continue;
    if (!range) range = std::pair(place - 0.5, place + 0.5);
    range->first = std::min(range->first, place - 0.5);
    range->second = std::max(range->second, place + 0.5);
  }
  band_->set_range(range);
  frame_->interaction()->set_brush_shown(range.has_value());
  frame_->plot()->layer("overlay")->replot();
}

void ChannelProfileView::setHoveredChannel(int channel) {
  if (std::exchange(hovered_, channel) == channel) return;
  show_selection(current_theme());
  frame_->plot()->layer("overlay")->replot();
}

void ChannelProfileView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  update_order();
  const std::vector<double>& shown = values();
  const bool after = options_->shown() == Shown::reassembled;
  const bool band = !after && data_.band_low.size() == shown.size() && data_.band_high.size() == shown.size();
  std::vector<ChannelBar>& bars = bars_->bars();
  bars.assign(static_cast<std::size_t>(places()), ChannelBar{});
  for (std::size_t place = 0; place < bars.size(); ++place) {
    const auto channel = static_cast<std::size_t>(channel_of(static_cast<int>(place)));
    ChannelBar& bar = bars[place];
    bar.value = static_cast<float>(shown[channel]);
    if (band) {
      bar.band_low = static_cast<float>(data_.band_low[channel]);
      bar.band_high = static_cast<float>(data_.band_high[channel]);
    }
    if (after) bar.look = static_cast<ChannelBar::Look>(data_.after[channel].kind);
  }
  bars_->set_reassembled(after);
  bars_->set_preview(data_.preview);
  const bool logarithmic = options_->logarithmic();
  if ((plot->yAxis->scaleType() == QCPAxis::stLogarithmic) != logarithmic)
    set_axis_scale(plot->yAxis, {logarithmic ? AxisScale::logarithmic : AxisScale::linear, 1});
  show_places();
  const QString name = data_.value_name.isEmpty() ? tr("absmax") : data_.value_name;
  plot->yAxis->setLabel(with_unit(name, data_.unit));
  rebuild_pinned();
  update_marked();
  apply_colours(current_theme());
}

/// Largest value of the parts of each original channel.
void ChannelProfileView::map_pinned() {
  const std::size_t channels = data_.absmax.size();
  pinned_values_.assign(data_.pinned.size(), std::vector<double>(channels, std::nan("")));
  for (std::size_t run = 0; run < data_.pinned.size(); ++run) {
    const PinnedProfile& pinned = data_.pinned[run];
    std::vector<double>& values = pinned_values_[run];
    const bool in_place = pinned.original_channel.empty();
    if (in_place && pinned.absmax.size() != channels) continue;
    for (std::size_t part = 0; part < pinned.absmax.size(); ++part) {
      if (!in_place && part >= pinned.original_channel.size()) break;
      const int channel = in_place ? static_cast<int>(part) : pinned.original_channel[part];
      if (channel < 0 || static_cast<std::size_t>(channel) >= channels) continue;
      double& value = values[static_cast<std::size_t>(channel)];
      value = std::isnan(value) ? pinned.absmax[part] : std::max(value, pinned.absmax[part]);
    }
  }
}

void ChannelProfileView::rebuild_pinned() {
  std::vector<PinnedOutline> outlines;
  if (options_->shown() == Shown::original) {
    for (std::size_t run = 0; run < data_.pinned.size(); ++run) {
      PinnedOutline outline{data_.pinned[run].style, std::vector<float>(static_cast<std::size_t>(places()))};
      for (std::size_t place = 0; place < outline.values.size(); ++place)
        outline.values[place] = static_cast<float>(
            pinned_values_[run][static_cast<std::size_t>(channel_of(static_cast<int>(place)))]);
      outlines.push_back(std::move(outline));
    }
  }
  outlines_->set_outlines(std::move(outlines));
}

void ChannelProfileView::reread_limit() {
  update_marked();
  apply_colours(current_theme());
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ChannelProfileView::update_marked() {
  const std::vector<double>& shown = values();
  const double limit = limitValue().value_or(std::numeric_limits<double>::infinity());
  marked_.clear();
  std::vector<ChannelBar>& bars = bars_->bars();
  for (std::size_t place = 0; place < bars.size(); ++place) {
    const int channel = channel_of(static_cast<int>(place));
    const double value = shown[static_cast<std::size_t>(channel)];
    bars[place].marked = value > limit;
    bars[place].faded = highlight_ && !(value >= highlight_->first && value <= highlight_->second);
    if (bars[place].marked) marked_.push_back(channel);
  }
  std::ranges::sort(marked_, [&](int a, int b) {
    const double left = shown[static_cast<std::size_t>(a)], right = shown[static_cast<std::size_t>(b)];
    return left != right ? left > right : a < b;
  });
  if (!options_->list_visible()) return;
  std::vector<MarkedChannel> rows;
  rows.reserve(marked_.size());
  for (const int channel : marked_) {
    const double value = shown[static_cast<std::size_t>(channel)];
    rows.push_back({channel, value, data_.median > 0 ? value / data_.median : std::nan("")});
  }
  list_->set_channels(std::move(rows));
}

void ChannelProfileView::go_home() {
  QCustomPlot* plot = frame_->plot();
  if (places() == 0) return;
  const double count = places();
  plot->xAxis->setRange(-0.5 - count * 0.004, count - 0.5 + count * 0.004);
  double top = 0, bottom = std::numeric_limits<double>::infinity();
  for (const ChannelBar& bar : bars_->bars()) {
    const double value = bar.value;
    if (!std::isfinite(value)) continue;
    top = std::max(top, value);
    if (value > 0) bottom = std::min(bottom, value);
  }
  // So are pinned runs, unless they would press the channels to the floor.
  const double before = top;
  for (const PinnedOutline& outline : outlines_->outlines())
    for (const float value : outline.values)
      if (std::isfinite(value)) top = std::max<double>(top, value);
  if (before > 0) top = std::min(top, before * 2);
  // The limit is in sight unless that would press the channels to the floor.
  if (const auto limit = limitValue(); limit && *limit > top && *limit < top * 2) top = *limit;
  if (!(top > 0)) top = 1, bottom = 0.1;
  if (options_->logarithmic())
    plot->yAxis->setRange(std::max(bottom, top * 1e-9) * 0.7,
                          top * std::pow(top / std::max(bottom, top * 1e-9), 0.12) * 1.4);
  else
    plot->yAxis->setRange(0, top * 1.15);
}

void ChannelProfileView::apply_colours(const Theme& theme) {
  bars_->set_theme(&theme);
  outlines_->set_theme(&theme);
  band_->set_colour(theme.brush);
  lines_->set_background(theme.chart_background);
  selection_->set_background(theme.chart_background);
  const bool by_theta = options_->limit() == Limit::theta;
  std::vector<ValueMark> lines;
  if (data_.median > 0) {
    lines.push_back(
        {data_.median, tr("median %1").arg(format_three(data_.median)), theme.quantile, Qt::DotLine, 1, 1});
    if (!by_theta)
      lines.push_back({data_.factor * data_.median,
                       tr("%1 × median = %2")
                           .arg(format_three(data_.factor, false), format_three(data_.factor * data_.median)),
                       theme.outlier, Qt::DashDotLine, 1.5, 3});
  }
  if (data_.theta)
    lines.push_back({*data_.theta, QStringLiteral("θ ") + format_three(*data_.theta, false), theme.theta,
                     Qt::DashLine, 2, 5});
  lines_->set_marks(std::move(lines));
  show_selection(theme);

  const auto coloured = [](const QColor& colour, const QString& text) {
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(colour.name(), text);
  };
  QStringList legend = {coloured(
      theme.outlier, tr("▼ %1 above the limit").arg(format_count(static_cast<qint64>(marked_.size()))))};
  if (options_->shown() == Shown::reassembled)
    legend << coloured(theme.split, tr("◆ split")) << coloured(theme.merged, tr("■ merged"));
  else if (!data_.band_high.empty())
    legend << coloured(
        theme.original,
        QStringLiteral("▮ ") + (data_.band_name.isEmpty() ? tr("percentile band") : data_.band_name));
  for (const PinnedOutline& outline : outlines_->outlines()) legend << run_legend_html(outline.style, theme);
  frame_->setLegend(legend.join(QStringLiteral("&nbsp;&nbsp; ")));
}

void ChannelProfileView::show_selection(const Theme& theme) {
  std::vector<ValueMark> marks;
  const auto add = [&](int channel, const QString& text, Qt::PenStyle line) {
    if (channel < 0 || channel >= static_cast<int>(values().size()) || place_of(channel) < 0) return;
    marks.push_back(
        {static_cast<double>(place_of(channel)), text, theme.palette.color(QPalette::Highlight), line, 1, 1});
  };
  add(selected_, tr("channel %1").arg(selected_), Qt::SolidLine);
  if (hovered_ != selected_) add(hovered_, tr("%1 under the pointer").arg(hovered_), Qt::DotLine);
  selection_->set_marks(std::move(marks));
}

int ChannelProfileView::channel_at(QPointF pixel) const {
  const int count = places();
  if (count == 0) return -1;
  const QCPAxis* axis = frame_->plot()->xAxis;
  const auto place = static_cast<int>(std::lround(axis->pixelToCoord(pixel.x())));
  if (place < 0 || place >= count) return -1;
  // Among several channels on one pixel the largest is meant.
  int best = place;
  const int first = std::max(0, static_cast<int>(std::ceil(axis->pixelToCoord(pixel.x() - 2))));
  const int last = std::min(count - 1, static_cast<int>(std::floor(axis->pixelToCoord(pixel.x() + 2))));
  const auto value = [&](int at) { return values()[static_cast<std::size_t>(channel_of(at))]; };
  for (int at = first; at <= last; ++at)
    if (value(at) > value(best)) best = at;
  return channel_of(best);
}

void ChannelProfileView::brush(double low, double high) {
  band_->set_range(std::pair{low, high});
  frame_->interaction()->set_brush_shown(true);
  frame_->plot()->layer("overlay")->replot();
  std::vector<int> channels;
  const int last = std::min(places() - 1, static_cast<int>(std::floor(high)));
  for (int place = std::max(0, static_cast<int>(std::ceil(low))); place <= last; ++place)
    channels.push_back(channel_of(place));
  emit channelsBrushed(channels);
}

double ChannelProfileView::pixelOfValue(double value) const {
  return frame_->plot()->yAxis->coordToPixel(value);
}

double ChannelProfileView::pixelOfChannel(int channel) const {
  return frame_->plot()->xAxis->coordToPixel(place_of(channel));
}

}  // namespace quantscope::widgets
