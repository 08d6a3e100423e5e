#include "core/hardware/tensor_contraction.h"

#include <cmath>

namespace quantscope::hardware {

AxisMapping best_mapping(const TensorContraction& part, const ProductShape& product) {
  const double units = part.slices.value * part.width.value;
  const auto rounded = [](double axis, double parts) { return std::ceil(axis / parts) * parts; };
  AxisMapping best;
  for (double a = 1; a <= units; a *= 2)
    for (double b = 1; a * b <= units; b *= 2) {
      const double c = units / (a * b);
      const double computed = rounded(product.m, a) * rounded(product.n, b) * rounded(product.k, c);
      const double utilisation = product.m * product.n * product.k / computed;
      if (utilisation > best.utilisation) best = {a, b, c, utilisation};
    }
  return best;
}

}  // namespace quantscope::hardware
