#pragma once

#include "core/statistics/drawn_histogram.h"

namespace quantscope::statistics {

/// Between data units and the scale on which bins are equally wide.
class ValueAxis {
 public:
  /// `linear_width` of the symmetric logarithmic scale; 0 or less = the median of |x|.
  ValueAxis(const ValueCounts& counts, ValueScale scale, double linear_width = 0);

  /// Data to scale; a logarithmic scale takes x > 0 only.
  double position(double x) const;
  double value(double position) const;

 private:
  ValueScale scale_;
  double linear_width_ = 1;
};

/// The cells that a scale shows, ascending: all values, or the magnitudes above 0 on a logarithmic scale.
std::vector<ValueCounts::Cell> shown_cells(const ValueCounts& counts, ValueScale scale);

}  // namespace quantscope::statistics
