#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/key_value_cache.h"

namespace quantscope::kernels {

/// out[r][lane] = factors[r] · out[r][lane] + Σ_k x[r][k] · b[k][lane] for few rows, `lanes` columns and a
/// short depth: the two products of attention, with blocks of keys and values in any format of the cache.
/// Codes of integer formats count as numbers 0 … 255 or 0 … 15. Vectorized, register-blocked, in f32 in the
/// order of k (the packed formats unpack in registers, which pays while rows are few).
struct RowProduct {
  const float* x =
      nullptr;  ///< [rows] at a stride; of integer formats the depth is filled up to whole groups
  std::int64_t x_stride = 0;
  int rows = 0;
  const std::byte* b = nullptr;  ///< [depth, or its groups of 4 (int8) or 8 (int4)][b_stride]
  CacheFormat format = CacheFormat::f32;
  std::int64_t b_stride = 0;  ///< lanes from one row to the next
  std::int64_t depth = 0;
  std::int64_t lanes = 0;  ///< up to 15 more are read from b and written to out
  float* out = nullptr;
  std::int64_t out_stride = 0;
  const float* factors = nullptr;  ///< null: out is overwritten
};
void multiply_rows(const RowProduct& product);

/// The same by plain loops.
void multiply_rows_scalar(const RowProduct& product);

/// Exact sums of products of codes, out[r][lane] = Σ_k x[r][k] · b[k][lane], in int32.
struct CodeProduct {
  /// Queries are s8 and keys as they are stored, 0 … 255 or 0 … 15. Probabilities are u8 and values 128 less
  /// than they are stored for int8, or as they are stored for int4.
  enum class Kind { keys, values };
  Kind kind = Kind::keys;
  const std::uint8_t* x = nullptr;  ///< bytes of the codes, the depth filled up to groups with zeros
  std::int64_t x_stride = 0;
  int rows = 0;
  const std::byte* b = nullptr;
  CacheFormat format = CacheFormat::int8;
  std::int64_t b_stride = 0, depth = 0, lanes = 0;  ///< as above
  std::int32_t* out = nullptr;
  std::int64_t out_stride = 0;
};
/// depth ≤ 65536, so that int32 holds every sum.
void multiply_codes(const CodeProduct& product);
void multiply_codes_scalar(const CodeProduct& product);

/// Code k of a lane in a packed block.
int code_at(const std::byte* b, CacheFormat format, std::int64_t b_stride, std::int64_t k, std::int64_t lane);

}  // namespace quantscope::kernels
