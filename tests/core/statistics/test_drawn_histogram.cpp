#include <rapidcheck.h>

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "core/statistics/drawn_histogram.h"
#include "tests/quantscope_test.h"

namespace test_drawn_histogram {

using namespace quantscope;
using statistics::BinOptions;
using statistics::BinRule;
using statistics::DrawnHistogram;
using statistics::ValueCounts;
using statistics::ValueScale;
using Key = ValueCounts::Key;

namespace {

const ValueScale all_scales[] = {ValueScale::linear, ValueScale::logarithmic,
                                 ValueScale::symmetric_logarithmic};
const BinRule all_rules[] = {
    BinRule::number,  BinRule::width, BinRule::square_root, BinRule::rice,
    BinRule::sturges, BinRule::doane, BinRule::scott,       BinRule::freedman_diaconis};
const Key all_keys[] = {Key::f16_pattern, Key::bf16_pattern, Key::f32_top18, Key::integer_top18};

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

ValueCounts normal_values(Key key, int n, float mean = 0, float deviation = 1, std::uint32_t seed = 1) {
  ValueCounts counts(key);
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(mean, deviation);
  for (int i = 0; i < n; ++i) counts.add(normal(random));
  return counts;
}

/// What holds of any histogram of any values.
void check_soundness(const DrawnHistogram& drawn, const ValueCounts& counts) {
  QVERIFY(!drawn.counts.empty() && drawn.counts.size() <= 4096);
  QCOMPARE(drawn.edges.size(), drawn.counts.size() + 1);
  QCOMPARE(drawn.mass.size(), drawn.counts.size());
  for (double edge : drawn.edges) QVERIFY(std::isfinite(edge));
  QVERIFY(std::is_sorted(drawn.edges.begin(), drawn.edges.end()));
  QVERIFY(drawn.edges.front() < drawn.edges.back());
  for (double count : drawn.counts) QVERIFY(count >= 0);
  QVERIFY(drawn.below >= 0 && drawn.above >= 0);
  const auto finite = static_cast<double>(counts.finite());
  QVERIFY(std::abs(drawn.below + drawn.above + sum(drawn.counts) - finite) <= 1e-12 * finite);
  for (double mass : drawn.mass) QVERIFY(mass >= 0 && mass <= 1 + 1e-12);
  QVERIFY(sum(drawn.mass) <= 1 + 1e-9);
}

double height_of(const DrawnHistogram& drawn) {
  return *std::max_element(drawn.counts.begin(), drawn.counts.end());
}

}  // namespace

class TestDrawnHistogram : public QObject {
  Q_OBJECT
 private slots:
  void whole_values_fall_into_their_bins() {
    ValueCounts counts(Key::f16_pattern);
    for (float value : {0.0f, 0.5f, 1.0f, 1.5f, 2.0f, 3.0f, 4.0f, -1.0f, 5.0f, 7.0f}) counts.add(value);
    BinOptions options;
    options.low = 0;
    options.high = 4;
    options.number = 4;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    QCOMPARE(drawn.edges, (std::vector<double>{0, 1, 2, 3, 4}));
    // [0, 1) [1, 2) [2, 3) [3, 4]
    QCOMPARE(drawn.counts, (std::vector<double>{2, 2, 1, 2}));
    QCOMPARE(drawn.below, 1.0);
    QCOMPARE(drawn.above, 2.0);
    // Σx² of all = 0 + .25 + 1 + 2.25 + 4 + 9 + 16 + 1 + 25 + 49
    QCOMPARE(drawn.mass[3], 25.0 / 107.5);
  }

  void cells_are_cut_in_proportion() {
    ValueCounts counts(Key::f32_top18);
    counts.add(1.0f, 1000);  // the cell from 1 to 1 + 2^-9
    BinOptions options;
    options.low = 1 - 0x1p-11;
    options.high = 1 + 3 * 0x1p-11;
    options.number = 4;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    QVERIFY(drawn.counts[0] == 0);
    for (int bin = 1; bin < 4; ++bin)
      QVERIFY(std::abs(drawn.counts[static_cast<std::size_t>(bin)] - 250) < 0.1);
    QVERIFY(std::abs(drawn.above - 250) < 0.1);
    check_soundness(drawn, counts);
  }

