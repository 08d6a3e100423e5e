#pragma once

#include "core/methods/method.h"

namespace quantscope::methods {

/// QLLM's adaptive channel reassembly (ICLR 2024; ModelTC/QLLM as released): outlier channels of the input
/// are split into T_c = ceil(absmax_c/theta) equal pieces, then as many similar channels are merged, so that
/// the kernel has the original number of channels and no outliers. Without the paper's gradient-based error
/// correction.
///
/// The final pass matches channels by their places after the split (MatchingOrder::after_split), whatever
/// theta is: prepare() keeps each channel's most similar partners over all channels, so a changed theta costs
/// no comparison of channels again. In a preview (Site::sampled) similarity is judged on the sample, and a
/// channel whose kept partners are all taken out stays unmerged. The adaptive search tries each theta on a
/// sample of at most a million weights of each consumer and half a million inputs (a fifth of that in a
/// preview), with the similarities of the whole site.
class Qllm : public Method {
 public:
  MethodDescription description() const override;
  /// With a site, theta runs from what doubles the channels to the largest channel maximum and starts at
  /// the smallest value that adds at most 1 % of the channels. quantize() accepts any theta > 0 that keeps
  /// the channels below four times their number; one above all maxima splits nothing.
  std::vector<base::ParameterSpec> parameters(const Site* site) const override;
  std::string why_unsuitable(const Site& site) const override;
  /// Compares the channels of a sampled site; for a whole site that is left to the first quantize() that
  /// merges. Both are kept in the preparation.
  std::shared_ptr<const Preparation> prepare(const Site& site, const base::Job& job) const override;
  QuantizedSite quantize(const Site& site, const base::ParameterValues& values,
                         const Preparation* preparation, const base::Job& job) const override;
};

}  // namespace quantscope::methods
