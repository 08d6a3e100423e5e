#include "core/kernels/attention_values.h"

#include <algorithm>

#include "core/kernels/attention_keys.h"
#include "core/kernels/packed_block.h"
#include "core/kernels/row_product.h"

namespace quantscope::kernels {

void AttentionValues::start(std::int64_t rows) {
  const auto count = static_cast<std::size_t>(rows);
  sums_.assign(count * static_cast<std::size_t>(call_.padded_size()), 0);
  offsets_.assign(count, 0);
  if (call_.options.probability_value_bits > 0) {
    arithmetic_ = Arithmetic::codes;
    probability_codes_.resize(count * kBlockTokens);
    steps_.resize(count);
    code_sums_.resize(count);
    products_.resize(sums_.size());
    return;
  }
  const bool packed = call_.cache.format != CacheFormat::f32 && rows <= kFewRows &&
                      call_.options.round_probability_value == nullptr;
  arithmetic_ = packed ? Arithmetic::packed : Arithmetic::floats;
}

void AttentionValues::load_block(std::int64_t kv_head, std::int64_t block) {
  const KeyValueCache::State& cache = call_.cache;
  if (arithmetic_ == Arithmetic::codes) return load_codes(kv_head, block);
  if (arithmetic_ == Arithmetic::packed) {
    format_ = cache.format;
    block_ = cache.values.block(cache, kv_head, block);
    if (cache.integer())
      codes_ = {cache.values.block_scales(cache, kv_head, block),
                cache.values.block_minima(cache, kv_head, block)};
    return;
  }
  const RoundValues rounding = call_.options.round_probability_value;
  if (cache.format != CacheFormat::f32 || rounding)
    scratch_.resize(static_cast<std::size_t>(kBlockTokens * call_.head_size() + 16));
  const float* values = cache.value_block(kv_head, block, scratch_.data());
  if (rounding) {
    const std::int64_t count = kBlockTokens * call_.head_size();
    if (values != scratch_.data()) std::copy_n(values, count, scratch_.data());
    rounding(scratch_.data(), count);
    values = scratch_.data();
  }
  format_ = CacheFormat::f32;
  block_ = reinterpret_cast<const std::byte*>(values);
}

void AttentionValues::load_codes(std::int64_t kv_head, std::int64_t block) {
  const KeyValueCache::State& cache = call_.cache;
  if (cache.bits() <= call_.options.probability_value_bits) {
    format_ = cache.format;
    block_ = cache.values.block(cache, kv_head, block);
    // Codes count from the middle, so that what rounding P does to it is small.
    const float* scales = cache.values.block_scales(cache, kv_head, block);
    const float* minima = cache.values.block_minima(cache, kv_head, block);
    const auto middle = static_cast<float>((cache.largest_code() + 1) / 2);
    centres_.resize(kBlockTokens);
    for (std::size_t token = 0; token < kBlockTokens; ++token)
      centres_[token] = minima[token] + middle * scales[token];
    codes_ = {scales, centres_.data()};
    zero_ = cache.format == CacheFormat::int4 ? 8 : 0;
    return;
  }
  const std::int64_t size = call_.head_size();
  scratch_.resize(static_cast<std::size_t>(kBlockTokens * size));
  value_codes_.resize(static_cast<std::size_t>(kBlockTokens * size + 64));
  value_scales_.resize(kBlockTokens);
  const float* values = cache.value_block(kv_head, block, scratch_.data());
  quantize_block({values, kBlockTokens, size, false}, call_.options.probability_value_bits,
                 value_codes_.data(), value_scales_.data());
  format_ = CacheFormat::int8;
  block_ = value_codes_.data();
  codes_ = {value_scales_.data(), nullptr};
  zero_ = 0;
}

void AttentionValues::add(std::int64_t row, const ScoreBlock& probabilities, std::int64_t seen,
                          const float* factors) {
  for (int r = 0; r < probabilities.rows; ++r) offsets_[static_cast<std::size_t>(row + r)] *= factors[r];
  if (arithmetic_ == Arithmetic::codes) return add_codes(row, probabilities, factors);
  const bool codes = format_ == CacheFormat::int8 || format_ == CacheFormat::int4;
  if (codes) fold_value_scales(probabilities, codes_, offsets_.data() + row);
  const std::int64_t begin = probabilities.begin, size = call_.head_size();
  multiply_rows({.x = probabilities.scores + begin,
                 .x_stride = probabilities.stride,
                 .rows = probabilities.rows,
                 .b = block_ + bytes_before(format_, begin) * size,
                 .format = format_,
                 .b_stride = size,
                 .depth = (codes ? probabilities.end : std::min(seen, probabilities.end)) - begin,
                 .lanes = size,
                 .out = sums(row),
                 .out_stride = call_.padded_size(),
                 .factors = factors});
}

void AttentionValues::add_codes(std::int64_t row, const ScoreBlock& probabilities, const float* factors) {
  const std::int64_t begin = probabilities.begin, size = call_.head_size(), padded = call_.padded_size();
  std::uint8_t* codes = probability_codes_.data() + row * kBlockTokens;
  quantize_probabilities(probabilities, codes_, call_.options.probability_value_bits,
                         {codes, kBlockTokens, steps_.data() + row, code_sums_.data() + row},
                         offsets_.data() + row);
  multiply_codes({.kind = CodeProduct::Kind::values,
                  .x = codes + begin,
                  .x_stride = kBlockTokens,
                  .rows = probabilities.rows,
                  .b = block_ + bytes_before(format_, begin) * size,
                  .format = format_,
                  .b_stride = size,
                  .depth = probabilities.end - begin,
                  .lanes = size,
                  .out = products_.data() + row * padded,
                  .out_stride = padded});
  add_value_products({.products = products_.data() + row * padded,
                      .steps = steps_.data() + row,
                      .sums = code_sums_.data() + row,
                      .zero = zero_,
                      .factors = factors,
                      .out = sums(row),
                      .stride = padded,
                      .lanes = size,
                      .rows = probabilities.rows});
}

void AttentionValues::merge(std::int64_t row, float factor, const AttentionValues& other,
                            float other_factor) {
  const auto at = static_cast<std::size_t>(row);
  const std::int64_t padded = call_.padded_size();
  const float* from = other.sums_.data() + row * padded;
  float* to = sums(row);
  for (std::int64_t i = 0; i < padded; ++i) to[i] = to[i] * factor + from[i] * other_factor;
  offsets_[at] = offsets_[at] * factor + other.offsets_[at] * other_factor;
}

void AttentionValues::write(std::int64_t row, float factor, float* out) const {
  const float* from = sums_.data() + row * call_.padded_size();
  const float offset = offsets_[static_cast<std::size_t>(row)];
  for (std::int64_t i = 0; i < call_.head_size(); ++i) out[i] = (from[i] + offset) * factor;
}

}  // namespace quantscope::kernels
