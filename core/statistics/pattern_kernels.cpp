// Tiles of 16-bit floats: counting is bound by one store a value, so all else is done in its shadow, at the
// widest vectors of the processor.
#include "core/statistics/pattern_kernels.h"

#include <algorithm>
#include <limits>

#include "core/base/cpu_features.h"
#include "core/tensor/half.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/statistics/pattern_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::statistics::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using PatternTag = hn::ScalableTag<std::uint16_t>;
using OrderedTag = hn::RebindToSigned<PatternTag>;
using SquareTag = hn::ScalableTag<double>;
using ValueTag = hn::Rebind<float, SquareTag>;
using Patterns = hn::Vec<PatternTag>;
using Ordered = hn::Vec<OrderedTag>;
using Squares = hn::Vec<SquareTag>;

// Squares of one vector of patterns fill this many vectors of doubles.
constexpr int square_vectors = static_cast<int>(hn::MaxLanes(PatternTag()) / hn::MaxLanes(SquareTag()));

struct F16 {
  static constexpr std::uint16_t infinity = 0x7c00;
  static Squares load(const std::uint16_t* in) {
    const ValueTag f32;
    const hn::Rebind<hwy::float16_t, ValueTag> f16;
    return hn::PromoteTo(SquareTag(),
                         hn::PromoteTo(f32, hn::LoadU(f16, reinterpret_cast<const hwy::float16_t*>(in))));
  }
  static double value(std::uint16_t pattern) { return tensor::f32_from_f16(pattern); }
};

struct Bf16 {
  static constexpr std::uint16_t infinity = 0x7f80;
  static Squares load(const std::uint16_t* in) {
    const hn::RebindToUnsigned<ValueTag> u32;
    const hn::Rebind<std::uint16_t, ValueTag> u16;
    return hn::PromoteTo(SquareTag(),
                         hn::BitCast(ValueTag(), hn::ShiftLeft<16>(hn::PromoteTo(u32, hn::LoadU(u16, in)))));
  }
  static double value(std::uint16_t pattern) { return tensor::f32_from_bf16(pattern); }
};

/// Zeros are counted apart: in a sparse tensor each would wait for the one before it.
HWY_NOINLINE void count_span(const std::uint16_t* in, std::int64_t n, CounterTables tables) {
  const PatternTag d;
  constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(PatternTag()));
  std::uint64_t zeros = 0;
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto patterns = hn::LoadU(d, in + i);
    const auto other = hn::Ne(patterns, hn::Zero(d));
    if (HWY_LIKELY(hn::AllTrue(d, other))) {
      constexpr std::int64_t unrolled = std::min<std::int64_t>(lanes, 8);
      for (std::int64_t k = i; k < i + lanes; k += unrolled)
        for (std::int64_t j = 0; j < unrolled; ++j) tables.count(in[k + j]);
    } else {
      HWY_ALIGN std::uint16_t kept[2 * lanes];
      const std::size_t number = hn::CompressStore(patterns, other, d, kept);
      for (std::size_t k = 0; k < number; ++k) tables.count(kept[k]);
      zeros += static_cast<std::uint64_t>(lanes) - number;
    }
  }
  for (; i < n; ++i) tables.count(in[i]);
  tables.carried[0] += zeros;
}

HWY_INLINE Ordered ordered(Patterns patterns) {
  const OrderedTag d;
  const auto bits = hn::BitCast(d, patterns);
  return hn::Xor(bits, hn::And(hn::BroadcastSignBit(bits), hn::Set(d, 0x7fff)));
}

template <class Format>
HWY_INLINE bool all_finite(Patterns magnitudes) {
  const OrderedTag s;
  return hn::AllTrue(s, hn::Lt(hn::BitCast(s, magnitudes), hn::Set(s, Format::infinity)));
}

HWY_INLINE Patterns magnitude(Patterns patterns) {
  return hn::And(patterns, hn::Set(PatternTag(), 0x7fff));
}

/// One value at a time, for what does not fill a vector and for gaps' neighbours.
template <class Format>
HWY_INLINE void fold_value(std::uint16_t pattern, std::int16_t& minimum, std::int16_t& maximum,
                           double& square) {
  const std::int16_t position = ordered_from_pattern(pattern);
  minimum = std::min(minimum, position);
  maximum = std::max(maximum, position);
  const double x = Format::value(pattern);
  square += x * x;
}

