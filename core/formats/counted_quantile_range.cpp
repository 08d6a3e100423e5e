// Exact quantiles of a whole matrix by counting, without sorting or copying values.
#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/parallel.h"
#include "core/formats/quantile_range.h"
#include "core/formats/row_values.h"

namespace quantscope::formats {
namespace {

/// Bits in the order of the values: a larger float has a larger key.
std::uint32_t key_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

float value_of(std::uint32_t key) {
  return std::bit_cast<float>(key & 0x80000000u ? key & 0x7fffffffu : ~key);
}

constexpr std::size_t kBins = 65536;
using Counts = std::vector<std::int64_t>;

/// How many finite values have each value of `bin_of(key)`; bins from kBins on are left out.
template <typename BinOf>
Counts count_keys(const tensor::TensorView& matrix, const base::Job& job, BinOf bin_of) {
  const std::int64_t pieces = 4 * base::thread_count(job);
  const std::int64_t grain = std::max<std::int64_t>((matrix.rows + pieces - 1) / pieces, 1);
  return base::ordered_reduce(
      matrix.rows, grain, job, Counts(kBins),
      [&](base::IndexRange rows) {
        Counts counts(kBins);
        RowValues row(matrix);
        for (std::int64_t r = rows.begin; r < rows.end; ++r) {
          const float* values = row.read(r);
          for (std::int64_t c = 0; c < matrix.columns; ++c) {
            if (!std::isfinite(values[c])) continue;
            const std::size_t bin = bin_of(key_of(values[c]));
            if (bin < kBins) ++counts[bin];
          }
        }
        return counts;
      },
      [](Counts& total, const Counts& part) {
        for (std::size_t i = 0; i < kBins; ++i) total[i] += part[i];
      });
}

/// Bin of the value with this rank, and its rank within the bin.
std::pair<std::size_t, std::int64_t> bin_with(const Counts& counts, std::int64_t rank) {
  std::size_t bin = 0;
  for (; bin + 1 < kBins && rank >= counts[bin]; ++bin) rank -= counts[bin];
  return {bin, rank};
}

/// Values by rank: the upper half of the key by one count, the lower half by a second one among the values
/// that share the upper half.
class RankedValues {
 public:
  RankedValues(const tensor::TensorView& matrix, const base::Job& job)
      : matrix_(matrix), job_(job), upper_(count_keys(matrix, job, [](std::uint32_t key) {
          return static_cast<std::size_t>(key >> 16);
        })) {
    for (const std::int64_t count : upper_) count_ += count;
  }

  std::int64_t count() const { return count_; }

  float ranked(std::int64_t rank) {
    const auto [upper, rank_within] = bin_with(upper_, rank);
    if (upper != lower_of_ || lower_.empty()) {
      lower_ = count_keys(matrix_, job_, [upper = upper](std::uint32_t key) {
        return (key >> 16) == upper ? static_cast<std::size_t>(key & 0xffffu) : kBins;
      });
      lower_of_ = upper;
    }
    const auto lower = bin_with(lower_, rank_within).first;
    return value_of(static_cast<std::uint32_t>(upper << 16 | lower));
  }

 private:
  const tensor::TensorView& matrix_;
  const base::Job& job_;
  Counts upper_;
  Counts lower_;
  std::size_t lower_of_ = 0;
  std::int64_t count_ = 0;
};

}  // namespace

Range counted_quantile_range(const tensor::TensorView& matrix, double lower, const base::Job& job) {
  RankedValues values(matrix, job);
  if (values.count() == 0) return {};
  const QuantilePosition position = quantile_position(lower, values.count());
  const std::int64_t last = values.count() - 1;
  const auto quantile = [&](std::int64_t rank, std::int64_t inner) {
    const float value = values.ranked(rank);
    return position.fraction == 0 ? value : between(value, values.ranked(inner), position.fraction);
  };
  const float low = quantile(position.index, position.index + 1);
  return {low, quantile(last - position.index, last - position.index - 1)};
}

}  // namespace quantscope::formats
