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

  /// Outputs of the site's layers for x [tokens, in_features], biases added. Layers whose tokens share one
  /// scale see each segment alone (no segments: all rows together).
  std::vector<tensor::Matrix> run(int site, const tensor::Matrix& x, std::span<const Segment> segments,
                                  ForwardObserver* observer, const base::Job& job) const;
  /// Some layer's result depends on which tokens it is given together.
  bool tokens_share_scales() const { return tokens_share_scales_; }

 private:
  struct Layer {
    const methods::QuantizedLinear* weights = nullptr;
    bool tokens_share_scale = false;
    bool quantizes_input = false;
  };
  struct Site {
    std::vector<Layer> layers;
    ValueFormat format = ValueFormat::f32;
    /// Brought to the format here; a layer that quantizes its input itself is left to do so instead of to an
    /// integer format.
    bool rounds_for_all = false, rounds_for_some = false;
  };

  std::vector<tensor::Matrix> products(const Site& site, const tensor::Matrix& x,
                                       const tensor::Matrix& rounded, const base::Job& job) const;

  const Transformer::State& model_;
  std::vector<Site> sites_;
  bool tokens_share_scales_ = false;
};

}  // namespace quantscope::model
