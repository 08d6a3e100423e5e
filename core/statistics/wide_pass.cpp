#include "core/statistics/wide_pass.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/statistics/value_key.h"
#include "core/statistics/wide_kernels.h"

namespace quantscope::statistics {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t chunk_columns = 1024;  // 8 KiB of doubles: stays in the first-level cache

template <typename Element>
void convert(const std::byte* row, std::int64_t first, std::int64_t count, double* out) {
  const auto* in = reinterpret_cast<const Element*>(row) + first;
  for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<double>(in[i]);
}

void to_double(tensor::ElementType type, const std::byte* row, std::int64_t first, std::int64_t count,
               double* out) {
  using enum tensor::ElementType;
  switch (type) {
    case f64:
      return convert<double>(row, first, count, out);
    case f32:
      return widen(reinterpret_cast<const float*>(row) + first, count, out);
    case i8:
      return convert<std::int8_t>(row, first, count, out);
    case u8:
      return convert<std::uint8_t>(row, first, count, out);
    case i16:
      return convert<std::int16_t>(row, first, count, out);
    case u16:
      return convert<std::uint16_t>(row, first, count, out);
    case i32:
      return convert<std::int32_t>(row, first, count, out);
    case u32:
      return convert<std::uint32_t>(row, first, count, out);
    case i64:
      return convert<std::int64_t>(row, first, count, out);
    case u64:
      return convert<std::uint64_t>(row, first, count, out);
    case f16:
    case bf16:
      break;  // counted by pattern
  }
}

}  // namespace

WidePass::WidePass(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis)
    : axis_(axis),
      counters_(ValueCounts::key_of(type)),
      minimum_(infinity),
      maximum_(-infinity),
      channels_(whole, axis) {
  channel_minimum_.assign(static_cast<std::size_t>(channels_.channels()), infinity);
  channel_maximum_.assign(static_cast<std::size_t>(channels_.channels()), -infinity);
}

void WidePass::add(const tensor::TensorView& tile, std::int64_t first_row) {
  alignas(64) double chunk[chunk_columns];
  for (std::int64_t row = 0; row < tile.rows; ++row)
    for (std::int64_t column = 0; column < tile.columns; column += chunk_columns) {
      const std::int64_t n = std::min(chunk_columns, tile.columns - column);
      to_double(tile.type, tile.row(row), column, n, chunk);
      add_chunk(chunk, n, first_row + row, column);
    }
  channels_.count_rows(tile.rows);
}

void WidePass::add_chunk(const double* x, std::int64_t n, std::int64_t row, std::int64_t column) {
  const ChunkScan scan = scan_chunk(x, n);
  if (!scan.all_finite) return add_with_gaps(x, n, row, column);
  add_finite(x, n, scan);
  if (axis_ == ChannelAxis::columns) {
    fold_row(x, n, channel_minimum_.data() + column, channel_maximum_.data() + column,
             channels_.square() + column);
  } else {
    double sums[4];
    central_sums(x, n, 0, sums);
    channels_.add_square(row, sums[1]);
    fold_channel(row, scan.minimum, scan.maximum);
  }
}

void WidePass::fold_channel(std::int64_t channel, double minimum, double maximum) {
  const auto at = static_cast<std::size_t>(channel);
  channel_minimum_[at] = std::min(channel_minimum_[at], minimum);
  channel_maximum_[at] = std::max(channel_maximum_[at], maximum);
}

void WidePass::add_finite(const double* x, std::int64_t n, ChunkScan scan) {
  alignas(64) std::uint32_t keys[chunk_columns];
  top18_keys(x, n, keys);
  const CounterTables tables = counters_.tables();
  for (std::int64_t i = 0; i < n; ++i) tables.count(keys[i]);

  finite_ += static_cast<std::uint64_t>(n);
  zeros_ += scan.zeros;
  minimum_ = std::min(minimum_, scan.minimum);
  maximum_ = std::max(maximum_, scan.maximum);
  double sums[4];
  const int scale = powers_.scale_for(std::max(std::abs(scan.minimum), std::abs(scan.maximum)));
  if (scale == 0) {
    const double centre = scan.sum / static_cast<double>(n);
    central_sums(x, n, centre, sums);
    powers_.add(static_cast<std::uint64_t>(n), centre, sums);
    return;
  }
  alignas(64) double scaled[chunk_columns];
  for (std::int64_t i = 0; i < n; ++i) scaled[i] = std::ldexp(x[i], -scale);
  const double centre = scan_chunk(scaled, n).sum / static_cast<double>(n);
  central_sums(scaled, n, centre, sums);
  powers_.add(static_cast<std::uint64_t>(n), centre, sums);
}

void WidePass::add_with_gaps(const double* x, std::int64_t n, std::int64_t row, std::int64_t column) {
  alignas(64) double finite[chunk_columns];
  std::int64_t kept = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t channel = axis_ == ChannelAxis::columns ? column + i : row;
    if (std::isfinite(x[i])) {
      finite[kept++] = x[i];
      fold_channel(channel, x[i], x[i]);
      channels_.add_square(channel, x[i] * x[i]);
    } else {
      counters_.tables().count(std::bit_cast<std::uint32_t>(static_cast<float>(x[i])) >> 14);
      (std::isnan(x[i]) ? nan_ : infinite_) += 1;
      channels_.exclude(channel, 1);
    }
  }
  if (kept > 0) add_finite(finite, kept, scan_chunk(finite, kept));
}

void WidePass::merge(const WidePass& other) {
  counters_.merge(other.counters_);
  powers_.merge(other.powers_);
  zeros_ += other.zeros_;
  nan_ += other.nan_;
  infinite_ += other.infinite_;
  finite_ += other.finite_;
  minimum_ = std::min(minimum_, other.minimum_);
  maximum_ = std::max(maximum_, other.maximum_);
  for (std::size_t i = 0; i < channel_minimum_.size(); ++i) {
    channel_minimum_[i] = std::min(channel_minimum_[i], other.channel_minimum_[i]);
    channel_maximum_[i] = std::max(channel_maximum_[i], other.channel_maximum_[i]);
  }
  channels_.merge(other.channels_);
}

void WidePass::finish(TensorStatistics& result) const {
  result.count = finite_ + nan_ + infinite_;
  result.nan = nan_;
  result.infinite = infinite_;
  result.zeros = zeros_;
  result.values = counters_.total();
  if (finite_ > 0) {
    result.minimum = minimum_;
    result.maximum = maximum_;
    const Moments moments = minimum_ < maximum_ ? powers_.moments() : Moments{minimum_, 0, 0, 0};
    result.mean = moments.mean;
    result.standard_deviation = moments.standard_deviation;
    result.skewness = moments.skewness;
    result.kurtosis = moments.kurtosis;
  }
  ChannelProfile& profile = result.channels;
  profile.mean_square = channels_.mean_square();
  for (std::size_t i = 0; i < channel_minimum_.size(); ++i) {
    const bool any = channel_minimum_[i] <= channel_maximum_[i];
    profile.minimum.push_back(any ? finite_f32(channel_minimum_[i]) : 0.0f);
    profile.maximum.push_back(any ? finite_f32(channel_maximum_[i]) : 0.0f);
    profile.absmax.push_back(std::max(-profile.minimum.back(), profile.maximum.back()));
  }
}

}  // namespace quantscope::statistics
