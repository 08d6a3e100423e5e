#include "core/kernels/float_matmul.h"
#include "core/kernels/matmul_shapes.h"

namespace quantscope::kernels {

tensor::Matrix matmul_transposed_scalar(const tensor::Matrix& a, const tensor::TensorView& b) {
  check_product(tensor::MatrixShape{a.rows(), a.columns()}, {b.rows, b.columns});
  const tensor::Matrix values = tensor::to_matrix(b);
  tensor::Matrix result(a.rows(), b.rows);
  for (std::int64_t m = 0; m < a.rows(); ++m) {
    for (std::int64_t n = 0; n < b.rows; ++n) {
      double sum = 0;
      for (std::int64_t k = 0; k < a.columns(); ++k) sum += static_cast<double>(a(m, k)) * values(n, k);
      result(m, n) = static_cast<float>(sum);
    }
  }
  return result;
}

}  // namespace quantscope::kernels
