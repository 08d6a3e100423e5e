#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/formats/integer_matrix.h"
#include "core/formats/integer_span.h"
#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_integer_matrix {

using namespace quantscope;
using namespace quantscope::formats;
using tensor::ElementType;
using tensor::Matrix;

namespace {

Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Matrix matrix(rows, columns);
  // Values that f16 and bf16 hold exactly, so that every element type must give the same codes.
  for (float& value : matrix.values()) value = tensor::f32_from_bf16(tensor::bf16_from_f32(normal(random)));
  return matrix;
}

tensor::Tensor converted(const Matrix& matrix, ElementType type) {
  tensor::Tensor result(type, matrix.rows(), matrix.columns());
  for (std::int64_t i = 0; i < matrix.count(); ++i) {
    const float value = matrix.values()[static_cast<std::size_t>(i)];
    const std::uint16_t bits =
        type == ElementType::f16 ? tensor::f16_from_f32(value) : tensor::bf16_from_f32(value);
    std::memcpy(result.mutable_data() + i * 2, &bits, 2);
  }
  return result;
}

IntegerMatrixOptions options_of(IntegerFormat format, Granularity granularity = Granularity::row,
                                std::int64_t group_size = 128, Clip clip = {}) {
  return {format, granularity, group_size, clip, {}};
}

constexpr IntegerFormat kEightBits{8, true};

bool same(const IntegerMatrix& a, const IntegerMatrix& b) {
  return a.shape == b.shape && a.codes == b.codes && a.scales == b.scales && a.group_size == b.group_size;
}

/// The definition: each part's range, then one value after the other.
void compare_with_one_value_functions(const Matrix& matrix, const IntegerMatrixOptions& options) {
  const IntegerMatrix result = quantize_matrix(matrix.view(), options);
  std::vector<float> restored(static_cast<std::size_t>(matrix.columns()));
  for (std::int64_t r = 0; r < matrix.rows(); ++r) {
    result.dequantize_rows(r, 1, restored.data());
    for (std::int64_t c = 0; c < matrix.columns(); ++c) {
      const std::int64_t group =
          options.granularity == Granularity::group ? options.group_size : matrix.columns();
      const std::int64_t first = c / group * group;
      Range range;
      if (options.granularity == Granularity::tensor)
        range = range_of(matrix.row(0), matrix.count());
      else
        range = range_of(matrix.row(r) + first, std::min(group, matrix.columns() - first));
      const AffineScale scale = scale_for(options.format, range);
      QCOMPARE(result.scale_at(r, c), scale);
      const int code = quantize(options.format, scale, matrix(r, c));
      QCOMPARE(static_cast<int>(result.codes[static_cast<std::size_t>(r * matrix.columns() + c)]), code);
      QCOMPARE(restored[static_cast<std::size_t>(c)], dequantize(scale, code));
    }
  }
}

IntegerMatrixOptions options_named(const QStringList& names) {
  const RangeRule rule = names[1] == "qllm" ? RangeRule::qllm_released : RangeRule::includes_zero;
  const Granularity granularity = names[2] == "tensor" ? Granularity::tensor
                                  : names[2] == "row"  ? Granularity::row
                                                       : Granularity::group;
  const ClipKind clip = names[4] == "none"         ? ClipKind::none
                        : names[4] == "percentile" ? ClipKind::percentile
                                                   : ClipKind::mse;
  return options_of({names[0].toInt(), names[1] == "symmetric", rule}, granularity, names[3].toInt(),
                    {clip, names[5].toDouble()});
}

void compare_with_reference(const Matrix& matrix, const QStringList& names, const QJsonObject& expected) {
  const IntegerMatrix result =
      quantize_matrix(converted(matrix, ElementType::f16).view(), options_named(names));
  const QJsonArray scales = expected["scales"].toArray(), zero_points = expected["zero_points"].toArray(),
                   codes = expected["codes"].toArray();
  QCOMPARE(result.scales.size(), static_cast<std::size_t>(scales.size()));
  for (int i = 0; i < scales.size(); ++i)
    QCOMPARE(result.scales[static_cast<std::size_t>(i)],
             (AffineScale{static_cast<float>(scales[i].toDouble()), zero_points[i].toInt()}));
  QCOMPARE(result.codes.size(), static_cast<std::size_t>(codes.size()));
  for (int i = 0; i < codes.size(); ++i)
    QCOMPARE(static_cast<int>(result.codes[static_cast<std::size_t>(i)]), codes[i].toInt());
}

class IntegerMatrixTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void every_granularity_quantizes_each_part_by_its_own_range() {
    const Matrix matrix = random_matrix(7, 70, 1);
    for (int bits : {1, 2, 4, 8})
      for (bool symmetric : {true, false})
        for (Granularity granularity : {Granularity::tensor, Granularity::row, Granularity::group})
          for (std::int64_t group_size : {1, 3, 32, 70, 500})
            compare_with_one_value_functions(matrix, options_of({bits, symmetric}, granularity, group_size));
  }

  void the_last_group_may_be_shorter() {
    const IntegerMatrix result =
        quantize_matrix(random_matrix(3, 70, 2).view(), options_of(kEightBits, Granularity::group, 32));
    QCOMPARE(result.groups_per_row(), 3);
    QCOMPARE(result.scales.size(), std::size_t{9});
    QCOMPARE(result.scale_at(2, 69), result.scales[8]);
  }

  void element_types_and_strides_make_no_difference() {
    const Matrix matrix = random_matrix(9, 100, 3);
    const IntegerMatrixOptions options = options_of({4, false}, Granularity::group, 48);
    const IntegerMatrix expected = quantize_matrix(matrix.view(), options);
    for (ElementType type : {ElementType::f16, ElementType::bf16})
      QVERIFY(same(quantize_matrix(converted(matrix, type).view(), options), expected));
    Matrix wide(9, 128);
    for (std::int64_t r = 0; r < 9; ++r) std::copy_n(matrix.row(r), 100, wide.row(r));
    tensor::TensorView view = wide.view();
    view.columns = 100;
    QVERIFY(same(quantize_matrix(view, options), expected));
  }

  void result_depends_neither_on_threads_nor_on_the_instruction_set() {
    const Matrix matrix = random_matrix(700, 1000, 4);
    for (ClipKind clip : {ClipKind::none, ClipKind::percentile, ClipKind::mse}) {
      for (Granularity granularity : {Granularity::tensor, Granularity::row}) {
        const IntegerMatrixOptions options = options_of({4, true}, granularity, 128, {clip, 99});
        base::limit_isa(base::IsaLevel::vnni);
        base::Job one, two;
        one.threads = 1;
        two.threads = 2;
        const IntegerMatrix expected = quantize_matrix(matrix.view(), options, one);
        QVERIFY(same(quantize_matrix(matrix.view(), options, two), expected));
        base::limit_isa(base::IsaLevel::avx2);
        QVERIFY(same(quantize_matrix(matrix.view(), options), expected));
      }
    }
  }

  void quantizing_twice_changes_nothing() {
    const Matrix matrix = random_matrix(20, 90, 5);
    for (int bits : {2, 3, 4, 8}) {
      const IntegerMatrixOptions options = options_of({bits, true});
      const IntegerMatrix once = quantize_matrix(matrix.view(), options);
      Matrix restored(20, 90);
      once.dequantize_rows(0, 20, restored.row(0));
      QCOMPARE(quantize_matrix(restored.view(), options).codes, once.codes);
    }
  }

  void a_known_range_is_used_as_it_is() {
    const Matrix matrix = random_matrix(4, 30, 6);
    IntegerMatrixOptions options = options_of(kEightBits, Granularity::tensor, 128, {ClipKind::mse, 99.9});
    options.fixed_range = Range{-10, 5};
    const IntegerMatrix result = quantize_matrix(matrix.view(), options);
    QCOMPARE(result.scales[0], (AffineScale{10.0f / 127.0f, 0}));
  }

  void zeros_equal_values_and_what_is_no_number() {
    for (bool symmetric : {true, false}) {
      for (int bits : {2, 4, 8}) {
        Matrix matrix(4, 20);
        std::fill_n(matrix.row(1), 20, 2.5f);
        std::fill_n(matrix.row(2), 20, std::numeric_limits<float>::quiet_NaN());
        std::fill_n(matrix.row(3), 20, -1.0f);
        matrix(3, 5) = std::numeric_limits<float>::infinity();
        matrix(3, 6) = std::numeric_limits<float>::quiet_NaN();
        const IntegerMatrix result = quantize_matrix(matrix.view(), options_of({bits, symmetric}));
        Matrix restored(4, 20);
        result.dequantize_rows(0, 4, restored.row(0));
        QCOMPARE(restored(0, 3), 0.0f);
        QVERIFY(std::fabs(restored(1, 3) - 2.5f) < 1e-6f);
        QCOMPARE(restored(2, 3), 0.0f);
        QVERIFY(std::fabs(restored(3, 0) + 1.0f) < 1e-6f);
        QCOMPARE(restored(3, 6), 0.0f);
        QVERIFY(std::isfinite(restored(3, 5)));
      }
    }
  }

  void percentile_100_is_the_whole_range() {
    const Matrix matrix = random_matrix(6, 40, 7);
    for (Granularity granularity : {Granularity::tensor, Granularity::row}) {
      IntegerMatrixOptions options = options_of({4, false}, granularity);
      const IntegerMatrix whole = quantize_matrix(matrix.view(), options);
      options.clip = {ClipKind::percentile, 100};
      QVERIFY(same(quantize_matrix(matrix.view(), options), whole));
    }
  }

  void quantiles_of_a_span_and_of_a_matrix_agree() {
    Matrix matrix = random_matrix(50, 400, 8);
    matrix(3, 3) = std::numeric_limits<float>::quiet_NaN();
    matrix(4, 4) = std::numeric_limits<float>::infinity();
    matrix(5, 5) = 1e20f;
    // An even sample of this one holds nothing but its extremes.
    Matrix misleading = random_matrix(50, 400, 9);
    for (std::int64_t i = 0; i < 256; ++i)
      misleading.values()[static_cast<std::size_t>(i * misleading.count() / 256)] =
          i % 2 ? 1000.0f : -1000.0f;
    // Most of this one is zero.
    Matrix sparse = random_matrix(50, 400, 10);
    for (std::int64_t i = 0; i < sparse.count(); ++i)
      if (i % 10 != 3) sparse.values()[static_cast<std::size_t>(i)] = 0;
    std::vector<float> scratch;
    for (const Matrix& values : {matrix, misleading, sparse}) {
      for (double percentile : {51.0, 90.0, 97.0, 99.0, 99.9, 99.999, 100.0}) {
        const Clip clip{ClipKind::percentile, percentile};
        const Range span = clipped_range({4, true}, clip, values.row(0), values.count(), scratch);
        const Range whole = clipped_range({4, true}, clip, values.view());
        QCOMPARE(span.low, whole.low);
        QCOMPARE(span.high, whole.high);
      }
    }
  }

  void quantiles_are_those_of_the_sorted_values() {
    // 0 … 10000 in some order: the quantile q lies at 10000·q.
    std::vector<float> values(10001), scratch;
    std::iota(values.begin(), values.end(), 0.0f);
    std::shuffle(values.begin(), values.end(), std::mt19937(1));
    for (double percentile : {60.0, 95.0, 99.9, 99.99}) {
      const Range range =
          clipped_range({4, true}, {ClipKind::percentile, percentile}, values.data(), 10001, scratch);
      const double low = (100 - percentile) * 50;
      QVERIFY(std::fabs(range.low - low) < 1e-3);
      QVERIFY(std::fabs(range.high - (10000 - low)) < 1e-3);
    }
  }

  void least_error_range_beats_every_other_factor() {
    Matrix matrix = random_matrix(1, 500, 9);
    matrix(0, 17) = 9.0f;
    std::vector<float> scratch;
    for (int bits : {2, 3, 4, 8}) {
      const IntegerFormat format{bits, false};
      const Range best = clipped_range(format, {ClipKind::mse, 99.9}, matrix.row(0), 500, scratch);
      const double least = squared_error(format, scale_for(format, best), matrix.row(0), 500);
      const Range whole = range_of(matrix.row(0), 500);
      bool found = false;
      for (int i = 0; i < 80; ++i) {
        const double factor = 1.0 - i / 100.0;
        const Range range{static_cast<float>(whole.low * factor), static_cast<float>(whole.high * factor)};
        QVERIFY(squared_error(format, scale_for(format, range), matrix.row(0), 500) >= least);
        found |= range.low == best.low && range.high == best.high;
      }
      QVERIFY(found);
      const Range of_matrix = clipped_range(format, {ClipKind::mse, 99.9}, matrix.view());
      QCOMPARE(of_matrix.low, best.low);
      QCOMPARE(of_matrix.high, best.high);
    }
  }

  void codes_equal_those_of_numpy() {
    const QString python = "/usr/bin/python3";
    if (!QFile::exists(python) || QProcess::execute(python, {"-c", "import numpy"}) != 0)
      QSKIP("needs /usr/bin/python3 with NumPy");
    QStringList cases;
    for (const char* bits : {"2", "4", "8"})
      for (const char* rule : {"symmetric", "asymmetric", "qllm"})
        for (const char* granularity : {"tensor", "row", "group"})
          for (const char* clip : {"none", "percentile", "mse"})
            cases << QStringList{bits, rule, granularity, "32", clip, "97"}.join(',');
    QProcess process;
    process.start(python,
                  QStringList{QUANTSCOPE_SOURCE_DIR "/tests/core/formats/numpy_reference.py"} + cases);
    QVERIFY(process.waitForFinished(-1));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject reference = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const QJsonArray values = reference["values"].toArray();
    QCOMPARE(values.size(), 5 * 70);
    Matrix matrix(5, 70);
    for (int i = 0; i < values.size(); ++i)
      matrix.values()[static_cast<std::size_t>(i)] = static_cast<float>(values[i].toDouble());
    for (const QString& name : cases) {
      const QJsonObject expected = reference["cases"].toObject()[name].toObject();
      compare_with_reference(matrix, name.split(','), expected);
      if (QTest::currentTestFailed()) QFAIL(qPrintable("in case " + name));
    }
  }

  void empty_matrices_are_fine() {
    for (Granularity granularity : {Granularity::tensor, Granularity::row, Granularity::group}) {
      for (ClipKind clip : {ClipKind::none, ClipKind::percentile, ClipKind::mse}) {
        const IntegerMatrixOptions options = options_of(kEightBits, granularity, 128, {clip, 99.9});
        QVERIFY(quantize_matrix(Matrix(0, 10).view(), options).codes.empty());
        const IntegerMatrix result = quantize_matrix(Matrix(3, 0).view(), options);
        QVERIFY(result.codes.empty());
        QCOMPARE(result.groups_per_row(), 0);
      }
    }
  }

  void options_out_of_range_are_refused() {
    const Matrix matrix(2, 2);
    const auto refused = [&](const IntegerMatrixOptions& options) {
      try {
        quantize_matrix(matrix.view(), options);
      } catch (const base::Error& error) {
        return !error.remedy().empty();
      }
      return false;
    };
    QVERIFY(refused(options_of({16, true})));
    QVERIFY(refused(options_of({9, true})));
    QVERIFY(refused(options_of(kEightBits, Granularity::group, 0)));
    QVERIFY(refused(options_of(kEightBits, Granularity::row, 128, {ClipKind::percentile, 50})));
    QVERIFY(refused(options_of(kEightBits, Granularity::row, 128, {ClipKind::percentile, 100.5})));
    QVERIFY(refused(options_of(kEightBits, Granularity::row, 128,
                               {ClipKind::percentile, std::numeric_limits<double>::quiet_NaN()})));
  }

  void cancellation_stops_quantizing() {
    std::stop_source source;
    source.request_stop();
    base::Job job;
    job.stop = source.get_token();
    QVERIFY_EXCEPTION_THROWN(quantize_matrix(Matrix(5, 5).view(), {}, job), base::Cancelled);
  }
};

}  // namespace

QUANTSCOPE_TEST(IntegerMatrixTest)

}  // namespace test_integer_matrix

#include "test_integer_matrix.moc"
