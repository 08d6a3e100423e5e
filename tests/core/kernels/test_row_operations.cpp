#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/activation.h"
#include "core/kernels/normalization.h"
#include "core/kernels/rotary_embedding.h"
#include "core/kernels/row_operations.h"
#include "core/tensor/half.h"
#include "tests/core/kernels/matrix_testing.h"
#include "tests/quantscope_test.h"

namespace test_row_operations {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::Matrix;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool same_bits(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.columns() == b.columns() &&
         std::memcmp(a.row(0), b.row(0), static_cast<std::size_t>(a.count()) * 4) == 0;
}

class RowOperationsTest : public QObject {
  Q_OBJECT

  /// Runs a check at every instruction set level.
  template <typename Check>
  static void at_every_level(const Check& check) {
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      check(base::isa_name(level));
    }
  }

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void norms_are_their_formulas() {
    at_every_level([](const char* level) {
      for (std::int64_t columns : {1, 2, 7, 16, 33, 64, 257, 2048}) {
        for (const float size : {1e-18f, 1e-3f, 1.0f, 1e25f}) {
          const Matrix x = random_matrix(3, columns, 1, size, size / 2);
          const Matrix gain = random_matrix(1, columns, 2), bias = random_matrix(1, columns, 3);
          std::vector<double> expected(static_cast<std::size_t>(columns));
          Matrix out(3, columns);
          for (const bool adds_one : {false, true}) {
            rms_norm(x, gain.row(0), adds_one, 1e-5f, out);
            for (std::int64_t row = 0; row < 3; ++row) {
              rms_norm_scalar(x.row(row), columns, gain.row(0), adds_one, 1e-5f, expected.data());
              for (std::int64_t i = 0; i < columns; ++i)
                QVERIFY2(std::fabs(out(row, i) - expected[static_cast<std::size_t>(i)]) <=
                             4e-7 * std::fabs(expected[static_cast<std::size_t>(i)]) + 1e-30,
                         level);
            }
          }
          for (const float* bias_row : {bias.row(0), static_cast<const float*>(nullptr)}) {
            layer_norm(x, gain.row(0), bias_row, 1e-5f, out);
            for (std::int64_t row = 0; row < 3; ++row) {
              layer_norm_scalar(x.row(row), columns, gain.row(0), bias_row, 1e-5f, expected.data());
              for (std::int64_t i = 0; i < columns; ++i)
                QVERIFY2(std::fabs(out(row, i) - expected[static_cast<std::size_t>(i)]) <=
                             1e-6 * (std::fabs(gain(0, i)) + std::fabs(bias(0, i))),
                         level);
            }
          }
        }
      }
    });
  }

  void layer_norm_keeps_its_digits_far_from_zero() {
    const Matrix x = random_matrix(2, 500, 4, 1, 30000), ones(1, 500);
    Matrix gain(1, 500), out(2, 500);
    for (float& value : gain.values()) value = 1;
    layer_norm(x, gain.row(0), nullptr, 1e-5f, out);
    std::vector<double> expected(500);
    layer_norm_scalar(x.row(1), 500, gain.row(0), nullptr, 1e-5f, expected.data());
    for (std::int64_t i = 0; i < 500; ++i)
      QVERIFY(std::fabs(out(1, i) - expected[static_cast<std::size_t>(i)]) < 2e-6);
  }

  void activations_are_within_their_bound() {
    at_every_level([](const char* level) {
      for (Activation f : {Activation::silu, Activation::relu, Activation::gelu, Activation::gelu_tanh}) {
        Matrix x(1, 60001), out(1, 60001);
        for (std::int64_t i = 0; i < x.count(); ++i) x(0, i) = static_cast<float>(i - 30000) / 1000;
        activate(f, x, out);
        for (std::int64_t i = 0; i < x.count(); ++i) {
          const double exact = activation_scalar(f, x(0, i)), error = std::fabs(out(0, i) - exact);
          const double bound =
              1e-6 * std::fabs(exact) + 3e-7 * std::fabs(x(0, i)) * std::exp(-std::fabs(x(0, i)));
          QVERIFY2(error <= bound, qPrintable(QString("%1 %2 x %3: %4, error %5 > %6")
                                                  .arg(level, activation_name(f))
                                                  .arg(x(0, i))
                                                  .arg(out(0, i))
                                                  .arg(error)
                                                  .arg(bound)));
        }
      }
    });
  }