  void logarithmic_bins_hold_magnitudes() {
    ValueCounts counts(Key::f32_top18);
    for (float value : {0.0f, -0.0f, 1.5f, -1.5f, 15.0f, -150.0f, 0.015f, 15000.0f}) counts.add(value);
    BinOptions options;
    options.scale = ValueScale::logarithmic;
    options.low = 0.1;
    options.high = 1000;
    options.number = 4;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    for (int i = 0; i <= 4; ++i)
      QVERIFY(std::abs(drawn.edges[static_cast<std::size_t>(i)] - 0.1 * std::pow(10, i)) <
              1e-9 * std::pow(10, i));
    QCOMPARE(drawn.counts, (std::vector<double>{0, 2, 1, 1}));
    QCOMPARE(drawn.below, 3.0);
    QCOMPARE(drawn.above, 1.0);
  }

  void symmetric_logarithmic_edges_are_equal_steps_of_asinh() {
    const ValueCounts counts = normal_values(Key::f32_top18, 1000);
    BinOptions options;
    options.scale = ValueScale::symmetric_logarithmic;
    options.linear_width = 0.5;
    options.low = -100;
    options.high = 50;
    options.number = 37;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    const double step = (std::asinh(100.0) - std::asinh(-200.0)) / 37;
    for (std::size_t i = 0; i < drawn.edges.size(); ++i)
      QVERIFY(std::abs(std::asinh(drawn.edges[i] / 0.5) -
                       (std::asinh(-200.0) + step * static_cast<double>(i))) < 1e-9);
    check_soundness(drawn, counts);
  }

  void one_absurd_value_does_not_collapse_the_picture() {
    for (const int n : {200, 5000, 300000})
      for (const ValueScale scale : all_scales)
        for (const float absurd : {1e20f, -1e20f}) {
          ValueCounts counts = normal_values(Key::f32_top18, n);
          counts.add(absurd);
          BinOptions options;
          options.scale = scale;
          const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
          check_soundness(drawn, counts);
          QVERIFY2(std::abs(drawn.edges.front()) < 1e12 && drawn.edges.back() < 1e12, drawn.note.c_str());
          if (scale == ValueScale::linear) QVERIFY(drawn.edges.back() < 30 && drawn.edges.front() > -30);
          QCOMPARE(drawn.above + drawn.below, 1.0);
          QVERIFY2(drawn.note.starts_with("1 value beyond the range, up to "), drawn.note.c_str());
          QVERIFY2(drawn.note.ends_with(absurd > 0 || scale == ValueScale::logarithmic ? " 1e+20" : "-1e+20"),
                   drawn.note.c_str());
          // The bulk spreads over many bins.
          QVERIFY(height_of(drawn) < 0.2 * n + 5);
        }
  }

  void without_absurd_values_all_are_in_range() {
    for (const Key key : {Key::f16_pattern, Key::f32_top18})
      for (const int n : {3, 10, 1000, 200000}) {
        const ValueCounts counts = normal_values(key, n, 0.5f, 2);
        const DrawnHistogram drawn = statistics::draw_histogram(counts, {});
        QVERIFY2(drawn.note.empty(), drawn.note.c_str());
        QCOMPARE(drawn.below + drawn.above, 0.0);
      }
  }

  void degenerate_values_draw_soundly_with_every_rule_and_scale() {
    const float largest = std::numeric_limits<float>::max();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    const std::vector<std::vector<float>> sets = {
        {},       {nan},        {inf, -inf},     {0},        {-0.0f, 0},      {3},       {3, 3, 3},
        {-3, -3}, {0, 0, 0, 5}, {6e-8f},         {1e-45f},   {6e-8f, -6e-8f}, {largest}, {largest, -largest},
        {65504},  {1, 1.001f},  {1e-30f, 1e30f}, {0, 1e20f}, {1, nan, inf, 2}};
    for (const Key key : all_keys)
      for (const auto& set : sets)
        for (const ValueScale scale : all_scales)
          for (const BinRule rule : all_rules)
            for (const double number : {0.0, 1.0, 200.0, 1e9, std::nan("")}) {
              ValueCounts counts(key);
              for (float value : set) counts.add(value);
              BinOptions options;
              options.scale = scale;
              options.rule = rule;
              options.number = options.width = number;
              check_soundness(statistics::draw_histogram(counts, options), counts);
              const int bins = statistics::bin_number(counts, options);
              QVERIFY(bins >= 1 && bins <= 4096);
              const auto range = statistics::robust_range(counts, scale);
              QVERIFY(std::isfinite(range.low) && std::isfinite(range.high) && range.low < range.high);
              if (QTest::currentTestFailed()) {
                qWarning("key %d scale %d rule %d number %g, %zu values", int(key), int(scale), int(rule),
                         number, set.size());
                return;
              }
            }
  }

  void equal_values_share_one_bin() {
    for (const Key key : all_keys)
      for (const float value : {3.0f, -0.25f, 0.0f}) {
        ValueCounts counts(key);
        counts.add(value, 50);
        BinOptions options;
        options.number = 41;
        const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
        QCOMPARE(height_of(drawn), 50.0);
      }
  }

