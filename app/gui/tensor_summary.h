#pragma once

#include <QString>

#include "core/statistics/tensor_statistics.h"

namespace quantscope::gui {

/// The few figures of a tensor that the navigator shows and sorts by.
struct TensorSummary {
  double absmax = 0;
  double outlier_ratio = 0;  ///< largest channel absmax over the median one
  double kurtosis = 0;
  double badness = 0;  ///< [0, 1], see badness_of()
  qint64 outlier_channels = 0;
  quint64 not_finite = 0;
  QString problem;  ///< why the tensor could not be read; empty where it could
};

/// log10(outlier ratio)/2 within [0, 1]: 0 where all channels are alike, 1 from a ratio of 100 on.
double badness_of(double outlier_ratio);
TensorSummary summary_of(const statistics::TensorStatistics& statistics);

}  // namespace quantscope::gui
