#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>
#include <optional>
#include <random>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/float_parts.h"
#include "core/kernels/integer_matmul.h"
#include "core/tensor/half.h"
#include "tests/core/kernels/matrix_testing.h"
#include "tests/quantscope_test.h"

namespace test_integer_matmul {

using namespace quantscope;
using namespace quantscope::kernels;
using formats::AffineScale;
using formats::Granularity;
using formats::IntegerMatrix;
using tensor::Matrix;

namespace {

struct Case {
  std::int64_t tokens, in, out, group_size;
};

/// Every size that the tiles, quads and panels can be left with a rest of.
std::vector<Case> odd_cases() {
  std::vector<Case> cases;
  for (std::int64_t in : {1, 3, 4, 5, 63, 64, 65, 127, 130})
    for (std::int64_t out : {1, 7, 16, 33})
      for (std::int64_t group_size : {1, 3, 32, 128}) cases.push_back({1 + in % 5, in, out, group_size});
  for (std::int64_t tokens : {1, 2, 3, 5, 8, 17})
    for (std::int64_t group_size : {3, 32, 200}) cases.push_back({tokens, 130, 65, group_size});
  return cases;
}

enum class Codes { random, lowest, highest, alternating };

std::int8_t code(Codes kind, int bits, std::size_t index, std::mt19937& random) {
  const int half = 1 << (bits - 1);
  const int lowest = -half, highest = half - 1;
  switch (kind) {
    case Codes::random:
      return static_cast<std::int8_t>(static_cast<int>(random() % static_cast<unsigned>(2 * half)) - half);
    case Codes::lowest:
      return static_cast<std::int8_t>(lowest);
    case Codes::highest:
      return static_cast<std::int8_t>(highest);
    case Codes::alternating:
      return static_cast<std::int8_t>(index % 2 ? highest : lowest);
  }
  return 0;
}

IntegerMatrix codes_of(std::int64_t rows, std::int64_t columns, Granularity granularity,
                       std::int64_t group_size, Codes kind, int largest_zero_point, std::uint32_t seed,
                       int bits = 8) {
  std::mt19937 random(seed);
  IntegerMatrix matrix;
  matrix.shape = {rows, columns};
  matrix.format = {bits, false};
  matrix.granularity = granularity;
  matrix.group_size = granularity == Granularity::group ? group_size : columns;
  matrix.codes.resize(static_cast<std::size_t>(rows * columns));
  for (std::size_t i = 0; i < matrix.codes.size(); ++i) matrix.codes[i] = code(kind, bits, i, random);
  const std::int64_t scales = granularity == Granularity::tensor ? 1
                              : granularity == Granularity::row  ? rows
                                                                 : rows * matrix.groups_per_row();
  std::uniform_int_distribution<int> zero_point(-largest_zero_point, largest_zero_point);
  std::uniform_real_distribution<float> scale(0.001f, 1.0f);
  for (std::int64_t i = 0; i < scales; ++i) matrix.scales.push_back({scale(random), zero_point(random)});
  return matrix;
}

/// |y − oracle| against the rounding of f32: one sum of `terms` scaled values, each |s_x s_w| times an exact
/// integer.
bool close(const Matrix& y, const Matrix& oracle, const IntegerMatrix& x, const IntegerMatrix& w) {
  if (y.rows() != oracle.rows() || y.columns() != oracle.columns()) return false;
  for (std::int64_t t = 0; t < y.rows(); ++t) {
    for (std::int64_t o = 0; o < y.columns(); ++o) {
      double magnitude = 0;
      double terms = 3;
      for (std::int64_t first = 0; first < w.shape.columns; first += w.group_size, ++terms) {
        std::int64_t sum = 0;
        for (std::int64_t i = first; i < std::min(w.shape.columns, first + w.group_size); ++i)
          sum += std::int64_t{x.codes[std::size_t(t * w.shape.columns + i)] - x.scale_at(t, i).zero_point} *
                 (w.codes[std::size_t(o * w.shape.columns + i)] - w.scale_at(o, i).zero_point);
        magnitude += std::fabs(static_cast<double>(x.scale_at(t, first).scale) * w.scale_at(o, first).scale *
                               static_cast<double>(sum));
      }
      if (!(std::fabs(double{y(t, o)} - oracle(t, o)) <= magnitude * terms * 0x1p-23)) return false;
    }
  }
  return true;
}

/// Products of floats and codes, within the rounding of f32 sums.
bool close_to_formula(const Matrix& y, const Matrix& x, const IntegerMatrix& w) {
  const Matrix oracle = float_integer_matmul_scalar(x, w);
  const std::int64_t in = x.columns();
  for (std::int64_t t = 0; t < oracle.rows(); ++t) {
    for (std::int64_t o = 0; o < oracle.columns(); ++o) {
      double magnitude = 0;
      for (std::int64_t i = 0; i < in; ++i)
        magnitude += std::fabs(double{x(t, i)} *
                               dequantize(w.scale_at(o, i), w.codes[static_cast<std::size_t>(o * in + i)]));
      if (!(std::fabs(double{y(t, o)} - oracle(t, o)) <= magnitude * static_cast<double>(in + 4) * 0x1p-24))
        return false;
    }
  }
  return true;
}

bool same_bits(const Matrix& a, const Matrix& b) {
  return std::equal(
      a.values().begin(), a.values().end(), b.values().begin(), b.values().end(),
      [](float x, float y) { return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y); });
}

class IntegerMatmulTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void integer_product_equals_the_formula_data() {
    QTest::addColumn<int>("level");
    for (base::IsaLevel level : base::available_isa_levels())
      QTest::newRow(base::isa_name(level)) << static_cast<int>(level);
  }

