#include <QtTest>
#include <bit>

#include "core/base/error.h"
#include "core/statistics/statistics_cache.h"
#include "tests/core/statistics/random_tensors.h"
#include "tests/quantscope_test.h"

namespace test_statistics_cache {

using namespace quantscope;
using statistics::deserialized;
using statistics::serialized;
using statistics::TensorStatistics;
using tensor::ElementType;

class TestStatisticsCache : public QObject {
  Q_OBJECT
 private slots:
  void stored_statistics_come_back_bit_for_bit() {
    for (const ElementType type : test::all_element_types()) {
      const tensor::Tensor matrix = test::random_tensor(type, 23, 77, 4, true);
      const TensorStatistics known = statistics::statistics_of(matrix.view());
      const TensorStatistics back = deserialized(serialized(known));
      QCOMPARE(back.type, known.type);
      QVERIFY(back.shape == known.shape);
      QCOMPARE(back.count, known.count);
      QCOMPARE(back.nan, known.nan);
      QCOMPARE(back.infinite, known.infinite);
      QCOMPARE(back.zeros, known.zeros);
      const auto numbers = [](const TensorStatistics& s) {
        return std::vector<double>{s.minimum,
                                   s.maximum,
                                   s.mean,
                                   s.standard_deviation,
                                   s.kurtosis,
                                   s.skewness,
                                   s.absmax,
                                   s.p50,
                                   s.p99,
                                   s.p999,
                                   s.p9999,
                                   s.outlier.channel_absmax_max,
                                   s.outlier.channel_absmax_median,
                                   s.outlier.outlier_ratio};
      };
      for (std::size_t i = 0; i < numbers(known).size(); ++i)
        QCOMPARE(std::bit_cast<std::uint64_t>(numbers(back)[i]),
                 std::bit_cast<std::uint64_t>(numbers(known)[i]));
      QCOMPARE(back.channels.absmax, known.channels.absmax);
      QCOMPARE(back.channels.minimum, known.channels.minimum);
      QCOMPARE(back.channels.maximum, known.channels.maximum);
      QCOMPARE(back.channels.mean_square, known.channels.mean_square);
      QCOMPARE(back.outlier.outlier_channels, known.outlier.outlier_channels);
      QCOMPARE(back.values.key(), known.values.key());
      QVERIFY(back.values.counters() == known.values.counters());
    }
  }

  void maxima_without_values_come_back() {
    TensorStatistics known;
    known.shape = {1, 4};
    known.channels.absmax = {1, 2, 3, 90};
    known.outlier = statistics::outliers(known.channels.absmax);
    const TensorStatistics back = deserialized(serialized(known));
    QCOMPARE(back.channels.absmax, known.channels.absmax);
    QVERIFY(back.channels.minimum.empty());
    QCOMPARE(back.outlier.outlier_channels, (std::vector<std::int64_t>{3}));
    QCOMPARE(back.values.finite(), std::uint64_t{0});
  }

  void a_few_values_take_few_bytes() {
    const tensor::Tensor matrix = test::random_tensor(ElementType::f16, 2, 8, 4);
    QVERIFY(serialized(statistics::statistics_of(matrix.view())).size() < 500);
  }

  void damaged_and_foreign_bytes_are_refused() {
    const tensor::Tensor matrix = test::random_tensor(ElementType::f16, 5, 9, 4);
    const std::string stored = serialized(statistics::statistics_of(matrix.view()));
    for (std::size_t length = 0; length < stored.size(); ++length)
      QVERIFY_EXCEPTION_THROWN(deserialized(std::string_view(stored).substr(0, length)), base::Error);
    for (std::size_t i = 0; i < stored.size(); ++i)
      for (const int bit : {0, 7}) {
        std::string damaged = stored;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
        QVERIFY_EXCEPTION_THROWN(deserialized(damaged), base::Error);
      }
    QVERIFY_EXCEPTION_THROWN(deserialized(stored + "x"), base::Error);
    QVERIFY_EXCEPTION_THROWN(deserialized("\x89HDF\r\n\x1a\n"), base::Error);
    QVERIFY_EXCEPTION_THROWN(deserialized(""), base::Error);
  }

  void a_right_checksum_does_not_excuse_hostile_content() {
    // Anything may stand between the header and a checksum that fits.
    const auto with_checksum = [](std::string bytes) {
      std::uint64_t hash = 0xcbf29ce484222325u;
      for (char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
      bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
      return bytes;
    };
    const std::string stored = serialized(TensorStatistics());
    const std::string plain = stored.substr(0, stored.size() - 8);
    QCOMPARE(with_checksum(plain), stored);
    std::mt19937 random(7);
    for (int round = 0; round < 5000; ++round) {
      std::string changed = plain;
      for (unsigned k = 0; k < 1 + random() % 4; ++k)
        changed[25 + random() % (changed.size() - 25)] = static_cast<char>(random());
      try {
        (void)deserialized(with_checksum(changed));
      } catch (const base::Error&) {
      }
    }
  }
};

QUANTSCOPE_TEST(TestStatisticsCache)

}  // namespace test_statistics_cache

#include "test_statistics_cache.moc"
