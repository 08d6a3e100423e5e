#include <rapidcheck.h>

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/statistics/extrema_pyramid.h"
#include "tests/quantscope_test.h"

namespace test_extrema_pyramid {

using namespace quantscope;
using statistics::BlockRange;
using statistics::ExtremaPyramid;
using statistics::MagnitudeKey;
using statistics::MatrixView;

namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
const float nan_value = std::numeric_limits<float>::quiet_NaN();

/// Values of any kind: a few of them not finite where `wild`.
tensor::Tensor random_values(std::int64_t rows, std::int64_t columns, std::uint32_t seed, bool wild) {
  tensor::Tensor values(tensor::ElementType::f32, rows, columns);
  auto* out = reinterpret_cast<float*>(values.mutable_data());
  std::uint32_t state = seed * 2654435761u + 1;
  for (std::int64_t i = 0; i < rows * columns; ++i) {
    state = state * 1664525u + 1013904223u;
    out[i] = static_cast<float>(static_cast<std::int32_t>(state)) * 1e-9f;
    if (!wild || state >> 24 > 6) continue;
    constexpr std::uint32_t patterns[] = {0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001,
                                          0xff800400, 0x00000001, 0x7f7fffff};
    out[i] = std::bit_cast<float>(patterns[state >> 24]);
  }
  return values;
}

const float* data_of(const tensor::Tensor& values) {
  return reinterpret_cast<const float*>(values.data());
}

BlockRange brute_force(const tensor::Tensor& values, std::int64_t r0, std::int64_t r1, std::int64_t c0,
                       std::int64_t c1) {
  BlockRange range{inf, -inf};
  for (std::int64_t r = r0; r < std::min(r1, values.rows()); ++r)
    for (std::int64_t c = c0; c < std::min(c1, values.columns()); ++c) {
      const float x = data_of(values)[r * values.columns() + c];
      if (std::isnan(x))
        range.has_nan = true;
      else if (std::isinf(x))
        range.has_infinity = true;
      else
        range.low = std::min(range.low, x), range.high = std::max(range.high, x);
    }
  return range;
}

bool same(const BlockRange& a, const BlockRange& b) {
  return a.low == b.low && a.high == b.high && a.has_nan == b.has_nan && a.has_infinity == b.has_infinity;
}

rc::Gen<std::int64_t> extents() {
  return rc::gen::oneOf(rc::gen::element<std::int64_t>(1, 2, 3, 7, 8, 9, 63, 64, 65, 129, 257),
                        rc::gen::inRange<std::int64_t>(1, 400));
}

}  // namespace

class TestExtremaPyramid : public QObject {
  Q_OBJECT
 private slots:
  void keys_are_ordered_by_magnitude_and_stand_for_the_upper_half_of_the_bits() {
    QVERIFY(rc::check("order", [] {
      const float a = std::bit_cast<float>(*rc::gen::arbitrary<std::uint32_t>());
      const float b = std::bit_cast<float>(*rc::gen::arbitrary<std::uint32_t>());
      const MagnitudeKey ka = statistics::magnitude_key(a), kb = statistics::magnitude_key(b);
      RC_ASSERT(std::isnan(a) == (ka >= statistics::first_nan_key));
      RC_ASSERT(std::isfinite(a) == (ka < statistics::first_infinite_key));
      if (!std::isnan(a)) {
        RC_ASSERT(std::bit_cast<std::uint32_t>(statistics::value_of_key(ka)) ==
                  (std::bit_cast<std::uint32_t>(a) & 0xffff0000u));
        if (!std::isnan(b) && std::abs(a) > std::abs(b)) RC_ASSERT(ka / 2 >= kb / 2);
      }
    }));
  }