/// Rows neighbouring rows: what belongs to a column is loaded and stored once for all of them.
template <class Format, int Rows>
HWY_NOINLINE void fold_rows(const tensor::TensorView& tile, RowSpan block, PatternExtrema columns,
                            std::vector<RowSpan>& gaps) {
  const PatternTag d;
  const OrderedTag s;
  const SquareTag f64;
  constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(PatternTag()));
  constexpr auto wide = static_cast<std::int64_t>(hn::MaxLanes(SquareTag()));
  const auto* first = reinterpret_cast<const std::uint16_t*>(tile.row(block.row));
  const std::int64_t stride = tile.row_stride;
  const std::int64_t end = block.column + block.columns;

  std::int64_t c = block.column;
  for (; c + lanes <= end; c += lanes) {
    const std::uint16_t* in = first + c;
    auto largest = hn::Zero(d);
    auto low = hn::LoadU(s, columns.minimum + c);
    auto high = hn::LoadU(s, columns.maximum + c);
    for (int r = 0; r < Rows; ++r) {
      const auto patterns = hn::LoadU(d, in + r * stride);
      const auto position = ordered(patterns);
      largest = hn::Max(largest, magnitude(patterns));
      low = hn::Min(low, position);
      high = hn::Max(high, position);
    }
    if (HWY_UNLIKELY(!all_finite<Format>(largest))) {
      for (int r = 0; r < Rows; ++r) gaps.push_back({block.row + r, c, lanes});
      continue;
    }
    hn::StoreU(low, s, columns.minimum + c);
    hn::StoreU(high, s, columns.maximum + c);
    for (int k = 0; k < square_vectors; ++k) {
      auto sum = hn::LoadU(f64, columns.square + c + k * wide);
      for (int r = 0; r < Rows; ++r) {
        const auto x = Format::load(in + r * stride + k * wide);
        sum = hn::MulAdd(x, x, sum);
      }
      hn::StoreU(sum, f64, columns.square + c + k * wide);
    }
  }
  for (; c < end; ++c)
    for (int r = 0; r < Rows; ++r) {
      const std::uint16_t pattern = first[r * stride + c];
      if ((pattern & 0x7fff) < Format::infinity)
        fold_value<Format>(pattern, columns.minimum[c], columns.maximum[c], columns.square[c]);
      else
        gaps.push_back({block.row + r, c, 1});
    }
}

template <class Format>
void columns_of_tile(const tensor::TensorView& tile, CounterTables tables, PatternExtrema columns,
                     std::vector<RowSpan>& gaps) {
  constexpr int together = 8;
  // Counting reads memory in its own order, which prefetches best; folding finds the block in the
  // second-level cache.
  constexpr std::int64_t most_columns = 16384;
  for (std::int64_t row = 0; row < tile.rows; row += together)
    for (std::int64_t column = 0; column < tile.columns; column += most_columns) {
      const std::int64_t width = std::min(most_columns, tile.columns - column);
      const std::int64_t rows = std::min<std::int64_t>(together, tile.rows - row);
      for (std::int64_t r = row; r < row + rows; ++r)
        count_span(reinterpret_cast<const std::uint16_t*>(tile.row(r)) + column, width, tables);
      if (rows == together)
        fold_rows<Format, together>(tile, {row, column, width}, columns, gaps);
      else
        for (std::int64_t r = row; r < row + rows; ++r)
          fold_rows<Format, 1>(tile, {r, column, width}, columns, gaps);
    }
}

