#pragma once

#include <vector>

#include "core/study/analysis.h"

namespace quantscope::study {

/// The values of these input channels of the subject alone, before any method: columns of the weights, or of
/// the captured input. Nothing is counted where only maxima of the input are known. Throws base::Error for a
/// channel that the subject does not have, base::Cancelled.
statistics::ValueCounts channel_values(const PreparedSite& site, const Subject& subject,
                                       const std::vector<int>& channels, const base::Job& job = {});

}  // namespace quantscope::study
