// Both similarity metrics and the bipartite matching against plain loops over the formulas.
#include "core/methods/channel_matching.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_channel_matching {

using namespace quantscope;
using namespace quantscope::methods::testing;
using methods::ChannelScores;
using methods::MatchingOrder;
using methods::MergeMetric;
using methods::PartnerLists;
using tensor::Matrix;

namespace {

/// Eq. 5: D(i,j) = ‖x_i(W_i−W_j)/2 + x_j(W_j−W_i)/2‖², over all tokens, outputs and consumers.
double paper_score(const Matrix& x, const std::vector<Matrix>& consumers, std::int64_t i, std::int64_t j) {
  double sum = 0;
  for (const Matrix& w : consumers)
    for (std::int64_t t = 0; t < x.rows(); ++t)
      for (std::int64_t o = 0; o < w.rows(); ++o) {
        const double difference = double{w(o, i)} - w(o, j);
        const double value = x(t, i) * difference / 2 - x(t, j) * difference / 2;
        sum += value * value;
      }
  return sum;
}

/// As released: (Σ_o W[o,i]·d_ij + Σ_o W[o,j]·d_ij)², d_ij = ‖x_i − x_j‖.
double released_score(const Matrix& x, const std::vector<Matrix>& consumers, std::int64_t i, std::int64_t j) {
  double distance = 0, score = 0;
  for (std::int64_t t = 0; t < x.rows(); ++t) distance += std::pow(double{x(t, i)} - x(t, j), 2);
  distance = std::sqrt(distance);
  for (const Matrix& w : consumers)
    for (std::int64_t o = 0; o < w.rows(); ++o) score += w(o, i) * distance + w(o, j) * distance;
  return score * score;
}

double score_of(MergeMetric metric, const Matrix& x, const std::vector<Matrix>& consumers, std::int64_t i,
                std::int64_t j) {
  return metric == MergeMetric::paper ? paper_score(x, consumers, i, j) : released_score(x, consumers, i, j);
}

/// What the score would be for channels in opposite directions, or without cancelling: bounds rounding.
double size_of(MergeMetric metric, const Matrix& x, const std::vector<Matrix>& consumers, std::int64_t i,
               std::int64_t j) {
  double inputs = 0, weights = 0, sum = 0;
  for (std::int64_t t = 0; t < x.rows(); ++t) inputs += std::pow(x(t, i), 2) + std::pow(x(t, j), 2);
  for (const Matrix& w : consumers)
    for (std::int64_t o = 0; o < w.rows(); ++o) {
      weights += std::pow(w(o, i), 2) + std::pow(w(o, j), 2);
      sum += std::abs(w(o, i)) + std::abs(w(o, j));
    }
  return metric == MergeMetric::paper ? inputs * weights : inputs * sum * sum;
}

/// The matching as the notes state it: on the list of channels after the split, scores of split channels
/// infinite, A = even, B = odd, every a keeps its best b, the best `wanted` pairs merge.
std::vector<std::int32_t> plain_matching(const Matrix& all_scores, const std::vector<std::int32_t>& pieces,
                                         MatchingOrder order, std::int64_t wanted) {
  std::vector<std::int32_t> list;
  for (std::size_t c = 0; c < pieces.size(); ++c)
    for (std::int32_t copy = 0; copy < (order == MatchingOrder::after_split ? pieces[c] : 1); ++copy)
      list.push_back(static_cast<std::int32_t>(c));
  struct Edge {
    float score;
    std::int32_t a, b;
  };
  std::vector<Edge> edges;
  for (std::size_t a = 0; a < list.size(); a += 2) {
    if (pieces[static_cast<std::size_t>(list[a])] > 1) continue;
    Edge best{std::numeric_limits<float>::infinity(), -1, -1};
    for (std::size_t b = 1; b < list.size(); b += 2)
      if (pieces[static_cast<std::size_t>(list[b])] == 1 && all_scores(list[a], list[b]) < best.score)
        best = {all_scores(list[a], list[b]), list[a], list[b]};
    if (best.a >= 0) edges.push_back(best);
  }
  std::stable_sort(edges.begin(), edges.end(),
                   [](const Edge& x, const Edge& y) { return x.score < y.score; });
  std::vector<std::int32_t> merged_into(pieces.size(), -1);
  for (std::size_t e = 0; e < edges.size() && e < static_cast<std::size_t>(wanted); ++e)
    merged_into[static_cast<std::size_t>(edges[e].a)] = edges[e].b;
  return merged_into;
}

std::vector<std::int32_t> all_channels(std::int64_t count) {
  std::vector<std::int32_t> list(static_cast<std::size_t>(count));
  for (std::size_t c = 0; c < list.size(); ++c) list[c] = static_cast<std::int32_t>(c);
  return list;
}

}  // namespace

class TestChannelMatching : public QObject {
  Q_OBJECT
 private slots:
  void both_metrics_equal_their_formulas() {
    for (const MergeMetric metric : {MergeMetric::paper, MergeMetric::released}) {
      QVERIFY(rc::check("metric", [metric] {
        std::mt19937 random(*rc::gen::arbitrary<unsigned>());
        const auto channels = *rc::gen::inRange(2, 20);
        const Matrix x = random_matrix(*rc::gen::inRange(1, 9), channels, random);
        std::vector<Matrix> consumers = {random_matrix(*rc::gen::inRange(1, 7), channels, random)};
        if (*rc::gen::arbitrary<bool>()) consumers.push_back(random_matrix(3, channels, random));
        const ChannelScores scores(make_site(consumers, &x), metric, {});
        const Matrix block = scores.block(all_channels(channels), {0, channels}, {});
        for (std::int64_t i = 0; i < channels; ++i)
          for (std::int64_t j = 0; j < channels; ++j) {
            const double expected = score_of(metric, x, consumers, i, j);
            // Distances come from products in f32, so their error is relative to the norms.
            RC_ASSERT(std::abs(block(i, j) - expected) <= 1e-5 * size_of(metric, x, consumers, i, j));
          }
      }));
    }
  }

