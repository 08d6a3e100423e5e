#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/kernels/packed_weights.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Tokens rounded to bfloat16 (half to even), as pairs of columns, in panels of kMostRows tokens (the last
/// one narrower): [panel][pair][token]. Each group of columns is padded with zeros to quads.
class Bf16Tokens {
 public:
  Bf16Tokens(const tensor::Matrix& x, std::span<const ColumnGroup> groups, std::int64_t quads,
             const base::Job& job);

  std::int64_t panels() const { return (tokens_ + kMostRows - 1) / kMostRows; }
  int rows(std::int64_t panel) const {
    return static_cast<int>(std::min(kMostRows, tokens_ - panel * kMostRows));
  }
  const std::uint32_t* panel(std::int64_t index, std::int64_t quad) const {
    return pairs_.data() + index * kMostRows * quads_ * 2 + quad * 2 * rows(index);
  }

 private:
  std::int64_t tokens_, quads_;
  std::vector<std::uint32_t> pairs_;
};

/// y[row][o] += scale[o] · Σ_pairs Σ_2 w · x, products exact, sums in f32.
struct Bf16Tile {
  const std::uint32_t* weights = nullptr;  ///< tiles at tile_stride, each [pairs][16 outputs]
  std::int64_t tile_stride = 0;            ///< pairs
  int tiles = 0;                           ///< 1 … kMostTiles
  const std::uint32_t* x = nullptr;        ///< [pairs][rows]
  int rows = 0;                            ///< 1 … kMostRows
  std::int64_t pairs = 0;
  const float* scales = nullptr;  ///< [tiles · 16]; null: 1
};

#if defined(__x86_64__)
/// y at kMostTiles · 16. Needs base::has_bf16_products().
void add_bf16_tile(const Bf16Tile& tile, float* y);
#endif

}  // namespace quantscope::kernels
