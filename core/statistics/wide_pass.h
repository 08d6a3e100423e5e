#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/carry_counters.h"
#include "core/statistics/channel_sums.h"
#include "core/statistics/moments.h"
#include "core/statistics/tensor_statistics.h"
#include "core/statistics/wide_kernels.h"

namespace quantscope::statistics {

/// One pass over elements of any type but the 16-bit floats: values become doubles a chunk of a row at a
/// time; moments and extrema are those of the doubles, counts those of the top 18 bits.
class WidePass {
 public:
  WidePass(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis);
  void add(const tensor::TensorView& tile, std::int64_t first_row);
  void merge(const WidePass& other);
  /// Fills in everything but shape, type and what follows from the channels' absmax.
  void finish(TensorStatistics& result) const;

 private:
  void add_chunk(const double* x, std::int64_t n, std::int64_t row, std::int64_t column);
  void add_finite(const double* x, std::int64_t n, ChunkScan scan);
  void add_with_gaps(const double* x, std::int64_t n, std::int64_t row, std::int64_t column);
  void fold_channel(std::int64_t channel, double minimum, double maximum);

  ChannelAxis axis_;
  CarryCounters counters_;
  PowerSums powers_;
  std::uint64_t zeros_ = 0;
  std::uint64_t nan_ = 0;
  std::uint64_t infinite_ = 0;
  std::uint64_t finite_ = 0;
  double minimum_;
  double maximum_;
  std::vector<double> channel_minimum_;
  std::vector<double> channel_maximum_;
  ChannelSums channels_;
};

}  // namespace quantscope::statistics