  void ranges_of_blocks_equal_brute_force() {
    for (const base::IsaLevel isa : base::available_isa_levels()) {
      base::limit_isa(isa);
      QVERIFY(rc::check("ranges", [] {
        const std::int64_t rows = *extents(), columns = *extents();
        const auto values =
            random_values(rows, columns, *rc::gen::arbitrary<std::uint16_t>(), *rc::gen::arbitrary<bool>());
        const auto pyramid = ExtremaPyramid::build(statistics::source_of(values));
        const int k = *rc::gen::inRange(0, 11);
        const std::int64_t r0 = *rc::gen::inRange<std::int64_t>(0, rows);
        const std::int64_t c0 = *rc::gen::inRange<std::int64_t>(0, columns);
        const std::int64_t r1 = *rc::gen::inRange<std::int64_t>(r0 + 1, rows + 1);
        const std::int64_t c1 = *rc::gen::inRange<std::int64_t>(c0 + 1, columns + 1);
        const auto found = pyramid->ranges({r0, r1}, {c0, c1}, k);
        const std::int64_t size = std::int64_t{1} << k;
        std::size_t at = 0;
        for (std::int64_t r = r0 / size * size; r < r1; r += size)
          for (std::int64_t c = c0 / size * size; c < c1; c += size)
            RC_ASSERT(same(found.at(at++), brute_force(values, r, r + size, c, c + size)));
        RC_ASSERT(at == found.size());
        RC_ASSERT(same(pyramid->whole(), brute_force(values, 0, rows, 0, columns)));
      }));
    }
    base::limit_isa(base::available_isa_levels().back());
  }

  void marginals_and_counts_equal_brute_force() {
    QVERIFY(rc::check("marginals", [] {
      const std::int64_t rows = *extents(), columns = *extents();
      const auto values = random_values(rows, columns, *rc::gen::arbitrary<std::uint16_t>(), true);
      const auto pyramid = ExtremaPyramid::build(statistics::source_of(values));
      std::int64_t nan = 0, infinite = 0;
      for (std::int64_t i = 0; i < rows * columns; ++i) {
        nan += std::isnan(data_of(values)[i]);
        infinite += std::isinf(data_of(values)[i]);
      }
      RC_ASSERT(pyramid->nan() == nan);
      RC_ASSERT(pyramid->infinite() == infinite);
      for (std::int64_t r = 0; r < rows; ++r)
        RC_ASSERT(pyramid->row_absmax()[std::size_t(r)] ==
                  brute_force(values, r, r + 1, 0, columns).absmax());
      for (std::int64_t c = 0; c < columns; ++c)
        RC_ASSERT(pyramid->column_absmax()[std::size_t(c)] ==
                  brute_force(values, 0, rows, c, c + 1).absmax());
    }));
  }

