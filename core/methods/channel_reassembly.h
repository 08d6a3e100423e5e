#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/methods/quantized_linear.h"
#include "core/tensor/tensor.h"

namespace quantscope::methods {

/// QLLM's number of pieces of each channel: T_c = max(1, ceil(absmax_c / theta)) (QLLM, ICLR 2024, §4.1.1).
/// theta > 0; a maximum that is not finite counts as 0.
std::vector<std::int32_t> pieces_for(double theta, std::span<const float> channel_absmax);
/// Σ (T_c − 1): channels that the disassembly adds.
std::int64_t added_channels(std::span<const std::int32_t> pieces);

/// Which channels are split and which are merged, by original channel. A channel is one or the other.
struct ReassemblyPlan {
  std::vector<std::int32_t> pieces;       ///< T ≥ 1
  std::vector<std::int32_t> merged_into;  ///< the channel that takes this one in, or −1; empty: none merged
};

/// Channel disassembly and assembly, applied to inputs and weights. Kernel channels stand in the order of
/// the originals: a channel split into T appears T times in a row, a merged one is missing.
///   input:   a split copy is x/T; a merged channel is the mean of its members
///   weights: a copy's column is the channel's own; a merged channel's is the sum of its members'
/// Disassembly alone is exact in exact arithmetic: Σ_t (x/T)·W = x·W. Merging is exact only for members whose
/// inputs are equal. Immutable; thread-safe.
class ChannelReassembly {
 public:
  /// Throws base::Error for a plan that merges split channels or chains merges.
  explicit ChannelReassembly(const ReassemblyPlan& plan);

  std::int64_t in_features() const { return in_features_; }
  std::int64_t kernel_channels() const { return static_cast<std::int64_t>(pieces_.size()); }
  bool identity() const { return identity_; }

  /// [tokens, in_features] → [tokens, kernel channels].
  tensor::Matrix reassembled_input(const tensor::Matrix& x, const base::Job& job = {}) const;
  /// The input rule for one bound (minimum or maximum) a channel: a bound of each kernel channel.
  std::vector<float> reassembled_bounds(const std::vector<float>& bounds) const;
  /// One output channel's weights: in_features values → kernel_channels values.
  void reassemble_weights(const float* row, float* kernel_row) const;
  /// The weights that act on the original channels: W_s = Σ over kernel channels that contain s of
  /// W_k/(members·T). kernel_channels values → in_features values.
  void restore_weights(const float* kernel_row, float* row) const;

  /// For charts; empty where every channel is unchanged.
  const std::vector<KernelChannel>& channels() const;

  /// Members of kernel channel k: sources()[offsets()[k]] … sources()[offsets()[k + 1] − 1].
  std::span<const std::int32_t> offsets() const { return offsets_; }
  std::span<const std::int32_t> sources() const { return sources_; }
  std::span<const std::int32_t> pieces() const { return pieces_; }
  std::uint64_t resident_bytes() const;  ///< of the tables, without channels()

 private:
  struct Addition {
    std::int32_t kernel_channel;
    std::int32_t source;
  };

  void gather(const float* row, float* kernel_row) const;

  std::int64_t in_features_ = 0;
  bool identity_ = true;
  std::vector<std::int32_t> offsets_;
  std::vector<std::int32_t> sources_;
  std::vector<std::int32_t> pieces_;
  std::vector<std::int32_t> first_source_;
  std::vector<Addition> additions_;  ///< members of merged channels beyond the first
  std::vector<float> factor_;        ///< 1/(members·T)
  mutable std::once_flag described_;
  mutable std::vector<KernelChannel> channels_;
};

}  // namespace quantscope::methods
