#pragma once

#include <cstdint>

namespace quantscope::kernels {

/// out[r][lane] = factors[r] · out[r][lane] + Σ_k x[r][k] · b[k][lane] for few rows, `lanes` columns and a
/// short depth: the two products of attention, on blocks of keys and values.
struct RowProduct {
  const float* x = nullptr;
  std::int64_t x_stride = 0;
  int rows = 0;
  const float* b = nullptr;
  std::int64_t b_stride = 0;
  std::int64_t depth = 0;
  std::int64_t lanes = 0;  ///< up to 15 more are read from b and written to out
  float* out = nullptr;
  std::int64_t out_stride = 0;
  const float* factors = nullptr;  ///< null: out is overwritten
};

/// Register-blocked; sums in f32 in the order of k.
void multiply_rows(const RowProduct& product);

/// The same by plain loops.
void multiply_rows_scalar(const RowProduct& product);

}  // namespace quantscope::kernels
