#pragma once

#include <cstdint>

namespace quantscope::model {

/// Sums over windows from which a mean over predictions and its standard error follow. A window gives S, the
/// sum of a figure over its predictions, and n, their number.
class WindowSums {
 public:
  void add(double sum, std::int64_t predictions);
  std::int64_t predictions() const { return predictions_; }
  double mean() const;  ///< R = ΣS/Σn; 0 where nothing was added
  /// √(W/(W−1) · Σ(S − R·n)²)/Σn, Cochran, Sampling Techniques, §6.4 (without the correction for a finite
  /// population); 0 with less than two windows.
  double standard_error() const;

 private:
  std::int64_t windows_ = 0, predictions_ = 0;
  double sum_ = 0, sum_squared_ = 0, sum_by_predictions_ = 0, predictions_squared_ = 0;
};

}  // namespace quantscope::model
