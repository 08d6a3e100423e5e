#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/key_value_cache.h"

namespace quantscope::kernels {

// Blocks of 64 keys or values between the formats of the cache and f32; see KeyValueCache::State for their
// order.

/// A packed block to f32, [depth][lanes]. Integer codes are scaled by token: tokens are the lanes of keys and
/// the depth of values.
struct PackedBlock {
  const std::byte* codes = nullptr;
  CacheFormat format = CacheFormat::f16;
  std::int64_t depth = 0, lanes = 0;
  bool keys = false;
  const float* scales = nullptr;  ///< [64], of integer formats
  const float* minima = nullptr;
};
void unpack_block(const PackedBlock& block, float* out);
void unpack_block_scalar(const PackedBlock& block, float* out);

/// A block of f32 to symmetric codes of 2 … 8 bits, one scale a token, half to even: code = round(value /
/// scale), scale = max|value| / (2^(bits−1) − 1). Written as the int8 format stores codes, 128 more than they
/// are; `depth` is filled up to groups of 4 with 128. A token with a NaN or an infinity gets the scale NaN.
struct FloatBlock {
  const float* values = nullptr;  ///< [depth][lanes]
  std::int64_t depth = 0, lanes = 0;
  bool keys = false;
};
void quantize_block(const FloatBlock& block, int bits, std::byte* codes, float* scales);
void quantize_block_scalar(const FloatBlock& block, int bits, std::byte* codes, float* scales);

/// One row of f32 to symmetric codes, as above, filled up with 0 to `padded`; returns the scale.
float quantize_row(const float* row, std::int64_t count, std::int64_t padded, int bits, std::int8_t* codes);

}  // namespace quantscope::kernels
