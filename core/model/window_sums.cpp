#include "core/model/window_sums.h"

#include <algorithm>
#include <cmath>

namespace quantscope::model {

void WindowSums::add(double sum, std::int64_t predictions) {
  const double n = static_cast<double>(predictions);
  ++windows_;
  predictions_ += predictions;
  sum_ += sum;
  sum_squared_ += sum * sum;
  sum_by_predictions_ += sum * n;
  predictions_squared_ += n * n;
}

double WindowSums::mean() const {
  return predictions_ > 0 ? sum_ / static_cast<double>(predictions_) : 0;
}

double WindowSums::standard_error() const {
  if (windows_ < 2) return 0;
  const double ratio = mean(), windows = static_cast<double>(windows_);
  const double spread = sum_squared_ - 2 * ratio * sum_by_predictions_ + ratio * ratio * predictions_squared_;
  return std::sqrt(windows / (windows - 1) * std::max(0.0, spread)) / static_cast<double>(predictions_);
}

}  // namespace quantscope::model
