#include <rapidcheck.h>

#include <QTest>
#include <cstring>

#include "attention_testing.h"
#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_attention {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::Matrix;

namespace {

constexpr AttentionKind kKinds[] = {AttentionKind::plain, AttentionKind::flash};
constexpr CacheFormat kFormats[] = {CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4};
constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool same_bits(const Matrix& a, const Matrix& b) {
  return std::memcmp(a.row(0), b.row(0), static_cast<std::size_t>(a.count()) * 4) == 0;
}

bool all_zero(const float* values, std::int64_t count) {
  return std::all_of(values, values + count, [](float value) { return value == 0; });
}

// Steps in the place of roundings whose effect a formula can follow exactly.
void doubled(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) values[i] *= 2;
}
void halved(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) values[i] /= 2;
}
void to_bf16(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i)
    values[i] = tensor::f32_from_bf16(tensor::bf16_from_f32(values[i]));
}
/// 1 for what is at least an eighth.
void to_zero_or_one(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) values[i] = values[i] >= 0.125f ? 1.0f : 0.0f;
}

class AttentionTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void both_kinds_equal_the_formula_at_every_level() {
    for (std::int64_t head_size : {1, 32, 40, 64, 80, 128, 256})
      for (std::int64_t tokens : {1, 2, 70})
        for (std::int64_t before : {0, 63, 130})
          for (CacheFormat format : kFormats) {
            const AttentionRun run(
                {.tokens = tokens, .before = before, .group = 3, .head_size = head_size, .format = format});
            const AttentionOracle oracle(run);
            for (base::IsaLevel level : base::available_isa_levels())
              for (AttentionKind kind : kKinds) {
                base::limit_isa(level);
                QVERIFY2(oracle.holds(run.result(run.options(kind))),
                         qPrintable(QString("%1 head %2 tokens %3 before %4 kind %5 %6")
                                        .arg(base::isa_name(level))
                                        .arg(head_size)
                                        .arg(tokens)
                                        .arg(before)
                                        .arg(static_cast<int>(kind))
                                        .arg(cache_format_name(format))));
              }
          }
  }

  void any_shape_window_and_bias_equals_the_formula() {
    QVERIFY(rc::check("plain and flash attention are the formula within f32", [] {
      AttentionCase c;
      c.tokens = *rc::gen::inRange(1, 150);
      c.before = *rc::gen::inRange(0, 150);
      c.kv_heads = *rc::gen::inRange(1, 3);
      c.group = *rc::gen::inRange(1, 6);
      c.head_size = *rc::gen::inRange(1, 70);
      c.sliding_window = *rc::gen::element(0, 1, 7, 64, 100);
      c.alibi = *rc::gen::arbitrary<bool>();
      c.size = *rc::gen::element(0.0f, 1e-20f, 0.1f, 1.0f, 5.0f);
      c.format = *rc::gen::element(CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4);
      const AttentionRun run(c, *rc::gen::arbitrary<std::uint32_t>());
      const AttentionOracle oracle(run);
      for (AttentionKind kind : kKinds) RC_ASSERT(oracle.holds(run.result(run.options(kind))));
    }));
  }

  void long_caches_are_split_and_merged() {
    for (CacheFormat format : kFormats)
      for (std::int64_t window : {0, 1500}) {
        const AttentionRun run({.tokens = 2,
                                .before = 3000,
                                .kv_heads = 2,
                                .group = 2,
                                .head_size = 16,
                                .sliding_window = window,
                                .size = 2,
                                .format = format});
        QVERIFY(AttentionOracle(run).holds(run.result(run.options(AttentionKind::flash))));
      }
  }

  void the_largest_score_may_come_last_or_first() {
    for (AttentionKind kind : kKinds) {
      for (bool ascending : {false, true}) {
        AttentionRun run({.tokens = 1, .before = 299, .head_size = 1});
        run.queries(0, 0) = 1;
        for (std::int64_t key = 0; key < 300; ++key)
          run.keys(key, 0) = static_cast<float>(ascending ? key : -key) * 10;
        run.append();
        const Matrix out = run.result(run.options(kind));
        const float expected = run.values(ascending ? 299 : 0, 0);
        QVERIFY(std::fabs(out(0, 0) - expected) < 2e-4f);
      }
    }
  }

  void scores_of_extreme_size_pick_one_key() {
    for (AttentionKind kind : kKinds) {
      AttentionRun run({.tokens = 3, .before = 130, .head_size = 4, .size = 1e18f});
      for (std::int64_t key = 0; key < run.keys.rows(); ++key) run.values(key, 0) = static_cast<float>(key);
      run.append();
      const Matrix out = run.result(run.options(kind));
      for (std::int64_t token = 0; token < 3; ++token) {
        double largest = -1e300;
        std::int64_t best = 0;
        for (std::int64_t key = 0; key <= 130 + token; ++key) {
          double dot = 0;
          for (std::int64_t i = 0; i < 4; ++i) dot += double{run.queries(token, i)} * run.keys(key, i);
          if (dot > largest) largest = dot, best = key;
        }
        QCOMPARE(out(token, 0), static_cast<float>(best));
      }
    }
  }

  void rows_that_see_nothing_are_zero() {
    for (CacheFormat format : {CacheFormat::f32, CacheFormat::f16})
      for (AttentionKind kind : kKinds) {
        AttentionRun run({.tokens = 70, .before = 5, .group = 2, .head_size = 4, .format = format});
        AttentionOptions options = run.options(kind);
        // Scores of −∞ are what a mask makes.
        for (float& value : run.queries.values()) value = format == CacheFormat::f16 ? 1e35f : 3e38f;
        for (float& value : run.keys.values()) value = -60000;
        run.append();
        QVERIFY(all_zero(run.result(options).row(0), run.queries.count()));
      }
  }

  void a_nan_stays_in_the_rows_that_see_it() {
    for (AttentionKind kind : kKinds)
      for (CacheFormat format : kFormats) {
        AttentionRun run({.tokens = 200, .head_size = 8, .format = format});
        run.keys(100, 3) = std::nanf("");
        run.append();
        const Matrix out = run.result(run.options(kind));
        for (std::int64_t token = 0; token < 200; ++token)
          QVERIFY(std::isnan(out(token, 0)) == (token >= 100));
      }
  }

  void pieces_of_a_text_equal_the_whole() {
    QVERIFY(rc::check("how a text is cut into pieces does not matter beyond rounding", [] {
      AttentionCase c;
      c.tokens = *rc::gen::inRange(2, 200);
      c.kv_heads = 2;
      c.group = 2;
      c.head_size = 24;
      c.sliding_window = *rc::gen::element(0, 33);
      c.format = *rc::gen::element(CacheFormat::f32, CacheFormat::int8);
      const AttentionRun run(c);
      const AttentionOptions options = run.options(AttentionKind::flash);
      const Matrix whole = run.result(options);
      KeyValueCache cache(c.format, 2, 24, c.tokens);
      for (std::int64_t first = 0; first < c.tokens;) {
        const std::int64_t count = std::min<std::int64_t>(c.tokens - first, *rc::gen::inRange(1, 80));
        cache.append(run.keys.row(first), 48, run.values.row(first), 48, count);
        Matrix out(count, 96);
        attention(run.queries.row(first), 96, count, 4, cache, options, out.row(0), 96);
        for (std::int64_t i = 0; i < out.count(); ++i)
          RC_ASSERT(std::fabs(out.row(0)[i] - whole.row(first)[i]) < 2e-5f);
        first += count;
      }
    }));
  }

  void results_do_not_depend_on_the_thread_count() {
    base::Job one, two;
    one.threads = 1;
    two.threads = 2;
    for (std::int64_t tokens : {1, 300})
      for (AttentionKind kind : kKinds) {
        const AttentionRun run(
            {.tokens = tokens, .before = 2200, .kv_heads = 2, .group = 2, .head_size = 32});
        QVERIFY(same_bits(run.result(run.options(kind), one), run.result(run.options(kind), two)));
      }
  }

  void strided_queries_and_results() {
    const AttentionRun run({.tokens = 20, .kv_heads = 2, .group = 2, .head_size = 8});
    const AttentionOptions options = run.options(AttentionKind::flash);
    const Matrix expected = run.result(options);
    Matrix in(20, 100), out(20, 50);
    for (float& value : out.values()) value = 7;
    for (std::int64_t token = 0; token < 20; ++token)
      std::copy_n(run.queries.row(token), 32, in.row(token) + 5);
    attention(in.row(0) + 5, 100, 20, 4, run.cache, options, out.row(0) + 3, 50);
    for (std::int64_t token = 0; token < 20; ++token) {
      QVERIFY(std::equal(expected.row(token), expected.row(token) + 32, out.row(token) + 3));
      QVERIFY(out(token, 2) == 7 && out(token, 35) == 7);
    }
  }

  void roundings_stand_where_the_plan_puts_them() {
    // Doubled queries and keys make scores four times as large, halved twice on their way: the same again.
    const AttentionRun run({.tokens = 80, .before = 20, .group = 2, .head_size = 16, .alibi = true});
    for (AttentionKind kind : kKinds) {
      const AttentionOptions plain = run.options(kind);
      AttentionOptions options = plain;
      options.alibi_slopes = nullptr;
      AttentionOptions rounded = options;
      rounded.round_query_key = doubled;
      rounded.round_scaling = halved;
      rounded.round_softmax = halved;
      const Matrix expected = run.result(options), result = run.result(rounded);
      for (std::int64_t i = 0; i < result.count(); ++i)
        QVERIFY(std::fabs(result.row(0)[i] - expected.row(0)[i]) < 1e-5f);
      // The bias joins after round_scaling and before round_softmax.
      rounded = plain;
      rounded.round_scaling = doubled;
      rounded.scale = plain.scale / 2;
      const Matrix with_bias = run.result(plain);
      Matrix same = run.result(rounded);
      for (std::int64_t i = 0; i < same.count(); ++i)
        QVERIFY(std::fabs(same.row(0)[i] - with_bias.row(0)[i]) < 1e-5f);
      rounded = plain;
      rounded.round_softmax = doubled;
      rounded.scale = plain.scale / 2;
      std::vector<float> half_slopes = run.slopes;
      for (float& slope : half_slopes) slope /= 2;
      rounded.alibi_slopes = half_slopes.data();
      same = run.result(rounded);
      for (std::int64_t i = 0; i < same.count(); ++i)
        QVERIFY(std::fabs(same.row(0)[i] - with_bias.row(0)[i]) < 1e-5f);
    }
  }

  void probabilities_are_rounded_after_they_were_normalised() {
    // All keys are alike: each of n seen has 1/n, which is rounded to 1 up to 8 keys and to 0 beyond.
    for (AttentionKind kind : kKinds) {
      AttentionRun run({.tokens = 100, .head_size = 4});
      for (float& value : run.keys.values()) value = 1;
      for (float& value : run.values.values()) value = 0.5f;
      run.append();
      AttentionOptions options = run.options(kind);
      options.round_probability_value = to_zero_or_one;
      // Values of a half become 1, too.
      const Matrix out = run.result(options);
      for (std::int64_t token = 0; token < 100; ++token)
        QCOMPARE(out(token, 0), token < 8 ? static_cast<float>(token + 1) : 0.0f);
    }
  }

  void both_kinds_round_alike() {
    for (CacheFormat format : kFormats) {
      const AttentionRun run(
          {.tokens = 90, .before = 40, .group = 2, .head_size = 24, .sliding_window = 77, .format = format});
      Matrix results[2];
      for (AttentionKind kind : kKinds) {
        AttentionOptions options = run.options(kind);
        options.round_query_key = options.round_probability_value = to_bf16;
        results[static_cast<int>(kind)] = run.result(options);
      }
      // A probability may round to either side: 2^-8 of it.
      for (std::int64_t i = 0; i < results[0].count(); ++i)
        QVERIFY(std::fabs(results[0].row(0)[i] - results[1].row(0)[i]) < 0x1p-8f);
    }
  }

  void calls_that_do_not_fit_are_refused() {
    const AttentionRun run({.tokens = 4, .kv_heads = 2, .head_size = 4});
    Matrix out(8, 16);
    const AttentionOptions options = run.options(AttentionKind::flash);
    const auto call = [&](std::int64_t tokens, std::int64_t heads, const AttentionOptions& o) {
      attention(out.row(0), 16, tokens, heads, run.cache, o, out.row(0), 16);
    };
    QVERIFY_EXCEPTION_THROWN(call(5, 2, options), base::Error);
    QVERIFY_EXCEPTION_THROWN(call(-1, 2, options), base::Error);
    QVERIFY_EXCEPTION_THROWN(call(4, 3, options), base::Error);
    QVERIFY_EXCEPTION_THROWN(call(4, 0, options), base::Error);
    AttentionOptions bad = options;
    bad.sliding_window = -1;
    QVERIFY_EXCEPTION_THROWN(call(4, 2, bad), base::Error);
    for (int bits : {1, 9, -4}) {
      bad = options;
      bad.query_key_bits = bits;
      QVERIFY_EXCEPTION_THROWN(call(4, 2, bad), base::Error);
    }
    bad = options;
    bad.probability_value_bits = 8;
    bad.round_probability_value = doubled;
    QVERIFY_EXCEPTION_THROWN(call(4, 2, bad), base::Error);
    call(0, 2, options);
  }

  void a_stopped_job_is_left() {
    const AttentionRun run({.tokens = 100, .head_size = 8});
    std::stop_source stop;
    stop.request_stop();
    base::Job job;
    job.stop = stop.get_token();
    for (AttentionKind kind : kKinds)
      QVERIFY_EXCEPTION_THROWN(run.result(run.options(kind), job), base::Cancelled);
  }
};

}  // namespace

QUANTSCOPE_TEST(AttentionTest)

}  // namespace test_attention

#include "test_attention.moc"
