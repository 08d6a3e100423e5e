#include "core/hardware/closed_forms.h"

#include <cmath>
#include <limits>

namespace quantscope::hardware {

double multiplications_per_token_and_layer(double hidden_size, double context) {
  return 12 * hidden_size * hidden_size + 2 * context * hidden_size;
}

std::int64_t devices_needed(double bytes, double capacity_bytes) {
  return static_cast<std::int64_t>(std::ceil(bytes / capacity_bytes));
}

double ridge_point(double operations_per_second, double bytes_per_second) {
  return operations_per_second / bytes_per_second;
}

double batch_at_ridge(double ridge, double weight_bits) {
  return ridge * weight_bits / 16;
}

double batch_at_ridge(double ridge, double weight_bits, double activation_bits, double in_features,
                      double out_features) {
  const double weights = in_features * out_features;
  const double per_token = in_features * activation_bits / 8 + out_features * 2;
  const double slope = 2 * weights - ridge * per_token;
  if (slope <= 0) return std::numeric_limits<double>::infinity();
  return ridge * weights * weight_bits / 8 / slope;
}

double decode_attention_intensity(const ModelShape& shape, double key_value_bits) {
  const double group = static_cast<double>(shape.heads) / static_cast<double>(shape.key_value_heads);
  return 2 * group / (key_value_bits / 8);
}

}  // namespace quantscope::hardware
