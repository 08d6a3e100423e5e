#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/base/parallel.h"

namespace quantscope::benchmarks {

/// GB/s at which all threads together read a buffer far larger than the caches; the best of several passes.
inline double memory_read_rate(std::int64_t bytes = std::int64_t{1} << 29, int passes = 5) {
  const std::vector<std::uint64_t> buffer(static_cast<std::size_t>(bytes / 8), 1);
  constexpr std::int64_t piece = std::int64_t{1} << 17;
  double best = 0;
  for (int pass = 0; pass < passes; ++pass) {
    const auto begin = std::chrono::steady_clock::now();
    const auto total = base::ordered_reduce(
        static_cast<std::int64_t>(buffer.size()), piece, {}, std::uint64_t{0},
        [&](base::IndexRange range) {
          return std::accumulate(buffer.begin() + range.begin, buffer.begin() + range.end, std::uint64_t{0});
        },
        [](std::uint64_t& sum, std::uint64_t part) { sum += part; });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (total == buffer.size()) best = std::max(best, static_cast<double>(bytes) / seconds.count() / 1e9);
  }
  return best;
}

}  // namespace quantscope::benchmarks