template <class Format>
HWY_NOINLINE void fold_row(const std::uint16_t* in, RowSpan span, PatternExtrema rows,
                           std::vector<RowSpan>& gaps) {
  const PatternTag d;
  const OrderedTag s;
  const SquareTag f64;
  constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(PatternTag()));
  constexpr auto wide = static_cast<std::int64_t>(hn::MaxLanes(SquareTag()));
  auto low = hn::Set(s, rows.minimum[span.row]);
  auto high = hn::Set(s, rows.maximum[span.row]);
  auto sum = hn::Zero(f64);
  std::int64_t c = 0;
  for (; c + lanes <= span.columns; c += lanes) {
    const auto patterns = hn::LoadU(d, in + c);
    if (HWY_UNLIKELY(!all_finite<Format>(magnitude(patterns)))) {
      gaps.push_back({span.row, span.column + c, lanes});
      continue;
    }
    const auto position = ordered(patterns);
    low = hn::Min(low, position);
    high = hn::Max(high, position);
    auto part = hn::Zero(f64);
    for (int k = 0; k < square_vectors; ++k) {
      const auto x = Format::load(in + c + k * wide);
      part = hn::MulAdd(x, x, part);
    }
    sum = hn::Add(sum, part);
  }
  HWY_ALIGN std::int16_t lowest[lanes], highest[lanes];
  hn::Store(low, s, lowest);
  hn::Store(high, s, highest);
  std::int16_t minimum = *std::min_element(lowest, lowest + lanes);
  std::int16_t maximum = *std::max_element(highest, highest + lanes);
  double square = hn::GetLane(hn::SumOfLanes(f64, sum));
  for (; c < span.columns; ++c) {
    if ((in[c] & 0x7fff) < Format::infinity)
      fold_value<Format>(in[c], minimum, maximum, square);
    else
      gaps.push_back({span.row, span.column + c, 1});
  }
  rows.minimum[span.row] = minimum;
  rows.maximum[span.row] = maximum;
  rows.square[span.row] += square;
}

template <class Format>
void rows_of_tile(const tensor::TensorView& tile, CounterTables tables, PatternExtrema rows,
                  std::vector<RowSpan>& gaps) {
  const std::int64_t together =
      std::clamp<std::int64_t>(65536 / std::max<std::int64_t>(tile.columns, 1), 1, 64);
  for (std::int64_t first = 0; first < tile.rows; first += together) {
    const std::int64_t end = std::min(tile.rows, first + together);
    for (std::int64_t row = first; row < end; ++row)
      count_span(reinterpret_cast<const std::uint16_t*>(tile.row(row)), tile.columns, tables);
    for (std::int64_t row = first; row < end; ++row)
      fold_row<Format>(reinterpret_cast<const std::uint16_t*>(tile.row(row)), {row, 0, tile.columns}, rows,
                       gaps);
  }
}

void columns_f16(const tensor::TensorView& tile, CounterTables tables, PatternExtrema columns,
                 std::vector<RowSpan>& gaps) {
  columns_of_tile<F16>(tile, tables, columns, gaps);
}
void columns_bf16(const tensor::TensorView& tile, CounterTables tables, PatternExtrema columns,
                  std::vector<RowSpan>& gaps) {
  columns_of_tile<Bf16>(tile, tables, columns, gaps);
}
void rows_f16(const tensor::TensorView& tile, CounterTables tables, PatternExtrema rows,
              std::vector<RowSpan>& gaps) {
  rows_of_tile<F16>(tile, tables, rows, gaps);
}
void rows_bf16(const tensor::TensorView& tile, CounterTables tables, PatternExtrema rows,
               std::vector<RowSpan>& gaps) {
  rows_of_tile<Bf16>(tile, tables, rows, gaps);
}

}  // namespace quantscope::statistics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::statistics {
namespace {

HWY_EXPORT(columns_f16);
HWY_EXPORT(columns_bf16);
HWY_EXPORT(rows_f16);
HWY_EXPORT(rows_bf16);

}  // namespace

void scan_columns(const tensor::TensorView& tile, CounterTables tables, PatternExtrema columns,
                  std::vector<RowSpan>& gaps) {
  base::isa_level();
  if (tile.type == tensor::ElementType::f16)
    HWY_DYNAMIC_DISPATCH(columns_f16)(tile, tables, columns, gaps);
  else
    HWY_DYNAMIC_DISPATCH(columns_bf16)(tile, tables, columns, gaps);
}

void scan_rows(const tensor::TensorView& tile, CounterTables tables, PatternExtrema rows,
               std::vector<RowSpan>& gaps) {
  base::isa_level();
  if (tile.type == tensor::ElementType::f16)
    HWY_DYNAMIC_DISPATCH(rows_f16)(tile, tables, rows, gaps);
  else
    HWY_DYNAMIC_DISPATCH(rows_bf16)(tile, tables, rows, gaps);
}

}  // namespace quantscope::statistics
#endif
