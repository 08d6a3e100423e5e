#include "app/gui/channel_picture.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "app/gui/page_sentences.h"

namespace quantscope::gui {
namespace {

std::vector<double> doubles(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

widgets::ChannelKind kind_of(methods::KernelChannel::Kind kind) {
  switch (kind) {
    case methods::KernelChannel::Kind::split:
      return widgets::ChannelKind::split;
    case methods::KernelChannel::Kind::merged:
      return widgets::ChannelKind::merged;
    case methods::KernelChannel::Kind::unchanged:
      break;
  }
  return widgets::ChannelKind::unchanged;
}

double bound_of(const methods::KernelChannel& channel, const std::vector<double>& absmax) {
  double sum = 0;
  for (const std::int32_t source : channel.sources) sum += absmax.at(static_cast<std::size_t>(source));
  return sum / (static_cast<double>(std::max<std::size_t>(channel.sources.size(), 1)) *
                std::max(channel.pieces, 1));
}

}  // namespace

widgets::ChannelProfileData channel_picture(const ChannelPictureFacts& facts) {
  widgets::ChannelProfileData data;
  const bool other_input = facts.of_input && !facts.subject_is_input;
  const LoadedTensor* loaded = facts.loaded;
  if (other_input && loaded && loaded->site) {
    data.absmax = doubles(loaded->site->full->site().input.channel_absmax);
    data.band_low = doubles(loaded->input_band_low);
    data.band_high = doubles(loaded->input_band_high);
  } else if (!other_input) {
    data.absmax = doubles(facts.statistics->channels.absmax);
    if (loaded) {
      data.band_low = doubles(loaded->band_low);
      data.band_high = doubles(loaded->band_high);
    }
  }
  if (data.band_low.size() != data.absmax.size() || data.band_high.size() != data.absmax.size()) {
    data.band_low.clear();
    data.band_high.clear();
  }
  data.band_name = QCoreApplication::translate("channels", "P25–P99 of |x|");
  const std::vector<float> known(data.absmax.begin(), data.absmax.end());
  data.median = statistics::outliers(known).channel_absmax_median;

  if (!facts.result || !facts.of_input || facts.result->kernel_channels.empty()) return data;
  const std::vector<methods::KernelChannel>& channels = facts.result->kernel_channels;
  const std::vector<float>& measured = facts.result->after.channel_absmax;
  const bool use_measured = facts.subject_is_input && measured.size() == channels.size();
  data.after.reserve(channels.size());
  for (std::size_t k = 0; k < channels.size(); ++k)
    data.after.push_back(
        {use_measured ? static_cast<double>(measured[k]) : bound_of(channels[k], data.absmax),
         kind_of(channels[k].kind), origin_text(channels[k])});
  return data;
}

std::pair<double, double> magnitudes_of(double low, double high) {
  const double a = std::abs(low), b = std::abs(high);
  return {low <= 0 && high >= 0 ? 0.0 : std::min(a, b), std::max(a, b)};
}

}  // namespace quantscope::gui
