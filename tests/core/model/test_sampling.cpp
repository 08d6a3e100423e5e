#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/base/error.h"
#include "core/model/generation.h"
#include "tests/quantscope_test.h"

namespace test_sampling {

using namespace quantscope;
using namespace quantscope::model;

namespace {

constexpr int draws = 100'000;

/// Probabilities by the formula: softmax of logits / temperature over the tokens that top-k and then top-p
/// leave.
std::map<int, double> expected_probabilities(const std::vector<float>& logits,
                                             const SamplingOptions& options) {
  std::vector<int> order(logits.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
  });
  if (options.top_k > 0) order.resize(std::min(order.size(), static_cast<std::size_t>(options.top_k)));
  const auto normalized = [&] {
    std::vector<double> p;
    for (const int id : order)
      p.push_back(std::exp(double{logits[static_cast<std::size_t>(id)]} / options.temperature));
    const double total = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& value : p) value /= total;
    return p;
  };
  std::vector<double> p = normalized();
  std::size_t kept = 0;
  for (double sum = 0; kept < p.size() && sum < options.top_p; ++kept) sum += p[kept];
  order.resize(kept);
  p = normalized();
  std::map<int, double> result;
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = p[i];
  return result;
}

void check_frequencies(const std::vector<float>& logits, const SamplingOptions& options) {
  const std::map<int, double> expected = expected_probabilities(logits, options);
  std::map<int, int> counts;
  std::uint64_t random = options.seed;
  for (int i = 0; i < draws; ++i) ++counts[sample(logits, options, random)];
  for (const auto& [id, count] : counts) QVERIFY2(expected.count(id), std::to_string(id).c_str());
  for (const auto& [id, p] : expected) {
    const double frequency = counts[id] / double{draws}, deviation = std::sqrt(p * (1 - p) / draws);
    QVERIFY2(std::abs(frequency - p) <= 5 * deviation + 1e-9,
             qPrintable(QString("token %1: %2, expected %3").arg(id).arg(frequency).arg(p)));
  }
}

const std::vector<float> example = {0.5f, 2.25f, -1.0f, 1.75f, 0.0f, 2.0f, -3.0f, 1.0f};

}  // namespace

class TestSampling : public QObject {
  Q_OBJECT

 private slots:
  void greedy_takes_the_most_likely_and_the_lowest_of_equals();
  void frequencies_are_those_of_the_softmax_data();
  void frequencies_are_those_of_the_softmax();
  void of_equal_tokens_the_lower_ids_are_kept();
  void draws_are_splitmix64();
  void only_kept_tokens_are_drawn();
  void extreme_temperatures_stay_finite();
  void values_that_are_no_logits_are_refused();
  void absurd_options_are_refused();
};

void TestSampling::greedy_takes_the_most_likely_and_the_lowest_of_equals() {
  std::uint64_t random = 3;
  QCOMPARE(sample(example, {}, random), 1);
  QCOMPARE(sample(std::vector<float>{1, 5, 2, 5, 5}, {}, random), 1);
  QCOMPARE(sample(std::vector<float>{-INFINITY, -1e30f}, {}, random), 1);
  QCOMPARE(random, std::uint64_t{3});
}

void TestSampling::frequencies_are_those_of_the_softmax_data() {
  QTest::addColumn<double>("temperature");
  QTest::addColumn<int>("top_k");
  QTest::addColumn<double>("top_p");
  QTest::newRow("plain") << 1.0 << 0 << 1.0;
  QTest::newRow("cold") << 0.5 << 0 << 1.0;
  QTest::newRow("hot") << 3.0 << 0 << 1.0;
  QTest::newRow("top-k") << 1.0 << 3 << 1.0;
  QTest::newRow("top-k beyond the vocabulary") << 1.0 << 100 << 1.0;
  QTest::newRow("top-p") << 1.0 << 0 << 0.8;
  QTest::newRow("top-p of one token") << 1.0 << 0 << 0.01;
  QTest::newRow("top-k, then top-p") << 1.3 << 5 << 0.7;
}

void TestSampling::frequencies_are_those_of_the_softmax() {
  QFETCH(double, temperature);
  QFETCH(int, top_k);
  QFETCH(double, top_p);
  for (const std::uint64_t seed : {0ull, 42ull})
    check_frequencies(example, {temperature, top_k, top_p, seed});
}

void TestSampling::of_equal_tokens_the_lower_ids_are_kept() {
  const std::vector<float> equal(10, 1.0f);
  check_frequencies(equal, {1, 4, 1, 9});
  check_frequencies(equal, {1, 0, 0.35, 9});
}

/// The first outputs of splitmix64 from 0 are 0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F,
/// 0xF88BB8A8724C81EC (Vigna's reference program): above, below, below and above one half.
void TestSampling::draws_are_splitmix64() {
  const std::vector<float> two = {0, 0};
  std::uint64_t random = 0;
  std::vector<int> drawn;
  for (int i = 0; i < 4; ++i) drawn.push_back(sample(two, {1, 0, 1, 0}, random));
  QCOMPARE(drawn, (std::vector<int>{1, 0, 0, 1}));
  QCOMPARE(random, 4 * 0x9E3779B97F4A7C15u);
}

void TestSampling::only_kept_tokens_are_drawn() {
  QVERIFY(rc::check("a drawn token is one of those that top-k and top-p leave", [] {
    const auto steps = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-40, 40)));
    std::vector<float> logits;
    for (const int step : steps) logits.push_back(static_cast<float>(step) / 8);
    const SamplingOptions options{*rc::gen::inRange(1, 30) / 10.0, *rc::gen::inRange(0, 12),
                                  *rc::gen::inRange(1, 65) / 64.0, 0};
    const auto expected = expected_probabilities(logits, options);
    std::uint64_t random = *rc::gen::arbitrary<std::uint64_t>();
    for (int i = 0; i < 20; ++i) RC_ASSERT(expected.count(sample(logits, options, random)) == 1u);
  }));
}

void TestSampling::extreme_temperatures_stay_finite() {
  std::uint64_t random = 1;
  for (int i = 0; i < 100; ++i) QCOMPARE(sample(example, {1e-300, 0, 1, 0}, random), 1);
  check_frequencies(std::vector<float>(8, 0.0f), {1e300, 0, 1, 5});
  const std::vector<float> far = {-3e38f, 3e38f, -INFINITY};
  QCOMPARE(sample(far, {1, 0, 0.5, 0}, random), 1);
}

void TestSampling::values_that_are_no_logits_are_refused() {
  std::uint64_t random = 1;
  for (const std::vector<float>& logits :
       {std::vector<float>{}, {1, NAN}, {NAN, 1}, {INFINITY, 1}, {-INFINITY, -INFINITY}})
    for (const double temperature : {0.0, 1.0})
      QVERIFY_EXCEPTION_THROWN(sample(logits, {temperature, 0, 1, 0}, random), base::Error);
}

void TestSampling::absurd_options_are_refused() {
  std::uint64_t random = 1;
  for (const SamplingOptions& options : {SamplingOptions{-1, 0, 1, 0},
                                         {NAN, 0, 1, 0},
                                         {INFINITY, 0, 1, 0},
                                         {1, -1, 1, 0},
                                         {1, 0, 0, 0},
                                         {1, 0, -0.5, 0},
                                         {1, 0, 1.01, 0},
                                         {1, 0, NAN, 0}})
    QVERIFY_EXCEPTION_THROWN(sample(example, options, random), base::Error);
}

QUANTSCOPE_TEST(TestSampling)

}  // namespace test_sampling

#include "test_sampling.moc"
