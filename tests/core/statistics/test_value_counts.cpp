#include <rapidcheck.h>

#include <QtTest>
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/statistics/value_counts.h"
#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_value_counts {

using namespace quantscope;
using statistics::ValueCounts;
using Key = ValueCounts::Key;

namespace {

const Key all_keys[] = {Key::f16_pattern, Key::bf16_pattern, Key::f32_top18, Key::integer_top18};

}  // namespace

class TestValueCounts : public QObject {
  Q_OBJECT
 private slots:
  void every_16_bit_pattern_is_a_cell_of_its_own() {
    for (const bool bf16 : {false, true}) {
      ValueCounts counts(bf16 ? Key::bf16_pattern : Key::f16_pattern);
      std::vector<double> expected;
      for (std::uint32_t pattern = 0; pattern < 0x10000; ++pattern) {
        const float value = bf16 ? tensor::f32_from_bf16(static_cast<std::uint16_t>(pattern))
                                 : tensor::f32_from_f16(static_cast<std::uint16_t>(pattern));
        if (std::isfinite(value) && !(value == 0 && std::signbit(value))) expected.push_back(value);
        counts.counters()[pattern] = 1;
      }
      std::sort(expected.begin(), expected.end());
      const auto cells = counts.cells();
      QCOMPARE(cells.size(), expected.size());
      for (std::size_t i = 0; i < cells.size(); ++i) {
        QCOMPARE(cells[i].low, expected[i]);
        QCOMPARE(cells[i].high, expected[i]);
        QCOMPARE(cells[i].count, std::uint64_t{expected[i] == 0 ? 2u : 1u});
      }
      QCOMPARE(counts.finite(), expected.size() + 1);
      QCOMPARE(counts.nan() + 2 + counts.finite(), std::uint64_t{0x10000});
      QCOMPARE(counts.positive_infinite(), std::uint64_t{1});
      QCOMPARE(counts.negative_infinite(), std::uint64_t{1});
    }
  }

  void a_cell_holds_its_value_and_is_narrow() {
    QVERIFY(rc::check("f32_top18", [](std::uint32_t bits) {
      const float value = std::bit_cast<float>(bits);
      ValueCounts counts(Key::f32_top18);
      counts.add(value, 3);
      if (!std::isfinite(value)) {
        RC_ASSERT(counts.finite() == 0u);
        RC_ASSERT(counts.nan() == (std::isnan(value) ? 3u : 0u));
        return;
      }
      const auto cells = counts.cells();
      RC_ASSERT(cells.size() == 1u);
      RC_ASSERT(cells[0].count == 3u);
      if (std::abs(value) < 0x1p-135) return;
      RC_ASSERT(cells[0].low <= value);
      RC_ASSERT(value <= cells[0].high);
      if (std::isnormal(value)) RC_ASSERT(cells[0].high - cells[0].low <= 0x1p-9 * std::abs(value));
    }));
  }

  void small_whole_numbers_are_exact() {
    ValueCounts counts(Key::integer_top18);
    for (int i = -1023; i <= 1023; ++i) counts.add(static_cast<float>(i));
    const auto cells = counts.cells();
    QCOMPARE(cells.size(), std::size_t{2047});
    for (int i = -1023; i <= 1023; ++i) {
      QCOMPARE(cells[static_cast<std::size_t>(i + 1023)].low, double(i));
      QCOMPARE(cells[static_cast<std::size_t>(i + 1023)].high, double(i));
    }
  }

  void cells_ascend_and_do_not_overlap() {
    for (const Key key : all_keys) {
      ValueCounts counts(key);
      std::fill(counts.counters().begin(), counts.counters().end(), 1);
      for (const auto& cells : {counts.cells(), counts.absolute_cells()}) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
          QVERIFY(cells[i].low <= cells[i].high);
          QVERIFY(std::isfinite(cells[i].low) && std::isfinite(cells[i].high));
          if (i > 0 && key != Key::integer_top18) QVERIFY(cells[i - 1].high < cells[i].low);
        }
      }
    }
  }

  void merging_adds_counts_of_the_same_key_only() {
    ValueCounts a(Key::f16_pattern), b(Key::f16_pattern);
    a.add(1.5f, 2);
    b.add(1.5f, 3);
    b.add(-2.0f);
    a.merge(b);
    QCOMPARE(a.finite(), std::uint64_t{6});
    QCOMPARE(a.cells().back().count, std::uint64_t{5});
    QVERIFY_EXCEPTION_THROWN(a.merge(ValueCounts(Key::f32_top18)), base::Error);
  }

  void quantiles_follow_the_definition() {
    ValueCounts counts(Key::f16_pattern);
    for (int i = 1; i <= 1000; ++i) counts.add(static_cast<float>(i % 2 ? i : -i));
    // 999 values of 1000 have |x| ≤ 999, whatever the rounding of 0.999 × 1000.
    const auto found = statistics::absolute_quantiles(counts, {0, 0.001, 0.0011, 0.5, 0.999, 1});
    QCOMPARE(found, (std::vector<double>{1, 1, 2, 500, 999, 1000}));
    const auto signed_found = statistics::quantiles(counts, {0, 0.5, 0.501, 1});
    QCOMPARE(signed_found, (std::vector<double>{-1000, -2, 1, 999}));
  }

  void quantiles_interpolate_inside_a_cell() {
    ValueCounts counts(Key::f32_top18);
    counts.add(1.0f, 100);
    const auto found = statistics::quantiles(counts, {0, 0.25, 1});
    QCOMPARE(found[0], 1.0);
    QVERIFY(std::abs(found[1] - (1 + 0.25 * 0x1p-9)) < 1e-6);
    QVERIFY(std::abs(found[2] - (1 + 0x1p-9)) < 1e-6);
  }

  void quantiles_of_nothing_are_nan() {
    for (const Key key : all_keys) {
      ValueCounts counts(key);
      QVERIFY(std::isnan(statistics::quantiles(counts, {0.5})[0]));
      counts.add(std::numeric_limits<float>::quiet_NaN());
      QVERIFY(std::isnan(statistics::absolute_quantiles(counts, {0.5})[0]));
      QCOMPARE(counts.nan(), std::uint64_t{1});
      QVERIFY(counts.cells().empty());
    }
  }

  void counts_of_nothing_can_be_read() {
    const ValueCounts counts(Key::f32_top18);
    QCOMPARE(counts.finite() + counts.nan() + counts.positive_infinite() + counts.negative_infinite(),
             std::uint64_t{0});
    QCOMPARE(counts.counters().size(), std::size_t{1} << 18);
    QVERIFY(counts.cells().empty());
  }
};

QUANTSCOPE_TEST(TestValueCounts)

}  // namespace test_value_counts

#include "test_value_counts.moc"
