// A sample of a large tensor: which rows it takes, and that its figures are those of these rows.
#include <algorithm>
#include <cmath>

#include "core/study/quick_look.h"
#include "core/tensor/half.h"
#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_quick_look {

using namespace quantscope;
using namespace quantscope::study;
using storage::TensorInfo;
using tensor::ElementType;

namespace {

/// The whole multiples of 1/64 that the files hold: exact in every float type.
double value_at(std::int64_t row, std::int64_t column) {
  return static_cast<double>((row * row * 31 + column * 17 + row * column) % 1009 - 504) / 64;
}

constexpr std::int64_t rows = 3000, columns = 500;
constexpr auto no_hurry = std::chrono::hours(1);

QuickLookOptions about(std::int64_t values) {
  return {values, no_hurry};
}

bool near(double a, double b, double tolerance = 1e-10) {
  return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

/// Everything by brute force over the rows that the sample says it is of.
void compare_with_rows(const QuickLook& look) {
  std::vector<double> values, magnitudes;
  std::vector<double> channel_absmax(columns, 0), channel_square(columns, 0);
  for (const base::IndexRange& range : look.rows)
    for (std::int64_t row = range.begin; row < range.end; ++row)
      for (std::int64_t column = 0; column < columns; ++column) {
        const double x = value_at(row, column);
        values.push_back(x);
        magnitudes.push_back(std::abs(x));
        double& most = channel_absmax[static_cast<std::size_t>(column)];
        most = std::max(most, std::abs(x));
        channel_square[static_cast<std::size_t>(column)] += x * x;
      }
  const auto n = static_cast<double>(values.size());
  double mean = 0, m2 = 0, m4 = 0;
  for (const double x : values) mean += x / n;
  for (const double x : values) {
    m2 += (x - mean) * (x - mean);
    m4 += std::pow(x - mean, 4);
  }
  std::ranges::sort(magnitudes);
  const statistics::TensorStatistics& known = look.statistics;
  QCOMPARE(known.count, std::uint64_t(values.size()));
  QCOMPARE(known.values.finite(), std::uint64_t(values.size()));
  QCOMPARE(known.zeros, std::uint64_t(std::ranges::count(values, 0.0)));
  QCOMPARE(known.minimum, std::ranges::min(values));
  QCOMPARE(known.maximum, std::ranges::max(values));
  QCOMPARE(known.absmax, magnitudes.back());
  QVERIFY(near(known.mean, mean));
  QVERIFY(near(known.standard_deviation, std::sqrt(m2 / n)));
  QVERIFY(near(known.kurtosis, m4 * n / (m2 * m2), 1e-8));
  QCOMPARE(known.p50, magnitudes[static_cast<std::size_t>(std::ceil(0.5 * n)) - 1]);
  QCOMPARE(known.p99, magnitudes[static_cast<std::size_t>(std::ceil(0.99 * n)) - 1]);
  QCOMPARE(known.channels.channels(), columns);
  const double sampled_rows = n / columns;
  for (std::size_t c = 0; c < columns; ++c) {
    QCOMPARE(double(known.channels.absmax[c]), channel_absmax[c]);
    QVERIFY(near(known.channels.mean_square[c], channel_square[c] / sampled_rows, 1e-6));
  }
  std::vector<double> sorted = channel_absmax;
  std::ranges::sort(sorted);
  QCOMPARE(known.outlier.channel_absmax_max, sorted.back());
  QCOMPARE(known.outlier.channel_absmax_median, (sorted[columns / 2 - 1] + sorted[columns / 2]) / 2);
}

std::int64_t sampled_rows(const QuickLook& look) {
  std::int64_t sum = 0;
  for (const base::IndexRange& range : look.rows) sum += range.size();
  return sum;
}

}  // namespace

class TestQuickLook : public QObject {
  Q_OBJECT

  storage::testing::Scratch scratch_;
  std::shared_ptr<const storage::ModelFile> file_;

  const TensorInfo& info(const char* name) const { return *file_->find(name); }

 private slots:
  void initTestCase() {
    QUANTSCOPE_NEED_H5PY();
    const std::string fault = storage::testing::run_python(scratch_.folder(), R"(
import h5py, numpy as np
r = np.arange(3000, dtype=np.int64)[:, None]
c = np.arange(500, dtype=np.int64)[None, :]
x = ((r * r * 31 + c * 17 + r * c) % 1009 - 504) / 64
f = h5py.File('a.h5', 'w')
f['half'] = x.astype('<f2')
f['single'] = x.astype('<f4')
f['few'] = x[:40].astype('<f4')
f['vector'] = x[:200].ravel().astype('<f4')
f.create_dataset('tiles', data=x.astype('<f2'), chunks=(70, 128), compression='gzip', shuffle=True)
f.create_dataset('layers', data=x.astype('<f4'), chunks=(25, 500), compression='gzip')
f.create_dataset('one', data=x.astype('<f2'), chunks=x.shape, compression='gzip')
f.create_dataset('folded', data=x.reshape(30, 100, 500).astype('<f2'), chunks=(1, 50, 100))
f.create_dataset('/model.layers.0.attn.c_attn.weight', data=x.astype('<f2'))
y = x.astype('<f2'); y[:, 3] = np.inf; y[:, 9] = np.nan
f['holes'] = y
f.close()
)");
    QVERIFY2(fault.empty(), fault.c_str());
    file_ = storage::ModelFile::open(scratch_.path("a.h5"));
  }

