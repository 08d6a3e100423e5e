#include "core/kernels/attention_keys.h"

#include <algorithm>
#include <numeric>

#include "core/kernels/packed_block.h"
#include "core/kernels/row_product.h"

namespace quantscope::kernels {

AttentionKeys::AttentionKeys(const AttentionCall& call) : call_(call) {}

void AttentionKeys::load_queries(const AttentionRows& rows) {
  const AttentionOptions& options = call_.options;
  const auto count = static_cast<std::size_t>(rows.count());
  const std::int64_t size = call_.head_size(), padded = call_.padded_size();
  if (options.query_key_bits > 0) {
    arithmetic_ = Arithmetic::codes;
    query_codes_.resize(count * static_cast<std::size_t>(padded));
    query_scales_.resize(count);
    query_code_sums_.resize(count);
    products_.resize(count * kBlockTokens);
    for (std::size_t row = 0; row < count; ++row) {
      std::int8_t* codes = query_codes_.data() + static_cast<std::int64_t>(row) * padded;
      query_scales_[row] = quantize_row(rows.query(static_cast<std::int64_t>(row)), size, padded,
                                        options.query_key_bits, codes);
      query_code_sums_[row] = std::accumulate(codes, codes + size, 0);
    }
    return;
  }
  const bool packed = call_.cache.format != CacheFormat::f32 && rows.count() <= kFewRows &&
                      options.round_query_key == nullptr;
  arithmetic_ = packed ? Arithmetic::packed : Arithmetic::floats;
  if (!packed || !call_.cache.integer()) return;
  query_sums_.resize(count);
  for (std::size_t row = 0; row < count; ++row) {
    const float* query = rows.query(static_cast<std::int64_t>(row));
    query_sums_[row] = std::accumulate(query, query + size, 0.0f);
  }
}

void AttentionKeys::load_block(std::int64_t kv_head, std::int64_t block) {
  const KeyValueCache::State& cache = call_.cache;
  first_key_ = block * kBlockTokens;
  if (arithmetic_ == Arithmetic::codes) return load_codes(kv_head, block);
  if (arithmetic_ == Arithmetic::packed) {
    format_ = cache.format;
    block_ = cache.keys.block(cache, kv_head, block);
    if (cache.integer())
      codes_ = {cache.keys.block_scales(cache, kv_head, block),
                cache.keys.block_minima(cache, kv_head, block)};
    return;
  }
  const bool copies = cache.format != CacheFormat::f32 || call_.options.round_query_key != nullptr;
  if (copies) scratch_.resize(static_cast<std::size_t>(kBlockTokens * call_.head_size()));
  const float* keys = cache.key_block(kv_head, block, scratch_.data());
  if (call_.options.round_query_key) {
    if (keys != scratch_.data()) std::copy_n(keys, scratch_.size(), scratch_.data());
    call_.options.round_query_key(scratch_.data(), static_cast<std::int64_t>(scratch_.size()));
    keys = scratch_.data();
  }
  format_ = CacheFormat::f32;
  block_ = reinterpret_cast<const std::byte*>(keys);
}

void AttentionKeys::load_codes(std::int64_t kv_head, std::int64_t block) {
  const KeyValueCache::State& cache = call_.cache;
  if (cache.bits() <= call_.options.query_key_bits) {
    format_ = cache.format;
    block_ = cache.keys.block(cache, kv_head, block);
    codes_ = {cache.keys.block_scales(cache, kv_head, block), cache.keys.block_minima(cache, kv_head, block)};
    return;
  }
  const std::int64_t size = call_.head_size();
  scratch_.resize(static_cast<std::size_t>(kBlockTokens * size));
  key_codes_.resize(static_cast<std::size_t>(kBlockTokens * ((size + 3) / 4 * 4)));
  key_scales_.resize(kBlockTokens);
  const float* keys = cache.key_block(kv_head, block, scratch_.data());
  quantize_block({keys, size, kBlockTokens, true}, call_.options.query_key_bits, key_codes_.data(),
                 key_scales_.data());
  format_ = CacheFormat::int8;
  block_ = key_codes_.data();
  codes_ = {key_scales_.data(), nullptr, 128};
}

void AttentionKeys::multiply_query_codes(std::int64_t row, const ScoreBlock& scores) {
  std::int32_t* products = products_.data() + row * kBlockTokens;
  multiply_codes({.kind = CodeProduct::Kind::keys,
                  .x = reinterpret_cast<const std::uint8_t*>(query_codes_.data() + row * call_.padded_size()),
                  .x_stride = call_.padded_size(),
                  .rows = scores.rows,
                  .b = block_ + scores.begin * 4,
                  .format = format_,
                  .b_stride = kBlockTokens,
                  .depth = call_.head_size(),
                  .lanes = scores.end - scores.begin,
                  .out = products + scores.begin,
                  .out_stride = kBlockTokens});
  scores_of_code_products(scores, products, codes_, query_scales_.data() + row,
                          query_code_sums_.data() + row);
}

void AttentionKeys::multiply(const AttentionRows& rows, std::int64_t row, const ScoreBlock& scores) {
  const std::int64_t lane_bytes = format_ == CacheFormat::f16 ? 2 : 4;
  multiply_rows({.x = rows.query(row),
                 .x_stride = call_.padded_size(),
                 .rows = scores.rows,
                 .b = block_ + scores.begin * lane_bytes,
                 .format = format_,
                 .b_stride = kBlockTokens,
                 .depth = call_.head_size(),
                 .lanes = scores.end - scores.begin,
                 .out = scores.scores + scores.begin,
                 .out_stride = scores.stride});
  if (arithmetic_ == Arithmetic::packed && call_.cache.integer())
    scores_of_packed_products(scores, codes_, query_sums_.data() + row);
}

void AttentionKeys::score(AttentionRows& rows, std::int64_t row, int count, std::int64_t begin,
                          std::int64_t end, ScoreBlock& scores) {
  rows.describe(row, count, first_key_, begin, end, scores);
  if (arithmetic_ == Arithmetic::codes) {
    multiply_query_codes(row, scores);
  } else {
    multiply(rows, row, scores);
  }
  apply_roundings(scores);
}

void AttentionKeys::apply_roundings(ScoreBlock& scores) const {
  const auto round = [&](RoundValues rounding) {
    for (int r = 0; r < scores.rows; ++r)
      rounding(scores.scores + r * scores.stride + scores.begin, scores.end - scores.begin);
  };
  if (call_.options.round_scaling) round(call_.options.round_scaling);
  if (!call_.options.round_softmax) return;
  scale_scores(scores);
  round(call_.options.round_softmax);
  scores.scale = 1;
  scores.slopes = nullptr;
}

void AttentionKeys::describe_all(AttentionRows& rows, ScoreBlock& scores) const {
  rows.describe(0, static_cast<int>(rows.count()), 0, 0, call_.blocks() * kBlockTokens, scores);
  if (!call_.options.round_softmax) return;
  scores.scale = 1;
  scores.slopes = nullptr;
}

}  // namespace quantscope::kernels
