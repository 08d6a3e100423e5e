#pragma once

#include <cstdint>

#include "core/kernels/weight_block.h"

namespace quantscope::kernels {

/// Codes of one tile [quads][16 outputs][4] as floats: out[column · kBlockOutputs + o] = (u − offset) ·
/// scale.
void dequantize_tile(const std::uint8_t* codes, std::int64_t columns, const std::int32_t* offsets,
                     const float* scales, float* out);

/// sums[row][o] += Σ_k x[row][k] · weights[k][o] in f32: `rows` rows at x_stride, weights [depth]
/// [kBlockOutputs], sums at kBlockOutputs.
void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t depth, float* sums);

}  // namespace quantscope::kernels
