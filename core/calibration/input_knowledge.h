#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/tensor/tensor.h"

namespace quantscope::calibration {

/// What is known of a linear layer's input: by channel over the whole calibration set, and a sample of
/// tokens. Each part may be missing.
struct InputKnowledge {
  /// Per channel over the calibration set; empty where nothing is known. A file with maxima alone fills
  /// absmax only.
  std::vector<float> channel_absmax;
  std::vector<float> channel_minimum;
  std::vector<float> channel_maximum;
  std::vector<float> channel_mean_square;    ///< Σx²/n
  std::vector<float> channel_mean_absolute;  ///< Σ|x|/n
  /// XᵀX [in_features, in_features], the sum of x·xᵀ over all tokens, symmetric: no factor, not divided by
  /// the tokens, no damping. GPTQ's H is 2/n of it.
  std::shared_ptr<const tensor::Matrix> hessian;
  std::int64_t tokens = 0;  ///< n, behind ranges, means and Hessian; 0: not known
  /// Captured inputs [tokens, in_features]; nullptr where there are none.
  std::shared_ptr<const tensor::Matrix> samples;

  bool has_ranges() const { return !channel_absmax.empty(); }
  bool has_samples() const { return samples && !samples->empty(); }
};

/// Ranges and means of the samples' channels (finite values), with the samples kept; no Hessian. NaN and
/// infinities are replaced by 0 in the samples kept, their number reported in `replaced` where given.
InputKnowledge knowledge_from_samples(const tensor::TensorView& samples, const base::Job& job = {},
                                      std::int64_t* replaced = nullptr);
/// Magnitudes are taken; what is not finite counts as 0.
InputKnowledge knowledge_from_absmax(std::vector<float> channel_absmax);

}  // namespace quantscope::calibration
