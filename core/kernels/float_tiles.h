#pragma once

#include <cstdint>

#include "core/tensor/element_type.h"

namespace quantscope::kernels {

/// Columns [first, first + count) of a tile of PackedFloats as f32: out [count][16].
void widen_tile(const std::uint8_t* tile, tensor::ElementType type, std::int64_t first, std::int64_t count,
                float* out);

/// One pass over a tile of PackedFloats for 1 … kMostRows tokens: sums[row][16] = Σ x[row][column] · w, x at
/// a row stride and padded with zeros to `columns`, a multiple of 4.
void multiply_few(const std::uint8_t* tile, tensor::ElementType type, std::int64_t columns, const float* x,
                  std::int64_t x_stride, int rows, float* sums);

}  // namespace quantscope::kernels
