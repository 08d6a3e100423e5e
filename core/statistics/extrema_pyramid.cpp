#include "core/statistics/extrema_pyramid.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <numeric>

#include "core/statistics/extrema_kernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace quantscope::statistics {
namespace {

constexpr std::int64_t band_rows = 64, group_rows = 8;
constexpr int finest_range = 3;  // exponent of the finest blocks whose exact range is kept
constexpr int band_steps = 3;    // 4³ rows are a band
constexpr std::int64_t coarsest = 64;
constexpr float infinity = std::numeric_limits<float>::infinity();

std::int64_t blocks(std::int64_t extent, int exponent) {
  return (extent + (std::int64_t{1} << exponent) - 1) >> exponent;
}

int steps_of(std::int64_t extent) {
  int steps = 1;
  while (blocks(extent, 2 * (steps - 1)) > coarsest) ++steps;
  return steps;
}

/// Not initialised. Large ones ask for large pages, which come 512 times as few: half of the time of a build
/// would be their first touch.
std::unique_ptr<MagnitudeKey[]> many_keys(std::int64_t count) {
  auto keys = std::make_unique_for_overwrite<MagnitudeKey[]>(static_cast<std::size_t>(count));
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t page = std::uintptr_t{1} << 21;
  const auto address = reinterpret_cast<std::uintptr_t>(keys.get());
  const std::uintptr_t begin = (address + page - 1) / page * page;
  const std::uintptr_t end = (address + static_cast<std::size_t>(count) * sizeof(MagnitudeKey)) / page * page;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
  return keys;
}

}  // namespace

void add(BlockRange& to, const BlockRange& other) {
  to.low = std::min(to.low, other.low);
  to.high = std::max(to.high, other.high);
  to.has_nan = to.has_nan || other.has_nan;
  to.has_infinity = to.has_infinity || other.has_infinity;
}

void add(BlockRange& to, float value) {
  if (std::isfinite(value)) {
    to.low = std::min(to.low, value);
    to.high = std::max(to.high, value);
  } else if (std::isnan(value)) {
    to.has_nan = true;
  } else {
    to.has_infinity = true;
  }
}

MatrixSource source_of(tensor::Tensor values) {
  const tensor::MatrixShape shape{values.rows(), values.columns()};
  return {shape, [values = std::move(values)](std::int64_t row, std::int64_t row_count, std::int64_t column,
                                              std::int64_t column_count, float* out) {
            const tensor::TensorView view = values.view();
            for (std::int64_t i = 0; i < row_count; ++i)
              tensor::read_row_f32(view, row + i, column, column_count, out + i * column_count);
          }};
}

/// What a band adds to the sums of the whole matrix.
struct ExtremaPyramid::BandSums {
  std::vector<float> column_absmax;
  std::int64_t nan = 0, infinite = 0;
};

std::vector<ExtremaPyramid::Level> ExtremaPyramid::plan_levels(tensor::MatrixShape shape, int& row_steps,
                                                               int& column_steps) {
  row_steps = steps_of(shape.rows);
  column_steps = steps_of(shape.columns);
  std::vector<Level> levels;
  for (int row_step = 0; row_step < row_steps; ++row_step)
    for (int column_step = 0; column_step < column_steps; ++column_step) {
      Level level;
      level.row_exponent = 2 * row_step;
      level.column_exponent = 2 * column_step;
      level.rows = blocks(shape.rows, level.row_exponent);
      level.columns = blocks(shape.columns, level.column_exponent);
      levels.push_back(std::move(level));
    }
  return levels;
}

int ExtremaPyramid::range_levels(tensor::MatrixShape shape) {
  int levels = 1;
  while (blocks(std::max(shape.rows, shape.columns), finest_range + levels - 1) > coarsest) ++levels;
  return levels;
}

std::uint64_t ExtremaPyramid::bytes_needed(tensor::MatrixShape shape, const PyramidOptions& options) {
  int row_steps = 0, column_steps = 0;
  std::uint64_t bytes = 0;
  for (const Level& level : plan_levels(shape, row_steps, column_steps))
    if (options.keep_cells || level.row_exponent + level.column_exponent > 0)
      bytes += static_cast<std::uint64_t>(level.rows * level.columns) * sizeof(MagnitudeKey);
  for (int k = finest_range; k < finest_range + range_levels(shape); ++k)
    bytes +=
        static_cast<std::uint64_t>(blocks(shape.rows, k) * blocks(shape.columns, k)) * sizeof(BlockRange);
  return bytes + static_cast<std::uint64_t>(shape.rows + shape.columns) * sizeof(float);
}