  void integer_product_equals_the_formula() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (const Case& size : odd_cases()) {
      for (Codes kind : {Codes::random, Codes::lowest, Codes::highest, Codes::alternating}) {
        for (int zero_point : {0, 128, 10000}) {
          const auto w =
              codes_of(size.out, size.in, Granularity::group, size.group_size, kind, zero_point, 1);
          const auto x = codes_of(size.tokens, size.in, Granularity::row, 0, kind, zero_point, 2);
          const Matrix y = integer_matmul(x, PackedWeights(w));
          QVERIFY2(close(y, integer_matmul_scalar(x, w), x, w),
                   qPrintable(QString("tokens %1 in %2 out %3 group %4 zero point %5")
                                  .arg(size.tokens)
                                  .arg(size.in)
                                  .arg(size.out)
                                  .arg(size.group_size)
                                  .arg(zero_point)));
        }
      }
    }
  }

  void granularities_of_weights_and_activations_combine() {
    for (Granularity of_w : {Granularity::tensor, Granularity::row, Granularity::group}) {
      for (Granularity of_x : {Granularity::tensor, Granularity::row}) {
        const auto w = codes_of(33, 130, of_w, 48, Codes::random, 100, 3);
        const auto x = codes_of(9, 130, of_x, 0, Codes::random, 100, 4);
        QVERIFY(close(integer_matmul(x, PackedWeights(w)), integer_matmul_scalar(x, w), x, w));
      }
    }
  }

  void weights_of_every_width_data() { integer_product_equals_the_formula_data(); }

  void weights_of_every_width() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (int bits = 1; bits <= 8; ++bits) {
      for (Codes kind : {Codes::random, Codes::lowest, Codes::highest, Codes::alternating}) {
        for (std::int64_t tokens : {1, 2, 3, 4, 5, 6, 7, 8, 9, 20}) {
          for (int zero_point : {0, 1 << (bits - 1), 10000}) {
            for (const auto& [in, group_size] : {std::pair{70, 70}, {96, 32}, {130, 24}}) {
              const auto w = codes_of(35, in, Granularity::group, group_size, kind, zero_point, 1, bits);
              const auto x = codes_of(tokens, in, Granularity::row, 0, kind, zero_point, 2, bits > 4 ? 8 : 4);
              QVERIFY2(close(integer_matmul(x, PackedWeights(w)), integer_matmul_scalar(x, w), x, w),
                       qPrintable(QString("bits %1 tokens %2 in %3 group %4 zero point %5")
                                      .arg(bits)
                                      .arg(tokens)
                                      .arg(in)
                                      .arg(group_size)
                                      .arg(zero_point)));
            }
          }
        }
      }
    }
  }

  void several_weights_of_one_input() {
    const auto x = codes_of(5, 130, Granularity::row, 0, Codes::random, 100, 1);
    const PackedWeights first(codes_of(20, 130, Granularity::row, 0, Codes::random, 100, 2, 4)),
        second(codes_of(33, 130, Granularity::group, 32, Codes::random, 0, 3, 3)),
        third(codes_of(7, 130, Granularity::row, 0, Codes::random, 10000, 4, 8));
    const std::vector<const PackedWeights*> all = {&first, &second, &third};
    const std::vector<Matrix> together = integer_matmul(x, all);
    QCOMPARE(together.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) QVERIFY(same_bits(together[i], integer_matmul(x, *all[i])));
  }

  void packed_weights_hold_true_bits_and_give_them_back() {
    QVERIFY(rc::check("rows", [] {
      const auto rows = *rc::gen::inRange(1, 60), columns = *rc::gen::inRange(1, 200),
                 bits = *rc::gen::inRange(1, 9), zero_point = *rc::gen::element(0, 1, 127, 10000),
                 group_size = *rc::gen::inRange(1, 140);
      const auto granularity = *rc::gen::element(Granularity::tensor, Granularity::row, Granularity::group);
      const auto w = codes_of(rows, columns, granularity, group_size, Codes::random, zero_point,
                              *rc::gen::arbitrary<std::uint32_t>(), bits);
      const PackedWeights packed(w);
      const auto first = *rc::gen::inRange(0, rows), count = *rc::gen::inRange(1, rows - first + 1);
      const IntegerMatrix part = packed.rows(first, count);
      RC_ASSERT(part.codes == std::vector<std::int8_t>(w.codes.begin() + first * columns,
                                                       w.codes.begin() + (first + count) * columns));
      for (std::int64_t r = 0; r < count; ++r)
        for (std::int64_t c = 0; c < columns; ++c) RC_ASSERT(part.scale_at(r, c) == w.scale_at(first + r, c));
      RC_ASSERT(packed.rows(0, rows).scales.size() == w.scales.size());
      RC_ASSERT(packed.scale_count() == static_cast<std::int64_t>(w.scales.size()));
    }));
    for (int bits = 1; bits <= 8; ++bits) {
      for (bool zero_points : {false, true}) {
        const auto w =
            codes_of(64, 512, Granularity::group, 64, Codes::random, zero_points ? 100 : 0, 1, bits);
        const double codes = 64.0 * 512 * bits / 8, scales = 64 * 8 * (zero_points ? 5.0 : 4.0);
        const PackedWeights packed(w);
        QVERIFY(static_cast<double>(packed.resident_bytes()) <= 1.1 * (codes + scales));
      }
    }
  }

  void codes_outside_the_format_are_refused() {
    auto w = codes_of(3, 8, Granularity::row, 0, Codes::random, 0, 1, 4);
    w.codes[5] = 8;
    QVERIFY_EXCEPTION_THROWN(PackedWeights{w}, base::Error);
    auto far = codes_of(3, 8, Granularity::row, 0, Codes::random, 0, 1, 4);
    far.scales[0].zero_point = 40000;
    QVERIFY_EXCEPTION_THROWN(PackedWeights{far}, base::Error);
  }

  void sums_beyond_32_bits_are_exact() {
    // 70000 · 255 · 255 exceeds 2^31; with zero points of 10000 every group does.
    for (int zero_point : {0, 127, 10000}) {
      for (Codes kind : {Codes::lowest, Codes::highest}) {
        const auto w = codes_of(3, 70000, Granularity::row, 0, kind, zero_point, 5);
        const auto x = codes_of(2, 70000, Granularity::tensor, 0, kind, zero_point, 6);
        QVERIFY(close(integer_matmul(x, PackedWeights(w)), integer_matmul_scalar(x, w), x, w));
      }
    }
  }

  void products_are_the_same_at_every_level_and_thread_count() {
    const auto w = codes_of(100, 300, Granularity::group, 128, Codes::random, 128, 7);
    const auto x = codes_of(37, 300, Granularity::row, 0, Codes::random, 128, 8);
    const PackedWeights packed(w);
    base::Job one;
    one.threads = 1;
    const Matrix reference = integer_matmul(x, packed, one);
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (int threads : {1, 2}) {
        base::Job job;
        job.threads = threads;
        QVERIFY(same_bits(integer_matmul(x, packed, job), reference));
      }
    }
  }

  void any_size_and_zero_point() {
    QVERIFY(rc::check("integer_matmul equals its scalar twin", [] {
      const auto tokens = *rc::gen::inRange(1, 20), in = *rc::gen::inRange(1, 200),
                 out = *rc::gen::inRange(1, 70), group_size = *rc::gen::inRange(1, 140),
                 zero_point = *rc::gen::element(0, 1, 127, 10000);
      const auto w = codes_of(out, in, Granularity::group, group_size, Codes::random, zero_point,
                              *rc::gen::arbitrary<std::uint32_t>());
      const auto x = codes_of(tokens, in, Granularity::row, 0, Codes::random, zero_point,
                              *rc::gen::arbitrary<std::uint32_t>());
      RC_ASSERT(close(integer_matmul(x, PackedWeights(w)), integer_matmul_scalar(x, w), x, w));
    }));
  }

  void weight_only_product_equals_the_formula_data() { integer_product_equals_the_formula_data(); }

  void weight_only_product_equals_the_formula() {
    QFETCH(int, level);
    base::limit_isa(static_cast<base::IsaLevel>(level));
    for (const Case& size : odd_cases()) {
      for (int zero_point : {0, 128, 10000}) {
        const int bits = 1 + static_cast<int>(size.out + size.in) % 8;
        const auto w = codes_of(size.out, size.in, Granularity::group, size.group_size, Codes::random,
                                zero_point, 9, bits);
        const Matrix x = random_matrix(size.tokens, size.in, 10);
        QVERIFY(close_to_formula(float_integer_matmul(x, PackedWeights(w)), x, w));
        Matrix rounded = x;
        for (float& value : rounded.values()) value = tensor::f32_from_bf16(tensor::bf16_from_f32(value));
        const Matrix y = float_integer_matmul(x, PackedWeights(w), {}, FloatInput::bf16);
        QVERIFY(close_to_formula(y, rounded, w));
      }
    }
  }

  void tokens_are_the_sums_of_their_parts() {
    QVERIFY(rc::check("parts add up to the values", [] {
      const auto exponent = *rc::gen::inRange(-95, 127);
      const auto codes = *rc::gen::nonEmpty(
          rc::gen::container<std::vector<std::int32_t>>(rc::gen::inRange(-(1 << 24), (1 << 24) + 1)));
      const auto shifts =
          *rc::gen::container<std::vector<int>>(codes.size(), rc::gen::element(0, 1, 3, 6, 12, 30, 60));
      Matrix x(1, static_cast<std::int64_t>(codes.size()));
      for (std::size_t i = 0; i < codes.size(); ++i)
        x(0, static_cast<std::int64_t>(i)) =
            static_cast<float>(std::ldexp(double(codes[i]), exponent - 24 - shifts[i]));
      double largest = 0;
      for (const float value : x.values()) largest = std::max(largest, std::fabs(double{value}));
      const std::optional<IntegerMatrix> parts = float_parts(x);
      if (!parts) RC_DISCARD("too small");
      for (std::int64_t i = 0; i < x.columns(); ++i) {
        double sum = 0;
        for (std::int64_t p = 0; p < kFloatParts; ++p)
          sum += double{parts->scale_at(p, i).scale} *
                 parts->codes[static_cast<std::size_t>(p * x.columns() + i)];
        const double error = std::fabs(sum - x(0, i));
        RC_ASSERT(error <= std::ldexp(largest, -30));
        if (std::fabs(x(0, i)) >= largest / 64) RC_ASSERT(error == 0);
      }
    }));
  }

  void values_without_parts_are_multiplied_as_floats() {
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      const auto w = codes_of(20, 40, Granularity::group, 16, Codes::random, 3, 2, 4);
      const PackedWeights packed(w);
      Matrix x = random_matrix(1, 40, 3);
      QVERIFY(float_parts(x));
      for (float& value : x.values()) value *= 0x1p-110f;
      QVERIFY(!float_parts(x));
      QVERIFY(close_to_formula(float_integer_matmul(x, packed), x, w));
      x(0, 7) = std::numeric_limits<float>::quiet_NaN();
      QVERIFY(!float_parts(x));
      const Matrix y = float_integer_matmul(x, packed);
      for (const float value : y.values()) QVERIFY(std::isnan(value));
      x = Matrix(1, 40);
      const Matrix zero = float_integer_matmul(x, packed);
      for (const float value : zero.values()) QCOMPARE(value, 0.0f);
    }
  }

  void weight_only_product_does_not_depend_on_the_thread_count() {
    const auto w = codes_of(200, 300, Granularity::group, 128, Codes::random, 128, 11);
    const Matrix x = random_matrix(37, 300, 12);
    const PackedWeights packed(w);
    base::Job one, two;
    one.threads = 1;
    two.threads = 2;
    for (FloatInput input : {FloatInput::f32, FloatInput::bf16})
      QVERIFY(same_bits(float_integer_matmul(x, packed, one, input),
                        float_integer_matmul(x, packed, two, input)));
  }

  void hand_computed_product() {
    // (1−2, 3−2)·0.5 · (4+1, −5+1)·0.25: products −5 and −4, y = 0.125 · −9.
    IntegerMatrix x{{1, 2}, {8, false}, Granularity::tensor, 2, {1, 3}, {{0.5f, 2}}};
    IntegerMatrix w{{1, 2}, {8, false}, Granularity::row, 2, {4, -5}, {{0.25f, -1}}};
    QCOMPARE(integer_matmul(x, PackedWeights(w))(0, 0), -1.125f);
  }

  void empty_products_have_the_right_shape() {
    const auto w = codes_of(3, 8, Granularity::row, 0, Codes::random, 0, 1);
    const auto x = codes_of(0, 8, Granularity::row, 0, Codes::random, 0, 1);
    const Matrix y = integer_matmul(x, PackedWeights(w));
    QCOMPARE(y.rows(), 0);
    QCOMPARE(y.columns(), 3);
    const auto none = codes_of(3, 0, Granularity::row, 0, Codes::random, 0, 1);
    const Matrix zero =
        integer_matmul(codes_of(2, 0, Granularity::row, 0, Codes::random, 0, 1), PackedWeights(none));
    QCOMPARE(zero.rows(), 2);
    for (float value : zero.values()) QCOMPARE(value, 0.0f);
  }

  void shapes_that_do_not_fit_are_refused() {
    const PackedWeights w(codes_of(3, 8, Granularity::row, 0, Codes::random, 0, 1));
    QVERIFY_EXCEPTION_THROWN(integer_matmul(codes_of(2, 7, Granularity::row, 0, Codes::random, 0, 1), w),
                             base::Error);
    QVERIFY_EXCEPTION_THROWN(integer_matmul(codes_of(2, 8, Granularity::group, 4, Codes::random, 0, 1), w),
                             base::Error);
    QVERIFY_EXCEPTION_THROWN(float_integer_matmul(Matrix(2, 7), w), base::Error);
  }

  void cancellation_stops_the_product() {
    const PackedWeights w(codes_of(64, 8, Granularity::row, 0, Codes::random, 0, 1));
    std::stop_source source;
    source.request_stop();
    base::Job job;
    job.stop = source.get_token();
    QVERIFY_EXCEPTION_THROWN(integer_matmul(codes_of(2, 8, Granularity::row, 0, Codes::random, 0, 1), w, job),
                             base::Cancelled);
  }

  void the_name_says_the_level() {
    base::limit_isa(base::IsaLevel::scalar);
    QCOMPARE(QString::fromStdString(integer_matmul_name()), QString("u8s8s32 scalar"));
  }
};

}  // namespace

QUANTSCOPE_TEST(IntegerMatmulTest)

}  // namespace test_integer_matmul

#include "test_integer_matmul.moc"
