#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/attention.h"
#include "core/tensor/tensor.h"

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::Matrix;

namespace {

struct Case {
  std::int64_t tokens = 1, before = 0;  ///< queries, and tokens of the cache before them
  std::int64_t kv_heads = 1, group = 1, head_size = 8;
  std::int64_t sliding_window = 0;
  bool alibi = false;
  float size = 1;  ///< of queries and keys
  CacheFormat format = CacheFormat::f32;
  std::int64_t heads() const { return kv_heads * group; }
};

Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed, float size) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, size);
  Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

/// A case with its random inputs.
class Run {
 public:
  explicit Run(const Case& c, std::uint32_t seed = 1)
      : case_(c),
        queries_(random_matrix(c.tokens, c.heads() * c.head_size, seed, c.size)),
        cache_(c.format, c.kv_heads, c.head_size, c.before + c.tokens) {
    const std::int64_t columns = c.kv_heads * c.head_size;
    const Matrix keys = random_matrix(c.before + c.tokens, columns, seed + 1, c.size);
    const Matrix values = random_matrix(c.before + c.tokens, columns, seed + 2, 1);
    cache_.append(keys.row(0), columns, values.row(0), columns, keys.rows());
    for (std::int64_t head = 0; head < c.heads(); ++head)
      slopes_.push_back(std::exp2(-8 * static_cast<float>(head + 1) / static_cast<float>(c.heads())));
  }

  AttentionOptions options(AttentionKind kind) const {
    AttentionOptions options;
    options.kind = kind;
    options.scale = 1 / std::sqrt(static_cast<float>(case_.head_size));
    options.sliding_window = case_.sliding_window;
    if (case_.alibi) options.alibi_slopes = slopes_.data();
    return options;
  }

  Matrix result(const AttentionOptions& options, const base::Job& job = {}) const {
    Matrix out(queries_.rows(), queries_.columns());
    for (float& value : out.values()) value = std::nanf("");
    attention(queries_.row(0), queries_.columns(), case_.tokens, case_.heads(), cache_, options, out.row(0),
              out.columns(), job);
    return out;
  }

  /// Softmax(QKᵀ·scale + bias)V of what the cache holds, in f64; `tolerance` is what f32 may differ by.
  void oracle(Matrix& expected, Matrix& tolerance) const {
    const AttentionOptions options = this->options(AttentionKind::plain);
    const std::int64_t size = case_.head_size, keys = cache_.tokens();
    expected = tolerance = Matrix(case_.tokens, case_.heads() * size);
    Matrix k(keys, size), v(keys, size);
    for (std::int64_t head = 0; head < case_.heads(); ++head) {
      cache_.read_keys(head / case_.group, 0, keys, k.row(0));
      cache_.read_values(head / case_.group, 0, keys, v.row(0));
      for (std::int64_t token = 0; token < case_.tokens; ++token) {
        const std::int64_t position = case_.before + token;
        const std::int64_t window = case_.sliding_window;
        const std::int64_t first = window ? std::max<std::int64_t>(0, position - window + 1) : 0;
        std::vector<double> scores;
        double largest = -std::numeric_limits<double>::infinity(), magnitude = 0;
        for (std::int64_t key = first; key <= position; ++key) {
          double dot = 0, sum = 0;
          for (std::int64_t i = 0; i < size; ++i) {
            const double product = double{queries_(token, head * size + i)} * k(key, i);
            dot += product;
            sum += std::fabs(product);
          }
          const double bias = case_.alibi ? double{slopes_[static_cast<std::size_t>(head)]} *
                                                static_cast<double>(key - position)
                                          : 0;
          scores.push_back(dot * options.scale + bias);
          largest = std::max(largest, scores.back());
          magnitude = std::max(magnitude, sum * options.scale + std::fabs(bias));
        }
        double total = 0;
        for (double& score : scores) total += score = std::exp(score - largest);
        // A score's rounding error is an exponent's; sums add their own.
        const double error = magnitude * static_cast<double>(size + 2) * 0x1p-24 * 2 +
                             static_cast<double>(scores.size()) * 0x1p-24 + 1e-6;
        for (std::int64_t i = 0; i < size; ++i) {
          double sum = 0, absolute = 0;
          for (std::size_t key = 0; key < scores.size(); ++key) {
            const double value = v(first + static_cast<std::int64_t>(key), i);
            sum += scores[key] / total * value;
            absolute += scores[key] / total * std::fabs(value);
          }
          expected(token, head * size + i) = static_cast<float>(sum);
          tolerance(token, head * size + i) = static_cast<float>(absolute * error * 2 + 1e-30);
        }
      }
    }
  }

  bool equals_oracle(AttentionKind kind) const {
    Matrix expected, tolerance;
    oracle(expected, tolerance);
    const Matrix result = this->result(options(kind));
    for (std::int64_t i = 0; i < result.count(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (!(std::fabs(result.values()[at] - expected.values()[at]) <= tolerance.values()[at])) return false;
    }
    return true;
  }

  const KeyValueCache& cache() const { return cache_; }

 private:
  Case case_;
  Matrix queries_;
  KeyValueCache cache_;
  std::vector<float> slopes_;
};

class AttentionTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void both_kinds_equal_the_formula_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void both_kinds_equal_the_formula() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (std::int64_t head_size : {1, 5, 32, 40, 64, 80, 128, 256})
      for (std::int64_t tokens : {1, 2, 17, 65, 130})
        for (std::int64_t before : {0, 63, 200})
          for (AttentionKind kind : {AttentionKind::plain, AttentionKind::flash})
            QVERIFY2(
                Run({.tokens = tokens, .before = before, .kv_heads = 1, .group = 3, .head_size = head_size})
                    .equals_oracle(kind),
                qPrintable(QString("head %1 tokens %2 before %3 kind %4")
                               .arg(head_size)
                               .arg(tokens)
                               .arg(before)
                               .arg(static_cast<int>(kind))));
  }

  void any_shape_window_and_bias_equals_the_formula() {
    QVERIFY(rc::check("plain and flash attention are the formula within f32", [] {
      Case c;
      c.tokens = *rc::gen::inRange(1, 150);
      c.before = *rc::gen::inRange(0, 200);
      c.kv_heads = *rc::gen::inRange(1, 4);
      c.group = *rc::gen::inRange(1, 6);
      c.head_size = *rc::gen::inRange(1, 100);
      c.sliding_window = *rc::gen::element(0, 1, 7, 64, 100);
      c.alibi = *rc::gen::arbitrary<bool>();
      c.size = *rc::gen::element(0.0f, 1e-20f, 0.1f, 1.0f, 5.0f, 1e10f);
      c.format = *rc::gen::element(CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4);
      if (c.format == CacheFormat::f16) c.size = std::min(c.size, 5.0f);
      const Run run(c, *rc::gen::arbitrary<std::uint32_t>());
      RC_ASSERT(run.equals_oracle(AttentionKind::plain));
      RC_ASSERT(run.equals_oracle(AttentionKind::flash));
    }));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(AttentionTest)
#include "test_attention.moc"
