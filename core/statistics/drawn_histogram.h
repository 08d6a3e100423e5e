#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/statistics/value_counts.h"

namespace quantscope::statistics {

enum class ValueScale {
  linear,
  logarithmic,           ///< of |x|; values of magnitude below the range are counted in `below`
  symmetric_logarithmic  ///< asinh(x / linear_width): linear around zero, logarithmic outside
};

enum class BinRule { number, width, square_root, rice, sturges, doane, scott, freedman_diaconis };

struct BinOptions {
  ValueScale scale = ValueScale::linear;
  BinRule rule = BinRule::number;
  double number = 200;  ///< of bins (rule number)
  double width = 0;     ///< in data units, linear scale only (rule width)
  /// Range in data units; where low >= high, robust_range() of the values.
  double low = 0, high = 0;
  double linear_width = 0;  ///< of the symmetric logarithmic scale; 0 = the median of |x|

  bool operator==(const BinOptions&) const = default;
};

/// Bins of a histogram, ready to draw.
struct DrawnHistogram {
  std::vector<double> edges;  ///< bins + 1, ascending, data units
  std::vector<double>
      counts;  ///< values in [edges[i], edges[i+1]); the last bin is closed. Fractions where a cell is cut.
  std::vector<double>
      mass;  ///< Σ x² of the bin over Σ x² of all finite values: where the energy (and the error) lies
  double below = 0, above = 0;  ///< finite values outside the range: nothing vanishes silently
  /// "1 value beyond the range, up to 1e+20" (a range of the caller's own is not commented), "bins limited to
  /// 4096", "3 zeros left out" (logarithmic scale; they are counted in `below`), joined by "; "; else empty.
  std::string note;
};

/// Range that one absurd value does not stretch: all values, but on either side no further than 1.5 × the
/// range between the quantiles p and 1 − p beyond these quantiles, all measured on the scale; p = 10/n, at
/// least 1e-5 and at most 1/4 (Tukey's fences). Finite, low < high for any input. Zeros are no values of a
/// logarithmic scale.
struct ValueRange {
  double low = 0, high = 0;
};
ValueRange robust_range(const ValueCounts& counts, ValueScale scale);

/// Number of bins that a rule gives for these values and range, in [1, 4096]. The rules are those of NumPy
/// (rounded up), on positions of the scale; where a width would be 0, Sturges' rule.
int bin_number(const ValueCounts& counts, const BinOptions& options);

DrawnHistogram draw_histogram(const ValueCounts& counts, const BinOptions& options);

}  // namespace quantscope::statistics
