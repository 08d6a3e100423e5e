#include <rapidcheck.h>

#include <Eigen/Core>
#include <QTest>
#include <cmath>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/float_matmul.h"
#include "core/kernels/operation_mix.h"
#include "tests/core/kernels/matrix_testing.h"
#include "tests/quantscope_test.h"

namespace test_float_matmul {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::ElementType;
using tensor::Matrix;
using tensor::Tensor;

namespace {

/// Within k·2^-24 of the exact sum, relative to Σ|a||b|.
bool close_to_exact(const Matrix& a, const tensor::TensorView& b) {
  const Matrix result = matmul_transposed(a, b);
  if (result.rows() != a.rows() || result.columns() != b.rows) return false;
  const Matrix values = tensor::to_matrix(b);
  for (std::int64_t m = 0; m < a.rows(); ++m) {
    for (std::int64_t n = 0; n < b.rows; ++n) {
      double sum = 0, magnitude = 0;
      for (std::int64_t k = 0; k < a.columns(); ++k) {
        sum += double{a(m, k)} * values(n, k);
        magnitude += std::fabs(double{a(m, k)} * values(n, k));
      }
      if (!(std::fabs(result(m, n) - sum) <= magnitude * static_cast<double>(a.columns()) * 0x1p-24))
        return false;
    }
  }
  return true;
}

class FloatMatmulTest : public QObject {
  Q_OBJECT

 private slots:
  void agrees_with_eigen();
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void product_is_within_the_rounding_of_f32_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void product_is_within_the_rounding_of_f32() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (ElementType type : {ElementType::f32, ElementType::f16, ElementType::bf16})
      for (std::int64_t m : {1, 2, 3, 4, 5, 17, 33, 65})
        for (std::int64_t n : {1, 7, 12, 33, 97})
          for (std::int64_t k : {1, 3, 64, 127, 512, 1025})
            QVERIFY2(close_to_exact(random_matrix(m, k, 1), converted(random_matrix(n, k, 2), type).view()),
                     qPrintable(QString("m %1 n %2 k %3").arg(m).arg(n).arg(k)));
  }

  void any_size() {
    QVERIFY(rc::check("matmul_transposed is within k·2^-24", [] {
      const auto m = *rc::gen::inRange(1, 80), n = *rc::gen::inRange(1, 120), k = *rc::gen::inRange(1, 700);
      const auto seed = *rc::gen::arbitrary<std::uint32_t>();
      RC_ASSERT(close_to_exact(random_matrix(m, k, seed), random_matrix(n, k, seed + 1).view()));
    }));
  }

  void the_scalar_product_multiplies_rows() {
    Matrix a(1, 3), b(2, 3);
    for (int i = 0; i < 3; ++i) {
      a(0, i) = static_cast<float>(i + 1);
      b(0, i) = 1;
      b(1, i) = static_cast<float>(i);
    }
    const Matrix product = matmul_transposed_scalar(a, b.view());
    QCOMPARE(product(0, 0), 6.0f);
    QCOMPARE(product(0, 1), 8.0f);
  }

  void product_does_not_depend_on_the_thread_count() {
    const Matrix a = random_matrix(70, 1100, 3), b = random_matrix(500, 1100, 4);
    base::Job one, two;
    one.threads = 1;
    two.threads = 2;
    const Matrix first = matmul_transposed(a, b.view(), one);
    const Matrix second = matmul_transposed(a, b.view(), two);
    QVERIFY(std::memcmp(first.row(0), second.row(0), static_cast<std::size_t>(first.count()) * 4) == 0);
  }

  void rows_of_a_strided_view_are_found() {
    const Matrix wide = random_matrix(20, 64, 5);
    tensor::TensorView left = wide.view();
    left.columns = 40;
    QVERIFY(close_to_exact(random_matrix(5, 40, 6), left));
  }

  void empty_products_have_the_right_shape() {
    const Matrix product = matmul_transposed(Matrix(2, 0), Matrix(3, 0).view());
    QCOMPARE(product.rows(), 2);
    QCOMPARE(product.columns(), 3);
    for (float value : product.values()) QCOMPARE(value, 0.0f);
    QCOMPARE(matmul_transposed(Matrix(0, 4), Matrix(3, 4).view()).rows(), 0);
    QCOMPARE(matmul_transposed(Matrix(2, 4), Matrix(0, 4).view()).columns(), 0);
  }

  void shapes_that_do_not_fit_are_refused() {
    QVERIFY_EXCEPTION_THROWN(matmul_transposed(Matrix(2, 3), Matrix(2, 4).view()), base::Error);
  }

  void operations_are_named_by_their_widths() {
    using kernels::Operation;
    QCOMPARE(QString::fromStdString(kernels::operation_name({Operation::integer_mac, 4, 8})),
             QString("int4 × int8 MAC"));
    QCOMPARE(QString::fromStdString(kernels::operation_name({Operation::gather, 0, 0})), QString("gather"));
  }
};

}  // namespace

void FloatMatmulTest::agrees_with_eigen() {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Matrix a = random_matrix(37, 301, 1), b = random_matrix(53, 301, 2);
  const auto in_double = [](const Matrix& matrix) -> RowMajor {
    return Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
               matrix.row(0), matrix.rows(), matrix.columns())
        .cast<double>();
  };
  const RowMajor expected = in_double(a) * in_double(b).transpose();
  const double error = (in_double(matmul_transposed(a, b.view())) - expected).norm();
  QVERIFY(error <= 1e-6 * expected.norm());
}

QUANTSCOPE_TEST(FloatMatmulTest)

}  // namespace test_float_matmul

#include "test_float_matmul.moc"
