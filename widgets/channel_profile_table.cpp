#include <cmath>
#include <limits>

#include "widgets/channel_profile_options.h"
#include "widgets/channel_profile_view.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

QString kind_name(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::split:
      return ChannelProfileView::tr("split");
    case ChannelKind::merged:
      return ChannelProfileView::tr("merged");
    case ChannelKind::unchanged:
      break;
  }
  return ChannelProfileView::tr("unchanged");
}

}  // namespace

QString ChannelProfileView::readout(QPointF pixel) const {
  const int channel = channel_at(pixel);
  if (channel < 0) return {};
  const auto index = static_cast<std::size_t>(channel);
  const double value = values()[index];
  QStringList lines = {tr("channel %1: %2").arg(channel).arg(format_si(value, data_.unit))};
  if (data_.median > 0) lines << tr("%1 × median").arg(format_three(value / data_.median));
  if (options_->shown() == Shown::reassembled) {
    const ReassembledChannel& each = data_.after[index];
    lines << (each.origin.isEmpty() ? kind_name(each.kind)
                                    : kind_name(each.kind) + QStringLiteral(": ") + each.origin);
  } else if (index < data_.band_low.size() && index < data_.band_high.size()) {
    const QString name = data_.band_name.isEmpty() ? tr("band") : data_.band_name;
    lines << tr("%1: %2 to %3")
                 .arg(name, format_three(data_.band_low[index]), format_three(data_.band_high[index]));
  }
  if (options_->shown() == Shown::original)
    for (std::size_t run = 0; run < pinned_values_.size(); ++run)
      if (const double pinned = pinned_values_[run][index]; !std::isnan(pinned))
        lines << tr("%1: %2").arg(data_.pinned[run].style.name, format_si(pinned, data_.unit));
  if (const auto limit = limitValue())
    lines << (value > *limit ? tr("above the limit %1") : tr("below the limit %1")).arg(format_three(*limit));
  return lines.join('\n');
}

ChartTable ChannelProfileView::table() const {
  const std::vector<double>& shown = values();
  const bool after = options_->shown() == Shown::reassembled;
  const double limit = limitValue().value_or(std::numeric_limits<double>::infinity());
  std::vector<double> channels(shown.size()), times(shown.size()), marked(shown.size());
  for (std::size_t index = 0; index < shown.size(); ++index) {
    channels[index] = static_cast<double>(index);
    times[index] = data_.median > 0 ? shown[index] / data_.median : std::nan("");
    marked[index] = shown[index] > limit ? 1 : 0;
  }
  ChartTable table;
  const QString unit = data_.unit.isEmpty() ? QString() : "_" + data_.unit.toLower();
  table.columns.push_back(
      {after ? QStringLiteral("kernel_channel") : QStringLiteral("channel"), std::move(channels)});
  table.columns.push_back({"absmax" + unit, shown});
  if (!after && !data_.band_low.empty()) table.columns.push_back({"band_low" + unit, data_.band_low});
  if (!after && !data_.band_high.empty()) table.columns.push_back({"band_high" + unit, data_.band_high});
  table.columns.push_back({"times_median", std::move(times)});
  table.columns.push_back({"marked", std::move(marked)});
  if (!after)
    for (std::size_t run = 0; run < pinned_values_.size(); ++run)
      table.columns.push_back({"absmax_" + data_.pinned[run].style.name + unit, pinned_values_[run]});
  if (after) {
    static const QString kinds[] = {"unchanged", "split", "merged"};
    std::vector<QString> kind, origin;
    for (const ReassembledChannel& each : data_.after) {
      kind.push_back(kinds[static_cast<int>(each.kind)]);
      origin.push_back(each.origin);
    }
    table.columns.push_back({"kind", std::move(kind)});
    table.columns.push_back({"origin", std::move(origin)});
  }
  return table;
}

}  // namespace quantscope::widgets
