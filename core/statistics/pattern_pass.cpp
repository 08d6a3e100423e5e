#include "core/statistics/pattern_pass.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics/moments.h"
#include "core/statistics/pattern_kernels.h"
#include "core/statistics/value_key.h"

namespace quantscope::statistics {
namespace {

constexpr std::int16_t lowest = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t highest = std::numeric_limits<std::int16_t>::max();

float value_of(tensor::ElementType type, std::uint16_t pattern) {
  // Adding zero makes +0 of −0.
  return (type == tensor::ElementType::f16 ? tensor::f32_from_f16(pattern) : tensor::f32_from_bf16(pattern)) +
         0.0f;
}

}  // namespace

PatternPass::PatternPass(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis)
    : type_(type), axis_(axis), counters_(ValueCounts::key_of(type)), channels_(whole, axis) {
  channel_minimum_.assign(static_cast<std::size_t>(channels_.channels()), highest);
  channel_maximum_.assign(static_cast<std::size_t>(channels_.channels()), lowest);
}

void PatternPass::add(const tensor::TensorView& tile, std::int64_t first_row) {
  const CounterTables tables = counters_.tables();
  const std::int64_t first_channel = axis_ == ChannelAxis::columns ? 0 : first_row;
  const PatternExtrema extrema{channel_minimum_.data() + first_channel,
                               channel_maximum_.data() + first_channel, channels_.square() + first_channel};
  std::vector<RowSpan> gaps;
  if (axis_ == ChannelAxis::columns)
    scan_columns(tile, tables, extrema, gaps);
  else
    scan_rows(tile, tables, extrema, gaps);
  for (const RowSpan& gap : gaps)
    add_gap(reinterpret_cast<const std::uint16_t*>(tile.row(gap.row)) + gap.column, gap.columns,
            first_row + gap.row, gap.column);
  channels_.count_rows(tile.rows);
}

void PatternPass::add_gap(const std::uint16_t* patterns, std::int64_t n, std::int64_t row,
                          std::int64_t column) {
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t channel = axis_ == ChannelAxis::columns ? column + i : row;
    const auto at = static_cast<std::size_t>(channel);
    const double value = value_of(type_, patterns[i]);
    if (std::isfinite(value)) {
      const std::int16_t ordered = ordered_from_pattern(patterns[i]);
      channel_minimum_[at] = std::min(channel_minimum_[at], ordered);
      channel_maximum_[at] = std::max(channel_maximum_[at], ordered);
      channels_.add_square(channel, value * value);
    } else {
      channels_.exclude(channel, 1);
    }
  }
}

void PatternPass::merge(const PatternPass& other) {
  counters_.merge(other.counters_);
  for (std::size_t i = 0; i < channel_minimum_.size(); ++i) {
    channel_minimum_[i] = std::min(channel_minimum_[i], other.channel_minimum_[i]);
    channel_maximum_[i] = std::max(channel_maximum_[i], other.channel_maximum_[i]);
  }
  channels_.merge(other.channels_);
}

void PatternPass::finish(TensorStatistics& result) const {
  result.values = counters_.total();
  const std::vector<ValueCounts::Cell> cells = result.values.cells();
  result.nan = result.values.nan();
  result.infinite = result.values.positive_infinite() + result.values.negative_infinite();
  result.zeros = result.values.counters()[0] + result.values.counters()[0x8000];
  result.count = result.values.finite() + result.nan + result.infinite;
  if (!cells.empty()) {
    result.minimum = cells.front().low;
    result.maximum = cells.back().high;
  }
  const Moments moments = moments_of(cells);
  result.mean = moments.mean;
  result.standard_deviation = moments.standard_deviation;
  result.skewness = moments.skewness;
  result.kurtosis = moments.kurtosis;

  ChannelProfile& profile = result.channels;
  profile.mean_square = channels_.mean_square();
  for (std::size_t i = 0; i < channel_minimum_.size(); ++i) {
    const bool any = channel_minimum_[i] <= channel_maximum_[i];
    profile.minimum.push_back(any ? value_of(type_, pattern_from_ordered(channel_minimum_[i])) : 0.0f);
    profile.maximum.push_back(any ? value_of(type_, pattern_from_ordered(channel_maximum_[i])) : 0.0f);
    profile.absmax.push_back(std::max(-profile.minimum.back(), profile.maximum.back()));
  }
}

}  // namespace quantscope::statistics
