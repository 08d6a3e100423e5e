#include <QtTest>
#include <bit>
#include <cmath>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/tensor/tensor.h"
#include "tests/core/statistics/random_tensors.h"
#include "tests/quantscope_test.h"

namespace test_read_row {

using namespace quantscope;
using tensor::ElementType;
using tensor::Tensor;

class TestReadRow : public QObject {
  Q_OBJECT
 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void every_type_width_offset_and_isa_level_gives_the_element_as_f32() {
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (const ElementType type : test::all_element_types()) {
        const Tensor matrix = test::random_tensor(type, 3, 71, 9, true);
        for (const std::int64_t first : {0, 1, 7, 16, 33})
          for (const std::int64_t count : {0, 1, 3, 8, 15, 16, 17, 32, 38}) {
            std::vector<float> row(static_cast<std::size_t>(count) + 1, -77.0f);
            tensor::read_row_f32(matrix.view(), 2, first, count, row.data());
            for (std::int64_t c = 0; c < count; ++c) {
              const auto expected = static_cast<float>(test::element(matrix, 2, first + c));
              const float found = row[static_cast<std::size_t>(c)];
              QVERIFY((std::isnan(expected) && std::isnan(found)) ||
                      std::bit_cast<std::uint32_t>(expected) == std::bit_cast<std::uint32_t>(found));
            }
            QCOMPARE(row.back(), -77.0f);
          }
      }
    }
  }

  void every_16_bit_pattern_reads_the_same_at_every_isa_level() {
    Tensor patterns(ElementType::f16, 1, 0x10000), bf16(ElementType::bf16, 1, 0x10000);
    for (std::uint32_t i = 0; i < 0x10000; ++i) {
      reinterpret_cast<std::uint16_t*>(patterns.mutable_data())[i] = static_cast<std::uint16_t>(i);
      reinterpret_cast<std::uint16_t*>(bf16.mutable_data())[i] = static_cast<std::uint16_t>(i);
    }
    for (const base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (const Tensor& matrix : {patterns, bf16}) {
        std::vector<float> row(0x10000);
        tensor::read_row_f32(matrix.view(), 0, 0, 0x10000, row.data());
        for (std::int64_t i = 0; i < 0x10000; ++i) {
          const double expected = test::element(matrix, 0, i);
          const float found = row[static_cast<std::size_t>(i)];
          QVERIFY(std::isnan(expected) ? std::isnan(found) : expected == found);
        }
      }
    }
  }

  void rows_of_a_window_keep_the_stride() {
    const Tensor matrix = test::random_tensor(ElementType::f32, 6, 10, 2);
    tensor::TensorView window = matrix.view().row_range(2, 3);
    window.columns = 4;
    const tensor::Matrix copied = tensor::to_matrix(window);
    QCOMPARE(copied.rows(), 3);
    QCOMPARE(copied.columns(), 4);
    for (std::int64_t r = 0; r < 3; ++r)
      for (std::int64_t c = 0; c < 4; ++c)
        QCOMPARE(copied(r, c), static_cast<float>(test::element(matrix, r + 2, c)));
  }

  void transposing_and_gathering_keep_every_element() {
    for (const ElementType type : test::all_element_types()) {
      const Tensor matrix = test::random_tensor(type, 35, 67, 3);
      const Tensor turned = tensor::transposed(matrix.view());
      QCOMPARE(turned.rows(), 67);
      for (std::int64_t r = 0; r < 35; ++r)
        for (std::int64_t c = 0; c < 67; ++c)
          QCOMPARE(test::element(turned, c, r), test::element(matrix, r, c));
      const std::vector<std::int64_t> wanted{34, 0, 0, 7};
      const Tensor gathered = tensor::gathered_rows(matrix.view(), wanted);
      for (std::size_t r = 0; r < wanted.size(); ++r)
        for (std::int64_t c = 0; c < 67; ++c)
          QCOMPARE(test::element(gathered, static_cast<std::int64_t>(r), c),
                   test::element(matrix, wanted[r], c));
      const std::vector<std::int64_t> beyond{35};
      QVERIFY_EXCEPTION_THROWN(tensor::gathered_rows(matrix.view(), beyond), base::Error);
    }
  }

  void shapes_fold_to_matrices() {
    using tensor::folded;
    QVERIFY(folded({}) == (tensor::MatrixShape{1, 1}));
    QVERIFY(folded({7}) == (tensor::MatrixShape{1, 7}));
    QVERIFY(folded({2, 3, 5}) == (tensor::MatrixShape{6, 5}));
    QCOMPARE(tensor::shape_text({4096, 11008}), std::string("[4096, 11008]"));
    const std::int64_t huge = std::int64_t{1} << 40;
    QVERIFY_EXCEPTION_THROWN(tensor::element_count({huge, huge}), base::Error);
    QVERIFY_EXCEPTION_THROWN(tensor::element_count({3, -1}), base::Error);
    QCOMPARE(tensor::element_count({huge, huge, 0}), std::int64_t{0});
    QVERIFY_EXCEPTION_THROWN(Tensor(ElementType::f64, huge, 1 << 20), base::Error);
  }

  void element_names_are_read_back() {
    for (const ElementType type : test::all_element_types())
      QVERIFY(tensor::element_type_from_name(tensor::element_name(type)) == type);
    QVERIFY(!tensor::element_type_from_name("f8"));
  }
};

QUANTSCOPE_TEST(TestReadRow)

}  // namespace test_read_row

#include "test_read_row.moc"
