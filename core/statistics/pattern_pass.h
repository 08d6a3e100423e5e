#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/carry_counters.h"
#include "core/statistics/channel_sums.h"
#include "core/statistics/tensor_statistics.h"

namespace quantscope::statistics {

/// One pass over 16-bit floats: counts of bit patterns, of which all but the channels follows exactly.
class PatternPass {
 public:
  PatternPass(tensor::ElementType type, tensor::MatrixShape whole, ChannelAxis axis);
  void add(const tensor::TensorView& tile, std::int64_t first_row);
  void merge(const PatternPass& other);
  /// Fills in everything but shape, type and what follows from the channels' absmax.
  void finish(TensorStatistics& result) const;

 private:
  void add_gap(const std::uint16_t* patterns, std::int64_t n, std::int64_t row, std::int64_t column);

  tensor::ElementType type_;
  ChannelAxis axis_;
  CarryCounters counters_;
  std::vector<std::int16_t> channel_minimum_;  // ordered integers
  std::vector<std::int16_t> channel_maximum_;
  ChannelSums channels_;
};

}  // namespace quantscope::statistics
