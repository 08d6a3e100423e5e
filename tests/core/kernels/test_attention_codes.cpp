// Attention whose products run on integer codes, against its formula with codes of the test's own.
#include <rapidcheck.h>

#include <QTest>
#include <cstring>

#include "attention_testing.h"
#include "core/base/cpu_features.h"
#include "tests/quantscope_test.h"

namespace test_attention_codes {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::Matrix;

namespace {

/// The row in symmetric codes of so many bits, as numbers again.
std::vector<double> symmetric(const std::vector<float>& row, int bits, double* step = nullptr) {
  const auto limit = static_cast<float>((1 << (bits - 1)) - 1);
  float largest = 0;
  for (float value : row) largest = std::max(largest, std::fabs(value));
  const float scale = largest / limit;
  std::vector<double> result;
  for (float value : row) result.push_back(scale > 0 ? double{scale} * std::nearbyint(value / scale) : 0);
  if (step) *step = scale;
  return result;
}

std::vector<float> head_of(const Matrix& rows, std::int64_t row, std::int64_t head, std::int64_t size) {
  return {rows.row(row) + head * size, rows.row(row) + (head + 1) * size};
}

/// Values of a token as codes read them: what is exact beside the codes, and the step of the codes.
struct ValueRow {
  std::vector<double> parts;  ///< step · code
  double centre = 0, step = 0;
};

class Formula {
 public:
  Formula(const AttentionRun& run, int query_key_bits, int probability_value_bits)
      : run_(run), query_key_bits_(query_key_bits), probability_value_bits_(probability_value_bits) {}

  /// One row of one head; `flips` is what one probability code more or less changes at most.
  std::vector<double> row(std::int64_t head, std::int64_t token, double& flip) const {
    const std::int64_t size = run_.shape.head_size, kv = head / run_.shape.group;
    const std::vector<double> query = query_of(head, token);
    const std::int64_t first = run_.first_key(token), last = run_.shape.before + token + 1;
    std::vector<double> p;
    double largest = -1e300;
    for (std::int64_t key = first; key < last; ++key) {
      const std::vector<double> k = key_of(kv, key);
      double dot = 0;
      for (std::size_t i = 0; i < query.size(); ++i) dot += query[i] * k[i];
      p.push_back(dot * run_.options(AttentionKind::plain).scale);
      largest = std::max(largest, p.back());
    }
    double total = 0;
    for (double& value : p) total += value = std::exp(value - largest);
    std::vector<double> out(static_cast<std::size_t>(size));
    flip = 0;
    for (std::int64_t begin = first; begin < last;) {
      const std::int64_t end = std::min(last, (begin / 64 + 1) * 64);
      add_block(kv, first, begin, end, p, out, flip);
      begin = end;
    }
    for (double& value : out) value /= total;
    flip /= total;
    return out;
  }

 private:
  int cache_bits() const {
    constexpr int kBits[] = {32, 16, 8, 4};
    return kBits[static_cast<int>(run_.shape.format)];
  }

  std::vector<float> read(std::int64_t kv, std::int64_t token, bool keys) const {
    std::vector<float> row(static_cast<std::size_t>(run_.shape.head_size));
    if (keys) {
      run_.cache.read_keys(kv, token, 1, row.data());
    } else {
      run_.cache.read_values(kv, token, 1, row.data());
    }
    return row;
  }

  std::vector<double> query_of(std::int64_t head, std::int64_t token) const {
    const std::vector<float> query = head_of(run_.queries, token, head, run_.shape.head_size);
    if (query_key_bits_) return symmetric(query, query_key_bits_);
    return {query.begin(), query.end()};
  }

  std::vector<double> key_of(std::int64_t kv, std::int64_t token) const {
    const std::vector<float> key = read(kv, token, true);
    if (query_key_bits_ && cache_bits() > query_key_bits_) return symmetric(key, query_key_bits_);
    return {key.begin(), key.end()};
  }

  ValueRow value_of(std::int64_t kv, std::int64_t token) const {
    const std::vector<float> value = read(kv, token, false);
    ValueRow result;
    if (cache_bits() > probability_value_bits_) {
      result.parts = symmetric(value, probability_value_bits_, &result.step);
      return result;
    }
    const std::vector<float> row = head_of(run_.values, token, kv, run_.shape.head_size);
    const auto [low, high] = std::minmax_element(row.begin(), row.end());
    const float steps = cache_bits() == 8 ? 255.0f : 15.0f;
    result.step = *high / steps - *low / steps;
    result.centre = *low + result.step * (steps == 255 ? 128 : 8);
    for (float kept : value) result.parts.push_back(kept - result.centre);
    return result;
  }

  void add_block(std::int64_t kv, std::int64_t first, std::int64_t begin, std::int64_t end,
                 const std::vector<double>& p, std::vector<double>& out, double& flip) const {
    std::vector<ValueRow> rows;
    double largest = 0;
    for (std::int64_t key = begin; key < end; ++key) {
      if (!probability_value_bits_) {
        const std::vector<float> value = read(kv, key, false);
        for (std::size_t i = 0; i < out.size(); ++i)
          out[i] += p[static_cast<std::size_t>(key - first)] * value[i];
        continue;
      }
      rows.push_back(value_of(kv, key));
      largest = std::max(largest, p[static_cast<std::size_t>(key - first)] * rows.back().step);
    }
    const double step = largest / ((1 << probability_value_bits_) - 1);
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const double weight = p[static_cast<std::size_t>(begin - first) + at];
      const ValueRow& value = rows[at];
      const double code = step > 0 ? std::nearbyint(weight * value.step / step) : 0;
      for (std::size_t i = 0; i < out.size(); ++i)
        out[i] += weight * value.centre + (value.step > 0 ? step * code * value.parts[i] / value.step : 0);
    }
    flip = std::max(flip, step * 128);
  }

