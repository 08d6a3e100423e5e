#pragma once

#include <cstdint>

#include "core/formats/integer_format.h"

namespace quantscope::formats {

// Vectorized over contiguous spans, formats of at most 8 bits; each equals the one-value functions of
// integer_format.h bit for bit at every instruction set level.

/// Range of the finite values; empty where there is none.
Range range_of(const float* values, std::int64_t count);
void quantize_span(const IntegerFormat& format, AffineScale scale, const float* values, std::int64_t count,
                   std::int8_t* codes);
void dequantize_span(AffineScale scale, const std::int8_t* codes, std::int64_t count, float* values);
/// Σ (x − x̂)² over finite values, without storing codes; for searches over clip ranges. x − x̂ in f32, squares
/// and their sum in f64.
double squared_error(const IntegerFormat& format, AffineScale scale, const float* values, std::int64_t count);

}  // namespace quantscope::formats
