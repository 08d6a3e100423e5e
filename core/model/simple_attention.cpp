#include "core/model/simple_attention.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace quantscope::model {

void SimpleCache::append(const float* keys, std::int64_t key_stride, const float* values,
                         std::int64_t value_stride, std::int64_t tokens) {
  for (std::int64_t t = 0; t < tokens; ++t) {
    keys_.insert(keys_.end(), keys + t * key_stride, keys + t * key_stride + kv_heads_ * head_size_);
    values_.insert(values_.end(), values + t * value_stride,
                   values + t * value_stride + kv_heads_ * head_size_);
  }
}

void SimpleCache::attend(const float* queries, std::int64_t query_stride, std::int64_t tokens,
                         std::int64_t heads, const kernels::AttentionOptions& options, float* out,
                         std::int64_t out_stride, const base::Job& job) const {
  const std::int64_t width = kv_heads_ * head_size_;
  const std::int64_t known = static_cast<std::int64_t>(keys_.size()) / width;
  base::parallel_for(tokens * heads, 16, job, [&](base::IndexRange range) {
    std::vector<float> scores(static_cast<std::size_t>(known));
    for (std::int64_t item = range.begin; item < range.end; ++item) {
      const std::int64_t t = item / heads, head = item % heads, kv = head / (heads / kv_heads_);
      const std::int64_t position = known - tokens + t;
      const std::int64_t first =
          options.sliding_window > 0 ? std::max<std::int64_t>(0, position - options.sliding_window + 1) : 0;
      const float* query = queries + t * query_stride + head * head_size_;
      float largest = -INFINITY;
      for (std::int64_t k = first; k <= position; ++k) {
        const float* key = keys_.data() + k * width + kv * head_size_;
        float dot = 0;
        for (std::int64_t i = 0; i < head_size_; ++i) dot += query[i] * key[i];
        float score = dot * options.scale;
        if (options.alibi_slopes) score += options.alibi_slopes[head] * static_cast<float>(k - position);
        scores[static_cast<std::size_t>(k)] = score;
        largest = std::max(largest, score);
      }
      float sum = 0;
      float* to = out + t * out_stride + head * head_size_;
      std::fill(to, to + head_size_, 0.0f);
      for (std::int64_t k = first; k <= position; ++k) {
        const float weight = std::exp(scores[static_cast<std::size_t>(k)] - largest);
        const float* value = values_.data() + k * width + kv * head_size_;
        sum += weight;
        for (std::int64_t i = 0; i < head_size_; ++i) to[i] += weight * value[i];
      }
      for (std::int64_t i = 0; i < head_size_; ++i) to[i] /= sum;
    }
  });
}

}  // namespace quantscope::model
