#include <algorithm>
#include <array>
#include <limits>

#include "core/base/parallel.h"
#include "core/kernels/attention_keys.h"
#include "core/kernels/attention_kinds.h"
#include "core/kernels/attention_values.h"

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kTokensAtOnce = 48;
using PerRow = std::array<float, kTokensAtOnce>;

/// Rows of one head against all keys; `scores` is their part of the head's score matrix.
class PlainRows {
 public:
  PlainRows(const AttentionCall& call, const QueryTile& tile, float* scores)
      : call_(call), rows_(call), scores_(scores) {
    rows_.load(tile);
  }

  void score() {
    AttentionKeys keys(call_);
    keys.load_queries(rows_);
    for (std::int64_t block = 0; block < call_.blocks(); ++block) {
      keys.load_block(rows_.kv_head(), block);
      ScoreBlock scores = scores_from(block * kBlockTokens);
      keys.score(rows_, 0, count(), 0, kBlockTokens, scores);
    }
  }

  void normalise() {
    PerRow maxima, factors;
    maxima.fill(-std::numeric_limits<float>::infinity());
    std::vector<float> sums(static_cast<std::size_t>(count()) * kSumLanes);
    ScoreBlock scores = scores_from(0);
    AttentionKeys(call_).describe_all(rows_, scores);
    online_softmax(scores, {maxima.data(), sums.data(), factors.data()});
    for (int row = 0; row < count(); ++row) {
      float* p = scores_ + row * stride();
      const float factor = inverse_or_zero(sum_of_row(sums.data() + row * kSumLanes));
      for (std::int64_t key = 0; key < stride(); ++key) p[key] *= factor;
      if (call_.options.round_probability_value) call_.options.round_probability_value(p, stride());
    }
  }

  void multiply_values() {
    AttentionValues values(call_);
    values.start(count());
    PerRow keep;
    keep.fill(1);
    for (std::int64_t block = 0; block < call_.blocks(); ++block) {
      values.load_block(rows_.kv_head(), block);
      ScoreBlock scores = scores_from(block * kBlockTokens);
      scores.rows = count();
      scores.end = kBlockTokens;
      values.add(0, scores, call_.cache.tokens - block * kBlockTokens, keep.data());
    }
    for (int row = 0; row < count(); ++row) values.write(row, 1, rows_.out(row));
  }

 private:
  int count() const { return static_cast<int>(rows_.count()); }
  std::int64_t stride() const { return call_.blocks() * kBlockTokens; }
  ScoreBlock scores_from(std::int64_t key) const {
    ScoreBlock scores;
    scores.scores = scores_ + key;
    scores.stride = stride();
    return scores;
  }

  const AttentionCall& call_;
  AttentionRows rows_;
  float* scores_;
};

}  // namespace

void plain_attention(const AttentionCall& call, const base::Job& job) {
  const std::int64_t stride = call.blocks() * kBlockTokens;
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
