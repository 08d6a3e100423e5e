#pragma once

#include <vector>

#include "core/base/parameter.h"
#include "core/methods/site.h"

namespace quantscope::methods {

/// QLLM's parameters, theta with the widest range that is accepted; then those of the shared quantizer, with
/// the released defaults (asymmetric, weights per channel, inputs per token).
std::vector<base::ParameterSpec> qllm_parameters();

/// Narrows theta to what changes something at this site: from the value that doubles the channels to the
/// largest channel maximum; starts at default_theta().
void bound_theta(base::ParameterSpec& theta, const Site& site);

/// The smallest theta, to three digits, that adds at most 1 % of the channels (or one channel).
double default_theta(const Site& site);

/// Largest channel maximum of the input; 0 where nothing is known.
double largest_maximum(const Site& site);

/// A positive value rounded up to three digits.
double rounded_up(double value);

}  // namespace quantscope::methods
