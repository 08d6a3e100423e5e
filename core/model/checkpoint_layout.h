#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/model_config.h"
#include "core/model/transformer.h"
#include "core/model/weight_source.h"

namespace quantscope::model {

/// One linear layer as the checkpoint keeps it.
struct LinearLayout {
  std::string module;
  std::string weight;  ///< tensor's name: the embedding's where a tied head shares it
  std::string bias;    ///< empty where there is none
  std::int64_t out_features = 0, in_features = 0;
};

struct SiteLayout {
  std::string name;
  SiteKind kind = SiteKind::qkv;
  int block = -1;
  std::vector<LinearLayout> layers;
};

/// A norm's gain is module + ".weight", its bias module + ".bias" where the kind has one; [hidden_size].
struct BlockLayout {
  std::string attention_norm, feed_forward_norm;
};

/// Where the parts of a model lie in its checkpoint, in the checkpoint's own names.
struct CheckpointLayout {
  std::string embedding;  ///< [vocabulary_size, embedding_size]
  std::string positions;  ///< [context + position_offset, hidden_size]; empty where not learned
  std::string embedding_norm, final_norm;  ///< modules; empty where there is none
  std::vector<BlockLayout> blocks;
  std::vector<SiteLayout> sites;  ///< in the order in which a token passes them; the head is the last
};

/// Checkpoints name their tensors with or without a prefix ("model.", "transformer."): the one under which
/// the source has the embedding. Throws base::Error naming the embedding where it has none.
CheckpointLayout checkpoint_layout(const ModelConfig& config, const WeightSource& source);

}  // namespace quantscope::model
