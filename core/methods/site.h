#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/formats/integer_format.h"
#include "core/tensor/tensor.h"

namespace quantscope::methods {

/// A linear layer fed by the site's input.
struct Consumer {
  std::string name;
  tensor::Tensor weights;  ///< [out_features, in_features], any float type
  /// Range of the whole weight tensor, where `weights` is a sample of its rows (and for tensor granularity
  /// elsewhere).
  std::optional<formats::Range> whole_range;
};

/// The unit that a method works on: one activation tensor and the linear layers that it feeds. May have no
/// consumers (an activation looked at alone) and may know nothing of its input (a weight looked at alone).
struct Site {
  std::string name;
  std::vector<Consumer> consumers;
  calibration::InputKnowledge input;
  /// Rows of weights and tokens of samples are a stratified part of the whole: results are a preview.
  bool sampled = false;

  /// From the consumers, else from the input's ranges or samples.
  std::int64_t in_features() const;
};

/// At most `weight_values` weights of each consumer (whole rows, evenly spread, at least 8) and
/// `input_values` of the input samples (whole tokens, evenly spread, at least 8). Channel ranges stay those
/// of the whole input. Returns the site itself, not marked sampled, where it is small enough.
Site sampled_site(const Site& site, std::int64_t weight_values, std::int64_t input_values);

}  // namespace quantscope::methods