std::uint64_t ExtremaPyramid::bytes() const {
  return bytes_needed(source_.shape, {levels_.front().keys != nullptr});
}

std::shared_ptr<const ExtremaPyramid> ExtremaPyramid::build(MatrixSource source,
                                                            const PyramidOptions& options,
                                                            const base::Job& job) {
  const tensor::MatrixShape shape = source.shape;
  std::shared_ptr<ExtremaPyramid> result(new ExtremaPyramid(std::move(source)));
  result->levels_ = plan_levels(shape, result->row_steps_, result->column_steps_);
  for (Level& each : result->levels_)
    if (options.keep_cells || each.row_exponent + each.column_exponent > 0)
      each.keys = many_keys(each.rows * each.columns);
  for (int k = finest_range; k < finest_range + range_levels(shape); ++k) {
    RangeLevel each{blocks(shape.rows, k), blocks(shape.columns, k), {}};
    each.blocks.assign(static_cast<std::size_t>(each.rows * each.columns), {infinity, -infinity});
    result->ranges_.push_back(std::move(each));
  }
  result->row_absmax_.assign(static_cast<std::size_t>(shape.rows), 0.0f);
  result->column_absmax_.assign(static_cast<std::size_t>(shape.columns), 0.0f);

  std::mutex mutex;
  std::int64_t done = 0;
  base::parallel_for(shape.rows, band_rows, job, [&](base::IndexRange rows) {
    BandSums sums{std::vector<float>(static_cast<std::size_t>(shape.columns), 0.0f)};
    result->build_band(rows, options, sums);
    const std::scoped_lock lock(mutex);
    for (std::size_t i = 0; i < sums.column_absmax.size(); ++i)
      result->column_absmax_[i] = std::max(result->column_absmax_[i], sums.column_absmax[i]);
    result->nan_ += sums.nan;
    result->infinite_ += sums.infinite;
    done += rows.size();
    job.report(static_cast<double>(done) / static_cast<double>(shape.rows), "heat map");
  });
  result->build_coarse_levels();
  result->sample_magnitudes();
  return result;
}

void ExtremaPyramid::build_band(base::IndexRange rows, const PyramidOptions& options, BandSums& sums) {
  const std::int64_t columns = source_.shape.columns;
  const auto width = static_cast<std::size_t>(columns);
  std::vector<float> values(width * group_rows), low(width), high(width);
  std::vector<MagnitudeKey> unkept(options.keep_cells ? 0 : width);
  const auto make_columns = [&](int row_step, std::int64_t row, const MagnitudeKey* keys) {
    for (int step = 1; step < column_steps_; ++step) {
      MagnitudeKey* coarser = level(row_step, step).row(row);
      pool_by_four(keys, level(row_step, step - 1).columns, coarser);
      keys = coarser;
    }
  };
  const auto pool_into = [&](int row_step, std::int64_t row, const MagnitudeKey* keys) {
    MagnitudeKey* pooled = level(row_step, 0).row(row / 4);
    if (row % 4 == 0)
      std::copy_n(keys, width, pooled);
    else
      pool_rows(keys, columns, pooled);
  };
  for (std::int64_t group = rows.begin; group < rows.end; group += group_rows) {
    const std::int64_t count = std::min(group_rows, rows.end - group);
    source_.read(group, count, 0, columns, values.data());
    bool finite = true;
    for (std::int64_t i = 0; i < count; ++i) {
      MagnitudeKey* keys = options.keep_cells ? level(0, 0).row(group + i) : unkept.data();
      const std::uint32_t largest = keys_of_row(values.data() + i * columns, columns, keys);
      if (largest >= 0x7f800000)
        finite = false;
      else
        row_absmax_[static_cast<std::size_t>(group + i)] = std::bit_cast<float>(largest);
      make_columns(0, group + i, keys);
      if (row_steps_ > 1) pool_into(1, group + i, keys);
    }
    fold_group({group, group + count}, values.data(), finite, low.data(), high.data(), sums);
  }
  for (int step = 1; step <= std::min(band_steps, row_steps_ - 1); ++step) {
    const std::int64_t first = rows.begin >> 2 * step, last = blocks(rows.end, 2 * step);
    for (std::int64_t row = first; row < last; ++row) {
      make_columns(step, row, level(step, 0).row(row));
      if (step < band_steps && step + 1 < row_steps_) pool_into(step + 1, row, level(step, 0).row(row));
    }
  }
}

