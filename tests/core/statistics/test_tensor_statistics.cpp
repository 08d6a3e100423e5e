#include <rapidcheck.h>

#include <QtTest>
#include <algorithm>
#include <numeric>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/statistics/tensor_statistics.h"
#include "tests/core/statistics/random_tensors.h"
#include "tests/quantscope_test.h"

namespace test_tensor_statistics {

using namespace quantscope;
using statistics::ChannelAxis;
using statistics::TensorStatistics;
using tensor::ElementType;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool near(double found, double expected, double relative, double absolute = 0) {
  if (found == expected) return true;
  const bool is_near = std::abs(found - expected) <= relative * std::abs(expected) + absolute;
  if (!is_near) qWarning("found %.17g, expected %.17g", found, expected);
  return is_near;
}

/// Two passes in long double over the elements one by one.
struct TwoPass {
  std::vector<double> finite;
  std::uint64_t nan = 0, infinite = 0, zeros = 0;
  double minimum = 0, maximum = 0, mean = 0, deviation = 0, skewness = 0, kurtosis = 0;

  explicit TwoPass(const tensor::Tensor& matrix) {
    for (std::int64_t r = 0; r < matrix.rows(); ++r)
      for (std::int64_t c = 0; c < matrix.columns(); ++c) add(test::element(matrix, r, c));
    if (finite.empty()) return;
    minimum = *std::min_element(finite.begin(), finite.end());
    maximum = *std::max_element(finite.begin(), finite.end());
    const auto n = static_cast<long double>(finite.size());
    long double sum = 0, m2 = 0, m3 = 0, m4 = 0;
    for (double x : finite) sum += x;
    for (double x : finite) {
      const long double d = x - sum / n;
      m2 += d * d;
      m3 += d * d * d;
      m4 += d * d * d * d;
    }
    mean = static_cast<double>(sum / n);
    deviation = static_cast<double>(std::sqrt(m2 / n));
    skewness = m2 > 0 ? static_cast<double>(m3 / n / std::pow(m2 / n, 1.5L)) : 0;
    kurtosis = m2 > 0 ? static_cast<double>(m4 * n / (m2 * m2)) : 0;
  }
  void add(double x) {
    nan += std::isnan(x);
    infinite += std::isinf(x);
    zeros += x == 0;
    if (std::isfinite(x)) finite.push_back(x);
  }
};

void compare_with_two_passes(const tensor::Tensor& matrix, const TensorStatistics& found) {
  const TwoPass expected(matrix);
  QCOMPARE(found.count, static_cast<std::uint64_t>(matrix.count()));
  QCOMPARE(found.nan, expected.nan);
  QCOMPARE(found.infinite, expected.infinite);
  QCOMPARE(found.zeros, expected.zeros);
  QCOMPARE(found.values.finite(), static_cast<std::uint64_t>(expected.finite.size()));
  QCOMPARE(found.values.nan(), expected.nan);
  QCOMPARE(found.values.positive_infinite() + found.values.negative_infinite(), expected.infinite);
  QCOMPARE(found.minimum, expected.minimum);
  QCOMPARE(found.maximum, expected.maximum);
  QCOMPARE(found.absmax, std::max(std::abs(expected.minimum), std::abs(expected.maximum)));
  QVERIFY(near(found.mean, expected.mean, 1e-13, 1e-14 * found.absmax));
  QVERIFY(near(found.standard_deviation, expected.deviation, 1e-13));
  QVERIFY(near(found.skewness, expected.skewness, 1e-11, 1e-12));
  QVERIFY(near(found.kurtosis, expected.kurtosis, 1e-12));
}

void compare_channels(const tensor::Tensor& matrix, const TensorStatistics& found, ChannelAxis axis) {
  const bool columns = axis == ChannelAxis::columns;
  QCOMPARE(found.channels.channels(), columns ? matrix.columns() : matrix.rows());
  for (std::int64_t channel = 0; channel < found.channels.channels(); ++channel) {
    double low = infinity, high = -infinity, square = 0;
    int n = 0;
    for (std::int64_t i = 0; i < (columns ? matrix.rows() : matrix.columns()); ++i) {
      const double x = columns ? test::element(matrix, i, channel) : test::element(matrix, channel, i);
      if (!std::isfinite(x)) continue;
      low = std::min(low, x);
      high = std::max(high, x);
      square += x * x;
      ++n;
    }
    if (n == 0) low = high = 0;
    const auto at = static_cast<std::size_t>(channel);
    QCOMPARE(found.channels.minimum[at], static_cast<float>(low));
    QCOMPARE(found.channels.maximum[at], static_cast<float>(high));
    QCOMPARE(found.channels.absmax[at], static_cast<float>(std::max(std::abs(low), std::abs(high))));
    QVERIFY(near(found.channels.mean_square[at], n > 0 ? square / n : 0, 1e-6));
  }
}

}  // namespace

