#pragma once

#include <memory>
#include <optional>

#include "core/statistics/drawn_histogram.h"

namespace quantscope::gui {

/// The histogram of a tensor before and after, on the same bins.
struct DrawnPair {
  std::shared_ptr<const statistics::DrawnHistogram> original;
  std::optional<statistics::DrawnHistogram> now;
  statistics::BinOptions bins;  ///< with the range and the linear width in force
};

/// Draws `original`, and `now` (may be null) on its bins; counts of a sample are scaled up to the whole.
/// Hands back the earlier drawing of the original where neither it nor the bins changed. Not for the GUI
/// thread: a few milliseconds.
class HistogramDrawing {
 public:
  DrawnPair draw(const std::shared_ptr<const statistics::ValueCounts>& original,
                 const statistics::ValueCounts* now, const statistics::BinOptions& bins);

 private:
  std::shared_ptr<const statistics::ValueCounts> last_original_;
  statistics::BinOptions last_bins_;
  DrawnPair last_;
};

}  // namespace quantscope::gui
