#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// How keys and values are kept: f32 and f16 as they are; int8 and int4 asymmetric with a scale and a minimum
/// for each token and head.
enum class CacheFormat { f32, f16, int8, int4 };
const char* cache_format_name(CacheFormat format);

enum class AttentionKind {
  plain,  ///< the whole score matrix of a head, then softmax, then PV: the oracle
  flash   ///< FlashAttention-2 forward: tiles with an online softmax; never holds a tokens × tokens matrix
};

/// Keys and values of one sequence and one layer: [kv_heads][tokens][head_size] each.
class KeyValueCache {
 public:
  KeyValueCache(CacheFormat format, std::int64_t kv_heads, std::int64_t head_size, std::int64_t capacity);
  ~KeyValueCache();
  KeyValueCache(KeyValueCache&&) noexcept;
  KeyValueCache& operator=(KeyValueCache&&) noexcept;

  /// Appends rows [tokens, kv_heads · head_size] of keys (rotated already) and values, at row strides. Throws
  /// base::Error beyond the capacity.
  void append(const float* keys, std::int64_t key_stride, const float* values, std::int64_t value_stride,
              std::int64_t tokens);
  void clear();
  std::int64_t tokens() const;
  std::int64_t capacity() const;
  std::uint64_t bytes() const;
  /// What is kept, as f32: rows of one head into out [tokens, head_size].
  void read_keys(std::int64_t kv_head, std::int64_t first, std::int64_t count, float* out) const;
  void read_values(std::int64_t kv_head, std::int64_t first, std::int64_t count, float* out) const;

  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
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
