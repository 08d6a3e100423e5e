#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace quantscope::statistics {

/// n f32 values as doubles.
void widen(const float* in, std::int64_t n, double* out);

/// What one look over a chunk of doubles tells.
struct ChunkScan {
  double minimum;
  double maximum;
  double sum;
  std::uint64_t zeros;
  bool all_finite;  ///< the other members are meaningless where this is false
};

/// n ≥ 1 values.
ChunkScan scan_chunk(const double* x, std::int64_t n);
/// Σ(x−centre)^k for k = 1 … 4; n finite values.
void central_sums(const double* x, std::int64_t n, double centre, double (&sums)[4]);
/// Top 18 bits of the value's f32 pattern, rounded towards zero, finite for finite values.
inline std::uint32_t top18_key(double x) {
  const float rounded = static_cast<float>(x);
  const bool beyond = std::abs(static_cast<double>(rounded)) > std::abs(x);
  return (std::bit_cast<std::uint32_t>(rounded) - beyond) >> 14;
}
/// The same of n finite values.
void top18_keys(const double* x, std::int64_t n, std::uint32_t* keys);
/// One row into its columns' extrema and Σx²; n finite values.
void fold_row(const double* x, std::int64_t n, double* minimum, double* maximum, double* square);

}  // namespace quantscope::statistics
