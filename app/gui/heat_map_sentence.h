#pragma once

#include <QString>
#include <vector>

#include "app/gui/heat_map_source.h"

namespace quantscope::gui {

/// Words for rows and columns of a map.
struct HeatMapWords {
  QString row, column;  ///< singular: "token", "channel"
};
HeatMapWords heat_map_words(const HeatMapResult& result);

/// What the map shows now, with figures: massive values and who holds them, or the largest value and how far
/// it stands out; what the outlier channels hold; what is not finite; that rows are a sample.
QString heat_map_sentence(const HeatMapResult& result, const std::vector<int>& outliers);

}  // namespace quantscope::gui
