#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/double_double.h"
#include "core/statistics/value_counts.h"

namespace quantscope::statistics {

/// Population moments of n values.
struct Moments {
  double mean = 0;
  double standard_deviation = 0;
  double skewness = 0;  ///< m3 / m2^1.5; 0 where all values are equal
  double kurtosis = 0;  ///< m4 / m2²; 0 where all values are equal
};

/// Of the midpoints of cells; exact where the cells are.
Moments moments_of(const std::vector<ValueCounts::Cell>& cells);

/// Sums of powers of many values, gathered a chunk at a time as sums about the chunk's own centre, so that
/// neither a large mean nor the order of the chunks costs accuracy.
class PowerSums {
 public:
  /// Values of a chunk must be divided by 2^scale() before their sums are taken; large for f64 beyond the
  /// range where fourth powers are doubles, else 0. Raises the scale to what `absmax` asks for.
  int scale_for(double absmax);

  /// n values (divided by 2^scale()) with Σ(x−centre)^k = sums[k−1], k = 1 … 4.
  void add(std::uint64_t n, double centre, const double (&sums)[4]);
  void merge(const PowerSums& other);
  Moments moments() const;

 private:
  using Powers = DoubleDouble[4];
  void raise_scale(int scale);
  void add_about(std::uint64_t n, double centre, const Powers& sums);

  std::uint64_t n_ = 0;
  int scale_ = lowest_scale;
  double pivot_ = 0;  // the first chunk's centre, scaled like the sums
  Powers power_;      // Σ(x − pivot)^k

  static constexpr int lowest_scale = -1100;
};

}  // namespace quantscope::statistics
