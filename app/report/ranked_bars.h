#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "widgets/chart_frame.h"

namespace quantscope::report {

/// Horizontal bars with a name each, the first on top; those above `limit` in the colour of outliers.
struct RankedBars {
  std::vector<QString> names;
  std::vector<double> values;  ///< > 0; on a logarithmic axis
  double limit = 0;            ///< a dashed line, labelled
  QString limit_label;
  QString value_name;
};
std::unique_ptr<widgets::ChartFrame> ranked_bars(const RankedBars& bars);

}  // namespace quantscope::report
