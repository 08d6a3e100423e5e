#include "core/kernels/key_value_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/kernels/key_value_rows.h"
#include "core/kernels/packed_block.h"

namespace quantscope::kernels {
namespace {

using State = KeyValueCache::State;
using tensor::ElementType;

std::int64_t key_block_bytes(CacheFormat format, std::int64_t head_size) {
  switch (format) {
    case CacheFormat::f32:
      return kBlockTokens * head_size * 4;
    case CacheFormat::f16:
      return kBlockTokens * head_size * 2;
    case CacheFormat::int8:
      return kBlockTokens * ((head_size + 3) / 4 * 4);
    case CacheFormat::int4:
      return kBlockTokens * ((head_size + 7) / 8 * 4);
  }
  return 0;
}

std::int64_t value_block_bytes(CacheFormat format, std::int64_t head_size) {
  switch (format) {
    case CacheFormat::f32:
      return kBlockTokens * head_size * 4;
    case CacheFormat::f16:
      return kBlockTokens * head_size * 2;
    case CacheFormat::int8:
      return kBlockTokens * head_size;
    case CacheFormat::int4:
      return kBlockTokens * head_size / 2;
  }
  return 0;
}

bool is_integer(CacheFormat format) {
  return format == CacheFormat::int8 || format == CacheFormat::int4;
}

void check_sizes(std::int64_t kv_heads, std::int64_t head_size, std::int64_t capacity) {
  constexpr std::int64_t most = std::int64_t{1} << 40;
  if (kv_heads < 1 || head_size < 1 || capacity < 1 || kv_heads > most / head_size ||
      kv_heads * head_size > most / capacity)
    throw base::Error(fmt::format("a cache of {} heads of {} values for {} tokens is not possible", kv_heads,
                                  head_size, capacity),
                      "KV cache", "heads, head size and tokens of at least 1, less than 2^40 values");
}

/// A part's scales or minima of the block that `token` is in, and where in it the token stands.
float& of_token(tensor::Tensor& values, const State& state, std::int64_t head, std::int64_t token) {
  return reinterpret_cast<float*>(values.mutable_data())[head * state.block_count * kBlockTokens + token];
}

void clear_block(State& state, State::Part& part, std::int64_t head, std::int64_t index) {
  std::memset(part.block(state, head, index), 0, static_cast<std::size_t>(part.block_bytes));
  if (!state.integer()) return;
  std::fill_n(&of_token(part.scales, state, head, index * kBlockTokens), kBlockTokens, 0.0f);
  std::fill_n(&of_token(part.minima, state, head, index * kBlockTokens), kBlockTokens, 0.0f);
}

/// Rows of one head and of one part, [tokens] at a stride, behind what is there.
void append_rows(State& state, State::Part& part, std::int64_t head, const float* rows, std::int64_t stride,
                 std::int64_t tokens) {
  const bool keys = &part == &state.keys;
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(state.head_size) + 8);
  for (std::int64_t token = state.tokens; token < state.tokens + tokens; ++token, rows += stride) {
    const std::int64_t index = token / kBlockTokens, at = token % kBlockTokens;
    if (at == 0) clear_block(state, part, head, index);
    std::byte* block = part.block(state, head, index);
    if (!state.integer()) {
      store_float_row(rows, state.head_size, state.format, keys, at, block);
      continue;
    }
    const RowRange range = quantize_asymmetric(rows, state.head_size, state.largest_code(), codes.data());
    of_token(part.scales, state, head, token) = range.scale;
    of_token(part.minima, state, head, token) = range.minimum;
    store_code_row(codes.data(), state.head_size, state.format, keys, at, block);
  }
}

/// A block of one part as f32.
const float* as_f32(const State& state, const State::Part& part, std::int64_t head, std::int64_t index,
                    float* scratch) {
  const std::byte* block = part.block(state, head, index);
  if (state.format == CacheFormat::f32) return reinterpret_cast<const float*>(block);
  const bool keys = &part == &state.keys;
  PackedBlock packed{block, state.format};
  packed.keys = keys;
  packed.depth = keys ? state.head_size : kBlockTokens;
  packed.lanes = keys ? kBlockTokens : state.head_size;
  if (state.integer()) {
    packed.scales = part.block_scales(state, head, index);
    packed.minima = part.block_minima(state, head, index);
  }
  unpack_block(packed, scratch);
  return scratch;
}

void check_range(const State& state, std::int64_t kv_head, std::int64_t first, std::int64_t count) {
  if (kv_head < 0 || kv_head >= state.kv_heads || first < 0 || count < 0 || first > state.tokens - count)
    throw base::Error(fmt::format("no tokens [{}, {}) of head {}", first, first + count, kv_head), "KV cache",
                      fmt::format("{} tokens of {} heads are there", state.tokens, state.kv_heads));
}

}  // namespace

const char* cache_format_name(CacheFormat format) {
  switch (format) {
    case CacheFormat::f32:
      return "f32";
    case CacheFormat::f16:
      return "f16";
    case CacheFormat::int8:
      return "int8";
    case CacheFormat::int4:
      return "int4";
  }
  return "?";
}

const float* State::key_block(std::int64_t head, std::int64_t index, float* scratch) const {
  return as_f32(*this, keys, head, index, scratch);
}

