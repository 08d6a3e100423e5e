#include "app/gui/histogram_drawing.h"

#include <cmath>

namespace quantscope::gui {
DrawnPair HistogramDrawing::draw(const std::shared_ptr<const statistics::ValueCounts>& original,
                                 const statistics::ValueCounts* now, const statistics::BinOptions& bins) {
  if (original != last_original_ || !last_.original || bins != last_bins_) {
    statistics::BinOptions options = bins;
    if (options.scale == statistics::ValueScale::symmetric_logarithmic && !(options.linear_width > 0)) {
      const double median = statistics::absolute_quantiles(*original, {0.5}).front();
      options.linear_width = std::isfinite(median) && median > 0 ? median : 1;
    }
    last_.original =
        std::make_shared<const statistics::DrawnHistogram>(statistics::draw_histogram(*original, options));
    last_original_ = original;
    last_bins_ = bins;
    options.rule = statistics::BinRule::number;
    options.number = static_cast<double>(last_.original->edges.size()) - 1;
    options.low = last_.original->edges.front();
    options.high = last_.original->edges.back();
    last_.bins = options;
  }
  DrawnPair pair = last_;
  if (now && now->finite() > 0) {
    pair.now = statistics::draw_histogram(*now, pair.bins);
    const double factor = static_cast<double>(original->finite()) / static_cast<double>(now->finite());
    if (factor != 1) {
      for (double& count : pair.now->counts) count *= factor;
      pair.now->below *= factor;
      pair.now->above *= factor;
    }
  }
  return pair;
}

}  // namespace quantscope::gui
