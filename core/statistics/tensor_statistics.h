#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/statistics/value_counts.h"
#include "core/tensor/tensor.h"

namespace quantscope::statistics {

/// Which axis of a matrix the input channels lie on.
enum class ChannelAxis { columns, rows };

/// Per input channel, over all finite values of the channel.
struct ChannelProfile {
  std::vector<float> absmax;  ///< 0 for a channel without a finite value
  std::vector<float> minimum;
  std::vector<float> maximum;
  std::vector<float> mean_square;  ///< root of it is the channel's RMS; the largest f32 where it is beyond

  std::int64_t channels() const { return static_cast<std::int64_t>(absmax.size()); }
};

/// Channels whose absmax is far from the others'.
struct OutlierSummary {
  double channel_absmax_max = 0;
  double channel_absmax_median = 0;
  double outlier_ratio =
      0;  ///< max / median; 0 where the median is 0 and so is the max, infinity if only the median is 0
  std::vector<std::int64_t> outlier_channels;  ///< absmax > factor × median, by absmax, largest first
};
/// `factor`: how many times the median makes an outlier; 6 unless the caller says otherwise.
OutlierSummary outliers(const std::vector<float>& channel_absmax, double factor = 6.0);

/// All that is known of a tensor after one pass. Moments, extrema and quantiles are over finite values; the
/// others are counted apart. Population moments: std = √(m2/n), kurtosis = m4·n/m2² (3 for a normal
/// distribution; 0 where all values are equal).
struct TensorStatistics {
  tensor::MatrixShape shape;
  tensor::ElementType type = tensor::ElementType::f32;
  std::uint64_t count = 0;  ///< all values
  std::uint64_t nan = 0;
  std::uint64_t infinite = 0;
  std::uint64_t zeros = 0;
  double minimum = 0, maximum = 0, mean = 0, standard_deviation = 0, kurtosis = 0, skewness = 0, absmax = 0;
  double p50 = 0, p99 = 0, p999 = 0, p9999 = 0;  ///< of |x|
  ValueCounts values;
  ChannelProfile channels;
  OutlierSummary outlier;
};

/// Streams tiles of a matrix in any order and split. Not thread-safe: one accumulator a thread, then merge().
/// The result does not depend on the split, the order of add() and merge() beyond the last bit of a double
/// (of an f32 in channels.mean_square).
class StatisticsAccumulator {
 public:
  /// Shape of the whole matrix, channel axis.
  StatisticsAccumulator(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis);
  ~StatisticsAccumulator();
  StatisticsAccumulator(const StatisticsAccumulator& other);
  StatisticsAccumulator& operator=(const StatisticsAccumulator& other);
  StatisticsAccumulator(StatisticsAccumulator&&) noexcept;
  StatisticsAccumulator& operator=(StatisticsAccumulator&&) noexcept;

  /// Rows [first_row, first_row + tile.rows) of the matrix, all its columns, each row once. Throws
  /// base::Error where type, columns or rows are not those declared.
  void add(const tensor::TensorView& tile, std::int64_t first_row);
  /// Throws base::Error where `other` was declared for another matrix.
  void merge(const StatisticsAccumulator& other);
  TensorStatistics result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The statistics of a matrix in memory, on all threads of the job.
TensorStatistics statistics_of(const tensor::TensorView& matrix, ChannelAxis axis = ChannelAxis::columns,
                               const base::Job& job = {});

}  // namespace quantscope::statistics
