#pragma once

#include <deque>
#include <utility>

#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// Tokens laid out once for all weights whose columns are grouped alike.
template <typename Tokens>
class TokensByLayout {
 public:
  /// `lay_out()` gives them where these weights are the first of their grouping. Stays where it is.
  template <typename LayOut>
  const Tokens& for_weights(const PackedWeights::State& weights, const LayOut& lay_out) {
    for (const auto& [layout, tokens] : laid_out_)
      if (same_columns(*layout, weights)) return tokens;
    return laid_out_.emplace_back(&weights, lay_out()).second;
  }

 private:
  std::deque<std::pair<const PackedWeights::State*, Tokens>> laid_out_;
};

}  // namespace quantscope::kernels
