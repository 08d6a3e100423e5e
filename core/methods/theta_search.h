#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/job.h"

namespace quantscope::methods {

/// Result of the adaptive search: the thresholds tried, ascending, the error of each, and the best.
struct ThetaSearch {
  std::vector<double> theta;
  std::vector<double> error;
  double best_theta = 0;
};

/// QLLM's search for theta as released (reassembly/cr_module.py, find_threshold): from the largest channel
/// maximum downwards in N = max(100, ⌊max/0.5⌋) steps of (max − min)/N, until the disassembly adds more than
/// ⌊C·channel_ratio⌋ channels; a threshold that adds as many channels as the last one tried is passed over;
/// the first of the smallest errors wins. `error_of` gets theta and the pieces of each channel. Throws
/// base::Cancelled between trials.
ThetaSearch search_theta(
    std::span<const float> channel_absmax, double channel_ratio,
    const std::function<double(double theta, std::span<const std::int32_t> pieces)>& error_of,
    const base::Job& job);

/// The smallest theta whose disassembly adds at most `most_added` channels; the largest channel maximum
/// where even that is too small. 0 where all maxima are 0.
double smallest_theta(std::span<const float> channel_absmax, std::int64_t most_added);

}  // namespace quantscope::methods
