#pragma once

#include <cstdint>

namespace quantscope::kernels {

constexpr int kMostDotRows = 4;

/// out[row] = Σ_i a[row · stride + i] · b[i] for 1 … kMostDotRows rows, in f32. For products of few rows,
/// where each value of b is used too seldom to be worth packing a.
void dot_rows(const float* a, std::int64_t stride, int rows, const float* b, std::int64_t count, float* out);

}  // namespace quantscope::kernels
