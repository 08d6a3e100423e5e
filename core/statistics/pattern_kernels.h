#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/carry_counters.h"
#include "core/tensor/tensor.h"

namespace quantscope::statistics {

/// 16-bit float patterns mapped to integers of the same order: −∞ … −0, +0 … +∞.
inline std::int16_t ordered_from_pattern(std::uint16_t pattern) {
  const auto bits = static_cast<std::int16_t>(pattern);
  return static_cast<std::int16_t>(bits ^ ((bits >> 15) & 0x7fff));
}
inline std::uint16_t pattern_from_ordered(std::int16_t ordered) {
  return static_cast<std::uint16_t>(ordered ^ ((ordered >> 15) & 0x7fff));
}

/// Extrema as ordered integers and Σx².
struct PatternExtrema {
  std::int16_t* minimum;
  std::int16_t* maximum;
  double* square;
};

/// Part of a row.
struct RowSpan {
  std::int64_t row;
  std::int64_t column;
  std::int64_t columns;
};

/// Counts a tile of f16 or bf16 and folds its rows into the extrema of its columns. Spans in which not all
/// values are finite are counted, but left out of the extrema and squares and appended to `gaps`.
void scan_columns(const tensor::TensorView& tile, CounterTables tables, PatternExtrema columns,
                  std::vector<RowSpan>& gaps);
/// The same, each row folded into that row's extrema.
void scan_rows(const tensor::TensorView& tile, CounterTables tables, PatternExtrema rows,
               std::vector<RowSpan>& gaps);

}  // namespace quantscope::statistics
