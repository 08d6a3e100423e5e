#pragma once

#include <vector>

#include "core/model/model_config.h"

namespace quantscope::model {

/// Radians a position of each pair of a head's values, [head_size / 2]: theta^(−2i/head_size), scaled as the
/// configuration says. Llama 3.1: a wave that turns more than high_frequency_factor times within the original
/// context is kept, one that turns less than low_frequency_factor times is divided by the factor, with a
/// linear mixture between.
std::vector<double> rotary_frequencies(const ModelConfig& config);

}  // namespace quantscope::model
