#pragma once

#include <array>
#include <cstdint>

#include "core/formats/integer_matrix.h"
#include "core/statistics/value_counts.h"

namespace quantscope::study {

/// How often each code occurs, indexed by code + 128.
using CodeCounts = std::array<std::uint64_t, 256>;

/// Adds the codes of a contiguous span; `bits` ≤ 8 of their format (narrow codes are counted in pairs).
void count_codes(const std::int8_t* codes, std::int64_t count, int bits, CodeCounts& counts);

/// True where counting codes by scale beats counting the dequantized values one by one.
bool pays_to_count_codes(const formats::IntegerMatrix& matrix);

/// Adds the dequantized values of rows [first, first + count) by counting codes a scale at a time.
void count_rows(const formats::IntegerMatrix& matrix, std::int64_t first, std::int64_t count,
                statistics::ValueCounts& values);

/// Adds f32 values one by one; `values` has the key f32_top18.
void count_values(const float* x, std::int64_t count, statistics::ValueCounts& values);

}  // namespace quantscope::study