  void figures_are_those_of_exactly_the_rows_that_were_read() {
    for (const char* name : {"half", "tiles", "folded"}) {
      for (const std::int64_t values : {columns, 70 * columns, 500 * columns}) {
        const auto look = quick_look(*file_, info(name), about(values));
        QVERIFY2(look, name);
        QVERIFY(sampled_rows(*look) >= 1);
        compare_with_rows(*look);
        QCOMPARE(look->statistics.shape.rows, rows);
        QCOMPARE(look->statistics.shape.columns, columns);
        QCOMPARE(look->statistics.type, ElementType::f16);
      }
    }
  }

  void rows_are_spread_evenly_in_whole_layers_of_chunks() {
    struct Case {
      const char* name;
      std::int64_t values, layer, pieces, piece_rows;
    };
    // A piece is a whole number of layers; about values/columns rows in at most 64 pieces.
    for (const Case& c : {Case{"half", 64 * columns, 1, 64, 1}, Case{"half", 200 * columns, 1, 64, 3},
                          Case{"half", 10 * columns, 1, 10, 1}, Case{"layers", 200 * columns, 25, 8, 25},
                          Case{"tiles", 350 * columns, 70, 5, 70}, Case{"tiles", 1, 70, 1, 70},
                          Case{"folded", 200 * columns, 50, 4, 50}}) {
      const auto look = quick_look(*file_, info(c.name), about(c.values));
      QVERIFY2(look, c.name);
      QCOMPARE(std::int64_t(look->rows.size()), c.pieces);
      for (std::int64_t piece = 0; piece < c.pieces; ++piece) {
        const base::IndexRange& range = look->rows[static_cast<std::size_t>(piece)];
        QCOMPARE(range.size(), c.piece_rows);
        QCOMPARE(range.begin % c.layer, std::int64_t(0));
        // Each in a stratum of its own, which it may overlap by one layer.
        QVERIFY(range.begin + c.layer >= piece * rows / c.pieces);
        QVERIFY(range.end - c.layer <= (piece + 1) * rows / c.pieces);
      }
    }
  }

  void a_limit_of_time_leaves_a_beginning_that_is_spread_evenly() {
    QuickLookOptions options = about(64 * columns);
    options.time = std::chrono::milliseconds(0);
    const auto look = quick_look(*file_, info("half"), options);
    QVERIFY(look);
    QCOMPARE(look->rows.size(), 1u);
    compare_with_rows(*look);
  }

  void nothing_where_a_sample_is_not_cheaper_than_the_whole() {
    QVERIFY(!quick_look(*file_, info("few"), about(1 << 20)));
    QVERIFY(!quick_look(*file_, info("half"), about(rows * columns)));
    QVERIFY(!quick_look(*file_, info("half"), about(1600 * columns)));
    QVERIFY(quick_look(*file_, info("half"), about(1400 * columns)));
    QVERIFY(!quick_look(*file_, info("one"), about(columns)));
    QVERIFY(!quick_look(*file_, info("vector"), about(100)));
  }

  void values_that_are_not_finite_are_counted_apart() {
    const auto look = quick_look(*file_, info("holes"), about(50 * columns));
    QVERIFY(look);
    QCOMPARE(look->statistics.count, std::uint64_t(50 * columns));
    QCOMPARE(look->statistics.infinite, std::uint64_t(50));
    QCOMPARE(look->statistics.nan, std::uint64_t(50));
    QCOMPARE(look->statistics.channels.absmax[3], 0.0f);
  }

  void channels_along_the_rows_are_not_known() {
    TensorInfo transposed = info("half");
    transposed.input_major = true;
    const auto look = quick_look(*file_, transposed, about(64 * columns));
    QVERIFY(look);
    QCOMPARE(look->statistics.count, std::uint64_t(64 * columns));
    QVERIFY(look->statistics.channels.absmax.empty());
    QCOMPARE(look->statistics.outlier.outlier_ratio, 0.0);
    QVERIFY(look->statistics.outlier.outlier_channels.empty());
  }

  void a_stop_is_heard() {
    std::stop_source stop;
    stop.request_stop();
    base::Job job;
    job.stop = stop.get_token();
    QVERIFY_EXCEPTION_THROWN((void)quick_look(*file_, info("half"), about(columns), job), base::Cancelled);
  }
};

QUANTSCOPE_TEST(TestQuickLook)

}  // namespace test_quick_look

#include "test_quick_look.moc"
