#pragma once

#include <vector>

#include "core/kernels/attention.h"

namespace quantscope::model {

/// Keys and values of one sequence and layer in f32, and causal attention over them by plain loops.
class SimpleCache {
 public:
  SimpleCache(std::int64_t kv_heads, std::int64_t head_size) : kv_heads_(kv_heads), head_size_(head_size) {}
  void append(const float* keys, std::int64_t key_stride, const float* values, std::int64_t value_stride,
              std::int64_t tokens);
  void clear() { keys_.clear(), values_.clear(); }
  std::uint64_t bytes() const { return (keys_.size() + values_.size()) * sizeof(float); }
  void attend(const float* queries, std::int64_t query_stride, std::int64_t tokens, std::int64_t heads,
              const kernels::AttentionOptions& options, float* out, std::int64_t out_stride,
              const base::Job& job) const;

 private:
  std::int64_t kv_heads_, head_size_;
  std::vector<float> keys_, values_;  ///< [tokens][kv_heads · head_size]
};

}  // namespace quantscope::model
