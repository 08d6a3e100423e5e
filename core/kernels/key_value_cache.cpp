#include "core/kernels/key_value_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/base/error.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/tensor/half.h"

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

/// Places of one value within its block.
struct Place {
  std::int64_t byte = 0;
  int shift = 0;  ///< of a 4-bit code
};

/// `inner` runs over what lies 64-fold or head_size-fold side by side, `depth` over what is packed by fours.
Place code_place(CacheFormat format, std::int64_t depth, std::int64_t inner, std::int64_t inner_count) {
  if (format == CacheFormat::int8) return {(depth / 4 * inner_count + inner) * 4 + depth % 4, 0};
  return {(depth / 8 * inner_count + inner) * 4 + depth % 4, depth % 8 < 4 ? 0 : 4};
}

struct RowCodes {
  float scale = 0, minimum = 0;
  std::vector<std::uint8_t> codes;
};

void quantize_row(const float* row, std::int64_t count, int largest, RowCodes& result) {
  result.codes.assign(static_cast<std::size_t>(count), 0);
  const auto [low, high] = std::minmax_element(row, row + count);
  const bool finite = std::all_of(row, row + count, [](float value) { return std::isfinite(value); });
  const auto steps = static_cast<float>(largest);
  result.minimum = finite ? *low : std::nanf("");
  result.scale = finite ? *high / steps - *low / steps : 0;
  if (!(result.scale > 0)) return;
  for (std::int64_t i = 0; i < count; ++i) {
    // Halves: the distance of two finite values may be infinite.
    const float distance = (row[i] * 0.5f - *low * 0.5f) / result.scale * 2.0f;
    result.codes[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(std::min(std::nearbyint(distance), steps));
  }
}

/// Writes the row of one token, which is number `token` of its block. `stride_of_token` and `stride_of_value`
/// place it for float formats.
void store_row(const float* row, const State& state, State::Part& part, std::int64_t head, std::int64_t token,
               bool keys, RowCodes& codes) {
  const std::int64_t index = token / kBlockTokens, at = token % kBlockTokens, size = state.head_size;
  std::byte* block = part.block(state, head, index);
  if (state.integer()) {
    quantize_row(row, size, state.largest_code(), codes);
    const std::int64_t place = (head * state.block_count + index) * kBlockTokens + at;
    reinterpret_cast<float*>(part.scales.mutable_data())[place] = codes.scale;
    reinterpret_cast<float*>(part.minima.mutable_data())[place] = codes.minimum;
    for (std::int64_t i = 0; i < size; ++i) {
      const Place to =
          keys ? code_place(state.format, i, at, kBlockTokens) : code_place(state.format, at, i, size);
      block[to.byte] |= std::byte{codes.codes[static_cast<std::size_t>(i)]} << to.shift;
    }
    return;
  }
  const std::int64_t step = keys ? kBlockTokens : 1, first = keys ? at : at * size;
  if (state.format == CacheFormat::f32) {
    auto* to = reinterpret_cast<float*>(block) + first;
    for (std::int64_t i = 0; i < size; ++i) to[i * step] = row[i];
  } else {
    auto* to = reinterpret_cast<std::uint16_t*>(block) + first;
    for (std::int64_t i = 0; i < size; ++i) to[i * step] = tensor::f16_from_f32(row[i]);
  }
}

/// A block of packed values as f32 in the same order as the float formats have it.
const float* as_f32(const State& state, const State::Part& part, std::int64_t head, std::int64_t index,
                    bool keys, float* scratch) {
  const std::byte* block = part.block(state, head, index);
  const std::int64_t count = kBlockTokens * state.head_size;
  if (state.format == CacheFormat::f32) return reinterpret_cast<const float*>(block);
  if (state.format == CacheFormat::f16) {
    const auto* values = reinterpret_cast<const std::uint16_t*>(block);
    for (std::int64_t i = 0; i < count; ++i) scratch[i] = tensor::f32_from_f16(values[i]);
    return scratch;
  }
  const float* scales = part.block_scales(state, head, index);
  const float* minima = part.block_minima(state, head, index);
  const std::int64_t inner_count = keys ? kBlockTokens : state.head_size;
  const std::int64_t depth_count = count / inner_count;
  for (std::int64_t depth = 0; depth < depth_count; ++depth) {
    for (std::int64_t inner = 0; inner < inner_count; ++inner) {
      const Place from = code_place(state.format, depth, inner, inner_count);
      const int code = (std::to_integer<int>(block[from.byte]) >> from.shift) & state.largest_code();
      const std::int64_t token = keys ? inner : depth;
      scratch[depth * inner_count + inner] = minima[token] + scales[token] * static_cast<float>(code);
    }
  }
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
  return as_f32(*this, keys, head, index, true, scratch);
}

const float* State::value_block(std::int64_t head, std::int64_t index, float* scratch) const {
  return as_f32(*this, values, head, index, false, scratch);
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
                           std::int64_t value_stride, std::int64_t tokens) {
  State& state = *state_;
  if (tokens < 0 || tokens > state.capacity - state.tokens)
    throw base::Error(fmt::format("{} tokens do not fit", tokens), "KV cache",
                      fmt::format("{} of {} are taken", state.tokens, state.capacity));
  RowCodes codes;
  for (std::int64_t i = 0; i < tokens; ++i, ++state.tokens) {
    for (std::int64_t head = 0; head < state.kv_heads; ++head) {
      for (const bool is_key : {true, false}) {
        State::Part& part = is_key ? state.keys : state.values;
        if (state.tokens % kBlockTokens == 0) {
          const std::int64_t index = state.tokens / kBlockTokens;
          std::memset(part.block(state, head, index), 0, static_cast<std::size_t>(part.block_bytes));
          if (state.integer()) {
            const std::int64_t at = (head * state.block_count + index) * kBlockTokens * 4;
            std::memset(part.scales.mutable_data() + at, 0, kBlockTokens * 4);
            std::memset(part.minima.mutable_data() + at, 0, kBlockTokens * 4);
          }
        }
        const float* row = is_key ? keys + i * key_stride : values + i * value_stride;
        store_row(row + head * state.head_size, state, part, head, state.tokens, is_key, codes);
      }
    }
  }
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
