#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/kernels/attention.h"
#include "core/tensor/tensor.h"
#include "tests/core/kernels/matrix_testing.h"

namespace quantscope::kernels {

struct AttentionCase {
  std::int64_t tokens = 1, before = 0;  ///< queries, and tokens of the cache before them
  std::int64_t kv_heads = 1, group = 1, head_size = 8;
  std::int64_t sliding_window = 0;
  bool alibi = false;
  float size = 1;  ///< of queries and keys
  CacheFormat format = CacheFormat::f32;
  std::int64_t heads() const { return kv_heads * group; }
};

/// A case with random inputs.
class AttentionRun {
 public:
  explicit AttentionRun(const AttentionCase& c, std::uint32_t seed = 1)
      : shape(c),
        queries(random_matrix(c.tokens, c.heads() * c.head_size, seed, c.size)),
        keys(random_matrix(c.before + c.tokens, c.kv_heads * c.head_size, seed + 1, c.size)),
        values(random_matrix(c.before + c.tokens, c.kv_heads * c.head_size, seed + 2, 1)),
        cache(c.format, c.kv_heads, c.head_size, c.before + c.tokens) {
    append();
    for (std::int64_t head = 0; head < c.heads(); ++head)
      slopes.push_back(std::exp2(-8 * static_cast<float>(head + 1) / static_cast<float>(c.heads())));
  }

  /// Fills the cache again, with what keys and values are now.
  void append() {
    cache.clear();
    cache.append(keys.row(0), keys.columns(), values.row(0), values.columns(), keys.rows());
  }

  AttentionOptions options(AttentionKind kind) const {
    AttentionOptions options;
    options.kind = kind;
    options.scale = 1 / std::sqrt(static_cast<float>(shape.head_size));
    options.sliding_window = shape.sliding_window;
    if (shape.alibi) options.alibi_slopes = slopes.data();
    return options;
  }

  tensor::Matrix result(const AttentionOptions& options, const base::Job& job = {}) const {
    tensor::Matrix out(queries.rows(), queries.columns());
    for (float& value : out.values()) value = std::numeric_limits<float>::quiet_NaN();
    attention(queries.row(0), queries.columns(), shape.tokens, shape.heads(), cache, options, out.row(0),
              out.columns(), job);
    return out;
  }

  std::int64_t first_key(std::int64_t token) const {
    const std::int64_t position = shape.before + token;
    return shape.sliding_window ? std::max<std::int64_t>(0, position - shape.sliding_window + 1) : 0;
  }

  AttentionCase shape;
  tensor::Matrix queries, keys, values;
  KeyValueCache cache;
  std::vector<float> slopes;
};

/// Softmax(QKᵀ · scale + bias) V of what the cache holds in f64, and what f32 may differ by.
struct AttentionOracle {
  explicit AttentionOracle(const AttentionRun& run)
      : expected(run.queries.rows(), run.queries.columns()), tolerance(expected) {
    const std::int64_t size = run.shape.head_size, count = run.cache.tokens();
    tensor::Matrix k(count, size), v(count, size);
    for (std::int64_t head = 0; head < run.shape.heads(); ++head) {
      run.cache.read_keys(head / run.shape.group, 0, count, k.row(0));
      run.cache.read_values(head / run.shape.group, 0, count, v.row(0));
      for (std::int64_t token = 0; token < run.shape.tokens; ++token) add_row(run, head, token, k, v);
    }
  }

  bool holds(const tensor::Matrix& result) const {
    for (std::size_t i = 0; i < result.values().size(); ++i)
      if (!(std::fabs(result.values()[i] - expected.values()[i]) <= tolerance.values()[i])) return false;
    return true;
  }

  tensor::Matrix expected, tolerance;

 private:
  void add_row(const AttentionRun& run, std::int64_t head, std::int64_t token, const tensor::Matrix& k,
               const tensor::Matrix& v) {
    const std::int64_t size = run.shape.head_size, position = run.shape.before + token;
    const std::int64_t first = run.first_key(token);
    const float scale = run.options(AttentionKind::plain).scale;
    const double slope = run.shape.alibi ? run.slopes[static_cast<std::size_t>(head)] : 0;
    std::vector<double> scores;
    double largest = -std::numeric_limits<double>::infinity(), magnitude = 0;
    for (std::int64_t key = first; key <= position; ++key) {
      double dot = 0, sum = 0;
      for (std::int64_t i = 0; i < size; ++i) {
        const double product = double{run.queries(token, head * size + i)} * k(key, i);
        dot += product;
        sum += std::fabs(product);
      }
      const double bias = slope * static_cast<double>(key - position);
      scores.push_back(dot * scale + bias);
      largest = std::max(largest, scores.back());
      magnitude = std::max(magnitude, sum * scale + std::fabs(bias));
    }
    double total = 0;
    for (double& score : scores) total += score = std::exp(score - largest);
    // A score's rounding error is an exponent's; sums add their own. Integer caches are scaled after the
    // product, so that their minima count thrice.
    const double rounding =
        (magnitude * static_cast<double>(size + 2) * 6 + static_cast<double>(scores.size())) * 0x1p-24 + 1e-6;
    double absolute = 0;
    std::vector<double> sums(static_cast<std::size_t>(size));
    for (std::size_t key = 0; key < scores.size(); ++key) {
      const float* row = v.row(first + static_cast<std::int64_t>(key));
      float most = 0;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += scores[key] / total * row[i];
        most = std::max(most, std::fabs(row[i]));
      }
      absolute += scores[key] / total * most;
    }
    for (std::int64_t i = 0; i < size; ++i) {
      expected(token, head * size + i) = static_cast<float>(sums[static_cast<std::size_t>(i)]);
      tolerance(token, head * size + i) = static_cast<float>(absolute * rounding * 3 + 1e-30);
    }
  }
};

}  // namespace quantscope::kernels
