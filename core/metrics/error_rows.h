#pragma once

#include <cstdint>

#include "core/metrics/error_metrics.h"

namespace quantscope::metrics {

/// Adds `rows` (1–4) rows, `stride` values apart, to the columns' and the total sums; vectorized.
void add_error_rows(const float* original, const float* quantized, std::int64_t rows, std::int64_t stride,
                    std::int64_t columns, double* column_error, float* column_absmax,
                    ErrorAccumulator::Totals& totals);

}  // namespace quantscope::metrics