const float* State::value_block(std::int64_t head, std::int64_t index, float* scratch) const {
  return as_f32(*this, values, head, index, scratch);
}

KeyValueCache::KeyValueCache(CacheFormat format, std::int64_t kv_heads, std::int64_t head_size,
                             std::int64_t capacity)
    : state_(std::make_unique<State>()) {
  check_sizes(kv_heads, head_size, capacity);
  state_->format = format;
  state_->kv_heads = kv_heads;
  state_->head_size = head_size;
  state_->capacity = capacity;
  state_->block_count = (capacity + kBlockTokens - 1) / kBlockTokens;
  state_->keys.block_bytes = key_block_bytes(format, head_size);
  state_->values.block_bytes = value_block_bytes(format, head_size);
  const std::int64_t blocks = kv_heads * state_->block_count;
  for (State::Part* part : {&state_->keys, &state_->values}) {
    part->blocks = tensor::Tensor(ElementType::u8, blocks, part->block_bytes);
    if (!state_->integer()) continue;
    part->scales = tensor::Tensor(ElementType::f32, blocks, kBlockTokens);
    part->minima = tensor::Tensor(ElementType::f32, blocks, kBlockTokens);
  }
}

KeyValueCache::~KeyValueCache() = default;
KeyValueCache::KeyValueCache(KeyValueCache&&) noexcept = default;
KeyValueCache& KeyValueCache::operator=(KeyValueCache&&) noexcept = default;

std::uint64_t KeyValueCache::bytes_of(CacheFormat format, std::int64_t kv_heads, std::int64_t head_size,
                                      std::int64_t capacity) {
  check_sizes(kv_heads, head_size, capacity);
  const std::int64_t scales = is_integer(format) ? 4 * kBlockTokens * 4 : 0;
  const std::int64_t block = key_block_bytes(format, head_size) + value_block_bytes(format, head_size);
  return static_cast<std::uint64_t>(kv_heads * ((capacity + kBlockTokens - 1) / kBlockTokens) *
                                    (block + scales));
}

void KeyValueCache::append(const float* keys, std::int64_t key_stride, const float* values,
                           std::int64_t value_stride, std::int64_t tokens, const base::Job& job) {
  State& state = *state_;
  if (tokens < 0 || tokens > state.capacity - state.tokens)
    throw base::Error(fmt::format("{} tokens do not fit", tokens), "KV cache",
                      fmt::format("{} of {} are taken", state.tokens, state.capacity));
  base::isa_level();
  constexpr std::int64_t values_per_piece = 1 << 14;
  const std::int64_t heads_per_piece =
      std::max<std::int64_t>(1, values_per_piece / std::max<std::int64_t>(1, tokens * state.head_size));
  base::parallel_for(state.kv_heads, heads_per_piece, job, [&](base::IndexRange heads) {
    for (std::int64_t head = heads.begin; head < heads.end; ++head) {
      const std::int64_t column = head * state.head_size;
      append_rows(state, state.keys, head, keys + column, key_stride, tokens);
      append_rows(state, state.values, head, values + column, value_stride, tokens);
    }
  });
  state.tokens += tokens;
}

void KeyValueCache::clear() {
  state_->tokens = 0;
}

CacheFormat KeyValueCache::format() const {
  return state_->format;
}

std::int64_t KeyValueCache::kv_heads() const {
  return state_->kv_heads;
}

std::int64_t KeyValueCache::head_size() const {
  return state_->head_size;
}

std::int64_t KeyValueCache::tokens() const {
  return state_->tokens;
}

std::int64_t KeyValueCache::capacity() const {
  return state_->capacity;
}

std::uint64_t KeyValueCache::bytes() const {
  const State& state = *state_;
  std::uint64_t total = 0;
  for (const State::Part* part : {&state.keys, &state.values})
    total += part->blocks.bytes() + part->scales.bytes() + part->minima.bytes();
  return total;
}

void KeyValueCache::read_keys(std::int64_t kv_head, std::int64_t first, std::int64_t count,
                              float* out) const {
  check_range(*state_, kv_head, first, count);
  const std::int64_t size = state_->head_size;
  std::vector<float> scratch(static_cast<std::size_t>(kBlockTokens * size));
  for (std::int64_t token = first; token < first + count;) {
    const float* block = state_->key_block(kv_head, token / kBlockTokens, scratch.data());
    const std::int64_t end = std::min(first + count, (token / kBlockTokens + 1) * kBlockTokens);
    for (; token < end; ++token)
      for (std::int64_t i = 0; i < size; ++i) *out++ = block[i * kBlockTokens + token % kBlockTokens];
  }
}

void KeyValueCache::read_values(std::int64_t kv_head, std::int64_t first, std::int64_t count,
                                float* out) const {
  check_range(*state_, kv_head, first, count);
  const std::int64_t size = state_->head_size;
  std::vector<float> scratch(static_cast<std::size_t>(kBlockTokens * size));
  for (std::int64_t token = first; token < first + count;) {
    const float* block = state_->value_block(kv_head, token / kBlockTokens, scratch.data());
    const std::int64_t end = std::min(first + count, (token / kBlockTokens + 1) * kBlockTokens);
    const float* row = block + token % kBlockTokens * size;
    out = std::copy_n(row, (end - token) * size, out);
    token = end;
  }
}

}  // namespace quantscope::kernels
