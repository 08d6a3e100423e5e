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
  std::int64_t padded_size() const { return (cache.head_size + 15) / 16 * 16; }
  /// Query heads that share a KV head.
  std::int64_t group() const { return heads / cache.kv_heads; }
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
  AttentionRows(const AttentionCall& call, const QueryTile& tile);

  std::int64_t count() const { return static_cast<std::int64_t>(positions_.size()); }
  std::int64_t kv_head() const { return tile_.first_head / call_.group(); }
  float* query(std::int64_t row) { return queries_.row(row); }  ///< [head_size], rounded as asked
  /// Keys that a row sees: [first_key, last_key).
  std::int64_t first_key(std::int64_t row) const;
  std::int64_t last_key(std::int64_t row) const { return positions_[static_cast<std::size_t>(row)] + 1; }
  float* out(std::int64_t row) const;

  /// Fills `block` for rows [row, row + count) and keys from `first_key` on in lanes [begin, end), as the
  /// softmax goes on with what score() wrote. Holds until the next call for these rows.
  void describe(std::int64_t row, int count, std::int64_t first_key, std::int64_t begin, std::int64_t end,
                ScoreBlock& block);
  /// Writes scores with a block of keys [head_size][64] that begins at `first_key` into block.scores, lanes
  /// [begin, end), and describes them. Roundings are applied.
  void score(std::int64_t row, int count, const float* keys, std::int64_t first_key, std::int64_t begin,
             std::int64_t end, ScoreBlock& block);

 private:
  const AttentionCall& call_;
  QueryTile tile_;
  tensor::Matrix queries_;
  std::vector<std::int64_t> positions_;
  std::vector<float> slopes_, distances_;
  std::vector<std::int64_t> first_, last_;
};

/// A block of keys or values as the products read it: rounded as asked.
class AttentionBlocks {
 public:
  explicit AttentionBlocks(const AttentionCall& call);
  const float* keys(std::int64_t kv_head, std::int64_t block);
  const float* values(std::int64_t kv_head, std::int64_t block);

 private:
  const float* rounded(const float* block, RoundValues round, tensor::Tensor& scratch);

  const AttentionCall& call_;
  tensor::Tensor keys_, values_;
};

void plain_attention(const AttentionCall& call, const base::Job& job);
void flash_attention(const AttentionCall& call, const base::Job& job);

}  // namespace quantscope::kernels
