#include "core/methods/theta_search.h"

#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/methods/channel_reassembly.h"
#include "tests/quantscope_test.h"

namespace test_theta_search {

using namespace quantscope;

class TestThetaSearch : public QObject {
  Q_OBJECT
 private slots:
  void tries_the_released_grid_within_the_budget() {
    QVERIFY(rc::check("grid", [] {
      const auto maxima = *rc::gen::container<std::vector<float>>(
          rc::gen::map(rc::gen::inRange(1, 5000), [](int v) { return static_cast<float>(v) / 50.0f; }));
      RC_PRE(!maxima.empty());
      const double ratio = *rc::gen::element(0.05, 0.2, 1.0);
      // The loop of the notes, word for word.
      const double high = *std::ranges::max_element(maxima), low = *std::ranges::min_element(maxima);
      const double steps = std::max(100.0, std::floor(high / 0.5));
      const auto budget = static_cast<std::int64_t>(static_cast<double>(maxima.size()) * ratio);
      std::vector<double> expected;
      std::int64_t last = -1;
      for (int i = 0; i < steps; ++i) {
        const double theta = high - i * ((high - low) / steps);
        if (theta < low) break;
        std::int64_t added = 0;
        for (const float m : maxima) added += std::max(1.0, std::ceil(m / theta)) - 1;
        if (added > budget) break;
        if (added != last) expected.push_back(theta);
        last = added;
      }
      const auto search =
          methods::search_theta(maxima, ratio, [](double theta, auto) { return std::abs(theta - 3); }, {});
      auto tried = search.theta;
      std::ranges::reverse(tried);
      RC_ASSERT(tried == expected);
      const auto best = std::ranges::min_element(search.error);
      RC_ASSERT(*best == std::abs(search.best_theta - 3));
      RC_ASSERT(*best <= search.error.front() && *best <= search.error.back());
    }));
  }

  void equal_maxima_and_zeros_end_at_once() {
    int calls = 0;
    const auto count = [&](double, auto) { return double(++calls); };
    const auto search = methods::search_theta(std::vector<float>{2, 2, 2}, 0.2, count, {});
    QCOMPARE(calls, 1);
    QCOMPARE(search.best_theta, 2.0);
    QVERIFY(methods::search_theta(std::vector<float>{0, 0}, 0.2, count, {}).theta.empty());
    QVERIFY(methods::search_theta({}, 0.2, count, {}).theta.empty());
  }

  void can_be_cancelled_between_trials() {
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    int calls = 0;
    const auto stop_at_third = [&](double, auto) {
      if (++calls == 3) stop.request_stop();
      return 1.0;
    };
    std::vector<float> maxima;
    for (int c = 1; c <= 100; ++c) maxima.push_back(static_cast<float>(c));
    QVERIFY_EXCEPTION_THROWN(methods::search_theta(maxima, 1, stop_at_third, job), base::Cancelled);
    QCOMPARE(calls, 3);
  }

  void smallest_theta_adds_no_more_than_asked_and_a_smaller_one_would() {
    QVERIFY(rc::check("smallest", [] {
      const auto maxima = *rc::gen::container<std::vector<float>>(
          rc::gen::map(rc::gen::inRange(1, 100000), [](int v) { return static_cast<float>(v) / 100.0f; }));
      RC_PRE(!maxima.empty());
      const auto most = *rc::gen::inRange<std::int64_t>(0, 2 * static_cast<std::int64_t>(maxima.size()));
      const double theta = methods::smallest_theta(maxima, most);
      RC_ASSERT(methods::added_channels(methods::pieces_for(theta, maxima)) <= most);
      RC_ASSERT(methods::added_channels(methods::pieces_for(theta * (1 - 1e-6), maxima)) > most);
    }));
    QCOMPARE(methods::smallest_theta(std::vector<float>{0, 0}, 1), 0.0);
  }
};

QUANTSCOPE_TEST(TestThetaSearch)

}  // namespace test_theta_search

#include "test_theta_search.moc"
