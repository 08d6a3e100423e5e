#pragma once

#include <vector>

#include "core/study/analysis.h"
#include "widgets/metric_table.h"

namespace quantscope::gui {

/// The error figures of a setting beside those of the one before (either may be null).
std::vector<widgets::MetricRow> metric_rows(const study::AnalysisResult* before,
                                            const study::AnalysisResult* after);

/// "4.25 bits per weight" with its parts, for a tooltip: codes, scales, …; the operations of one token.
QString cost_text(const study::AnalysisResult& result);

}  // namespace quantscope::gui
