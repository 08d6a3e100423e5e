#include "core/kernels/matmul_shapes.h"

#include "core/base/error.h"

namespace quantscope::kernels {

void check_product(tensor::MatrixShape x, tensor::MatrixShape weights) {
  if (x.columns != weights.columns)
    throw base::Error("an input of " + std::to_string(x.columns) + " channels does not fit weights " +
                          tensor::shape_text({weights.rows, weights.columns}),
                      "matrix product", "both need the same number of columns");
}

void check_product(const formats::IntegerMatrix& x, tensor::MatrixShape weights) {
  check_product(x.shape, weights);
  if (x.granularity == formats::Granularity::group)
    throw base::Error("activations with scales per group of channels", "matrix product",
                      "use one scale per tensor or per token");
}

}  // namespace quantscope::kernels