/// Eight rows into the finest ranges and the maxima of rows and columns.
void ExtremaPyramid::fold_group(base::IndexRange rows, const float* values, bool finite, float* low,
                                float* high, BandSums& sums) {
  const std::int64_t columns = source_.shape.columns;
  RangeLevel& finest = ranges_.front();
  BlockRange* out = finest.blocks.data() + (rows.begin >> finest_range) * finest.columns;
  if (finite) {
    column_extrema(values, rows.size(), columns, columns, low, high);
  } else {
    std::fill_n(low, columns, infinity);
    std::fill_n(high, columns, -infinity);
    for (std::int64_t row = rows.begin; row < rows.end; ++row) {
      float absmax = 0;
      for (std::int64_t column = 0; column < columns; ++column) {
        const float value = values[(row - rows.begin) * columns + column];
        if (std::isfinite(value)) {
          low[column] = std::min(low[column], value);
          high[column] = std::max(high[column], value);
          absmax = std::max(absmax, std::abs(value));
          continue;
        }
        BlockRange& block = out[column >> finest_range];
        (std::isnan(value) ? sums.nan : sums.infinite) += 1;
        (std::isnan(value) ? block.has_nan : block.has_infinity) = true;
      }
      row_absmax_[static_cast<std::size_t>(row)] = absmax;
    }
  }
  float* absmax = sums.column_absmax.data();
  for (std::int64_t i = 0; i < columns; ++i) absmax[i] = std::max(absmax[i], std::max(-low[i], high[i]));
  for (std::int64_t block = 0; block < finest.columns; ++block) {
    const std::int64_t end = std::min((block + 1) << finest_range, columns);
    float smallest = infinity, largest = -infinity;
    for (std::int64_t i = block << finest_range; i < end; ++i) {
      smallest = std::min(smallest, low[i]);
      largest = std::max(largest, high[i]);
    }
    out[block].low = smallest;
    out[block].high = largest;
  }
}

void ExtremaPyramid::build_coarse_levels() {
  for (int row_step = band_steps + 1; row_step < row_steps_; ++row_step)
    for (int column_step = 0; column_step < column_steps_; ++column_step) {
      const Level& finer = level(row_step - 1, column_step);
      Level& coarser = level(row_step, column_step);
      for (std::int64_t row = 0; row < finer.rows; ++row) {
        if (row % 4 == 0)
          std::copy_n(finer.row(row), finer.columns, coarser.row(row / 4));
        else
          pool_rows(finer.row(row), finer.columns, coarser.row(row / 4));
      }
    }
  for (std::size_t k = 1; k < ranges_.size(); ++k) {
    const RangeLevel& finer = ranges_[k - 1];
    RangeLevel& coarser = ranges_[k];
    for (std::int64_t row = 0; row < finer.rows; ++row)
      for (std::int64_t column = 0; column < finer.columns; ++column)
        add(coarser.blocks[static_cast<std::size_t>(row / 2 * coarser.columns + column / 2)],
            finer.blocks[static_cast<std::size_t>(row * finer.columns + column)]);
  }
  whole_ = {infinity, -infinity};
  for (const BlockRange& block : ranges_.back().blocks) add(whole_, block);
}

void ExtremaPyramid::sample_magnitudes() {
  constexpr std::int64_t most = std::int64_t{1} << 20;
  magnitude_counts_.assign(first_infinite_key / 2, 0);
  const auto [rows, columns] = source_.shape;
  if (rows == 0 || columns == 0) return;
  const std::int64_t row_stride = std::max<std::int64_t>(1, rows * columns / most);
  std::vector<float> values(static_cast<std::size_t>(columns));
  std::vector<MagnitudeKey> keys(static_cast<std::size_t>(columns));
  for (std::int64_t row = 0; row < rows; row += row_stride) {
    const MagnitudeKey* sampled = keys.data();
    if (level(0, 0).keys) {
      sampled = level(0, 0).row(row);
    } else {
      source_.read(row, 1, 0, columns, values.data());
      keys_of_row(values.data(), columns, keys.data());
    }
    const std::int64_t stride = std::max<std::int64_t>(1, columns / most);
    for (std::int64_t i = 0; i < columns; i += stride)
      if (sampled[i] < first_infinite_key) ++magnitude_counts_[sampled[i] / 2];
  }
}