  void activations_of_extreme_values() {
    at_every_level([](const char* level) {
      for (Activation f : {Activation::silu, Activation::relu, Activation::gelu, Activation::gelu_tanh}) {
        Matrix x(1, 5), out(1, 5);
        const float values[] = {-1e30f, 1e30f, std::nanf(""), 0, kInfinity};
        std::copy_n(values, 5, x.row(0));
        activate(f, x, out);
        QVERIFY2(out(0, 0) == 0 && out(0, 1) == 1e30f && std::isnan(out(0, 2)) && out(0, 3) == 0 &&
                     out(0, 4) == kInfinity,
                 level);
      }
    });
  }

  void gated_activations_multiply() {
    at_every_level([](const char* level) {
      for (std::int64_t columns : {1, 15, 16, 100}) {
        const Matrix gate = random_matrix(5, columns, 1, 3), up = random_matrix(5, columns, 2);
        Matrix out(5, columns), in_place = gate;
        activate_gated(Activation::silu, gate, up, out);
        activate_gated(Activation::silu, in_place, up, in_place);
        QVERIFY2(same_bits(out, in_place), level);
        for (std::int64_t row = 0; row < 5; ++row)
          for (std::int64_t i = 0; i < columns; ++i) {
            const double exact = activation_scalar(Activation::silu, gate(row, i)) * up(row, i);
            QVERIFY2(std::fabs(out(row, i) - exact) <= 2e-6 * std::fabs(exact), level);
          }
      }
    });
  }

  void rotation_turns_pairs_half_a_head_apart() {
    at_every_level([](const char* level) {
      for (std::int64_t head_size : {2, 8, 40, 64, 128}) {
        const std::vector<double> frequencies = rotary_frequencies(10000, head_size);
        RotaryTable table(frequencies);
        table.reach(10);
        table.reach(5000);
        const Matrix before = random_matrix(4, 3 * head_size, 1);
        Matrix x = before;
        const std::int64_t positions[] = {0, 7, 4999, 7};
        table.rotate(x, head_size, positions);
        for (std::int64_t row = 0; row < 4; ++row)
          for (std::int64_t head = 0; head < 3; ++head) {
            std::vector<float> expected(before.row(row) + head * head_size,
                                        before.row(row) + (head + 1) * head_size);
            rotate_scalar(expected.data(), frequencies, positions[row]);
            for (std::int64_t i = 0; i < head_size; ++i)
              QVERIFY2(std::fabs(x(row, head * head_size + i) - expected[static_cast<std::size_t>(i)]) < 1e-6,
                       level);
          }
      }
    });
  }

  void scores_of_rotated_rows_depend_on_distance_alone() {
    RotaryTable table(rotary_frequencies(10000, 64));
    table.reach(1100);
    const auto score = [&](std::int64_t query, std::int64_t key) {
      Matrix q = random_matrix(1, 64, 1), k = random_matrix(1, 64, 2);
      table.rotate(q, 64, query);
      table.rotate(k, 64, key);
      double sum = 0;
      for (std::int64_t i = 0; i < 64; ++i) sum += double{q(0, i)} * k(0, i);
      return sum;
    };
    QVERIFY(std::fabs(score(3, 0) - score(1003, 1000)) < 1e-5);
    QVERIFY(std::fabs(score(3, 0) - score(4, 0)) > 1e-3);
  }

  void values_beyond_the_rotated_ones_stay() {
    RotaryTable table(rotary_frequencies(10000, 4));
    table.reach(3);
    const Matrix before = random_matrix(1, 10, 1);
    Matrix x = before;
    table.rotate(x, 10, 2);
    QVERIFY(x(0, 0) != before(0, 0) && x(0, 3) != before(0, 3));
    for (std::int64_t i = 4; i < 10; ++i) QCOMPARE(x(0, i), before(0, i));
  }

  void sums_and_look_ups() {
    at_every_level([](const char* level) {
      const Matrix a = random_matrix(4, 37, 1), b = random_matrix(4, 37, 2);
      Matrix sum = a, biased = a;
      add_rows(sum, b);
      add_to_rows(biased, b.row(2));
      for (std::int64_t i = 0; i < 37; ++i) {
        QVERIFY2(sum(3, i) == a(3, i) + b(3, i), level);
        QVERIFY2(biased(3, i) == a(3, i) + b(2, i), level);
      }
      tensor::Tensor table(tensor::ElementType::bf16, 4, 37);
      auto* bits = reinterpret_cast<std::uint16_t*>(table.mutable_data());
      for (std::int64_t i = 0; i < a.count(); ++i)
        bits[i] = tensor::bf16_from_f32(a.values()[static_cast<std::size_t>(i)]);
      Matrix gathered(3, 37);
      const int indices[] = {3, 0, 3};
      gather_rows(table.view(), indices, 2, gathered);
      for (std::int64_t i = 0; i < 37; ++i) {
        QVERIFY2(gathered(0, i) == 2 * tensor::f32_from_bf16(bits[3 * 37 + i]), level);
        QVERIFY2(gathered(1, i) == 2 * tensor::f32_from_bf16(bits[i]), level);
      }
    });
  }

