#pragma once

#include <QString>
#include <vector>

#include "widgets/chart_frame.h"

namespace quantscope::gui {

/// Horizontal bars with a name each, the first on top; those above `limit` in the colour of outliers.
struct RankedBars {
  std::vector<QString> names;
  std::vector<double> values;
  double limit = 0;
  QString value_name;
  bool logarithmic = false;
};
void draw_ranked_bars(widgets::ChartFrame& frame, const RankedBars& bars);

/// One line a setting over the layers; points that are not known leave a gap (NaN).
struct LayerLines {
  std::vector<QString> layers;
  std::vector<QString> settings;
  std::vector<std::vector<double>> values;  ///< by setting, by layer
  QString value_name;
};
void draw_layer_lines(widgets::ChartFrame& frame, const LayerLines& lines);

}  // namespace quantscope::gui
