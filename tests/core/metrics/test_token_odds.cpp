#include "core/metrics/token_odds.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "core/base/cpu_features.h"
#include "tests/quantscope_test.h"

namespace test_token_odds {

using namespace quantscope;
using metrics::TokenOdds;

namespace {

std::vector<float> normal_values(std::int64_t count, float deviation, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, deviation);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(random);
  return values;
}

double divergence(const std::vector<float>& p, const std::vector<float>& q) {
  const auto count = static_cast<std::int64_t>(p.size());
  return metrics::kl_divergence(p.data(), metrics::token_odds(p.data(), count), q.data(),
                                metrics::token_odds(q.data(), count), count);
}

double divergence_in_double(const std::vector<float>& p, const std::vector<float>& q) {
  return metrics::kl_divergence_scalar(p.data(), q.data(), static_cast<std::int64_t>(p.size()));
}

}  // namespace

class TestTokenOdds : public QObject {
  Q_OBJECT
 private slots:
  void cleanup() { base::limit_isa(base::available_isa_levels().back()); }

  void log_sum_and_top_equal_the_double_precision_ones() {
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      QVERIFY(rc::check("log Σ exp", [] {
        const auto count = *rc::gen::inRange<std::int64_t>(1, 3000);
        const auto deviation = *rc::gen::element(0.0f, 0.01f, 1.0f, 8.0f, 1000.0f);
        const auto logits = normal_values(count, deviation, *rc::gen::arbitrary<unsigned>());
        const TokenOdds odds = metrics::token_odds(logits.data(), count);
        const TokenOdds exact = metrics::token_odds_scalar(logits.data(), count);
        RC_ASSERT(std::abs(odds.log_sum - exact.log_sum) <= 2e-6 + 1e-7 * std::abs(exact.log_sum));
        RC_ASSERT(odds.top == exact.top);
      }));
    }
  }

  void uniform_logits_have_the_entropy_of_the_vocabulary() {
    const std::vector<float> logits(50257, -3.0f);
    const TokenOdds odds = metrics::token_odds(logits.data(), 50257);
    QVERIFY(std::abs(odds.log_sum + 3 - std::log(50257.0)) < 1e-6);
    QCOMPARE(odds.top, std::int64_t{0});
  }

  void the_lowest_of_equal_tokens_is_the_top_one() {
    std::vector<float> logits(100, 0.0f);
    logits[41] = logits[97] = logits[63] = 2.5f;
    QCOMPARE(metrics::token_odds(logits.data(), 100).top, std::int64_t{41});
  }

  void extreme_logits_do_not_overflow() {
    std::vector<float> logits(77, -3e38f);
    logits[5] = 3e38f;
    const TokenOdds odds = metrics::token_odds(logits.data(), 77);
    QCOMPARE(odds.log_sum, double{3e38f});
    QCOMPARE(odds.top, std::int64_t{5});
  }

  void logits_that_are_not_finite_are_told() {
    for (const float bad : {std::nanf(""), INFINITY, -INFINITY})
      for (const std::size_t place : {std::size_t{0}, std::size_t{30}, std::size_t{66}}) {
        std::vector<float> logits(67, 1.0f);
        logits[place] = bad;
        QVERIFY(std::isnan(metrics::token_odds(logits.data(), 67).log_sum));
      }
  }

  void divergence_equals_the_double_precision_one() {
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      QVERIFY(rc::check("KL", [] {
        const auto count = *rc::gen::inRange<std::int64_t>(1, 3000);
        const auto p = normal_values(count, 3, *rc::gen::arbitrary<unsigned>());
        const auto noise = normal_values(count, *rc::gen::element(0.01f, 0.3f, 3.0f, 30.0f), 7);
        std::vector<float> q = p;
        for (std::size_t i = 0; i < q.size(); ++i) q[i] += noise[i] + 5;
        const double exact = divergence_in_double(p, q);
        const double found = divergence(p, q);
        RC_ASSERT(found >= 0);
        RC_ASSERT(std::abs(found - exact) <= 1e-4 * exact + 1e-9);
      }));
    }
  }

  void equal_distributions_do_not_diverge() {
    const auto p = normal_values(2048, 4, 1);
    QCOMPARE(divergence(p, p), 0.0);
  }

  /// By hand: p = (1/2, 1/2), q = (1/4, 3/4).
  void two_tokens() {
    const double found = divergence({0, 0}, {0, std::log(3.0f)});
    QVERIFY(std::abs(found - 0.5 * std::log(0.5 / 0.25) - 0.5 * std::log(0.5 / 0.75)) < 1e-7);
  }

  void a_token_that_the_model_excludes_costs_its_distance() {
    const double found = divergence({0, 0, 0}, {0, 0, -200});
    const double exact = divergence_in_double({0, 0, 0}, {0, 0, -200});
    QVERIFY(std::abs(found / exact - 1) < 1e-6);
    QVERIFY(exact > 60);
    QVERIFY(std::isfinite(divergence({-3e38f, 3e38f}, {0, 0})));
  }
};

QUANTSCOPE_TEST(TestTokenOdds)

}  // namespace test_token_odds

#include "test_token_odds.moc"