  void matching_equals_the_plain_one() {
    QVERIFY(rc::check("matching", [] {
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      // More channels than partners are kept, so that lists run out where many channels are split.
      const auto channels = *rc::gen::inRange(1, 120);
      const auto split_share = *rc::gen::element(0.0, 0.1, 0.5, 0.9);
      const auto order = *rc::gen::element(MatchingOrder::after_split, MatchingOrder::before_split);
      const auto wanted = *rc::gen::inRange(0, 70);
      const auto metric = *rc::gen::element(MergeMetric::paper, MergeMetric::released);
      const Matrix x = random_matrix(4, channels, random);
      const std::vector<Matrix> consumers = {random_matrix(5, channels, random)};
      std::vector<std::int32_t> pieces;
      for (int c = 0; c < channels; ++c)
        pieces.push_back(std::bernoulli_distribution(split_share)(random) ? 2 + static_cast<int>(random() % 3)
                                                                          : 1);
      const ChannelScores scores(make_site(consumers, &x), metric, {});
      const PartnerLists partners(scores, {});
      const auto matching = methods::match_channels(partners, pieces, order, wanted, &scores, {});
      const Matrix all = scores.block(all_channels(channels), {0, channels}, {});
      const auto expected = plain_matching(all, pieces, order, wanted);
      RC_ASSERT(matching.merged_into == expected);
      RC_ASSERT(matching.merged == std::ranges::count_if(expected, [](auto b) { return b >= 0; }));
    }));
  }

  void several_blocks_of_channels_give_the_same_lists_as_one_comparison() {
    std::mt19937 random(11);
    const std::int64_t channels = 1500;  // two blocks
    const Matrix x = random_matrix(3, channels, random);
    const ChannelScores scores(make_site({random_matrix(2, channels, random)}, &x), MergeMetric::paper, {});
    const PartnerLists partners(scores, {});
    for (const std::int64_t c : {std::int64_t{0}, std::int64_t{1023}, std::int64_t{1024}, channels - 1}) {
      const std::vector<std::int32_t> row = {static_cast<std::int32_t>(c)};
      const Matrix all = scores.block(row, {0, channels}, {});
      std::vector<std::pair<float, std::int32_t>> sorted;
      for (std::int32_t other = 0; other < channels; ++other)
        if (other != c) sorted.push_back({all(0, other), other});
      std::sort(sorted.begin(), sorted.end());
      const auto list = partners.of(c);
      QCOMPARE(static_cast<std::int64_t>(list.size()), PartnerLists::kept);
      for (std::size_t p = 0; p < list.size(); ++p)
        QVERIFY(std::abs(list[p].score - sorted[p].first) <= 1e-4f * (1 + sorted[p].first));
    }
  }

  void equal_channels_are_merged_first() {
    std::mt19937 random(12);
    Matrix x = random_matrix(8, 12, random);
    Matrix weights = random_matrix(6, 12, random);
    for (std::int64_t t = 0; t < 8; ++t) x(t, 4) = x(t, 9);
    for (std::int64_t o = 0; o < 6; ++o) weights(o, 4) = weights(o, 9);
    const ChannelScores scores(make_site({weights}, &x), MergeMetric::paper, {});
    const auto matching = methods::match_channels(PartnerLists(scores, {}), std::vector<std::int32_t>(12, 1),
                                                  MatchingOrder::before_split, 1, &scores, {});
    QCOMPARE(matching.merged_into[4], 9);
    QCOMPARE(matching.merged, std::int64_t{1});
  }

  void channels_that_are_not_finite_never_merge() {
    std::mt19937 random(13);
    const Matrix x = random_matrix(8, 6, random);
    Matrix weights = random_matrix(4, 6, random);
    weights(2, 2) = std::numeric_limits<float>::quiet_NaN();
    weights(1, 3) = std::numeric_limits<float>::infinity();
    const ChannelScores scores(make_site({weights}, &x), MergeMetric::paper, {});
    const auto matching = methods::match_channels(PartnerLists(scores, {}), std::vector<std::int32_t>(6, 1),
                                                  MatchingOrder::before_split, 6, &scores, {});
    QCOMPARE(matching.merged, std::int64_t{2});  // 0 and 4 into 1 or 5
    QCOMPARE(matching.merged_into[2], -1);
    for (const std::int32_t target : matching.merged_into) QVERIFY(target != 3);
  }

  void comparing_can_be_cancelled() {
    std::mt19937 random(14);
    const Matrix x = random_matrix(2, 40, random);
    const ChannelScores scores(make_site({random_matrix(2, 40, random)}, &x), MergeMetric::paper, {});
    std::stop_source stop;
    stop.request_stop();
    base::Job job;
    job.stop = stop.get_token();
    QVERIFY_EXCEPTION_THROWN(PartnerLists(scores, job), base::Cancelled);
  }
};

QUANTSCOPE_TEST(TestChannelMatching)

}  // namespace test_channel_matching

#include "test_channel_matching.moc"
