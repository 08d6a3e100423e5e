#pragma once

#include <cstdint>
#include <vector>

#include "core/kernels/attention.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/kernels/online_softmax.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// What attention() was asked for.
struct AttentionCall {
  const float* queries = nullptr;
  std::int64_t query_stride = 0, tokens = 0, heads = 0;
  const KeyValueCache::State& cache;
  const AttentionOptions& options;
  float* out = nullptr;
  std::int64_t out_stride = 0;

  std::int64_t head_size() const { return cache.head_size; }
  /// Queries fill their groups of 8 codes, results their vectors.
  std::int64_t padded_size() const { return (cache.head_size + 15) / 16 * 16; }
  /// Query heads that share a KV head.
  std::int64_t group() const { return heads / cache.kv_heads; }
  std::int64_t blocks() const { return (cache.tokens + kBlockTokens - 1) / kBlockTokens; }
};

/// Query heads that share a KV head, and tokens of the call.
struct QueryTile {
  std::int64_t first_head = 0, heads = 0;
  std::int64_t first_token = 0, tokens = 0;
};

/// The queries of a tile: row r is head r mod heads of token r / heads, so that positions ascend with the
/// rows.
class AttentionRows {
 public:
  explicit AttentionRows(const AttentionCall& call) : call_(call) {}
  void load(const QueryTile& tile);

  std::int64_t count() const { return tile_.heads * tile_.tokens; }
  std::int64_t kv_head() const { return tile_.first_head / call_.group(); }
  /// [padded_size], rounded as asked, 0 beyond the head size.
  const float* query(std::int64_t row) const { return queries_.data() + row * call_.padded_size(); }
  /// Keys that a row sees: [first_key, last_key).
  std::int64_t first_key(std::int64_t row) const;
  std::int64_t last_key(std::int64_t row) const;
  float* out(std::int64_t row) const;

  /// Fills `block` for rows [row, row + count) and keys from `first_key` on in lanes [begin, end). Holds
  /// until the next call for these rows.
  void describe(std::int64_t row, int count, std::int64_t first_key, std::int64_t begin, std::int64_t end,
                ScoreBlock& block);

 private:
  const AttentionCall& call_;
  QueryTile tile_;
  std::vector<float> queries_, slopes_, distances_;
  std::vector<std::int64_t> first_, last_;
};

}  // namespace quantscope::kernels