  /// The picture's largest key is that of all cells in sight, and each pixel's key is that of a cell within a
  /// pixel of it: nothing is lost and nothing wanders.
  void any_view_shows_the_largest_magnitudes_at_their_place() {
    for (const base::IsaLevel isa : base::available_isa_levels()) {
      base::limit_isa(isa);
      QVERIFY(rc::check("draw", [] {
        const std::int64_t rows = *extents(), columns = *extents();
        const auto values =
            random_values(rows, columns, *rc::gen::arbitrary<std::uint16_t>(), *rc::gen::arbitrary<bool>());
        statistics::PyramidOptions options;
        options.keep_cells = *rc::gen::arbitrary<bool>();
        const auto pyramid = ExtremaPyramid::build(statistics::source_of(values), options);
        const int width = *rc::gen::inRange(1, 80), height = *rc::gen::inRange(1, 80);
        MatrixView view;
        view.row = *rc::gen::inRange(-20, int(rows) * 4) / 4.0;
        view.column = *rc::gen::inRange(-20, int(columns) * 4) / 4.0;
        view.rows = *rc::gen::inRange(1, int(rows) * 4 + 40) / 4.0;
        view.columns = *rc::gen::inRange(1, int(columns) * 4 + 40) / 4.0;
        constexpr MagnitudeKey outside = 0xffff;
        std::vector<MagnitudeKey> keys(std::size_t(width * height));
        pyramid->draw(view, width, height, outside, keys.data());

        const auto cell = [&](std::int64_t r, std::int64_t c) {
          return statistics::magnitude_key(data_of(values)[r * columns + c]);
        };
        const double row_size = view.rows / height, column_size = view.columns / width;
        const auto reach = [](double from, double size, std::int64_t extent) {
          const double slack = size < 1 ? 0.0 : size;
          const auto first = std::clamp<double>(std::floor(from - slack), 0, double(extent));
          const auto last = std::clamp<double>(std::ceil(from + size + slack), 0, double(extent));
          return base::IndexRange{std::int64_t(first), std::int64_t(last)};
        };
        for (int y = 0; y < height; ++y)
          for (int x = 0; x < width; ++x) {
            const MagnitudeKey key = keys[std::size_t(y * width + x)];
            if (key == outside) continue;
            const auto near_rows = reach(view.row + y * row_size, row_size, rows);
            const auto near_columns = reach(view.column + x * column_size, column_size, columns);
            bool found = false;
            for (auto r = near_rows.begin; r < near_rows.end && !found; ++r)
              for (auto c = near_columns.begin; c < near_columns.end && !found; ++c)
                found = cell(r, c) == key;
            RC_ASSERT(found);
          }
        if (row_size < 1 || column_size < 1) return;
        // Cells wholly in sight.
        const auto first_row = std::max<std::int64_t>(0, std::int64_t(std::ceil(view.row)));
        const auto last_row = std::min<std::int64_t>(rows, std::int64_t(std::floor(view.row + view.rows)));
        const auto first = std::max<std::int64_t>(0, std::int64_t(std::ceil(view.column)));
        const auto last =
            std::min<std::int64_t>(columns, std::int64_t(std::floor(view.column + view.columns)));
        MagnitudeKey largest = 0, drawn = 0;
        for (auto r = first_row; r < last_row; ++r)
          for (auto c = first; c < last; ++c) largest = std::max(largest, cell(r, c));
        for (const MagnitudeKey key : keys)
          if (key != outside) drawn = std::max(drawn, key);
        RC_ASSERT(drawn >= largest);
      }));
    }
    base::limit_isa(base::available_isa_levels().back());
  }

  void every_cell_of_the_whole_view_is_under_exactly_one_pixel() {
    QVERIFY(rc::check("one extreme", [] {
      const std::int64_t rows = *rc::gen::inRange(1, 700), columns = *rc::gen::inRange(1, 700);
      tensor::Tensor values(tensor::ElementType::f32, rows, columns);
      auto* out = reinterpret_cast<float*>(values.mutable_data());
      std::fill_n(out, rows * columns, 1.0f);
      const auto row = *rc::gen::inRange<std::int64_t>(0, rows);
      const auto column = *rc::gen::inRange<std::int64_t>(0, columns);
      out[row * columns + column] = -512;
      const auto pyramid = ExtremaPyramid::build(statistics::source_of(values));
      const int width = *rc::gen::inRange(1, int(columns) + 1);
      const int height = *rc::gen::inRange(1, int(rows) + 1);
      std::vector<MagnitudeKey> keys(std::size_t(width * height));
      pyramid->draw({0, double(rows), 0, double(columns)}, width, height, 0, keys.data());
      const MagnitudeKey extreme = statistics::magnitude_key(-512);
      RC_ASSERT(std::ranges::count(keys, extreme) == 1);
      const auto at = std::ranges::find(keys, extreme) - keys.begin();
      RC_ASSERT(std::abs(double(at % width) - std::floor((double(column) + 0.5) * width / double(columns))) <=
                1);
      RC_ASSERT(std::abs(double(at / width) - std::floor((double(row) + 0.5) * height / double(rows))) <= 1);
    }));
  }

  void a_list_of_columns_is_drawn_as_if_it_were_the_matrix() {
    for (const bool keep : {true, false}) {
      const auto values = random_values(300, 200, 5, true);
      const auto pyramid = ExtremaPyramid::build(statistics::source_of(values), {keep});
      const std::vector<std::int32_t> only = {7, 131, 12, 199, 0};
      tensor::Tensor some(tensor::ElementType::f32, 300, 5);
      for (std::int64_t r = 0; r < 300; ++r)
        for (std::size_t c = 0; c < 5; ++c)
          reinterpret_cast<float*>(some.mutable_data())[r * 5 + std::int64_t(c)] =
              data_of(values)[r * 200 + only[c]];
      const auto expected = ExtremaPyramid::build(statistics::source_of(some));
      for (const int height : {40, 300, 500}) {
        std::vector<MagnitudeKey> drawn(std::size_t(30 * height)), wanted(drawn.size());
        pyramid->draw({0, 300, -1, 7}, 30, height, 0xffff, drawn.data(), &only);
        expected->draw({0, 300, -1, 7}, 30, height, 0xffff, wanted.data());
        QCOMPARE(drawn, wanted);
      }
    }
  }

