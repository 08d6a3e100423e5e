#include "core/calibration/product_sums.h"
#include "tests/quantscope_test.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <random>

namespace test_product_sums {

using quantscope::base::Job;
using quantscope::calibration::ProductSums;
using quantscope::tensor::Matrix;

namespace {

Matrix normal_matrix(std::int64_t rows, std::int64_t columns, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

Matrix rows_of(const Matrix& x, std::int64_t first, std::int64_t count) {
  Matrix rows(count, x.columns());
  std::copy_n(x.row(first), rows.count(), rows.values().data());
  return rows;
}

bool equal(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.columns() == b.columns() &&
         std::equal(a.values().begin(), a.values().end(), b.values().begin());
}

}  // namespace

class TestProductSums : public QObject {
  Q_OBJECT
 private slots:
  void equals_the_double_precision_sum() {
    QVERIFY(rc::check("XᵀX", [] {
      const std::int64_t tokens = *rc::gen::inRange(1, 1300), channels = *rc::gen::inRange(1, 230);
      const Matrix x = normal_matrix(tokens, channels, *rc::gen::arbitrary<unsigned>());
      ProductSums sums(channels);
      sums.add(x);
      const Matrix h = sums.take();
      RC_ASSERT(h.rows() == channels && h.columns() == channels);
      for (int i = 0; i < 50; ++i) {
        const auto a = *rc::gen::inRange<std::int64_t>(0, channels),
                   b = *rc::gen::inRange<std::int64_t>(0, channels);
        double sum = 0, magnitude = 0;
        for (std::int64_t t = 0; t < tokens; ++t) {
          sum += double{x(t, a)} * double{x(t, b)};
          magnitude += std::abs(double{x(t, a)} * double{x(t, b)});
        }
        RC_ASSERT(std::abs(double{h(a, b)} - sum) <=
                  512 * std::ldexp(magnitude, -24) + std::ldexp(std::abs(sum), -24));
        RC_ASSERT(h(a, b) == h(b, a));
      }
    }));
  }

  void cutting_and_threads_change_nothing() {
    const std::int64_t tokens = 1201, channels = 417;
    const Matrix x = normal_matrix(tokens, channels, 1);
    ProductSums whole(channels), pieces(channels);
    Job one_thread;
    one_thread.threads = 1;
    whole.add(x, one_thread);
    for (std::int64_t first = 0, count = 1; first < tokens;
         first += count, count = std::min(count + 37, tokens - first))
      pieces.add(rows_of(x, first, count));
    QVERIFY(equal(whole.take(one_thread), pieces.take()));
  }

  /// f32 alone would lose a small term beside 10^8 earlier ones.
  void sums_of_blocks_are_in_double_precision() {
    const std::int64_t blocks = 40;
    Matrix large(ProductSums::kBlockTokens, 1), small(ProductSums::kBlockTokens, 1);
    for (std::int64_t t = 0; t < large.rows(); ++t) {
      large(t, 0) = 1024;
      small(t, 0) = 0.0625f;
    }
    ProductSums sums(1);
    sums.add(large);
    for (std::int64_t i = 0; i < blocks; ++i) sums.add(small);
    for (float& value : large.values()) value = 0;
    const double exact = 512.0 * 1024 * 1024 + static_cast<double>(blocks) * 512 * 0.0625 * 0.0625;
    QCOMPARE(sums.take()(0, 0), static_cast<float>(exact));
  }

  void nothing_added_is_zero() {
    const Matrix h = ProductSums(5).take();
    for (const float value : h.values()) QCOMPARE(value, 0.0f);
  }
};

QUANTSCOPE_TEST(TestProductSums)

}  // namespace test_product_sums

#include "test_product_sums.moc"