  void any_values_any_range_keep_every_count() {
    QVERIFY(rc::check("below + above + counts == finite", [] {
      const auto values =
          *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
      ValueCounts counts(*rc::gen::elementOf(std::vector<Key>(std::begin(all_keys), std::end(all_keys))));
      for (std::uint32_t bits : values) counts.add(std::bit_cast<float>(bits), 1 + bits % 1000);
      BinOptions options;
      options.scale =
          *rc::gen::elementOf(std::vector<ValueScale>(std::begin(all_scales), std::end(all_scales)));
      options.rule = *rc::gen::elementOf(std::vector<BinRule>(std::begin(all_rules), std::end(all_rules)));
      options.low = *rc::gen::arbitrary<double>();
      options.high = *rc::gen::arbitrary<double>();
      options.width = *rc::gen::arbitrary<double>();
      options.number = *rc::gen::inRange(1, 500);
      check_soundness(statistics::draw_histogram(counts, options), counts);
      RC_ASSERT(!QTest::currentTestFailed());
    }));
  }

  void rules_give_the_numbers_of_their_formulas() {
    // 0 … 1023, once each: n = 1024, σ² = (n² − 1)/12, skewness 0, interquartile range 512.
    ValueCounts counts(Key::f16_pattern);
    for (int i = 0; i < 1024; ++i) counts.add(static_cast<float>(i));
    const auto bins = [&](BinRule rule) {
      BinOptions options;
      options.rule = rule;
      options.low = 0;
      options.high = 1023;
      options.number = 77;
      options.width = 10;
      return statistics::bin_number(counts, options);
    };
    const double n = 1024, deviation = std::sqrt((n * n - 1) / 12);
    QCOMPARE(bins(BinRule::number), 77);
    QCOMPARE(bins(BinRule::width), 103);
    QCOMPARE(bins(BinRule::square_root), 32);
    QCOMPARE(bins(BinRule::rice), 21);  // 2 · 1024^(1/3) = 20.16
    QCOMPARE(bins(BinRule::sturges), 11);
    QCOMPARE(bins(BinRule::doane), 11);
    QCOMPARE(bins(BinRule::scott), int(std::ceil(1023 / (3.490830212 * deviation / std::cbrt(n)))));
    QCOMPARE(bins(BinRule::freedman_diaconis), int(std::ceil(1023 / (2 * 512 / std::cbrt(n)))));
  }

  void doane_adds_bins_for_skewness() {
    // Two values, a share p of them 1: skewness (1 − 2p)/√(p(1 − p)).
    ValueCounts counts(Key::f16_pattern);
    counts.add(0, 900);
    counts.add(1, 100);
    BinOptions options;
    options.rule = BinRule::doane;
    const double n = 1000, skewness = 0.8 / std::sqrt(0.09);
    const double deviation = std::sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
    QCOMPARE(statistics::bin_number(counts, options),
             int(std::ceil(1 + std::log2(n) + std::log2(1 + skewness / deviation))));
  }

  void a_width_is_kept_exactly() {
    ValueCounts counts(Key::f16_pattern);
    counts.add(0);
    counts.add(1);
    BinOptions options;
    options.rule = BinRule::width;
    options.width = 0.375;
    options.low = 0;
    options.high = 1;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    QCOMPARE(drawn.edges, (std::vector<double>{0, 0.375, 0.75, 1.125}));
    options.width = 1e-6;
    const DrawnHistogram limited = statistics::draw_histogram(counts, options);
    QCOMPARE(limited.counts.size(), std::size_t{4096});
    QCOMPARE(limited.edges.back(), 1.0);
    QCOMPARE(limited.note, std::string("bins limited to 4096"));
  }

  void the_mass_of_normal_values_is_that_of_x_squared() {
    const ValueCounts counts = normal_values(Key::f32_top18, 400000);
    BinOptions options;
    options.low = -1;
    options.high = 1;
    options.number = 1;
    const DrawnHistogram drawn = statistics::draw_histogram(counts, options);
    // P(|x| < 1) = 0.682689; ∫x²φ over it = 0.682689 − 2φ(1) = 0.198748.
    QVERIFY(std::abs(drawn.counts[0] / 400000 - 0.682689) < 0.003);
    QVERIFY(std::abs(drawn.mass[0] - 0.198748) < 0.003);
  }
};

QUANTSCOPE_TEST(TestDrawnHistogram)

}  // namespace test_drawn_histogram

#include "test_drawn_histogram.moc"
