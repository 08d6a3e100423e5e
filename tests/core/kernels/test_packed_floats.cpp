#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <cstring>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/packed_floats.h"
#include "core/tensor/half.h"
#include "tests/core/kernels/matrix_testing.h"
#include "tests/quantscope_test.h"

namespace test_packed_floats {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::ElementType;
using tensor::Matrix;
using tensor::Tensor;

namespace {

Matrix rounded(const Matrix& x, FloatInput input) {
  Matrix result = x;
  if (input == FloatInput::bf16)
    for (float& value : result.values()) value = tensor::f32_from_bf16(tensor::bf16_from_f32(value));
  return result;
}

/// Within k·2^-23 of the exact sum, relative to Σ|x||w|.
bool close_to_exact(const Matrix& y, const Matrix& x, const tensor::TensorView& weights) {
  if (y.rows() != x.rows() || y.columns() != weights.rows) return false;
  const Matrix w = tensor::to_matrix(weights);
  for (std::int64_t t = 0; t < y.rows(); ++t) {
    for (std::int64_t o = 0; o < y.columns(); ++o) {
      double sum = 0, magnitude = 0;
      for (std::int64_t i = 0; i < x.columns(); ++i) {
        sum += double{x(t, i)} * w(o, i);
        magnitude += std::fabs(double{x(t, i)} * w(o, i));
      }
      if (!(std::fabs(y(t, o) - sum) <= magnitude * static_cast<double>(x.columns() + 1) * 0x1p-23))
        return false;
    }
  }
  return true;
}

Matrix product(const Matrix& x, const PackedFloats& weights, const base::Job& job = {},
               FloatInput input = FloatInput::f32) {
  const PackedFloats* const one = &weights;
  return std::move(float_matmul(x, {&one, 1}, job, input).front());
}

const ElementType kTypes[] = {ElementType::f32, ElementType::f16, ElementType::bf16};

}  // namespace

class TestPackedFloats : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void rows_come_back_bit_for_bit() {
    for (ElementType type : kTypes) {
      for (const auto& [rows, columns] : {std::pair{1, 1}, {16, 4}, {17, 5}, {40, 66}, {33, 127}}) {
        const Tensor weights = converted(random_matrix(rows, columns, 1), type);
        const PackedFloats packed(weights.view());
        for (std::int64_t r = 0; r < rows; ++r) {
          const Tensor row = packed.rows(r, 1);
          QVERIFY(std::memcmp(row.data(), weights.view().row(r), row.bytes()) == 0);
        }
        const Tensor all = packed.rows(0, rows);
        QVERIFY(std::memcmp(all.data(), weights.data(), all.bytes()) == 0);
      }
    }
  }

  void other_types_become_f32() {
    Tensor integers(ElementType::i8, 3, 5);
    for (std::int64_t i = 0; i < 15; ++i)
      reinterpret_cast<std::int8_t*>(integers.mutable_data())[i] = static_cast<std::int8_t>(i - 7);
    const PackedFloats packed(integers.view());
    QCOMPARE(packed.type(), ElementType::f32);
    QVERIFY(close_to_exact(product(random_matrix(2, 5, 1), packed), random_matrix(2, 5, 1), integers.view()));
  }

  void product_is_within_the_rounding_of_f32_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void product_is_within_the_rounding_of_f32() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (ElementType type : kTypes)
      for (FloatInput input : {FloatInput::f32, FloatInput::bf16})
        for (std::int64_t tokens : {1, 2, 3, 4, 5, 8, 9, 17, 33})
          for (std::int64_t out : {1, 16, 33, 50})
            for (std::int64_t in : {1, 3, 64, 127, 513, 1026}) {
              const Matrix x = rounded(random_matrix(tokens, in, 1), input);
              const Tensor weights = converted(random_matrix(out, in, 2), type);
              QVERIFY2(close_to_exact(product(x, PackedFloats(weights.view()), {}, input), x, weights.view()),
                       qPrintable(QString("type %1 input %2 tokens %3 out %4 in %5")
                                      .arg(int(type))
                                      .arg(int(input))
                                      .arg(tokens)
                                      .arg(out)
                                      .arg(in)));
            }
  }

  void inputs_are_rounded_to_bf16_where_asked() {
    for (std::int64_t tokens : {3, 20}) {
      const Matrix x = random_matrix(tokens, 70, 1);
      for (ElementType type : kTypes) {
        const Tensor weights = converted(random_matrix(20, 70, 2), type);
        const Matrix y = product(x, PackedFloats(weights.view()), {}, FloatInput::bf16);
        QVERIFY(close_to_exact(y, rounded(x, FloatInput::bf16), weights.view()));
      }
    }
  }

  void any_size() {
    QVERIFY(rc::check("float_matmul is within the rounding of f32", [] {
      const auto tokens = *rc::gen::inRange(1, 40), in = *rc::gen::inRange(1, 700),
                 out = *rc::gen::inRange(1, 120);
      const auto type = *rc::gen::elementOf(std::vector<ElementType>(std::begin(kTypes), std::end(kTypes)));
      const auto input = *rc::gen::element(FloatInput::f32, FloatInput::bf16);
      const auto seed = *rc::gen::arbitrary<std::uint32_t>();
      const Matrix x = rounded(random_matrix(tokens, in, seed), input);
      const Tensor weights = converted(random_matrix(out, in, seed + 1), type);
      RC_ASSERT(close_to_exact(product(x, PackedFloats(weights.view()), {}, input), x, weights.view()));
    }));
  }

  void several_weights_of_one_input_and_any_thread_count_give_the_same_bits() {
    const Matrix x = random_matrix(21, 300, 1);
    const PackedFloats first(converted(random_matrix(70, 300, 2), ElementType::f32).view()),
        second(converted(random_matrix(20, 300, 3), ElementType::bf16).view()),
        third(converted(random_matrix(33, 300, 4), ElementType::f16).view());
    const std::vector<const PackedFloats*> all = {&first, &second, &third};
    base::Job one;
    one.threads = 1;
    for (FloatInput input : {FloatInput::f32, FloatInput::bf16}) {
      const std::vector<Matrix> together = float_matmul(x, all, {}, input);
      for (std::size_t i = 0; i < all.size(); ++i) {
        const Matrix alone = product(x, *all[i], one, input);
        QVERIFY(std::memcmp(alone.row(0), together[i].row(0), alone.values().size_bytes()) == 0);
      }
    }
  }

  void empty_and_misshapen_products() {
    const PackedFloats weights(random_matrix(3, 4, 1).view());
    QCOMPARE(product(Matrix(0, 4), weights).rows(), 0);
    QCOMPARE(product(Matrix(2, 0), PackedFloats(Matrix(3, 0).view()))(1, 2), 0.0f);
    QCOMPARE(product(Matrix(2, 4), PackedFloats(Matrix(0, 4).view())).columns(), 0);
    QVERIFY_EXCEPTION_THROWN(product(Matrix(2, 3), weights), base::Error);
  }
};

QUANTSCOPE_TEST(TestPackedFloats)

}  // namespace test_packed_floats

#include "test_packed_floats.moc"
