#include "core/kernels/attention_rows.h"

#include <algorithm>

namespace quantscope::kernels {

void AttentionRows::load(const QueryTile& tile) {
  tile_ = tile;
  const auto rows = static_cast<std::size_t>(count());
  const std::int64_t size = call_.head_size();
  queries_.assign(rows * static_cast<std::size_t>(call_.padded_size()), 0);
  slopes_.clear();
  for (std::int64_t row = 0; row < count(); ++row) {
    const std::int64_t token = tile.first_token + row / tile.heads;
    const std::int64_t head = tile.first_head + row % tile.heads;
    float* query = queries_.data() + row * call_.padded_size();
    std::copy_n(call_.queries + token * call_.query_stride + head * size, size, query);
    if (call_.options.round_query_key) call_.options.round_query_key(query, size);
    if (call_.options.alibi_slopes) slopes_.push_back(call_.options.alibi_slopes[head]);
  }
  distances_.resize(slopes_.size());
  first_.resize(rows);
  last_.resize(rows);
}

std::int64_t AttentionRows::last_key(std::int64_t row) const {
  return call_.cache.tokens - call_.tokens + tile_.first_token + row / tile_.heads + 1;
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
  block.scale = call_.options.scale;
  block.first = first_.data() + row;
  block.last = last_.data() + row;
  block.slopes = slopes_.empty() ? nullptr : slopes_.data() + row;
  block.distances = distances_.data() + row;
  for (std::int64_t r = row; r < row + count; ++r) {
    const auto at = static_cast<std::size_t>(r);
    first_[at] = this->first_key(r) - first_key;
    last_[at] = last_key(r) - first_key;
    if (!slopes_.empty()) distances_[at] = static_cast<float>(first_key - last_key(r) + 1);
  }
}

}  // namespace quantscope::kernels
