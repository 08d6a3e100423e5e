#pragma once

#include <cstdint>

#include "core/statistics/magnitude_key.h"

namespace quantscope::statistics {

/// Keys of n values. Returns the bits of the largest magnitude (0x7f800000 and above where one is not
/// finite).
std::uint32_t keys_of_row(const float* x, std::int64_t n, MagnitudeKey* keys);
/// Smallest and largest of each of n columns over `rows` ≥ 1 rows, `stride` values apart; finite values.
void column_extrema(const float* x, std::int64_t rows, std::int64_t stride, std::int64_t n, float* low,
                    float* high);
/// largest[i] = max(largest[i], keys[i])
void pool_rows(const MagnitudeKey* keys, std::int64_t n, MagnitudeKey* largest);
/// out[i] = largest of in[4i … 4i + 3]; n ≥ 1 keys give ceil(n / 4).
void pool_by_four(const MagnitudeKey* in, std::int64_t n, MagnitudeKey* out);

}  // namespace quantscope::statistics
