#include "app/gui/run_overlays.h"

#include <algorithm>

#include "app/gui/document.h"
#include "core/base/error.h"

namespace quantscope::gui {
RunOverlays::RunOverlays(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace) {
  connect(&workspace_, &Workspace::documentChanged, this, &RunOverlays::refresh);
  connect(&workspace_, &Workspace::tensorChanged, this, &RunOverlays::refresh);
  connect(&workspace_, &Workspace::loadedChanged, this, &RunOverlays::refresh);
  connect(&workspace_, &Workspace::outlierFactorChanged, this, &RunOverlays::refresh);
  connect(&workspace_.runs(), &RunList::changed, this, &RunOverlays::refresh);
  refresh();
}

RunOverlays::~RunOverlays() {
  stop_.request_stop();
}

bool RunOverlays::pending() const {
  return !wanted_.empty() || !running_.empty() || drawn_number_ != drawing_;
}

std::string RunOverlays::key_of(const study::Setting& setting) const {
  const LoadedTensor& loaded = *workspace_.loaded();
  std::string key = workspace_.document()->file().identity().key();
  for (const std::uint64_t part : {static_cast<std::uint64_t>(loaded.tensor), loaded.site->bytes,
                                   static_cast<std::uint64_t>(loaded.subject.input)})
    key += ' ' + std::to_string(part);
  key += ' ' + base::parameter_text(workspace_.outlier_factor()) + ' ' + setting.method;
  for (const auto& [id, value] : setting.values) key += ' ' + id + '=' + base::parameter_text(value);
  return key;
}

const RunOverlays::Known* RunOverlays::find(const std::string& key) {
  const auto found = std::ranges::find(known_, key, &Known::key);
  if (found == known_.end()) return nullptr;
  known_.splice(known_.begin(), known_, found);
  return &known_.front();
}

void RunOverlays::refresh() {
  overlays_.clear();
  wanted_.clear();
  baseline_.reset();
  const RunList& list = workspace_.runs();
  if (workspace_.loaded() && workspace_.loaded()->site) {
    for (int run = 0; run < static_cast<int>(list.runs().size()); ++run) {
      const PinnedRun& pinned = list.runs()[static_cast<std::size_t>(run)];
      if (!pinned.visible && run != list.baseline()) continue;
      const std::string key = key_of(pinned.setting);
      const Known* known = find(key);
      if (!known) wanted_.emplace_back(key, pinned.setting);
      if (run == list.baseline() && known) baseline_ = known->result;
      if (!pinned.visible) continue;
      Overlay overlay;
      overlay.run = run;
      overlay.style = pinned.style();
      if (known) {
        overlay.result = known->result;
        overlay.problem = known->problem;
      }
      overlays_.push_back(std::move(overlay));
    }
  }
  if (std::ranges::find(wanted_, running_, &std::pair<std::string, study::Setting>::first) == wanted_.end())
    stop_.request_stop();
  start_next();
  emit changed();
  draw();
}

void RunOverlays::start_next() {
  if (!running_.empty() || wanted_.empty()) return;
  const auto [key, setting] = wanted_.front();
  running_ = key;
  stop_ = std::stop_source();
  study::AnalysisOptions options;
  options.subject = workspace_.loaded()->subject;
  options.outlier_factor = workspace_.outlier_factor();
  worker_.post([this, key = key, setting = setting, options, site = workspace_.loaded()->site,
                stop = stop_.get_token()] {
    base::Job job;
    job.stop = stop;
    job.threads = 1;  // the other processors follow the hand
    Known known;
    known.key = key;
    bool cancelled = false;
    try {
      known.result = std::make_shared<const study::AnalysisResult>(
          study::analyse(*site->full, methods::method_by_id(setting.method), setting.values, options, job));
    } catch (const base::Cancelled&) {
      cancelled = true;
    } catch (const std::exception& error) {
      known.problem = QString::fromStdString(error.what());
    }
    deliver(this, [this, known = std::move(known), cancelled] { take(known, cancelled); });
  });
}

void RunOverlays::take(Known known, bool cancelled) {
  running_.clear();
  if (!cancelled) {
    known_.push_front(std::move(known));
    while (known_.size() > std::max(most_results, workspace_.runs().runs().size())) known_.pop_back();
  }
  refresh();
}

void RunOverlays::set_bins(const statistics::BinOptions& bins) {
  if (bins_ && *bins_ == bins) return;
  bins_ = bins;
  draw();
}

void RunOverlays::draw() {
  if (!bins_) return;
  struct Item {
    widgets::RunStyle style;
    std::shared_ptr<const study::AnalysisResult> result;
  };
  std::vector<Item> items;
  for (const Overlay& overlay : overlays_)
    if (overlay.result && overlay.result->after.values.finite() > 0)
      items.push_back({overlay.style, overlay.result});
  const double whole =
      workspace_.statistics() ? static_cast<double>(workspace_.statistics()->values.finite()) : 0;
  const int number = ++drawing_;
  const auto show = [this, number](std::vector<widgets::PinnedHistogram> drawn) {
    if (number != drawing_) return;
    drawn_number_ = number;
    drawn_ = std::move(drawn);
    emit drawnChanged();
  };
  if (items.empty()) {
    show({});
    return;
  }
  draw_worker_.post_latest([this, items = std::move(items), bins = *bins_, whole, show] {
    std::vector<widgets::PinnedHistogram> drawn;
    for (const Item& item : items) {
      widgets::PinnedHistogram histogram;
      histogram.style = item.style;
      histogram.drawn = statistics::draw_histogram(item.result->after.values, bins);
      const double mine = static_cast<double>(item.result->after.values.finite());
      if (whole > 0 && whole != mine) {
        for (double& count : histogram.drawn.counts) count *= whole / mine;
        histogram.drawn.below *= whole / mine;
        histogram.drawn.above *= whole / mine;
      }
      drawn.push_back(std::move(histogram));
    }
    deliver(this, [show, drawn = std::move(drawn)] { show(drawn); });
  });
}

std::vector<widgets::PinnedProfile> RunOverlays::after_absmax() const {
  std::vector<widgets::PinnedProfile> profiles;
  for (const Overlay& overlay : overlays_) {
    if (!overlay.result) continue;
    widgets::PinnedProfile profile;
    profile.style = overlay.style;
    const std::vector<float>& absmax = overlay.result->after.channel_absmax;
    profile.absmax.assign(absmax.begin(), absmax.end());
    if (workspace_.loaded()->subject.input)
      for (const methods::KernelChannel& channel : overlay.result->kernel_channels)
        profile.original_channel.push_back(channel.sources.size() == 1 ? channel.sources.front() : -1);
    profiles.push_back(std::move(profile));
  }
  return profiles;
}

}  // namespace quantscope::gui
