#include "core/kernels/attention_rows.h"

#include <algorithm>

#include "core/kernels/row_product.h"

namespace quantscope::kernels {

AttentionRows::AttentionRows(const AttentionCall& call, const QueryTile& tile)
    : call_(call),
      tile_(tile),
      queries_(tile.tokens * tile.heads, call.head_size()),
      positions_(static_cast<std::size_t>(tile.tokens * tile.heads)),
      first_(positions_.size()),
      last_(positions_.size()) {
  const std::int64_t size = call.head_size();
  for (std::int64_t row = 0; row < count(); ++row) {
    const std::int64_t token = tile.first_token + row / tile.heads;
    const std::int64_t head = tile.first_head + row % tile.heads;
    positions_[static_cast<std::size_t>(row)] = call.cache.tokens - call.tokens + token;
    std::copy_n(call.queries + token * call.query_stride + head * size, size, query(row));
    if (call.options.alibi_slopes) slopes_.push_back(call.options.alibi_slopes[head]);
  }
  distances_.resize(slopes_.size());
  if (call.options.round_query_key) call.options.round_query_key(query(0), queries_.count());
}

std::int64_t AttentionRows::first_key(std::int64_t row) const {
  const std::int64_t window = call_.options.sliding_window;
  return window > 0 ? std::max<std::int64_t>(0, last_key(row) - window) : 0;
}

float* AttentionRows::out(std::int64_t row) const {
  return call_.out + (tile_.first_token + row / tile_.heads) * call_.out_stride +
         (tile_.first_head + row % tile_.heads) * call_.head_size();
}

void AttentionRows::describe(std::int64_t row, int count, std::int64_t first_key, std::int64_t begin,
                             std::int64_t end, ScoreBlock& block) {
  block.rows = count;
  block.begin = begin;
  block.end = end;
  block.first = first_.data() + row;
  block.last = last_.data() + row;
  const bool finished = call_.options.round_softmax != nullptr;
  block.scale = finished ? 1 : call_.options.scale;
  block.slopes = finished || slopes_.empty() ? nullptr : slopes_.data() + row;
  block.distances = distances_.data() + row;
  for (std::int64_t r = row; r < row + count; ++r) {
    const auto at = static_cast<std::size_t>(r);
    first_[at] = this->first_key(r) - first_key;
    last_[at] = last_key(r) - first_key;
    if (!slopes_.empty()) distances_[at] = static_cast<float>(first_key - positions_[at]);
  }
}

void AttentionRows::score(std::int64_t row, int count, const float* keys, std::int64_t first_key,
                          std::int64_t begin, std::int64_t end, ScoreBlock& block) {
  const AttentionOptions& options = call_.options;
  multiply_rows({.x = query(row),
                 .x_stride = call_.head_size(),
                 .rows = count,
                 .b = keys + begin,
                 .b_stride = kBlockTokens,
                 .depth = call_.head_size(),
                 .lanes = end - begin,
                 .out = block.scores + begin,
                 .out_stride = block.stride});
  describe(row, count, first_key, begin, end, block);
  const auto round = [&](RoundValues rounding) {
    for (int r = 0; r < count; ++r) rounding(block.scores + r * block.stride + begin, end - begin);
  };
  if (options.round_scaling) round(options.round_scaling);
  if (!options.round_softmax) return;
  ScoreBlock unscaled = block;
  unscaled.scale = options.scale;
  unscaled.slopes = slopes_.empty() ? nullptr : slopes_.data() + row;
  scale_scores(unscaled);
  round(options.round_softmax);
}

AttentionBlocks::AttentionBlocks(const AttentionCall& call) : call_(call) {
  const std::int64_t count = kBlockTokens * call.head_size();
  const bool converts = call.cache.format != CacheFormat::f32;
  if (converts || call.options.round_query_key) keys_ = tensor::Tensor(tensor::ElementType::f32, 1, count);
  if (converts || call.options.round_probability_value)
    values_ = tensor::Tensor(tensor::ElementType::f32, 1, count);
}

const float* AttentionBlocks::rounded(const float* block, RoundValues round, tensor::Tensor& scratch) {
  if (!round) return block;
  auto* values = reinterpret_cast<float*>(scratch.mutable_data());
  if (block != values) std::copy_n(block, scratch.count(), values);
  round(values, scratch.count());
  return values;
}

const float* AttentionBlocks::keys(std::int64_t kv_head, std::int64_t block) {
  auto* scratch = reinterpret_cast<float*>(keys_.mutable_data());
  return rounded(call_.cache.key_block(kv_head, block, scratch), call_.options.round_query_key, keys_);
}

const float* AttentionBlocks::values(std::int64_t kv_head, std::int64_t block) {
  auto* scratch = reinterpret_cast<float*>(values_.mutable_data());
  return rounded(call_.cache.value_block(kv_head, block, scratch), call_.options.round_probability_value,
                 values_);
}

}  // namespace quantscope::kernels
