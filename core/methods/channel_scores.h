#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/methods/site.h"
#include "core/tensor/tensor.h"

namespace quantscope::methods {

/// How similar two channels are (QLLM, ICLR 2024); smaller is more similar, both are symmetric. x_i: the
/// channel over all tokens, W_i: its weights in all consumers of the site.
enum class MergeMetric {
  /// Eq. 5, ‖x_i(W_i−W_j)/2 + x_j(W_j−W_i)/2‖², which factorises into ‖x_i−x_j‖²·‖W_i−W_j‖²/4.
  paper,
  /// The released code: ((ΣW_i + ΣW_j)·‖x_i−x_j‖)², where ΣW_i sums the channel's signed weights. (For an odd
  /// number of channels the released loop drops the first term of the last one; that slip is left out here.)
  released
};

/// Scores of pairs of channels of one site, in blocks. Holds the inputs and, for the paper's metric, the
/// weights with channels as rows. Immutable; thread-safe.
class ChannelScores {
 public:
  /// Needs samples and consumers. At most `most_tokens` samples are used, evenly spread.
  ChannelScores(const Site& site, MergeMetric metric, const base::Job& job, std::int64_t most_tokens = 1024);

  std::int64_t channels() const { return inputs_.rows(); }
  /// [rows.size(), columns.size()] scores; a score that is not finite means that the pair cannot be merged.
  tensor::Matrix block(std::span<const std::int32_t> rows, base::IndexRange columns,
                       const base::Job& job) const;

 private:
  tensor::Matrix inputs_;                ///< [channels, tokens]
  std::vector<tensor::Tensor> weights_;  ///< [channels, out_features] of each consumer; none for `released`
  std::vector<double> input_norm_, weight_norm_;  ///< squared
  std::vector<double> weight_sum_;
};

}  // namespace quantscope::methods