  const AttentionRun& run_;
  int query_key_bits_, probability_value_bits_;
};

bool is_the_formula(const AttentionRun& run, AttentionOptions options) {
  const Matrix result = run.result(options);
  const Formula formula(run, options.query_key_bits, options.probability_value_bits);
  const std::int64_t size = run.shape.head_size;
  int flipped = 0;
  for (std::int64_t head = 0; head < run.shape.heads(); ++head)
    for (std::int64_t token = 0; token < run.shape.tokens; ++token) {
      double flip = 0;
      const std::vector<double> expected = formula.row(head, token, flip);
      bool exact = true;
      for (std::int64_t i = 0; i < size; ++i) {
        const double error =
            std::fabs(result(token, head * size + i) - expected[static_cast<std::size_t>(i)]);
        exact = exact && error < 5e-5;
        // A probability that is half way between two codes may go either way in f32.
        if (!(error < 5e-5 + 2 * flip)) return false;
      }
      flipped += exact ? 0 : 1;
    }
  return flipped <= 2 + run.shape.heads() * run.shape.tokens / 20;
}

class AttentionCodesTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void products_of_codes_are_their_formula_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void products_of_codes_are_their_formula() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (CacheFormat format : {CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4})
      for (std::int64_t tokens : {1, 20, 100})
        for (int bits : {4, 8})
          for (AttentionKind kind : {AttentionKind::plain, AttentionKind::flash}) {
            const AttentionRun run(
                {.tokens = tokens, .before = 70, .group = 2, .head_size = 24, .format = format});
            AttentionOptions options = run.options(kind);
            options.query_key_bits = options.probability_value_bits = bits;
            QVERIFY2(is_the_formula(run, options), qPrintable(QString("%1 tokens %2 bits %3 kind %4")
                                                                  .arg(cache_format_name(format))
                                                                  .arg(tokens)
                                                                  .arg(bits)
                                                                  .arg(static_cast<int>(kind))));
          }
  }

  void any_shape_and_bits_are_the_formula() {
    QVERIFY(rc::check("attention on codes is its formula", [] {
      AttentionCase c;
      c.tokens = *rc::gen::inRange(1, 60);
      c.before = *rc::gen::inRange(0, 100);
      c.group = *rc::gen::inRange(1, 4);
      c.head_size = *rc::gen::inRange(1, 50);
      c.sliding_window = *rc::gen::element(0, 7, 64);
      c.format = *rc::gen::element(CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4);
      const AttentionRun run(c, *rc::gen::arbitrary<std::uint32_t>());
      AttentionOptions options = run.options(*rc::gen::element(AttentionKind::plain, AttentionKind::flash));
      options.query_key_bits = *rc::gen::element(0, 2, 4, 6, 8);
      options.probability_value_bits = *rc::gen::element(0, 2, 4, 6, 8);
      RC_ASSERT(is_the_formula(run, options));
    }));
  }

  void both_kinds_agree_on_long_texts() {
    for (CacheFormat format : {CacheFormat::f32, CacheFormat::int8, CacheFormat::int4}) {
      const AttentionRun run(
          {.tokens = 3, .before = 2500, .kv_heads = 2, .group = 2, .head_size = 32, .format = format});
      Matrix results[2];
      for (AttentionKind kind : {AttentionKind::plain, AttentionKind::flash}) {
        AttentionOptions options = run.options(kind);
        options.query_key_bits = options.probability_value_bits = 8;
        results[static_cast<int>(kind)] = run.result(options);
      }
      for (std::int64_t i = 0; i < results[0].count(); ++i)
        QVERIFY(std::fabs(results[0].row(0)[i] - results[1].row(0)[i]) < 2e-4f);
    }
  }

  void more_bits_are_closer() {
    const AttentionRun run({.tokens = 50, .before = 100, .group = 2, .head_size = 64});
    const AttentionOracle exact(run);
    double last = 1e30;
    for (int bits = 2; bits <= 8; ++bits) {
      AttentionOptions options = run.options(AttentionKind::flash);
      options.query_key_bits = options.probability_value_bits = bits;
      const Matrix result = run.result(options);
      double error = 0;
      for (std::int64_t i = 0; i < result.count(); ++i) {
        const double difference = result.row(0)[i] - exact.expected.row(0)[i];
        error += difference * difference;
      }
      QVERIFY(error < last);
      last = error;
    }
    QVERIFY(last / static_cast<double>(run.queries.count()) < 1e-5);
  }

  void results_do_not_depend_on_the_thread_count() {
    base::Job one, two;
    one.threads = 1;
    two.threads = 2;
    for (std::int64_t tokens : {1, 150}) {
      const AttentionRun run({.tokens = tokens,
                              .before = 2000,
                              .kv_heads = 2,
                              .group = 2,
                              .head_size = 32,
                              .format = CacheFormat::int8});
      AttentionOptions options = run.options(AttentionKind::flash);
      options.query_key_bits = options.probability_value_bits = 8;
      const Matrix a = run.result(options, one), b = run.result(options, two);
      QVERIFY(std::memcmp(a.row(0), b.row(0), static_cast<std::size_t>(a.count()) * 4) == 0);
    }
  }
};

}  // namespace

QUANTSCOPE_TEST(AttentionCodesTest)

}  // namespace test_attention_codes

#include "test_attention_codes.moc"
