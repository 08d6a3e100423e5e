#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/calibration/product_sums.h"

namespace quantscope::calibration {

/// Streams a layer's input and keeps ranges and means by channel, and XᵀX where asked for. What is kept does
/// not depend on how the tokens were cut into matrices, nor on the number of threads.
class InputAccumulator {
 public:
  InputAccumulator(std::int64_t channels, bool hessian);
  /// x [tokens, channels]. Values that are not finite do not widen ranges and count as 0 in the sums. Throws
  /// base::Error where the channels differ, base::Cancelled (then the accumulator is worthless).
  void add(const tensor::Matrix& x, const base::Job& job = {});

  std::int64_t tokens() const { return tokens_; }
  std::int64_t not_finite() const { return not_finite_; }  ///< values so far
  /// Everything but samples. The sums of products are given up: call it once.
  InputKnowledge take(const base::Job& job = {});

 private:
  std::vector<float> minimum_, maximum_;
  std::vector<double> squares_, magnitudes_;
  std::vector<std::int64_t> not_finite_by_channel_;
  std::int64_t tokens_ = 0, not_finite_ = 0;
  std::optional<ProductSums> products_;
};

}  // namespace quantscope::calibration
