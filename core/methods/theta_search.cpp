#include "core/methods/theta_search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/methods/channel_reassembly.h"

namespace quantscope::methods {
namespace {

std::vector<float> finite_magnitudes(std::span<const float> values) {
  std::vector<float> result(values.begin(), values.end());
  for (float& value : result) value = std::isfinite(value) ? std::abs(value) : 0.0f;
  return result;
}

}  // namespace

ThetaSearch search_theta(
    std::span<const float> channel_absmax, double channel_ratio,
    const std::function<double(double theta, std::span<const std::int32_t> pieces)>& error_of,
    const base::Job& job) {
  ThetaSearch search;
  const std::vector<float> maxima = finite_magnitudes(channel_absmax);
  if (maxima.empty()) return search;
  const auto [low, high] = std::ranges::minmax(maxima);
  const double largest = high, smallest = low;
  const auto steps = static_cast<std::int64_t>(std::max(100.0, std::floor(largest / 0.5)));
  const double step = (largest - smallest) / static_cast<double>(steps);
  const auto budget = static_cast<std::int64_t>(static_cast<double>(maxima.size()) * channel_ratio);
  double best = std::numeric_limits<double>::infinity();
  std::int64_t last_added = -1;
  search.best_theta = largest;
  for (std::int64_t i = 0; i < steps; ++i) {
    job.check();
    const double theta = largest - static_cast<double>(i) * step;
    if (theta <= 0 || theta < smallest) break;
    const std::vector<std::int32_t> pieces = pieces_for(theta, maxima);
    const std::int64_t added = added_channels(pieces);
    if (added > budget) break;
    if (added == last_added) continue;
    last_added = added;
    const double error = error_of(theta, pieces);
    search.theta.push_back(theta);
    search.error.push_back(error);
    if (error < best) {
      best = error;
      search.best_theta = theta;
    }
    const double by_steps = static_cast<double>(i) / static_cast<double>(steps);
    const double by_budget = budget > 0 ? static_cast<double>(added) / static_cast<double>(budget) : 1;
    job.report(std::max(by_steps, by_budget), "searching theta");
  }
  std::ranges::reverse(search.theta);
  std::ranges::reverse(search.error);
  return search;
}

double smallest_theta(std::span<const float> channel_absmax, std::int64_t most_added) {
  std::vector<float> maxima = finite_magnitudes(channel_absmax);
  // A channel above theta adds at least one, so only the largest `most_added` can lie above it.
  const auto relevant = std::min<std::int64_t>(static_cast<std::int64_t>(maxima.size()),
                                               std::max<std::int64_t>(most_added, 0) + 1);
  if (relevant == 0) return 0;
  std::nth_element(maxima.begin(), maxima.begin() + (relevant - 1), maxima.end(), std::greater<>());
  maxima.resize(static_cast<std::size_t>(relevant));
  double high = *std::ranges::max_element(maxima);
  double low = high / (2.0 * static_cast<double>(std::max<std::int64_t>(most_added, 1)) + 2.0);
  for (int i = 0; i < 40 && high > 0; ++i) {
    const double middle = std::sqrt(low * high);
    (added_channels(pieces_for(middle, maxima)) <= most_added ? high : low) = middle;
  }
  return high;
}

}  // namespace quantscope::methods
