#include "core/methods/channel_reassembly.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::methods {

std::vector<std::int32_t> pieces_for(double theta, std::span<const float> channel_absmax) {
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  std::vector<std::int32_t> pieces(channel_absmax.size(), 1);
  for (std::size_t c = 0; c < pieces.size(); ++c) {
    const double absmax = std::isfinite(channel_absmax[c]) ? std::abs(double{channel_absmax[c]}) : 0;
    if (absmax > theta) pieces[c] = static_cast<std::int32_t>(std::min(most, std::ceil(absmax / theta)));
  }
  return pieces;
}

std::int64_t added_channels(std::span<const std::int32_t> pieces) {
  std::int64_t added = 0;
  for (const std::int32_t count : pieces) added += count - 1;
  return added;
}

ChannelReassembly::ChannelReassembly(const ReassemblyPlan& plan)
    : in_features_(static_cast<std::int64_t>(plan.pieces.size())) {
  const std::size_t channels = plan.pieces.size();
  std::vector<std::vector<std::int32_t>> taken(plan.merged_into.empty() ? 0 : channels);
  const auto gone = [&](std::size_t c) { return !plan.merged_into.empty() && plan.merged_into[c] >= 0; };
  for (std::size_t c = 0; c < plan.merged_into.size(); ++c) {
    if (!gone(c)) continue;
    const auto target = static_cast<std::size_t>(plan.merged_into[c]);
    if (target >= channels || target == c || gone(target) || plan.pieces[c] != 1 || plan.pieces[target] != 1)
      throw base::Error("a reassembly plan that merges split channels or chains merges");
    taken[target].push_back(static_cast<std::int32_t>(c));
    identity_ = false;
  }
  const auto total = static_cast<std::size_t>(in_features_ + added_channels(plan.pieces));
  for (auto* list : {&offsets_, &sources_, &pieces_, &first_source_}) list->reserve(total + 1);
  factor_.reserve(total);
  offsets_.push_back(0);
  for (std::size_t c = 0; c < channels; ++c) {
    if (gone(c)) continue;
    identity_ = identity_ && plan.pieces[c] == 1;
    std::size_t members = 1;
    for (std::int32_t copy = 0; copy < plan.pieces[c]; ++copy) {
      first_source_.push_back(static_cast<std::int32_t>(c));
      sources_.push_back(static_cast<std::int32_t>(c));
      if (!taken.empty()) {
        for (const std::int32_t source : taken[c]) {
          additions_.push_back({static_cast<std::int32_t>(pieces_.size()), source});
          sources_.push_back(source);
        }
        members = 1 + taken[c].size();
      }
      factor_.push_back(
          static_cast<float>(1.0 / (static_cast<double>(members) * static_cast<double>(plan.pieces[c]))));
      pieces_.push_back(plan.pieces[c]);
      offsets_.push_back(static_cast<std::int32_t>(sources_.size()));
    }
  }
}

void ChannelReassembly::gather(const float* row, float* kernel_row) const {
  const std::size_t count = first_source_.size();
  for (std::size_t k = 0; k < count; ++k) kernel_row[k] = row[first_source_[k]];
  for (const Addition& addition : additions_) kernel_row[addition.kernel_channel] += row[addition.source];
}

tensor::Matrix ChannelReassembly::reassembled_input(const tensor::Matrix& x, const base::Job& job) const {
  tensor::Matrix result(x.rows(), kernel_channels());
  base::parallel_for(x.rows(), 8, job, [&](base::IndexRange tokens) {
    for (std::int64_t t = tokens.begin; t < tokens.end; ++t) {
      float* out = result.row(t);
      gather(x.row(t), out);
      for (std::size_t k = 0; k < factor_.size(); ++k) out[k] *= factor_[k];
    }
  });
  return result;
}

std::vector<float> ChannelReassembly::reassembled_bounds(const std::vector<float>& bounds) const {
  std::vector<float> result(factor_.size());
  gather(bounds.data(), result.data());
  for (std::size_t k = 0; k < factor_.size(); ++k) result[k] *= factor_[k];
  return result;
}

void ChannelReassembly::reassemble_weights(const float* row, float* kernel_row) const {
  gather(row, kernel_row);
}

void ChannelReassembly::restore_weights(const float* kernel_row, float* row) const {
  std::fill_n(row, in_features_, 0.0f);
  for (std::size_t k = 0; k < first_source_.size(); ++k) row[first_source_[k]] += kernel_row[k] * factor_[k];
  for (const Addition& addition : additions_)
    row[addition.source] +=
        kernel_row[addition.kernel_channel] * factor_[static_cast<std::size_t>(addition.kernel_channel)];
}

std::uint64_t ChannelReassembly::resident_bytes() const {
  return (offsets_.size() + sources_.size() + pieces_.size() + first_source_.size()) * sizeof(std::int32_t) +
         additions_.size() * sizeof(Addition) + factor_.size() * sizeof(float);
}

const std::vector<KernelChannel>& ChannelReassembly::channels() const {
  std::call_once(described_, [this] {
    if (identity_) return;
    channels_.resize(pieces_.size());
    for (std::size_t k = 0; k < pieces_.size(); ++k) {
      KernelChannel& channel = channels_[k];
      channel.sources.assign(sources_.begin() + offsets_[k], sources_.begin() + offsets_[k + 1]);
      channel.pieces = pieces_[k];
      channel.kind = pieces_[k] > 1               ? KernelChannel::Kind::split
                     : channel.sources.size() > 1 ? KernelChannel::Kind::merged
                                                  : KernelChannel::Kind::unchanged;
    }
  });
  return channels_;
}

}  // namespace quantscope::methods
