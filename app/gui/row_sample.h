#pragma once

#include <vector>

#include "app/gui/document.h"
#include "core/base/job.h"
#include "core/methods/site.h"

namespace quantscope::gui {

/// A site too large for memory: of every tensor only rows (of input-major weights, columns; of inputs,
/// tokens) spread evenly over it in blocks, at most `bytes` together. Marked as sampled. Throws base::Error,
/// base::Cancelled.
methods::Site load_row_sample(const Document& document, const calibration::SitePlan& plan,
                              const std::vector<int>& consumers, std::uint64_t bytes, const base::Job& job);

}  // namespace quantscope::gui
