#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/key_value_cache.h"

namespace quantscope::kernels {

// Rows of single tokens into blocks of the cache; see KeyValueCache::State for the order of a block.

struct RowRange {
  float scale = 0, minimum = 0;
};

/// Asymmetric codes 0 … largest of a row: scale = (max − min) / largest, code = round((value − min) / scale),
/// half to even. All codes are 0 for a constant row; minimum NaN where a value is not finite.
RowRange quantize_asymmetric(const float* row, std::int64_t count, int largest, std::uint8_t* codes);
RowRange quantize_asymmetric_scalar(const float* row, std::int64_t count, int largest, std::uint8_t* codes);

/// A row as token `at` of a block of f32 or f16.
void store_float_row(const float* row, std::int64_t count, CacheFormat format, bool keys, std::int64_t at,
                     std::byte* block);
/// Codes as token `at` of a block of int8 or int4, whose place must be 0. `codes` goes on for 8 zeros.
void store_code_row(const std::uint8_t* codes, std::int64_t count, CacheFormat format, bool keys,
                    std::int64_t at, std::byte* block);

}  // namespace quantscope::kernels
