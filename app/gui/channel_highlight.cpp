#include "app/gui/channel_highlight.h"

#include <algorithm>

#include "core/study/channel_values.h"

namespace quantscope::gui {
namespace {

/// Counts of a sample of rows stand for the whole tensor.
void scale_up(statistics::DrawnHistogram& drawn, const LoadedTensor& loaded) {
  const methods::Site& site = loaded.site->full->site();
  const std::int64_t sampled =
      loaded.subject.input
          ? site.input.samples->rows()
          : site.consumers.at(static_cast<std::size_t>(loaded.subject.consumer)).weights.rows();
  const std::int64_t columns = std::max<std::int64_t>(loaded.statistics->channels.channels(), 1);
  const double rows = static_cast<double>(loaded.statistics->count) / static_cast<double>(columns);
  const double factor = rows / static_cast<double>(std::max<std::int64_t>(sampled, 1));
  for (double& count : drawn.counts) count *= factor;
  drawn.below *= factor;
  drawn.above *= factor;
}

}  // namespace

ChannelHighlight::ChannelHighlight(QObject* parent) : QObject(parent) {}

ChannelHighlight::~ChannelHighlight() {
  stop_.request_stop();
}

void ChannelHighlight::show(std::shared_ptr<const LoadedTensor> loaded, std::vector<int> channels,
                            const statistics::BinOptions& bins) {
  if (loaded == loaded_ && channels == channels_ && bins == bins_) return;
  stop_.request_stop();
  stop_ = std::stop_source();
  loaded_ = std::move(loaded);
  channels_ = std::move(channels);
  bins_ = bins;
  worker_.post_latest([this, loaded = loaded_, chosen = channels_, bins, stop = stop_.get_token(),
                       generation = ++generation_] {
    base::Job job;
    job.stop = stop;
    std::optional<statistics::DrawnHistogram> drawn;
    try {
      const statistics::ValueCounts values =
          study::channel_values(*loaded->site->full, loaded->subject, chosen, job);
      if (values.finite() > 0) drawn = statistics::draw_histogram(values, bins);
      if (drawn && loaded->site->row_sample) scale_up(*drawn, *loaded);
    } catch (const std::exception&) {
      return;  // cancelled, or channels of another tensor: the next request is under way
    }
    deliver(this, [this, drawn = std::move(drawn), generation] {
      if (generation != generation_) return;
      drawn_ = drawn;
      emit changed();
    });
  });
}

void ChannelHighlight::clear() {
  stop_.request_stop();
  worker_.clear();
  ++generation_;
  loaded_.reset();
  channels_.clear();
  if (std::exchange(drawn_, std::nullopt)) emit changed();
}

}  // namespace quantscope::gui
