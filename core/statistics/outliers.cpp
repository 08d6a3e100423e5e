#include <algorithm>
#include <limits>

#include "core/statistics/tensor_statistics.h"

namespace quantscope::statistics {
namespace {

/// Mean of the two middle values where their number is even.
double median(std::vector<float> values) {
  const std::size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  const double upper = *middle;
  return values.size() % 2 ? upper : 0.5 * (upper + *std::max_element(values.begin(), middle));
}

}  // namespace

OutlierSummary outliers(const std::vector<float>& channel_absmax, double factor) {
  OutlierSummary result;
  if (channel_absmax.empty()) return result;
  result.channel_absmax_max = *std::max_element(channel_absmax.begin(), channel_absmax.end());
  result.channel_absmax_median = median(channel_absmax);
  if (result.channel_absmax_max > 0)
    result.outlier_ratio = result.channel_absmax_median > 0
                               ? result.channel_absmax_max / result.channel_absmax_median
                               : std::numeric_limits<double>::infinity();
  const double limit = factor * result.channel_absmax_median;
  for (std::size_t i = 0; i < channel_absmax.size(); ++i)
    if (channel_absmax[i] > limit) result.outlier_channels.push_back(static_cast<std::int64_t>(i));
  std::stable_sort(
      result.outlier_channels.begin(), result.outlier_channels.end(), [&](std::int64_t a, std::int64_t b) {
        return channel_absmax[static_cast<std::size_t>(a)] > channel_absmax[static_cast<std::size_t>(b)];
      });
  return result;
}

}  // namespace quantscope::statistics
