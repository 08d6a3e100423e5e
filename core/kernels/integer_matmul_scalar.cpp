#include <algorithm>

#include "core/base/error.h"
#include "core/kernels/integer_matmul.h"
#include "core/kernels/matmul_shapes.h"

namespace quantscope::kernels {

tensor::Matrix integer_matmul_scalar(const formats::IntegerMatrix& x, const formats::IntegerMatrix& weights) {
  check_product(x, weights.shape);
  const std::int64_t in = weights.shape.columns;
  tensor::Matrix y(x.shape.rows, weights.shape.rows);
  for (std::int64_t t = 0; t < y.rows(); ++t) {
    for (std::int64_t o = 0; o < y.columns(); ++o) {
      double sum = 0;
      for (std::int64_t first = 0; first < in; first += weights.group_size) {
        const formats::AffineScale s_x = x.scale_at(t, first);
        const formats::AffineScale s_w = weights.scale_at(o, first);
        std::int64_t products = 0;
        for (std::int64_t i = first; i < std::min(in, first + weights.group_size); ++i) {
          const std::int64_t q_x = x.codes[static_cast<std::size_t>(t * in + i)];
          const std::int64_t q_w = weights.codes[static_cast<std::size_t>(o * in + i)];
          products += (q_x - s_x.zero_point) * (q_w - s_w.zero_point);
        }
        sum += static_cast<double>(s_x.scale) * s_w.scale * static_cast<double>(products);
      }
      y(t, o) = static_cast<float>(sum);
    }
  }
  return y;
}

tensor::Matrix float_integer_matmul_scalar(const tensor::Matrix& x, const formats::IntegerMatrix& weights) {
  check_product(tensor::MatrixShape{x.rows(), x.columns()}, weights.shape);
  const std::int64_t in = weights.shape.columns;
  tensor::Matrix y(x.rows(), weights.shape.rows);
  for (std::int64_t t = 0; t < y.rows(); ++t) {
    for (std::int64_t o = 0; o < y.columns(); ++o) {
      double sum = 0;
      for (std::int64_t i = 0; i < in; ++i) {
        const auto code = weights.codes[static_cast<std::size_t>(o * in + i)];
        sum += static_cast<double>(x(t, i)) * dequantize(weights.scale_at(o, i), code);
      }
      y(t, o) = static_cast<float>(sum);
    }
  }
  return y;
}

}  // namespace quantscope::kernels