class TestTensorStatistics : public QObject {
  Q_OBJECT
 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void equal_two_passes_for_every_type_shape_and_isa_level() {
    const std::pair<int, int> shapes[] = {{1, 1},   {1, 7},  {3, 31},  {5, 32},   {8, 64},  {9, 33},
                                          {17, 65}, {67, 5}, {21, 99}, {2, 1025}, {1, 4099}};
    std::uint32_t seed = 1;
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (const ElementType type : test::all_element_types())
        for (const auto& [rows, columns] : shapes)
          for (const bool foreign : {false, true}) {
            const tensor::Tensor matrix = test::random_tensor(type, rows, columns, ++seed, foreign);
            for (const ChannelAxis axis : {ChannelAxis::columns, ChannelAxis::rows}) {
              const TensorStatistics found = statistics::statistics_of(matrix.view(), axis);
              compare_with_two_passes(matrix, found);
              compare_channels(matrix, found, axis);
              if (QTest::currentTestFailed()) {
                qWarning("%s %d x %d at %s", std::string(element_name(type)).c_str(), rows, columns,
                         base::isa_name(level));
                return;
              }
            }
          }
    }
  }

  void quantiles_equal_those_of_sorted_magnitudes() {
    for (const ElementType type : test::all_element_types()) {
      const tensor::Tensor matrix = test::random_tensor(type, 61, 173, 5);
      const TensorStatistics found = statistics::statistics_of(matrix.view());
      TwoPass values(matrix);
      for (double& x : values.finite) x = std::abs(x);
      std::sort(values.finite.begin(), values.finite.end());
      const auto n = static_cast<double>(values.finite.size());
      const bool exact = element_size(type) == 1 || type == ElementType::f16 || type == ElementType::bf16;
      for (const auto& [fraction, quantile] :
           {std::pair{0.5, found.p50}, {0.99, found.p99}, {0.999, found.p999}, {0.9999, found.p9999}}) {
        const double expected = values.finite[static_cast<std::size_t>(std::ceil(fraction * n)) - 1];
        if (exact)
          QCOMPARE(quantile, expected);
        else
          QVERIFY(near(quantile, expected, 0x1p-9));
      }
    }
  }

  void split_and_order_do_not_change_the_result() {
    QVERIFY(rc::check("any split into tiles, any order of add and merge", [] {
      const auto type = *rc::gen::elementOf(test::all_element_types());
      const auto axis = *rc::gen::element(ChannelAxis::columns, ChannelAxis::rows);
      const auto rows = *rc::gen::inRange<std::int64_t>(1, 60);
      const auto columns = *rc::gen::inRange<std::int64_t>(1, 90);
      const auto seed = *rc::gen::arbitrary<std::uint32_t>();
      const tensor::Tensor matrix = test::random_tensor(type, rows, columns, seed, seed % 2);
      const TensorStatistics whole = statistics::statistics_of(matrix.view(), axis);

      std::mt19937 random(seed);
      std::vector<std::pair<std::int64_t, std::int64_t>> tiles;
      for (std::int64_t row = 0; row < rows;) {
        const auto height = std::min<std::int64_t>(rows - row, 1 + random() % 13);
        tiles.emplace_back(row, height);
        row += height;
      }
      std::shuffle(tiles.begin(), tiles.end(), random);
      std::vector<statistics::StatisticsAccumulator> accumulators(1 + random() % 4,
                                                                  {type, {rows, columns}, axis});
      for (const auto& [row, height] : tiles)
        accumulators[random() % accumulators.size()].add(matrix.view().row_range(row, height), row);
      std::shuffle(accumulators.begin(), accumulators.end(), random);
      while (accumulators.size() > 1) {
        accumulators[random() % (accumulators.size() - 1)].merge(accumulators.back());
        accumulators.pop_back();
      }
      const TensorStatistics split = accumulators.front().result();

      RC_ASSERT(split.count == whole.count);
      RC_ASSERT(split.values.counters() == whole.values.counters());
      RC_ASSERT(split.minimum == whole.minimum);
      RC_ASSERT(split.maximum == whole.maximum);
      RC_ASSERT(near(split.mean, whole.mean, 1e-15));
      RC_ASSERT(near(split.standard_deviation, whole.standard_deviation, 1e-15));
      RC_ASSERT(near(split.skewness, whole.skewness, 1e-13, 1e-15));
      RC_ASSERT(near(split.kurtosis, whole.kurtosis, 1e-14));
      RC_ASSERT(split.p999 == whole.p999);
      RC_ASSERT(split.channels.absmax == whole.channels.absmax);
      RC_ASSERT(split.channels.minimum == whole.channels.minimum);
      for (std::size_t i = 0; i < split.channels.mean_square.size(); ++i)
        RC_ASSERT(near(split.channels.mean_square[i], whole.channels.mean_square[i], 2e-7));
    }));
  }

  void counters_carry_over_and_merge_exactly() {
    // More equal values than any narrow counter holds, in two accumulators.
    tensor::Tensor matrix(ElementType::f16, 300, 1000);
    for (std::int64_t r = 0; r < 300; ++r)
      for (std::int64_t c = 0; c < 1000; ++c) test::set_element(matrix, r, c, c % 3 == 0 ? 0.0 : r % 2 + 1.0);
    statistics::StatisticsAccumulator a(ElementType::f16, {300, 1000}, ChannelAxis::columns), b = a;
    a.add(matrix.view().row_range(0, 151), 0);
    b.add(matrix.view().row_range(151, 149), 151);
    b.merge(a);
    const TensorStatistics found = b.result();
    QCOMPARE(found.zeros, std::uint64_t{334 * 300});
    const auto cells = found.values.cells();
    QCOMPARE(cells.size(), std::size_t{3});
    QCOMPARE(cells[1].count, std::uint64_t{666 * 150});
    QCOMPARE(cells[2].count, std::uint64_t{666 * 150});
    QCOMPARE(found.mean, 666 * 1.5 / 1000);
  }

  void a_large_mean_costs_no_accuracy() {
    tensor::Tensor matrix(ElementType::f32, 40, 500);
    std::mt19937 random(3);
    std::normal_distribution<double> normal(1e5, 1);
    for (std::int64_t r = 0; r < 40; ++r)
      for (std::int64_t c = 0; c < 500; ++c) test::set_element(matrix, r, c, normal(random));
    compare_with_two_passes(matrix, statistics::statistics_of(matrix.view()));
  }

  void values_beyond_f32_keep_extrema_and_moments() {
    for (const double unit : {1e300, 1e-250, 1e100}) {
      tensor::Tensor matrix(ElementType::f64, 3, 5), small(ElementType::f64, 3, 5);
      for (std::int64_t r = 0; r < 3; ++r)
        for (std::int64_t c = 0; c < 5; ++c) {
          test::set_element(small, r, c, static_cast<double>(r * c) - 2);
          test::set_element(matrix, r, c, (static_cast<double>(r * c) - 2) * unit);
        }
      const TensorStatistics found = statistics::statistics_of(matrix.view());
      const TwoPass expected(small);
      QCOMPARE(found.minimum, -2 * unit);
      QCOMPARE(found.maximum, 6 * unit);
      QVERIFY(near(found.mean, expected.mean * unit, 1e-14, 1e-15 * unit));
      QVERIFY(near(found.standard_deviation, expected.deviation * unit, 1e-14));
      QVERIFY(near(found.kurtosis, expected.kurtosis, 1e-13));
      QCOMPARE(found.values.finite(), std::uint64_t{15});
    }
  }

  void equal_values_have_no_spread() {
    for (const ElementType type : test::all_element_types()) {
      tensor::Tensor matrix(type, 7, 300);
      const double value = tensor::is_floating(type) ? 0.3 : 5;
      for (std::int64_t r = 0; r < 7; ++r)
        for (std::int64_t c = 0; c < 300; ++c) test::set_element(matrix, r, c, value);
      const TensorStatistics found = statistics::statistics_of(matrix.view());
      QCOMPARE(found.standard_deviation, 0.0);
      QCOMPARE(found.kurtosis, 0.0);
      QCOMPARE(found.mean, test::element(matrix, 0, 0));
      QCOMPARE(found.outlier.outlier_ratio, 1.0);
      QVERIFY(found.p9999 <= found.absmax);
      QVERIFY(near(found.p50, found.absmax, 0x1p-9));
    }
  }

  void nothing_and_nan_alone_are_no_values() {
    for (const ElementType type : test::all_element_types()) {
      for (const auto& [rows, columns] : {std::pair{0, 5}, {5, 0}, {0, 0}}) {
        const TensorStatistics found = statistics::statistics_of(tensor::Tensor(type, rows, columns).view());
        QCOMPARE(found.count, std::uint64_t{0});
        QCOMPARE(found.channels.channels(), std::int64_t{columns});
        QCOMPARE(found.absmax, 0.0);
      }
      if (!tensor::is_floating(type)) continue;
      tensor::Tensor matrix(type, 3, 40);
      for (std::int64_t r = 0; r < 3; ++r)
        for (std::int64_t c = 0; c < 40; ++c) test::set_element(matrix, r, c, std::nan(""));
      const TensorStatistics found = statistics::statistics_of(matrix.view());
      QCOMPARE(found.nan, std::uint64_t{120});
      QCOMPARE(found.count, std::uint64_t{120});
      QCOMPARE(found.mean, 0.0);
      QCOMPARE(found.p50, 0.0);
      QCOMPARE(found.channels.absmax, std::vector<float>(40));
      QCOMPARE(found.outlier.outlier_ratio, 0.0);
    }
  }

  void rows_with_a_stride_are_read_without_the_gaps() {
    const tensor::Tensor wide = test::random_tensor(ElementType::f16, 19, 80, 8);
    tensor::TensorView window = wide.view();
    window.columns = 47;
    const TensorStatistics found = statistics::statistics_of(window);
    tensor::Tensor copied(ElementType::f16, 19, 47);
    for (std::int64_t r = 0; r < 19; ++r) std::memcpy(copied.mutable_data() + r * 94, wide.view().row(r), 94);
    compare_with_two_passes(copied, found);
  }

  void outliers_are_channels_far_above_the_median() {
    const auto summary = statistics::outliers({1, 2, 3, 20, 2, 100, 1});
    QCOMPARE(summary.channel_absmax_max, 100.0);
    QCOMPARE(summary.channel_absmax_median, 2.0);
    QCOMPARE(summary.outlier_ratio, 50.0);
    QCOMPARE(summary.outlier_channels, (std::vector<std::int64_t>{5, 3}));
    QCOMPARE(statistics::outliers({1, 3}).channel_absmax_median, 2.0);
    QCOMPARE(statistics::outliers({0, 0, 0, 1}).outlier_ratio, infinity);
    QCOMPARE(statistics::outliers({0, 0}).outlier_ratio, 0.0);
    QVERIFY(statistics::outliers({}).outlier_channels.empty());
    QCOMPARE(statistics::outliers({1, 1, 9}, 10).outlier_channels.size(), std::size_t{0});
  }

  void foreign_tiles_are_refused() {
    statistics::StatisticsAccumulator known(ElementType::f32, {4, 3}, ChannelAxis::columns);
    const tensor::Tensor half(ElementType::f16, 1, 3), narrow(ElementType::f32, 1, 2),
        tall(ElementType::f32, 5, 3);
    QVERIFY_EXCEPTION_THROWN(known.add(half.view(), 0), base::Error);
    QVERIFY_EXCEPTION_THROWN(known.add(narrow.view(), 0), base::Error);
    QVERIFY_EXCEPTION_THROWN(known.add(tall.view(), 0), base::Error);
    QVERIFY_EXCEPTION_THROWN(known.add(tall.view().row_range(0, 1), 4), base::Error);
    QVERIFY_EXCEPTION_THROWN(
        known.merge(statistics::StatisticsAccumulator(ElementType::f32, {4, 3}, ChannelAxis::rows)),
        base::Error);
  }

  void a_cancelled_job_stops() {
    std::stop_source stop;
    stop.request_stop();
    base::Job job;
    job.stop = stop.get_token();
    const tensor::Tensor matrix = test::random_tensor(ElementType::f16, 4, 4, 1);
    QVERIFY_EXCEPTION_THROWN(statistics::statistics_of(matrix.view(), ChannelAxis::columns, job),
                             base::Cancelled);
  }
};

QUANTSCOPE_TEST(TestTensorStatistics)

}  // namespace test_tensor_statistics

#include "test_tensor_statistics.moc"
