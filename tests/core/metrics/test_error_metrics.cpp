// Streaming errors against plain two-pass double sums.
#include "core/metrics/error_metrics.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "tests/quantscope_test.h"

namespace test_error_metrics {

using quantscope::metrics::ErrorAccumulator;
using quantscope::metrics::ErrorMetrics;
using quantscope::tensor::Matrix;

namespace {

Matrix random_matrix(std::int64_t rows, std::int64_t columns, double scale, std::mt19937& random) {
  std::normal_distribution<float> normal(0, static_cast<float>(scale));
  Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

struct Expected {
  double mse, sqnr_db, cosine, largest;
};

Expected by_formula(const Matrix& x, const Matrix& q) {
  double error = 0, xx = 0, qq = 0, xq = 0, largest = 0, count = 0;
  for (std::int64_t r = 0; r < x.rows(); ++r)
    for (std::int64_t c = 0; c < x.columns(); ++c) {
      if (!std::isfinite(x(r, c))) continue;
      const double a = x(r, c), b = q(r, c);
      error += (a - b) * (a - b);
      xx += a * a;
      qq += b * b;
      xq += a * b;
      largest = std::max(largest, std::abs(a - b));
      ++count;
    }
  return {error / count, 10 * std::log10(xx / error), xq / std::sqrt(xx * qq), largest};
}

bool near(double a, double b, double relative) {
  return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
}

}  // namespace

class TestErrorMetrics : public QObject {
  Q_OBJECT
 private slots:
  void equals_the_formula_for_any_shape_at_every_instruction_set() {
    for (const auto level : quantscope::base::available_isa_levels()) {
      quantscope::base::limit_isa(level);
      QVERIFY(rc::check("equals formula", [] {
        const auto rows = *rc::gen::inRange(1, 12);
        const auto columns = *rc::gen::inRange(1, 70);
        const auto exponent = *rc::gen::inRange(-20, 20);
        std::mt19937 random(*rc::gen::arbitrary<unsigned>());
        const Matrix x = random_matrix(rows, columns, std::pow(10.0, exponent), random);
        Matrix q = x;
        for (float& value : q.values()) value *= 1.0f + 0.1f * std::normal_distribution<float>()(random);
        const Expected expected = by_formula(x, q);
        const ErrorMetrics metrics = quantscope::metrics::error_between(x, q);
        RC_ASSERT(metrics.count == static_cast<std::uint64_t>(rows * columns));
        RC_ASSERT(near(metrics.mse, expected.mse, 1e-12));
        RC_ASSERT(std::abs(metrics.sqnr_db - expected.sqnr_db) < 1e-9);
        RC_ASSERT(near(metrics.cosine, expected.cosine, 1e-12));
        RC_ASSERT(metrics.max_abs_error == expected.largest);
      }));
    }
    quantscope::base::limit_isa(quantscope::base::IsaLevel::vnni);
  }

  void rows_and_merges_give_the_same_as_all_at_once() {
    std::mt19937 random(5);
    const Matrix x = random_matrix(13, 37, 1, random), q = random_matrix(13, 37, 1, random);
    ErrorAccumulator first(37), second(37), whole(37);
    for (std::int64_t r = 0; r < 13; ++r) (r < 6 ? first : second).add_row(x.row(r), q.row(r));
    first.merge(second);
    whole.add_rows(x.row(0), q.row(0), 13);
    QVERIFY(near(first.result().mse, whole.result().mse, 1e-13));
    QVERIFY(near(first.result().cosine, whole.result().cosine, 1e-12));
    QCOMPARE(first.result().max_abs_error, whole.result().max_abs_error);
    QCOMPARE(first.column_absmax(), whole.column_absmax());
    for (std::size_t c = 0; c < 37; ++c) {
      double error = 0;
      float absmax = 0;
      for (std::int64_t r = 0; r < 13; ++r) {
        const double d = double{x(r, static_cast<std::int64_t>(c))} - q(r, static_cast<std::int64_t>(c));
        error += d * d;
        absmax = std::max(absmax, std::abs(q(r, static_cast<std::int64_t>(c))));
      }
      QVERIFY(near(whole.column_squared_error()[c], error, 1e-13));
      QCOMPARE(whole.column_absmax()[c], absmax);
    }
    QVERIFY_EXCEPTION_THROWN(first.merge(ErrorAccumulator(36)), quantscope::base::Error);
  }

  void values_that_are_not_finite_are_left_out_with_their_partner() {
    std::mt19937 random(6);
    Matrix x = random_matrix(5, 41, 1, random), q = random_matrix(5, 41, 1, random);
    x(0, 3) = std::numeric_limits<float>::quiet_NaN();
    x(2, 40) = std::numeric_limits<float>::infinity();
    x(4, 17) = -std::numeric_limits<float>::infinity();
    q(0, 3) = 1e30f;
    const Expected expected = by_formula(x, q);
    const ErrorMetrics metrics = quantscope::metrics::error_between(x, q);
    QCOMPARE(metrics.count, std::uint64_t{5 * 41 - 3});
    QVERIFY(near(metrics.mse, expected.mse, 1e-12));
    QCOMPARE(metrics.max_abs_error, expected.largest);
  }

  void a_huge_value_does_not_overflow() {
    Matrix x(1, 20), q(1, 20);
    x(0, 7) = 1e30f;
    q(0, 7) = 0.5e30f;
    const double difference = double{1e30f} - double{0.5e30f};
    const ErrorMetrics metrics = quantscope::metrics::error_between(x, q);
    QVERIFY(near(metrics.mse, difference * difference / 20, 1e-13));
    QVERIFY(near(metrics.sqnr_db, 10 * std::log10(4.0), 1e-6));
    QVERIFY(near(metrics.cosine, 1, 1e-12));
  }

  void edge_cases_of_the_definitions() {
    const Matrix zero(2, 9);
    Matrix one(2, 9);
    for (float& value : one.values()) value = 1;
    const ErrorMetrics same = quantscope::metrics::error_between(one, one);
    QVERIFY(std::isinf(same.sqnr_db) && same.sqnr_db > 0);
    QCOMPARE(same.cosine, 1.0);
    const ErrorMetrics nothing = quantscope::metrics::error_between(zero, zero);
    QVERIFY(std::isnan(nothing.sqnr_db));
    QCOMPARE(nothing.cosine, 1.0);
    QCOMPARE(quantscope::metrics::error_between(one, zero).cosine, 0.0);
    QCOMPARE(quantscope::metrics::error_between(Matrix(0, 4), Matrix(0, 4)).count, std::uint64_t{0});
    QVERIFY_EXCEPTION_THROWN(quantscope::metrics::error_between(one, Matrix(2, 8)), quantscope::base::Error);
  }

  void error_share_is_a_share_of_the_sum() {
    const std::vector<double> errors = {1, 0, 3, 4};
    QCOMPARE(quantscope::metrics::error_share(errors, {0, 2}), 0.5);
    QCOMPARE(quantscope::metrics::error_share(errors, {}), 0.0);
    QCOMPARE(quantscope::metrics::error_share({0, 0}, {0}), 0.0);
  }
};

QUANTSCOPE_TEST(TestErrorMetrics)

}  // namespace test_error_metrics

#include "test_error_metrics.moc"
