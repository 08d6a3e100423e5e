#pragma once

#include <QString>

#include "app/gui/compare_page_pooling.h"

namespace quantscope::gui {

QString label_of(const study::ComparisonMetric& metric);

/// Which run is best and what it gains over the baseline, or over the next best: "qllm W4A4 is best on 31 of
/// 42 layers; against rtn W4A4 it gains 1.9 dB for 0.04 bits more per weight."
QString best_sentence(const ShownComparison& shown, const PooledComparison& pooled);
/// Which runs no other beats in error and bits per weight.
QString front_sentence(const ShownComparison& shown, const PooledComparison& pooled);
/// What the points of layers and runs show of the selected layer, or over what they range.
QString points_sentence(const ShownComparison& shown);
/// How many cells could not be computed, and why the first of them; empty where all could.
QString problems_sentence(const ShownComparison& shown);
/// "about 3 min", "about 20 s".
QString duration_text(double seconds);

}  // namespace quantscope::gui
