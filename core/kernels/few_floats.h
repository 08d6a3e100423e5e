#pragma once

#include <cstdint>

#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// Up to kMostRows tokens, each with its columns grouped as the weights' and padded with zeros to whole
/// quads.
struct FewFloats {
  const float* values = nullptr;
  std::int64_t stride = 0;
  int rows = 0;
};

/// f32 tokens × one tile of weights in a single pass, codes dequantized in registers: sums[row][16] =
/// Σ_g scale · Σ x · (q_w − z_w), sums of a group in f32.
using FewFloatsFunction = void (*)(const PackedWeights::State& weights, std::int64_t tile, const FewFloats& x,
                                   float* sums);

/// Null where the present instruction set level has no such kernel.
FewFloatsFunction few_floats_function();

#if defined(__x86_64__)
void few_floats_avx512(const PackedWeights::State& weights, std::int64_t tile, const FewFloats& x,
                       float* sums);
#endif

}  // namespace quantscope::kernels
