#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/tensor_statistics.h"

namespace quantscope::statistics {

/// Σx² and the values left out, by channel. Extrema are kept by the pass in its own representation.
class ChannelSums {
 public:
  ChannelSums(tensor::MatrixShape whole, ChannelAxis axis);

  std::int64_t channels() const { return static_cast<std::int64_t>(square_.size()); }
  double* square() { return square_.data(); }
  void add_square(std::int64_t channel, double sum) { square_[static_cast<std::size_t>(channel)] += sum; }
  /// Values that are not finite, which the channel's mean is not taken of.
  void exclude(std::int64_t channel, std::int64_t count);
  void count_rows(std::int64_t rows) { rows_ += rows; }
  void merge(const ChannelSums& other);
  /// Mean of x² over the finite values.
  std::vector<float> mean_square() const;

 private:
  tensor::MatrixShape whole_;
  ChannelAxis axis_;
  std::int64_t rows_ = 0;
  std::vector<double> square_;
  std::vector<std::int64_t> excluded_;  // empty while nothing was
};

/// Nearest f32, the largest finite one where that would be infinite.
float finite_f32(double value);

}  // namespace quantscope::statistics
