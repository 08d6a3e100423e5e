#include "core/statistics/channel_sums.h"

#include <algorithm>
#include <limits>

namespace quantscope::statistics {

ChannelSums::ChannelSums(tensor::MatrixShape whole, ChannelAxis axis)
    : whole_(whole),
      axis_(axis),
      square_(static_cast<std::size_t>(axis == ChannelAxis::columns ? whole.columns : whole.rows)) {}

void ChannelSums::exclude(std::int64_t channel, std::int64_t count) {
  if (excluded_.empty()) excluded_.resize(square_.size());
  excluded_[static_cast<std::size_t>(channel)] += count;
}

void ChannelSums::merge(const ChannelSums& other) {
  rows_ += other.rows_;
  for (std::size_t i = 0; i < square_.size(); ++i) square_[i] += other.square_[i];
  if (other.excluded_.empty()) return;
  if (excluded_.empty()) excluded_.resize(square_.size());
  for (std::size_t i = 0; i < excluded_.size(); ++i) excluded_[i] += other.excluded_[i];
}

std::vector<float> ChannelSums::mean_square() const {
  const std::int64_t values = axis_ == ChannelAxis::columns ? rows_ : whole_.columns;
  std::vector<float> result(square_.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const std::int64_t finite = values - (excluded_.empty() ? 0 : excluded_[i]);
    result[i] = finite > 0 ? finite_f32(square_[i] / static_cast<double>(finite)) : 0.0f;
  }
  return result;
}

float finite_f32(double value) {
  constexpr double limit = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(value, -limit, limit));
}

}  // namespace quantscope::statistics
