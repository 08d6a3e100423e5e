#pragma once

#include <cstdint>
#include <memory>

#include "core/base/job.h"

namespace quantscope::kernels {

/// How keys and values are kept: f32 and f16 as they are (f16 rounded half to even, infinite beyond 65504);
/// int8 and int4 asymmetric, value ≈ minimum + scale · code with scale = (maximum − minimum) / (2^bits − 1)
/// and minimum in f32 for each token and head, codes rounded half to even. A head of a token that has a NaN
/// or an infinity reads as NaN from an integer cache.
enum class CacheFormat { f32, f16, int8, int4 };
const char* cache_format_name(CacheFormat format);

/// Keys and values of one sequence and one layer: [kv_heads][tokens][head_size] each. Readable by several
/// threads while nobody appends.
class KeyValueCache {
 public:
  /// Throws base::Error for sizes below 1 and where memory does not suffice.
  KeyValueCache(CacheFormat format, std::int64_t kv_heads, std::int64_t head_size, std::int64_t capacity);
  ~KeyValueCache();
  KeyValueCache(KeyValueCache&&) noexcept;
  KeyValueCache& operator=(KeyValueCache&&) noexcept;

  /// Appends rows [tokens, kv_heads · head_size] of keys (rotated already) and values, at row strides. Throws
  /// base::Error beyond the capacity and, leaving the cache as it was, base::Cancelled.
  void append(const float* keys, std::int64_t key_stride, const float* values, std::int64_t value_stride,
              std::int64_t tokens, const base::Job& job = {});
  void clear();
  CacheFormat format() const;
  std::int64_t kv_heads() const;
  std::int64_t head_size() const;
  std::int64_t tokens() const;
  std::int64_t capacity() const;
  /// What is allocated: codes packed, scales and minima, for the capacity rounded up to 64 tokens.
  std::uint64_t bytes() const;
  /// The same, known before anything is allocated.
  static std::uint64_t bytes_of(CacheFormat format, std::int64_t kv_heads, std::int64_t head_size,
                                std::int64_t capacity);
  /// What is kept, as f32: rows of one head into out [count, head_size].
  void read_keys(std::int64_t kv_head, std::int64_t first, std::int64_t count, float* out) const;
  void read_values(std::int64_t kv_head, std::int64_t first, std::int64_t count, float* out) const;

  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace quantscope::kernels
