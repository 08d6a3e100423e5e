#pragma once

#include <vector>

#include "core/base/parameter.h"
#include "core/formats/integer_matrix.h"

namespace quantscope::methods {

/// The integer quantizer that most methods share: what is done to the weights and to the input.
struct QuantizerOptions {
  formats::IntegerMatrixOptions weight;      ///< format.bits 16 = left alone
  formats::IntegerMatrixOptions activation;  ///< format.bits 16 = left alone; row = one scale a token
  /// The activation's range is that of the calibration set, the same for every token.
  bool static_activation = false;

  bool quantizes_weights() const { return weight.format.bits <= 8; }
  bool quantizes_activations() const { return activation.format.bits <= 8; }
};

/// What a method wants the shared parameters to start from.
struct QuantizerDefaults {
  int weight_bits = 4;
  bool weight_symmetric = true;
  int activation_bits = 8;
  bool activation_symmetric = true;
};

/// weight_bits, activation_bits (2–8, 16 = left alone), weight_symmetric, activation_symmetric,
/// weight_granularity (tensor, channel, group), group_size, activation_granularity (tensor, token, static),
/// clip and clip_percentile (of the weights), activation_clip and activation_clip_percentile.
std::vector<base::ParameterSpec> quantizer_parameters(const QuantizerDefaults& defaults);

/// Reads them from completed values. `asymmetric_rule` is how a method derives an asymmetric scale.
QuantizerOptions quantizer_options(const base::ParameterValues& completed,
                                   formats::RangeRule asymmetric_rule);

}  // namespace quantscope::methods
