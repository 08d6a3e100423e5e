#pragma once

#include "app/gui/compare_page_pooling.h"
#include "widgets/bar_chart_view.h"
#include "widgets/scatter_view.h"

namespace quantscope::gui {

/// What stands together on the x axis of the bars.
enum class CompareGrouping { layer, run };

/// The shown metric as bars. By layer: groups are the weights, series the runs; by run the other way round,
/// the worst run first where `runs_in_order` is not the order of pinning.
widgets::BarChartData bar_data(const ShownComparison& shown, CompareGrouping grouping,
                               const std::vector<int>& runs_in_order);

/// Error against bits per weight: one point a run, with the Pareto front …
widgets::ScatterData pooled_scatter(const ShownComparison& shown, const PooledComparison& pooled);
/// … or one a run and weight; points of the selected weight are joined. `cells` gets run and weight of each.
widgets::ScatterData cell_scatter(const ShownComparison& shown, std::vector<std::pair<int, int>>& cells);

}  // namespace quantscope::gui
