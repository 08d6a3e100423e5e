#include "core/methods/quantized_linear.h"

namespace quantscope::methods {

double Cost::storage_bits() const {
  double bits = 0;
  for (const Part& part : storage) bits += part.bits;
  return bits;
}

tensor::Matrix QuantizedLinear::dequantized() const {
  tensor::Matrix result(shape().rows, shape().columns);
  dequantize_rows(0, result.rows(), result.values().data());
  return result;
}

double QuantizedLinear::bits_per_weight() const {
  const double weights = static_cast<double>(shape().rows) * static_cast<double>(shape().columns);
  return weights > 0 ? cost().storage_bits() / weights : 0;
}

}  // namespace quantscope::methods
