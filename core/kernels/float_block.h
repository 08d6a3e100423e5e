#pragma once

#include <cstdint>

#include "core/kernels/dot_tile.h"
#include "core/tensor/element_type.h"

namespace quantscope::kernels {

/// Columns that are brought to f32 at a time: 48 outputs of them are 96 KiB.
constexpr std::int64_t kFloatDepth = 512;
constexpr std::int64_t kFloatTile = kFloatDepth * kTileOutputs;

/// Codes of one tile [quads][16 outputs][4] as floats: out[column][16] = (u − offset) · scale.
void dequantize_tile(const std::uint8_t* codes, std::int64_t columns, const std::int32_t* offsets,
                     const float* scales, float* out);

/// The same less scales, as pairs of columns in bfloat16, out [2 · quads][16]: exact where |u − offset| ≤
/// 256.
void codes_to_bf16(const std::uint8_t* codes, std::int64_t quads, const std::int32_t* offsets,
                   std::uint32_t* out);

/// sums[row][o] += Σ_k x[row][k] · w[k][o] in f32: `rows` rows at x_stride; w is [depth][16] for each of
/// kMostTiles tiles at tile_stride; sums at kMostTiles · 16.
void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t tile_stride, std::int64_t depth, float* sums);

}  // namespace quantscope::kernels
