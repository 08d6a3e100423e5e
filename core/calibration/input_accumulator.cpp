#include "core/calibration/input_accumulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::calibration {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// Without branches, so that compilers make vectors of it.
void add_row(const float* x, std::int64_t count, float* minimum, float* maximum, double* squares,
             double* magnitudes, std::int64_t* not_finite) {
  for (std::int64_t c = 0; c < count; ++c) {
    const bool finite = std::abs(x[c]) <= std::numeric_limits<float>::max();
    minimum[c] = std::min(minimum[c], finite ? x[c] : infinity);
    maximum[c] = std::max(maximum[c], finite ? x[c] : -infinity);
    const double value = finite ? double{x[c]} : 0.0;
    squares[c] += value * value;
    magnitudes[c] += std::abs(value);
    not_finite[c] += finite ? 0 : 1;
  }
}

tensor::Matrix finite_values(const tensor::Matrix& x) {
  tensor::Matrix result = x;
  for (float& value : result.values())
    if (!std::isfinite(value)) value = 0;
  return result;
}

}  // namespace

InputAccumulator::InputAccumulator(std::int64_t channels, bool hessian)
    : minimum_(static_cast<std::size_t>(channels), infinity),
      maximum_(static_cast<std::size_t>(channels), -infinity),
      squares_(static_cast<std::size_t>(channels)),
      magnitudes_(static_cast<std::size_t>(channels)),
      not_finite_by_channel_(static_cast<std::size_t>(channels)) {
  if (hessian) products_.emplace(channels);
}

void InputAccumulator::add(const tensor::Matrix& x, const base::Job& job) {
  if (x.columns() != static_cast<std::int64_t>(minimum_.size()))
    throw base::Error(
        fmt::format("an input of {} channels among inputs of {}", x.columns(), minimum_.size()));
  constexpr std::int64_t grain = 64;
  base::parallel_for(x.columns(), grain, job, [&](base::IndexRange range) {
    const auto first = static_cast<std::size_t>(range.begin);
    for (std::int64_t t = 0; t < x.rows(); ++t)
      add_row(x.row(t) + range.begin, range.size(), minimum_.data() + first, maximum_.data() + first,
              squares_.data() + first, magnitudes_.data() + first, not_finite_by_channel_.data() + first);
  });
  const std::int64_t before = not_finite_;
  not_finite_ =
      std::accumulate(not_finite_by_channel_.begin(), not_finite_by_channel_.end(), std::int64_t{0});
  if (products_) products_->add(not_finite_ > before ? finite_values(x) : x, job);
  tokens_ += x.rows();
}

InputKnowledge InputAccumulator::take(const base::Job& job) {
  InputKnowledge knowledge;
  knowledge.tokens = tokens_;
  const double n = std::max(1.0, static_cast<double>(tokens_));
  for (std::size_t c = 0; c < minimum_.size(); ++c) {
    const bool seen = minimum_[c] <= maximum_[c];
    const float low = seen ? minimum_[c] : 0, high = seen ? maximum_[c] : 0;
    knowledge.channel_minimum.push_back(low);
    knowledge.channel_maximum.push_back(high);
    knowledge.channel_absmax.push_back(std::max(std::abs(low), std::abs(high)));
    knowledge.channel_mean_square.push_back(static_cast<float>(squares_[c] / n));
    knowledge.channel_mean_absolute.push_back(static_cast<float>(magnitudes_[c] / n));
  }
  if (products_) knowledge.hessian = std::make_shared<const tensor::Matrix>(products_->take(job));
  products_.reset();
  return knowledge;
}

}  // namespace quantscope::calibration
