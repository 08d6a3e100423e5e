#pragma once

#include <vector>

#include "core/kernels/rotary_embedding.h"
#include "core/model/decoder.h"
#include "core/model/site_products.h"
#include "core/model/token_block.h"

namespace quantscope::model {

/// Caches of one sequence, by layer.
using SequenceCaches = std::vector<kernels::KeyValueCache>;

/// Takes blocks of tokens through a model. Keeps its buffers from block to block.
class ForwardPass {
 public:
  ForwardPass(const Transformer::State& model, kernels::AttentionKind attention);

  /// Appends to the caches; returns the hidden states after the final norm (and OPT's project_out).
  const tensor::Matrix& run(const TokenBlock& block, std::vector<SequenceCaches>& caches,
                            ForwardObserver* observer, const base::Job& job);
  const SiteProducts& products() const { return products_; }

 private:
  struct Step {
    const TokenBlock& tokens;
    std::vector<SequenceCaches>& caches;
    ForwardObserver* observer;
    const base::Job& job;
  };
  /// Queries, keys and values of a block of tokens where the products left them.
  struct Projections {
    kernels::RowSpan queries, keys, values;
  };

  void embed(const Step& step);
  void attention_half(const Step& step, int block);
  void feed_forward_half(const Step& step, int block);
  Projections projections(std::vector<tensor::Matrix>& products, const base::Job& job);
  void attend(const Step& step, int block, const Projections& projected);
  /// norm(from) into `to`, which may be the same.
  void normalize(const Norm& norm, tensor::Matrix& from, tensor::Matrix& to, const base::Job& job);
  /// The stream, through the norm where it stands before the site.
  const tensor::Matrix& site_input(const Norm& norm, const base::Job& job);
  /// The residual sum, and the norm where it stands after it.
  void add_to_stream(tensor::Matrix& part, const Norm& norm, const base::Job& job);
  void activate(std::vector<tensor::Matrix>& inner, const base::Job& job);
  std::vector<tensor::Matrix> products(const Step& step, int site, const tensor::Matrix& x);
  ValueFormat format(PrecisionSite site) const { return model_.precision[site]; }

  const Transformer::State& model_;
  SiteProducts products_;
  kernels::AttentionOptions attention_;
  kernels::RotaryTable rotary_;
  tensor::Matrix stream_;    ///< [tokens, hidden_size]
  tensor::Matrix input_;     ///< of a site
  tensor::Matrix attended_;  ///< [tokens, heads · head_size]
  tensor::Matrix fused_;     ///< BLOOM's queries, keys and values, each together
};

}  // namespace quantscope::model
