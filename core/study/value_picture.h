#pragma once

#include "core/study/analysis.h"

namespace quantscope::study {

/// Most values whose channel bands are computed.
constexpr std::int64_t most_band_values = std::int64_t{1} << 23;

/// Fills band_low and band_high of the picture from a matrix with channels as columns: percentiles 25 and 99
/// of |x| over the finite values of a channel (nearest rank), 0 for a channel without any.
/// `fill_rows(first, count, out)` gives rows as f32; called from several threads.
void fill_bands(tensor::MatrixShape shape,
                const std::function<void(std::int64_t first, std::int64_t count, float* out)>& fill_rows,
                ValuePicture& picture, const base::Job& job);

}  // namespace quantscope::study
