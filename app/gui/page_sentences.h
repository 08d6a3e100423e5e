#pragma once

#include <QString>
#include <optional>
#include <utility>

#include "core/statistics/drawn_histogram.h"
#include "core/statistics/tensor_statistics.h"
#include "core/study/analysis.h"

namespace quantscope::gui {

/// Share of the values, and of Σx², in [low, high] of a drawn histogram; bins that the limits cut count in
/// part.
struct RangeShare {
  double values = 0;
  double energy = 0;
};
RangeShare share_in_range(const statistics::DrawnHistogram& histogram, double low, double high);

/// What the histogram shows before any setting.
QString original_sentence(const statistics::TensorStatistics& statistics);
/// What the setting did to the values.
QString setting_sentence(const study::AnalysisResult& result);
/// What lies in the brushed range; `channels` of `all` have their largest magnitude in it.
QString range_sentence(const RangeShare& share, double low, double high, qint64 channels, qint64 all);

/// What the channel profile shows: channels above the limit, what became of them and where the error lies.
struct ProfileFacts {
  qint64 marked = 0, channels = 0;
  QString limit;  ///< "theta = 6.2", "6 × median"
  double factor = 6;
  const study::AnalysisResult* result = nullptr;  ///< may be null
};
QString profile_sentence(const ProfileFacts& facts);

/// "piece of channel 131, split in 3", "channels 7 and 512 merged"; empty where unchanged.
QString origin_text(const methods::KernelChannel& channel);

}  // namespace quantscope::gui
