#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/key_value_cache.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Tokens of a block; keys and values lie in blocks of so many tokens.
constexpr std::int64_t kBlockTokens = 64;

inline int bits_of(CacheFormat format) {
  constexpr int kBits[] = {32, 16, 8, 4};
  return kBits[static_cast<int>(format)];
}

/// Bytes of values of one channel before token `token` of a block, a multiple of 16.
inline std::int64_t bytes_before(CacheFormat format, std::int64_t token) {
  return token * bits_of(format) / 8;
}

/// Keys are columns of their block, so that a product of queries with a block gives 64 scores side by side;
/// values are rows. A block of one head is
///   f32, f16  keys [head_size][64 tokens], values [64 tokens][head_size]
///   int8      bytes: keys [⌈head_size/4⌉][64 tokens][4 of the head], values [16][head_size][4 tokens]
///   int4      two codes a byte: keys [⌈head_size/8⌉][64 tokens][4], values [8][head_size][4 tokens];
///             byte i of a group of four has codes 8g + i (low half) and 8g + 4 + i (high half) of group g.
/// Codes are unsigned. Blocks follow each other for each head; the memory goes on for 64 bytes.
struct KeyValueCache::State {
  struct Part {
    tensor::Tensor blocks;
    std::int64_t block_bytes = 0;
    tensor::Tensor scales, minima;  ///< f32 [kv_heads, blocks · 64] of integer formats

    const std::byte* block(const State& state, std::int64_t head, std::int64_t index) const {
      return blocks.data() + (head * state.block_count + index) * block_bytes;
    }
    std::byte* block(const State& state, std::int64_t head, std::int64_t index) {
      return blocks.mutable_data() + (head * state.block_count + index) * block_bytes;
    }
    const float* block_scales(const State& state, std::int64_t head, std::int64_t index) const {
      return of_block(scales, state, head, index);
    }
    const float* block_minima(const State& state, std::int64_t head, std::int64_t index) const {
      return of_block(minima, state, head, index);
    }

   private:
    static const float* of_block(const tensor::Tensor& values, const State& state, std::int64_t head,
                                 std::int64_t index) {
      return reinterpret_cast<const float*>(values.data()) +
             (head * state.block_count + index) * kBlockTokens;
    }
  };

  CacheFormat format = CacheFormat::f32;
  std::int64_t kv_heads = 0, head_size = 0, capacity = 0, tokens = 0;
  std::int64_t block_count = 0;
  Part keys, values;

  bool integer() const { return format == CacheFormat::int8 || format == CacheFormat::int4; }
  /// Of a value.
  int bits() const { return bits_of(format); }
  /// 255 or 15.
  int largest_code() const { return format == CacheFormat::int8 ? 255 : 15; }

  /// A block as f32, keys [head_size][64] or values [64][head_size]: the cache's own memory where it is f32,
  /// or written to `scratch`, vectorized.
  const float* key_block(std::int64_t head, std::int64_t index, float* scratch) const;
  const float* value_block(std::int64_t head, std::int64_t index, float* scratch) const;
};

}  // namespace quantscope::kernels