  void cells_above_a_limit_are_all_counted_and_the_largest_listed() {
    QVERIFY(rc::check("above", [] {
      const std::int64_t rows = *extents(), columns = *extents();
      const auto values = random_values(rows, columns, *rc::gen::arbitrary<std::uint16_t>(), true);
      const auto pyramid = ExtremaPyramid::build(statistics::source_of(values));
      const float limit = *rc::gen::element(0.0f, 1.0f, 2.1f, 1e30f);
      const auto at_most = *rc::gen::inRange<std::size_t>(0, 30);
      const auto found = pyramid->cells_above(limit, at_most);
      std::vector<float> above;
      for (std::int64_t i = 0; i < rows * columns; ++i)
        if (const float x = std::abs(data_of(values)[i]); std::isfinite(x) && x > limit) above.push_back(x);
      std::ranges::sort(above, std::greater<>());
      RC_ASSERT(found.count == std::int64_t(above.size()));
      RC_ASSERT(found.cells.size() == std::min(at_most, above.size()));
      for (std::size_t i = 0; i < found.cells.size(); ++i) {
        const auto& cell = found.cells[i];
        RC_ASSERT(std::abs(cell.value) == above[i]);
        RC_ASSERT(data_of(values)[cell.row * columns + cell.column] == cell.value);
      }
    }));
  }

  void quantiles_of_the_magnitudes_are_those_of_the_values() {
    tensor::Tensor values(tensor::ElementType::f32, 10, 100);
    for (int i = 0; i < 1000; ++i)
      reinterpret_cast<float*>(values.mutable_data())[i] = float((i * 7) % 1000) * (i % 2 ? -1.0f : 1.0f);
    for (const bool keep : {true, false}) {
      const auto pyramid = ExtremaPyramid::build(statistics::source_of(values), {keep});
      for (const double q : {0.0, 0.1, 0.5, 0.99, 1.0}) {
        const double exact = std::floor(q * 999);
        QVERIFY(pyramid->magnitude_quantile(q) <= exact);
        QVERIFY(pyramid->magnitude_quantile(q) >= exact * (1 - 1.0 / 128));
      }
    }
  }

  void memory_is_what_was_announced() {
    const auto pyramid = ExtremaPyramid::build(statistics::source_of(random_values(1000, 700, 1, false)));
    QCOMPARE(pyramid->bytes(), ExtremaPyramid::bytes_needed({1000, 700}));
    const double cells = 4096.0 * 11008;
    QVERIFY(double(ExtremaPyramid::bytes_needed({4096, 11008})) < 3.9 * cells);
    QVERIFY(double(ExtremaPyramid::bytes_needed({4096, 11008}, {false})) < 1.9 * cells);
  }

  void a_stopped_build_throws_cancelled_and_progress_reaches_one() {
    std::atomic<double> last = 0;
    base::Job job;
    job.progress = [&](double fraction, std::string_view) { last = std::max(last.load(), fraction); };
    ExtremaPyramid::build(statistics::source_of(random_values(500, 30, 1, false)), {}, job);
    QCOMPARE(last.load(), 1.0);
    std::stop_source stop;
    stop.request_stop();
    job.stop = stop.get_token();
    QVERIFY_THROWS_EXCEPTION(
        base::Cancelled,
        ExtremaPyramid::build(statistics::source_of(random_values(500, 30, 1, false)), {}, job));
  }
};

QUANTSCOPE_TEST(TestExtremaPyramid)

}  // namespace test_extrema_pyramid

#include "test_extrema_pyramid.moc"
