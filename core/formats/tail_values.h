#pragma once

#include <cstdint>

namespace quantscope::formats {

struct TailCounts {
  std::int64_t finite = 0;  ///< finite values among all
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

/// Copies the finite values up to `low` to `lower` and those from `high` on to `upper`, each with room for
/// `count` values. Vectorized for tails that hold few of the values.
TailCounts gather_tails(const float* values, std::int64_t count, float low, float high, float* lower,
                        float* upper);

}  // namespace quantscope::formats