  void softmax_is_its_formula() {
    at_every_level([](const char* level) {
      for (std::int64_t columns : {1, 3, 16, 31, 1000}) {
        for (const float size : {0.0f, 1.0f, 100.0f, 1e30f}) {
          const Matrix x = random_matrix(2, columns, 1, size);
          Matrix p = x;
          softmax_rows(p);
          for (std::int64_t row = 0; row < 2; ++row) {
            double largest = -1e300, sum = 0;
            for (std::int64_t i = 0; i < columns; ++i) largest = std::max(largest, double{x(row, i)});
            for (std::int64_t i = 0; i < columns; ++i) sum += std::exp(x(row, i) - largest);
            for (std::int64_t i = 0; i < columns; ++i) {
              const double exact = std::exp(x(row, i) - largest) / sum;
              // The difference to the largest is rounded to f32 before its exponential.
              const double distance = std::fabs(x(row, i) - largest);
              QVERIFY2(std::fabs(p(row, i) - exact) <= (1e-6 + distance * 0x1p-24) * exact + 1e-37, level);
            }
          }
        }
      }
      Matrix masked(1, 4);
      for (float& value : masked.values()) value = -kInfinity;
      softmax_rows(masked);
      for (float value : masked.values()) QCOMPARE(value, 0.0f);
      masked(0, 1) = std::nanf("");
      softmax_rows(masked);
      QVERIFY(std::isnan(masked(0, 0)));
    });
  }

  void results_do_not_depend_on_the_thread_count() {
    base::Job one, two;
    one.threads = 1;
    two.threads = 2;
    const Matrix x = random_matrix(300, 333, 1), gain = random_matrix(1, 333, 2);
    Matrix first(300, 333), second(300, 333);
    rms_norm(x, gain.row(0), false, 1e-5f, first, one);
    rms_norm(x, gain.row(0), false, 1e-5f, second, two);
    QVERIFY(same_bits(first, second));
  }

  void strided_rows_are_worked_on_in_place() {
    Matrix wide = random_matrix(3, 100, 1);
    const Matrix before = wide;
    softmax_rows({wide.row(0) + 10, 3, 50, 100});
    for (std::int64_t row = 0; row < 3; ++row) {
      float sum = 0;
      for (std::int64_t i = 0; i < 100; ++i) {
        if (i < 10 || i >= 60)
          QCOMPARE(wide(row, i), before(row, i));
        else
          sum += wide(row, i);
      }
      QVERIFY(std::fabs(sum - 1) < 1e-6f);
    }
  }

  void misfits_are_refused() {
    Matrix a(2, 3), b(2, 4), c(3, 3);
    QVERIFY_EXCEPTION_THROWN(add_rows(a, b), base::Error);
    QVERIFY_EXCEPTION_THROWN(activate(Activation::relu, a, c), base::Error);
    QVERIFY_EXCEPTION_THROWN(activate_gated(Activation::relu, a, b, a), base::Error);
    QVERIFY_EXCEPTION_THROWN(rms_norm(a, a.row(0), false, 0, b), base::Error);
    const int outside[] = {0, 2}, negative[] = {0, -1};
    QVERIFY_EXCEPTION_THROWN(gather_rows(a.view(), outside, 1, a), base::Error);
    QVERIFY_EXCEPTION_THROWN(gather_rows(a.view(), negative, 1, a), base::Error);
    RotaryTable table(rotary_frequencies(10000, 2));
    table.reach(2);
    QVERIFY_EXCEPTION_THROWN(table.rotate(b, 2, 1), base::Error);
    QVERIFY_EXCEPTION_THROWN(table.rotate(b, 3, 0), base::Error);
    QVERIFY_EXCEPTION_THROWN(table.rotate(b, 1, 0), base::Error);
  }

  void empty_rows_are_left_alone() {
    Matrix none(0, 5), narrow(4, 0);
    add_rows(none, none);
    softmax_rows(none);
    softmax_rows(narrow);
    rms_norm(narrow, nullptr, false, 1e-5f, narrow);
  }
};

}  // namespace

QUANTSCOPE_TEST(RowOperationsTest)

}  // namespace test_row_operations

#include "test_row_operations.moc"