float ExtremaPyramid::magnitude_quantile(double q) const {
  const std::uint64_t total =
      std::accumulate(magnitude_counts_.begin(), magnitude_counts_.end(), std::uint64_t{0});
  if (total == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(std::clamp(q, 0.0, 1.0) * static_cast<double>(total - 1));
  std::uint64_t before = 0;
  std::size_t i = 0;
  while (before + magnitude_counts_[i] <= wanted) before += magnitude_counts_[i++];
  return value_of_key(static_cast<MagnitudeKey>(2 * i));
}

float ExtremaPyramid::value(std::int64_t row, std::int64_t column) const {
  float result = 0;
  source_.read(row, 1, column, 1, &result);
  return result;
}

std::vector<BlockRange> ExtremaPyramid::ranges(base::IndexRange rows, base::IndexRange columns, int k) const {
  const std::int64_t first_row = rows.begin >> k, last_row = blocks(rows.end, k);
  const std::int64_t first = columns.begin >> k, last = blocks(columns.end, k);
  const std::int64_t width = last - first;
  std::vector<BlockRange> result(static_cast<std::size_t>((last_row - first_row) * width),
                                 {infinity, -infinity});
  const auto at = [&](std::int64_t row, std::int64_t column) -> BlockRange& {
    return result[static_cast<std::size_t>((row - first_row) * width + column - first)];
  };
  if (k >= finest_range) {
    const int stored = std::min(k - finest_range, static_cast<int>(ranges_.size()) - 1);
    const RangeLevel& source = ranges_[static_cast<std::size_t>(stored)];
    const int shift = k - finest_range - stored;
    for (std::int64_t row = first_row << shift; row < std::min(last_row << shift, source.rows); ++row)
      for (std::int64_t column = first << shift; column < std::min(last << shift, source.columns); ++column)
        add(at(row >> shift, column >> shift),
            source.blocks[static_cast<std::size_t>(row * source.columns + column)]);
    return result;
  }
  const std::int64_t end_row = std::min(last_row << k, source_.shape.rows);
  const std::int64_t begin = first << k, end = std::min(last << k, source_.shape.columns);
  std::vector<float> values(static_cast<std::size_t>(std::max<std::int64_t>(0, end - begin)));
  for (std::int64_t row = first_row << k; row < end_row && end > begin; ++row) {
    source_.read(row, 1, begin, end - begin, values.data());
    for (std::int64_t column = begin; column < end; ++column)
      add(at(row >> k, column >> k), values[static_cast<std::size_t>(column - begin)]);
  }
  return result;
}

CellsAbove ExtremaPyramid::cells_above(float limit, std::size_t at_most, const base::Job& job) const {
  CellsAbove found;
  std::mutex mutex;
  const auto larger = [](const MatrixCell& a, const MatrixCell& b) {
    const float left = std::abs(a.value), right = std::abs(b.value);
    if (left != right) return left > right;
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  };
  const auto keep_largest = [&] {
    if (found.cells.size() <= at_most) return;
    std::ranges::nth_element(found.cells, found.cells.begin() + static_cast<std::ptrdiff_t>(at_most), larger);
    found.cells.resize(at_most);
  };
  const RangeLevel& finest = ranges_.front();
  base::parallel_for(finest.rows, 8, job, [&](base::IndexRange piece) {
    std::vector<float> values;
    std::vector<MatrixCell> cells;
    for (std::int64_t block_row = piece.begin; block_row < piece.end; ++block_row) {
      const BlockRange* row_blocks = finest.blocks.data() + block_row * finest.columns;
      std::int64_t first = finest.columns, last = 0;
      for (std::int64_t i = 0; i < finest.columns; ++i) {
        if (!(row_blocks[i].absmax() > limit)) continue;
        first = std::min(first, i);
        last = i + 1;
      }
      if (first >= last) continue;
      const std::int64_t row = block_row << finest_range, column = first << finest_range;
      const std::int64_t rows = std::min(group_rows, source_.shape.rows - row);
      const std::int64_t columns = std::min(last << finest_range, source_.shape.columns) - column;
      values.resize(static_cast<std::size_t>(rows * columns));
      source_.read(row, rows, column, columns, values.data());
      for (std::int64_t i = 0; i < rows * columns; ++i) {
        const float value = values[static_cast<std::size_t>(i)];
        if (std::abs(value) > limit && std::isfinite(value))
          cells.push_back({row + i / columns, column + i % columns, value});
      }
    }
    const std::scoped_lock lock(mutex);
    found.count += static_cast<std::int64_t>(cells.size());
    found.cells.insert(found.cells.end(), cells.begin(), cells.end());
    if (found.cells.size() > 4 * at_most) keep_largest();
  });
  keep_largest();
  std::ranges::sort(found.cells, larger);
  return found;
}

}  // namespace quantscope::statistics
