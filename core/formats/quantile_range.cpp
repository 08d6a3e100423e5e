#include "core/formats/quantile_range.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <functional>

#include "core/base/parallel.h"
#include "core/formats/row_values.h"
#include "core/formats/tail_values.h"

namespace quantscope::formats {
namespace {

constexpr std::int64_t kSample = 256;
constexpr double kLargestTail = 0.05;  ///< beyond this share, selecting among all values costs no more

const Range kEverything{FLT_MAX, -FLT_MAX};  ///< as limits: all values lie in both tails

/// Limits that hardly less than the wanted share of each tail lies outside of, judged by a sample.
Range likely_limits(float* sample, std::int64_t size, double lower) {
  const double expected = lower * static_cast<double>(size);
  const auto rank = static_cast<std::int64_t>(expected + 3 * std::sqrt(expected) + 2);
  if (rank >= size) return kEverything;
  std::nth_element(sample, sample + rank, sample + size);
  const float low = sample[rank];
  std::nth_element(sample, sample + (size - 1 - rank), sample + size);
  const float high = sample[size - 1 - rank];
  const auto outside =
      std::count_if(sample, sample + size, [=](float value) { return value <= low || value >= high; });
  if (outside > 2 * rank + 2 + size / 4) return kEverything;  // many equal values
  return {low, high};
}

/// kSample values in even steps, of them the finite ones; returns their number.
std::int64_t take_sample(const float* values, std::int64_t count, float* sample) {
  std::int64_t size = 0;
  for (std::int64_t i = 0; i < kSample; ++i) {
    const float value = values[i * count / kSample];
    if (std::isfinite(value)) sample[size++] = value;
  }
  return size;
}

Range sampled_limits(const float* values, std::int64_t count, double lower) {
  float sample[kSample];
  return likely_limits(sample, take_sample(values, count, sample), lower);
}

Range sampled_limits(const tensor::TensorView& matrix, double lower) {
  const std::int64_t rows = std::min(matrix.rows, kSample);
  std::vector<float> sample(static_cast<std::size_t>(rows * kSample));
  RowValues row(matrix);
  std::int64_t size = 0;
  for (std::int64_t i = 0; i < rows; ++i)
    size += take_sample(row.read(i * matrix.rows / rows), matrix.columns, sample.data() + size);
  return likely_limits(sample.data(), size, lower);
}

/// The value at this position among the smallest (or largest) ones, ordered by `before`.
template <typename Before>
float value_at(float* values, std::int64_t count, QuantilePosition position, Before before) {
  std::nth_element(values, values + position.index, values + count, before);
  const float value = values[position.index];
  if (position.fraction == 0) return value;
  return between(value, *std::min_element(values + position.index + 1, values + count, before),
                 position.fraction);
}

/// The upper quantile is the lower one counted from the top.
Range range_of_tails(float* below, float* above, const TailCounts& tails, QuantilePosition position) {
  return {value_at(below, tails.lower, position, std::less<>()),
          value_at(above, tails.upper, position, std::greater<>())};
}

bool suffice(const TailCounts& tails, QuantilePosition position) {
  const std::int64_t needed = position.index + (position.fraction > 0 ? 2 : 1);
  return tails.lower >= needed && tails.upper >= needed;
}

struct Tails {
  std::vector<float> lower, upper;
  std::int64_t finite = 0;

  TailCounts counts() const {
    return {finite, static_cast<std::int64_t>(lower.size()), static_cast<std::int64_t>(upper.size())};
  }
};

void append(Tails& all, const float* lower, const float* upper, const TailCounts& counts) {
  all.lower.insert(all.lower.end(), lower, lower + counts.lower);
  all.upper.insert(all.upper.end(), upper, upper + counts.upper);
  all.finite += counts.finite;
}

Tails tails_of(const tensor::TensorView& matrix, Range limits, const base::Job& job) {
  return base::ordered_reduce(
      matrix.rows, rows_per_piece(matrix), job, Tails{},
      [&](base::IndexRange rows) {
        Tails tails;
        RowValues row(matrix);
        std::vector<float> lower(static_cast<std::size_t>(matrix.columns)), upper(lower.size());
        for (std::int64_t r = rows.begin; r < rows.end; ++r) {
          const TailCounts counts =
              gather_tails(row.read(r), matrix.columns, limits.low, limits.high, lower.data(), upper.data());
          append(tails, lower.data(), upper.data(), counts);
        }
        return tails;
      },
      [](Tails& total, const Tails& part) {
        append(total, part.lower.data(), part.upper.data(), part.counts());
      });
}

}  // namespace

QuantilePosition quantile_position(double quantile, std::int64_t count) {
  const double exact = quantile * static_cast<double>(count - 1);
  const auto index = std::min(static_cast<std::int64_t>(exact), count - 1);
  return {index, exact - static_cast<double>(index)};
}

float between(float low, float high, double fraction) {
  return static_cast<float>(low + (static_cast<double>(high) - low) * fraction);
}

// The limits of the tails come from a sample; where they turn out to leave too few values outside, all values
// are looked at.

Range quantile_range(const float* values, std::int64_t count, double lower, std::vector<float>& scratch) {
  scratch.resize(static_cast<std::size_t>(2 * count));
  float* below = scratch.data();
  float* above = below + count;
  const bool sampled = count >= 4 * kSample && lower <= kLargestTail;
  const Range limits = sampled ? sampled_limits(values, count, lower) : kEverything;
  TailCounts tails = gather_tails(values, count, limits.low, limits.high, below, above);
  if (tails.finite == 0) return {};
  const QuantilePosition position = quantile_position(lower, tails.finite);
  if (!suffice(tails, position))
    tails = gather_tails(values, count, kEverything.low, kEverything.high, below, above);
  return range_of_tails(below, above, tails, position);
}

Range quantile_range(const tensor::TensorView& matrix, double lower, const base::Job& job) {
  const bool sampled = matrix.rows > 0 && matrix.columns >= kSample && lower <= kLargestTail;
  const Range limits = sampled ? sampled_limits(matrix, lower) : kEverything;
  if (limits.empty()) return counted_quantile_range(matrix, lower, job);
  Tails tails = tails_of(matrix, limits, job);
  if (tails.finite == 0) return {};
  const QuantilePosition position = quantile_position(lower, tails.finite);
  if (!suffice(tails.counts(), position)) return counted_quantile_range(matrix, lower, job);
  return range_of_tails(tails.lower.data(), tails.upper.data(), tails.counts(), position);
}

}  // namespace quantscope::formats
