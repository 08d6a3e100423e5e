#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/model/checkpoint_layout.h"
#include "core/model/transformer.h"

namespace quantscope::model {

/// y = (x − mean)/σ · gain + bias, or x/rms · gain; [hidden_size].
struct Norm {
  std::vector<float> gain;
  std::vector<float> bias;  ///< empty: none
};

/// Parts that models with other linear layers or formats share.
struct CommonParts {
  CheckpointLayout layout;
  /// [vocabulary_size, embedding_size], in the checkpoint's type; empty where a tied head holds it.
  tensor::Tensor embedding;
  std::shared_ptr<const methods::QuantizedLinear> tied_head;  ///< its rows are the embedding; null: none
  tensor::Tensor positions;  ///< [context + position_offset, hidden_size]; empty where not learned
  std::optional<Norm> embedding_norm, final_norm;
  std::vector<Norm> attention_norms, feed_forward_norms;  ///< by block
  std::vector<float> alibi_slopes;                        ///< by head; empty where there are none
};

/// Sites of one block, by index into Transformer::sites().
struct BlockSites {
  int qkv = 0, attention_output = 0, gate_up = 0, down = 0;
};

struct Transformer::State {
  ModelConfig config;
  PrecisionPlan precision;
  std::shared_ptr<const CommonParts> common;
  std::vector<LinearLayer> linears;
  std::vector<const LinearLayout*> layouts;  ///< of each linear layer; in `common`
  std::vector<LinearSite> sites;
  std::vector<BlockSites> blocks;
  int project_in = -1, project_out = -1, head = -1;  ///< sites; −1: none

  const LinearLayout& layout_of_layer(int layer) const { return *layouts[static_cast<std::size_t>(layer)]; }
};

/// Slopes of ALiBi as BLOOM has them: powers of 2^(−8/n) for n heads where n is a power of two, else those of
/// the next lower power and every second one of the next higher power (Press et al. 2022, released code).
std::vector<float> alibi_slopes(std::int64_t heads);

}  // namespace quantscope::model
