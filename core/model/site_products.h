#pragma once

#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/model/decoder.h"
#include "core/model/token_block.h"
#include "core/model/transformer_state.h"

namespace quantscope::model {

/// The products of a model's sites, with the formats that its plan asks for at their inputs.
class SiteProducts {
 public:
  explicit SiteProducts(const Transformer::State& model);

  /// Outputs of the site's layers, biases added. `x` [tokens, in_features] is brought to the plan's format in
  /// place. Layers whose tokens share one scale see each segment alone (no segments: all rows together).
  std::vector<tensor::Matrix> run(int site, tensor::Matrix& x, std::span<const Segment> segments,
                                  ForwardObserver* observer, const base::Job& job) const;
  /// Some layer's result depends on which tokens it is given together.
  bool tokens_share_scales() const { return any_shared_; }

 private:
  tensor::Matrix product(int layer, const tensor::Matrix& x, std::span<const Segment> segments,
                         const base::Job& job) const;

  const Transformer::State& model_;
  std::vector<bool> shared_;  ///< by layer: its tokens share a scale
  bool any_shared_ = false;
};

}  // namespace quantscope::model
