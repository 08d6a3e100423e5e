#include "app/gui/loaded_site.h"

#include <algorithm>
#include <cstring>

#include "app/gui/row_sample.h"
#include "core/study/site_loader.h"

namespace quantscope::gui {
namespace {

/// Values that a preview works on: the largest sample that answers within 25 ms on two cores.
constexpr std::int64_t preview_weight_values = std::int64_t{1} << 18;
constexpr std::int64_t preview_input_values = std::int64_t{1} << 16;

/// Bytes that a site and one analysis of it take: the elements, codes of a byte each, inputs as f32 twice.
std::uint64_t needed_bytes(const Document& document, const std::vector<int>& consumers, int activation) {
  std::uint64_t bytes = 0;
  for (const int consumer : consumers) {
    const storage::TensorInfo& info = document.tensor(consumer);
    bytes += info.bytes() + info.bytes() / tensor::element_size(info.type);
  }
  if (activation >= 0) {
    const storage::TensorInfo& info = document.tensor(activation);
    bytes += 8 * (info.bytes() / tensor::element_size(info.type));
  }
  return bytes;
}

std::uint64_t held_bytes(const methods::Site& site) {
  std::uint64_t bytes = 0;
  for (const methods::Consumer& consumer : site.consumers) {
    bytes += consumer.weights.bytes();
    if (site.input.has_samples())
      bytes += 4 * static_cast<std::uint64_t>(site.input.samples->rows() * consumer.weights.rows());
  }
  if (site.input.has_samples()) bytes += 4 * static_cast<std::uint64_t>(site.input.samples->count());
  return bytes;
}

}  // namespace

int LoadedSite::consumer_of(int tensor) const {
  const auto found = std::ranges::find(consumers, tensor);
  return found == consumers.end() ? -1 : static_cast<int>(found - consumers.begin());
}

std::shared_ptr<const LoadedSite> load_for_analysis(const Document& document, int tensor,
                                                    std::uint64_t budget, const base::Job& job) {
  const calibration::SitePlan& plan = document.site_of(tensor);
  auto loaded = std::make_shared<LoadedSite>();
  loaded->site = document.sites().site_of(tensor);
  loaded->consumers = plan.consumers;
  if (needed_bytes(document, loaded->consumers, plan.activation) > budget && plan.consumers.size() > 1) {
    const bool is_consumer = std::ranges::find(plan.consumers, tensor) != plan.consumers.end();
    loaded->consumers = {is_consumer ? tensor : plan.consumers.front()};
    loaded->notes.push_back("the layers that share this input do not fit the memory budget together: " +
                            document.tensor(loaded->consumers.front()).name + " is analysed alone");
  }

  methods::Site site;
  if (needed_bytes(document, loaded->consumers, plan.activation) > budget) {
    site = load_row_sample(document, plan, loaded->consumers, budget / 4, job);
    loaded->row_sample = true;
    loaded->notes.push_back("larger than the memory budget: only a sample of its rows is analysed");
  } else {
    site = study::load_site(document.file(), plan, loaded->consumers, job, &loaded->notes);
  }
  job.check();
  loaded->bytes = held_bytes(site);

  const auto consumers = static_cast<std::int64_t>(std::max<std::size_t>(site.consumers.size(), 1));
  methods::Site sample = methods::sampled_site(site, preview_weight_values / consumers, preview_input_values);
  for (const auto& method : methods::all_methods()) {
    MethodOnSite& known = loaded->methods[method->description().id];
    known.unsuitable = method->why_unsuitable(site);
    known.parameters = method->parameters(&site);
  }
  const bool smaller = sample.sampled;
  loaded->full = std::make_shared<const study::PreparedSite>(std::move(site));
  loaded->preview = smaller ? std::make_shared<const study::PreparedSite>(std::move(sample)) : loaded->full;
  return loaded;
}

}  // namespace quantscope::gui
