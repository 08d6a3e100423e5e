#pragma once

#include <cstdint>

namespace quantscope::kernels {

constexpr std::int64_t kTileOutputs = 16;  ///< outputs of one tile: one 64-byte vector of 4-byte quads
constexpr std::int64_t kMostTiles = 3;     ///< tiles of one call
constexpr std::int64_t kMostRows = 8;      ///< tokens of one call

/// Exact sums of u8 × s8 products: accumulators[row][tile·16 + o] = Σ_quads Σ_4 weights · x.
/// Sums must fit int32.
struct DotTile {
  const std::uint8_t* weights = nullptr;  ///< [tiles] at tile_stride, each [quads][16 outputs][4 inputs]
  std::int64_t tile_stride = 0;           ///< bytes
  int tiles = 0;                          ///< 1 … kMostTiles
  const std::int8_t* x = nullptr;         ///< [quads][rows][4 inputs]
  int rows = 0;                           ///< 1 … kMostRows
  std::int64_t quads = 0;
  std::int32_t* accumulators = nullptr;  ///< [rows][kMostTiles · 16], 64-byte aligned
};

void dot_tile_scalar(const DotTile& tile);
#if defined(__x86_64__)
void dot_tile_avx2(const DotTile& tile);
void dot_tile_avx512(const DotTile& tile);
void dot_tile_vnni(const DotTile& tile);
#endif

using DotTileFunction = void (*)(const DotTile&);

/// The fastest of them at the present instruction set level.
DotTileFunction dot_tile_function();

}  // namespace quantscope::kernels
