#pragma once

#include <cstdint>

#include "core/base/job.h"
#include "core/kernels/key_value_cache.h"

namespace quantscope::kernels {

enum class AttentionKind {
  plain,  ///< the whole score matrix of a head, then softmax, then PV: the oracle
  flash   ///< FlashAttention-2 forward: tiles with an online softmax; never holds a tokens × tokens matrix
};

/// Rounds `count` values in place to a coarser format; empty = leave alone.
using RoundValues = void (*)(float* values, std::int64_t count);

struct AttentionOptions {
  AttentionKind kind = AttentionKind::flash;
  float scale = 1;  ///< of QKᵀ, 1/√head_size as a rule
  std::int64_t sliding_window =
      0;  ///< a query sees itself and this many − 1 tokens before it; 0: all before it
  const float* alibi_slopes =
      nullptr;  ///< [heads]: slope · (key position − query position) is added to scores
  /// Products on integers: queries and keys (probabilities and values) brought to symmetric codes of so many
  /// bits, one scale a token and head (unsigned probabilities, scale 1/(2^b − 1)); 0 = floats.
  int query_key_bits = 0;
  int probability_value_bits = 0;
  // Where the plan asks for a rounding: QKᵀ before scaling, scores before the softmax, the operands of the
  // products.
  RoundValues round_query_key = nullptr, round_scaling = nullptr, round_softmax = nullptr,
              round_probability_value = nullptr;
};

/// Causal attention of the last `tokens` tokens of the cache, whose queries these are: queries [tokens, heads
/// · head_size] at a row stride; query head h uses KV head h / (heads / kv_heads). Writes out [tokens, heads
/// · head_size]. Both kinds give the same within rounding. Integer products and roundings of scores need
/// whole rows of scores only in the plain kind; the flash kind applies them tile by tile. Does not depend on
/// the thread count.
void attention(const float* queries, std::int64_t query_stride, std::int64_t tokens, std::int64_t heads,
               const KeyValueCache& cache, const AttentionOptions& options, float* out,
               std::int64_t out_stride, const base::Job& job = {});

}  // namespace quantscope::kernels
