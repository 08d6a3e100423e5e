#pragma once

#include <cstdint>

#include "core/hardware/model_shape.h"

namespace quantscope::hardware {

// Arithmetic that fits on a slide: what the tables of phase_operators() must agree with.

/// Multiplications for one token in one layer of a block with four H × H projections and a feed-forward of
/// 4 H: 12 H² + 2 L H, L the context (4 H² attention, 8 H² feed-forward, 2 L H for QKᵀ and PV).
double multiplications_per_token_and_layer(double hidden_size, double context);

/// ⌈bytes / capacity⌉.
std::int64_t devices_needed(double bytes, double capacity_bytes);

/// Operations for each byte at which both roofs meet.
double ridge_point(double operations_per_second, double bytes_per_second);

/// Tokens at which a linear layer turns from memory- to compute-bound when only weights count: 2·b operations
/// for each weight of w/8 bytes reach the ridge at b = ridge · w / 16.
double batch_at_ridge(double ridge, double weight_bits);

/// The same with the layer's input and output counted, bytes = in·out·w/8 + b·(in·a/8 + out·2): the b at
/// which 2·in·out·b = ridge · bytes; infinite where activations alone keep the layer below the ridge.
double batch_at_ridge(double ridge, double weight_bits, double activation_bits, double in_features,
                      double out_features);

/// Operations for each byte of the cache in decode attention, whatever the batch: 2·(heads / kv heads) over
/// kv/8 bytes for each element: 1 for f16 without groups.
double decode_attention_intensity(const ModelShape& shape, double key_value_bits);

}  // namespace quantscope::hardware
