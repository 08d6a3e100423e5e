#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/statistics/magnitude_key.h"
#include "core/tensor/tensor.h"

namespace quantscope::statistics {

/// A matrix to make a pyramid of: `read` fills `out` [row_count, column_count] with f32 values of the
/// rectangle that starts at (row, column). Called from several threads at once; kept for exact values.
struct MatrixSource {
  tensor::MatrixShape shape;
  std::function<void(std::int64_t row, std::int64_t row_count, std::int64_t column, std::int64_t column_count,
                     float* out)>
      read;
};

/// Reads from memory; holds on to the elements.
MatrixSource source_of(tensor::Tensor values);

/// Values in a block of the matrix. Extrema are those of the finite values; low > high where there is none.
struct BlockRange {
  float low = 0, high = 0;
  bool has_nan = false, has_infinity = false;

  bool empty() const { return low > high; }
  float absmax() const { return empty() ? 0.0f : (-low > high ? -low : high); }
};

void add(BlockRange& to, const BlockRange& other);
void add(BlockRange& to, float value);

struct MatrixCell {
  std::int64_t row = 0, column = 0;
  float value = 0;
};

/// Cells beyond a limit: how many there are and the largest of them, by descending magnitude.
struct CellsAbove {
  std::int64_t count = 0;
  std::vector<MatrixCell> cells;
};

/// A rectangle of the matrix in cell coordinates: row r reaches from r to r + 1. May lie partly outside.
struct MatrixView {
  double row = 0, rows = 0, column = 0, columns = 0;
};

struct PyramidOptions {
  /// Keeps a key for each cell (2 bytes) beside those of the blocks; without, views closer than 4 × 4 cells
  /// a pixel read from the source.
  bool keep_cells = true;
};

/// What is needed to draw any rectangle of a large matrix at once, whatever its zoom and aspect, without
/// losing a single large value: the value of largest magnitude of blocks of 4^i × 4^j cells as
/// MagnitudeKeys, and the exact range of blocks of 2^k × 2^k cells for k ≥ 3. About 3.8 bytes a cell, 1.8
/// without the cells themselves. Immutable; thread-safe as its source is.
class ExtremaPyramid {
 public:
  /// One pass over the source in parallel, 64 rows at a time. Throws base::Cancelled and what the source
  /// throws.
  static std::shared_ptr<const ExtremaPyramid> build(MatrixSource source, const PyramidOptions& options = {},
                                                     const base::Job& job = {});
  /// Bytes that build() keeps, without the source.
  static std::uint64_t bytes_needed(tensor::MatrixShape shape, const PyramidOptions& options = {});

  tensor::MatrixShape shape() const { return source_.shape; }
  std::uint64_t bytes() const;

  /// Largest finite magnitude of each row and column.
  const std::vector<float>& row_absmax() const { return row_absmax_; }
  const std::vector<float>& column_absmax() const { return column_absmax_; }
  /// Of all values; extrema of the finite ones.
  const BlockRange& whole() const { return whole_; }
  std::int64_t nan() const { return nan_; }
  std::int64_t infinite() const { return infinite_; }
  /// Quantile of the finite magnitudes, q in [0, 1], from at most 2^20 of them spread evenly, cut off to
  /// 1/128; 0 where there are none.
  float magnitude_quantile(double q) const;

  /// Exact values, from the source.
  float value(std::int64_t row, std::int64_t column) const;
  void read(std::int64_t row, std::int64_t row_count, std::int64_t column, std::int64_t column_count,
            float* out) const {
    source_.read(row, row_count, column, column_count, out);
  }

  /// Exact ranges of the blocks of 2^k × 2^k cells that the rectangle touches, row by row; blocks start at
  /// multiples of 2^k. Reads from the source where k < 3.
  std::vector<BlockRange> ranges(base::IndexRange rows, base::IndexRange columns, int k) const;
  /// Finite cells with |x| > limit; at most `at_most` of them are listed. Looks only into blocks that have
  /// one.
  CellsAbove cells_above(float limit, std::size_t at_most, const base::Job& job = {}) const;

  /// Draws a view into `keys` [height, width]: for each pixel the key of the largest magnitude under it.
  /// Pixels outside of the matrix get `outside`. Where a pixel is smaller than a cell, the cell at its
  /// middle. With `only`, the matrix consists of these columns, in this order (view.column counts them).
  /// Each cell in sight is under exactly one pixel, at most one pixel beside its exact place.
  void draw(const MatrixView& view, int width, int height, MagnitudeKey outside, MagnitudeKey* keys,
            const std::vector<std::int32_t>* only = nullptr, const base::Job& job = {}) const;

 private:
  /// Keys of blocks of 2^row_exponent × 2^column_exponent cells.
  struct Level {
    int row_exponent = 0, column_exponent = 0;
    std::int64_t rows = 0, columns = 0;
    std::unique_ptr<MagnitudeKey[]> keys;  ///< null for cells that are not kept

    MagnitudeKey* row(std::int64_t index) { return keys.get() + index * columns; }
    const MagnitudeKey* row(std::int64_t index) const { return keys.get() + index * columns; }
  };
  struct RangeLevel {
    std::int64_t rows = 0, columns = 0;
    std::vector<BlockRange> blocks;
  };
  struct BandSums;

  explicit ExtremaPyramid(MatrixSource source) : source_(std::move(source)) {}
  void build_band(base::IndexRange rows, const PyramidOptions& options, BandSums& sums);
  void fold_group(base::IndexRange rows, const float* values, bool finite, float* low, float* high,
                  BandSums& sums);
  void build_coarse_levels();
  void sample_magnitudes();
  const Level& level(int row_step, int column_step) const {
    return levels_[static_cast<std::size_t>(row_step * column_steps_ + column_step)];
  }
  Level& level(int row_step, int column_step) {
    return levels_[static_cast<std::size_t>(row_step * column_steps_ + column_step)];
  }
  static std::vector<Level> plan_levels(tensor::MatrixShape shape, int& row_steps, int& column_steps);
  static int range_levels(tensor::MatrixShape shape);

  MatrixSource source_;
  int row_steps_ = 1, column_steps_ = 1;
  std::vector<Level> levels_;       // [row step][column step], each step a factor of four
  std::vector<RangeLevel> ranges_;  // from 8 × 8 on, each twice as coarse
  std::vector<float> row_absmax_, column_absmax_;
  BlockRange whole_;
  std::int64_t nan_ = 0, infinite_ = 0;
  std::vector<std::uint32_t> magnitude_counts_;  // by key / 2
};

}  // namespace quantscope::statistics
