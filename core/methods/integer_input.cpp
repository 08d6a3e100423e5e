#include "core/methods/integer_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace quantscope::methods {
namespace {

void widen(formats::Range& range, float low, float high) {
  if (!(low <= high)) return;
  range = range.empty() ? formats::Range{low, high}
                        : formats::Range{std::min(range.low, low), std::max(range.high, high)};
}

}  // namespace

IntegerInput::IntegerInput(std::int64_t in_features, std::shared_ptr<const ChannelReassembly> reassembly,
                           const formats::IntegerMatrixOptions& options)
    : in_features_(in_features), reassembly_(std::move(reassembly)), options_(options) {}

void IntegerInput::check(const tensor::Matrix& x) const {
  if (x.columns() != in_features_)
    throw base::Error(
        fmt::format("an input of {} channels for a layer of {} input channels", x.columns(), in_features_));
}

std::int64_t IntegerInput::kernel_channels() const {
  return reassembly_ ? reassembly_->kernel_channels() : in_features_;
}

tensor::Matrix IntegerInput::transformed(const tensor::Matrix& x) const {
  check(x);
  return reassembly_ ? reassembly_->reassembled_input(x) : x;
}

formats::IntegerMatrix IntegerInput::codes(const tensor::Matrix& x, const base::Job& job) const {
  return formats::quantize_matrix(x.view(), options_, job);
}

std::vector<formats::IntegerMatrix> IntegerInput::quantized(const tensor::Matrix& x) const {
  std::vector<formats::IntegerMatrix> result;
  if (options_.format.bits <= 8) result.push_back(codes(x, {}));
  return result;
}

const std::vector<KernelChannel>& IntegerInput::channels() const {
  static const std::vector<KernelChannel> original;
  return reassembly_ ? reassembly_->channels() : original;
}

std::optional<formats::Range> calibrated_range(const calibration::InputKnowledge& input,
                                               const ChannelReassembly* reassembly,
                                               const formats::IntegerMatrixOptions& options,
                                               const base::Job& job) {
  if (options.clip.kind != formats::ClipKind::none && input.has_samples()) {
    const formats::Range range =
        reassembly ? formats::clipped_range(options.format, options.clip,
                                            reassembly->reassembled_input(*input.samples, job).view(), job)
                   : formats::clipped_range(options.format, options.clip, input.samples->view(), job);
    if (!range.empty()) return range;
  }
  if (!input.has_ranges()) return std::nullopt;
  const bool signed_ranges = input.channel_minimum.size() == input.channel_absmax.size() &&
                             input.channel_maximum.size() == input.channel_absmax.size();
  std::vector<float> low(input.channel_absmax.size()), high(low.size());
  for (std::size_t c = 0; c < low.size(); ++c) {
    low[c] = signed_ranges ? input.channel_minimum[c] : -input.channel_absmax[c];
    high[c] = signed_ranges ? input.channel_maximum[c] : input.channel_absmax[c];
  }
  if (reassembly) {
    low = reassembly->reassembled_bounds(low);
    high = reassembly->reassembled_bounds(high);
  }
  formats::Range range;
  for (std::size_t k = 0; k < low.size(); ++k) widen(range, low[k], high[k]);
  if (range.empty()) return std::nullopt;
  return range;
}

}  // namespace quantscope::methods
