#include "core/calibration/input_knowledge.h"
#include "tests/quantscope_test.h"

#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace test_input_knowledge {

namespace calibration = quantscope::calibration;
using quantscope::tensor::Matrix;

class TestInputKnowledge : public QObject {
  Q_OBJECT
 private slots:
  void ranges_are_those_of_the_finite_values() {
    QVERIFY(rc::check("ranges", [] {
      const auto tokens = *rc::gen::inRange(1, 200);
      const auto channels = *rc::gen::inRange(1, 20);
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      std::normal_distribution<float> normal;
      Matrix samples(tokens, channels);
      for (float& value : samples.values()) value = normal(random);
      const auto odd_one = static_cast<std::size_t>(*rc::gen::inRange(0, tokens * channels));
      samples.values()[odd_one] = std::numeric_limits<float>::infinity();
      std::int64_t replaced = 0;
      const auto knowledge = calibration::knowledge_from_samples(samples.view(), {}, &replaced);
      RC_ASSERT(replaced == 1);
      RC_ASSERT(knowledge.samples->values()[odd_one] == 0.0f);
      for (std::int64_t c = 0; c < channels; ++c) {
        float low = std::numeric_limits<float>::max(), high = -low;
        for (std::int64_t t = 0; t < tokens; ++t) {
          if (!std::isfinite(samples(t, c))) continue;
          low = std::min(low, samples(t, c));
          high = std::max(high, samples(t, c));
        }
        const auto i = static_cast<std::size_t>(c);
        if (low > high) low = high = 0;
        RC_ASSERT(knowledge.channel_minimum[i] == low);
        RC_ASSERT(knowledge.channel_maximum[i] == high);
        RC_ASSERT(knowledge.channel_absmax[i] == std::max(std::abs(low), std::abs(high)));
      }
    }));
  }

  void without_tokens_nothing_is_wide() {
    const auto knowledge = calibration::knowledge_from_samples(Matrix(0, 3).view());
    QCOMPARE(knowledge.channel_absmax, std::vector<float>(3, 0.0f));
    QVERIFY(!knowledge.has_samples());
  }

  void maxima_alone_are_never_samples() {
    const auto knowledge = calibration::knowledge_from_absmax({2, -3, std::nanf("")});
    QVERIFY(knowledge.has_ranges());
    QVERIFY(!knowledge.has_samples());
    QVERIFY(knowledge.channel_minimum.empty());
    QCOMPARE(knowledge.channel_absmax, (std::vector<float>{2, 3, 0}));
  }
};

QUANTSCOPE_TEST(TestInputKnowledge)

}  // namespace test_input_knowledge

#include "test_input_knowledge.moc"
