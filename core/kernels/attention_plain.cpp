#include <algorithm>
#include <array>
#include <limits>

#include "core/base/parallel.h"
#include "core/kernels/attention_rows.h"
#include "core/kernels/row_product.h"

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kTokensAtOnce = 48;
using PerRow = std::array<float, kTokensAtOnce>;

/// Rows of one head against all keys.
class PlainRows {
 public:
  PlainRows(const AttentionCall& call, const QueryTile& tile, float* scores)
      : call_(call), rows_(call, tile), scores_(scores), stride_(blocks() * kBlockTokens) {}

  std::int64_t blocks() const { return (call_.cache.tokens + kBlockTokens - 1) / kBlockTokens; }

  void score() {
    AttentionBlocks keys(call_);
    for (std::int64_t block = 0; block < blocks(); ++block) {
      ScoreBlock scores;
      scores.scores = scores_ + block * kBlockTokens;
      scores.stride = stride_;
      rows_.score(0, count(), keys.keys(rows_.kv_head(), block), block * kBlockTokens, 0, kBlockTokens,
                  scores);
    }
  }

  void normalise() {
    PerRow maxima, factors;
    maxima.fill(-std::numeric_limits<float>::infinity());
    tensor::Matrix sums(count(), kSumLanes);
    ScoreBlock scores;
    scores.scores = scores_;
    scores.stride = stride_;
    rows_.describe(0, count(), 0, 0, stride_, scores);
    online_softmax(scores, {maxima.data(), sums.row(0), factors.data()});
    for (int row = 0; row < count(); ++row) {
      float* p = scores_ + row * stride_;
      const float factor = inverse_or_zero(sum_of_row(sums.row(row)));
      for (std::int64_t key = 0; key < stride_; ++key) p[key] *= factor;
      if (call_.options.round_probability_value) call_.options.round_probability_value(p, stride_);
    }
  }

  void multiply_values() {
    AttentionBlocks values(call_);
    PerRow keep;
    keep.fill(1);
    tensor::Matrix products(count(), call_.padded_size());
    for (std::int64_t block = 0; block < blocks(); ++block) {
      const std::int64_t first = block * kBlockTokens;
      multiply_rows({.x = scores_ + first,
                     .x_stride = stride_,
                     .rows = count(),
                     .b = values.values(rows_.kv_head(), block),
                     .b_stride = call_.head_size(),
                     .depth = std::min(kBlockTokens, call_.cache.tokens - first),
                     .lanes = call_.head_size(),
                     .out = products.row(0),
                     .out_stride = products.columns(),
                     .factors = keep.data()});
    }
    for (int row = 0; row < count(); ++row) std::copy_n(products.row(row), call_.head_size(), rows_.out(row));
  }

 private:
  int count() const { return static_cast<int>(rows_.count()); }

  const AttentionCall& call_;
  AttentionRows rows_;
  float* scores_;
  std::int64_t stride_;
};

}  // namespace

void plain_attention(const AttentionCall& call, const base::Job& job) {
  const std::int64_t stride = (call.cache.tokens + kBlockTokens - 1) / kBlockTokens * kBlockTokens;
  tensor::Tensor scores(tensor::ElementType::f32, call.tokens, stride);
  auto* matrix = reinterpret_cast<float*>(scores.mutable_data());
  for (std::int64_t head = 0; head < call.heads; ++head) {
    const auto each_rows = [&](void (PlainRows::*step)()) {
      base::parallel_for(call.tokens, kTokensAtOnce, job, [&](base::IndexRange range) {
        const QueryTile tile{head, 1, range.begin, range.size()};
        (PlainRows(call, tile, matrix + range.begin * stride).*step)();
      });
    };
    each_rows(&PlainRows::score);
    each_rows(&PlainRows::normalise);
    each_rows(&PlainRows::multiply_values);
  }
}

}  // namespace quantscope::kernels
