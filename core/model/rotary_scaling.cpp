#include "core/model/rotary_scaling.h"

#include <algorithm>
#include <numbers>

#include "core/kernels/rotary_embedding.h"

namespace quantscope::model {

std::vector<double> rotary_frequencies(const ModelConfig& config) {
  std::vector<double> frequencies = kernels::rotary_frequencies(config.rope_theta, config.head_size);
  const RotaryScaling& scaling = config.rotary_scaling;
  for (double& frequency : frequencies) {
    double kept = scaling.kind == RotaryScaling::Kind::none ? 1 : 0;
    if (scaling.kind == RotaryScaling::Kind::llama3) {
      const double turns = scaling.original_context * frequency / (2 * std::numbers::pi);
      const double span = scaling.high_frequency_factor - scaling.low_frequency_factor;
      kept = std::clamp((turns - scaling.low_frequency_factor) / span, 0.0, 1.0);
    }
    frequency *= kept + (1 - kept) / scaling.factor;
  }
  return frequencies;
}

}  // namespace quantscope::model
