#include <rapidcheck.h>
#include <QtTest>

#include <map>

#include "core/study/code_counts.h"
#include "tests/quantscope_test.h"

namespace test_code_counts {

using namespace quantscope;

class TestCodeCounts : public QObject {
  Q_OBJECT
 private slots:
  void every_code_is_counted_once();
  void counting_codes_equals_counting_values();
};

void TestCodeCounts::every_code_is_counted_once() {
  QVERIFY(rc::check("codes of 2 to 8 bits, any length", [] {
    const int bits = *rc::gen::inRange(2, 9);
    const int half = 1 << (bits - 1);
    const auto codes = *rc::gen::container<std::vector<std::int8_t>>(
        rc::gen::map(rc::gen::inRange(-half, half), [](int code) { return static_cast<std::int8_t>(code); }));
    study::CodeCounts counts{};
    study::count_codes(codes.data(), static_cast<std::int64_t>(codes.size()), bits, counts);
    std::map<int, std::uint64_t> expected;
    for (const std::int8_t code : codes) ++expected[code];
    for (int code = -128; code < 128; ++code)
      RC_ASSERT(counts[static_cast<std::size_t>(code + 128)] == expected[code]);
  }));
}

void TestCodeCounts::counting_codes_equals_counting_values() {
  QVERIFY(rc::check("rows of any granularity", [] {
    tensor::Matrix weights(*rc::gen::inRange(1, 5), *rc::gen::inRange(1, 700));
    for (float& value : weights.values()) value = static_cast<float>(*rc::gen::inRange(-1000, 1000)) * 0.01f;
    formats::IntegerMatrixOptions options;
    options.format.bits = *rc::gen::inRange(2, 9);
    options.format.symmetric = *rc::gen::arbitrary<bool>();
    options.granularity = *rc::gen::element(formats::Granularity::tensor, formats::Granularity::row,
                                            formats::Granularity::group);
    options.group_size = *rc::gen::inRange(1, 300);
    const formats::IntegerMatrix matrix = formats::quantize_matrix(weights.view(), options);
    statistics::ValueCounts by_code, by_value;
    study::count_rows(matrix, 0, weights.rows(), by_code);
    tensor::Matrix values(weights.rows(), weights.columns());
    matrix.dequantize_rows(0, weights.rows(), values.values().data());
    study::count_values(values.values().data(), values.count(), by_value);
    RC_ASSERT(by_code.counters() == by_value.counters());
  }));
}

QUANTSCOPE_TEST(TestCodeCounts)

}  // namespace test_code_counts

#include "test_code_counts.moc"
