#include "app/gui/tensor_summary.h"

#include <algorithm>
#include <cmath>

namespace quantscope::gui {

double badness_of(double outlier_ratio) {
  if (!(outlier_ratio > 1)) return 0;
  return std::min(1.0, std::log10(outlier_ratio) / 2);
}

TensorSummary summary_of(const statistics::TensorStatistics& statistics) {
  TensorSummary summary;
  summary.absmax = statistics.absmax;
  summary.outlier_ratio = statistics.outlier.outlier_ratio;
  summary.kurtosis = statistics.kurtosis;
  summary.badness = badness_of(summary.outlier_ratio);
  summary.outlier_channels = static_cast<qint64>(statistics.outlier.outlier_channels.size());
  summary.not_finite = statistics.nan + statistics.infinite;
  return summary;
}

}  // namespace quantscope::gui
