#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/parallel.h"
#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// What one thread computes at a time of a product of tokens and weights.
struct ProductPiece {
  std::size_t product = 0;
  std::int64_t first_tile = 0, tiles = 0;
  std::int64_t first_token = 0, tokens = 0;
};

/// Pieces of products with one input, all in one loop over the threads: neighbouring pieces read neighbouring
/// weights, so each thread streams through a part of them.
class ProductPieces {
 public:
  /// `few`: one pass over the weights for all tokens, in pieces of so many bytes that starting one costs
  /// nothing beside it; else blocks of tiles × blocks of tokens.
  void add(std::int64_t tiles, std::int64_t tile_bytes, std::int64_t tokens, bool few) {
    constexpr std::int64_t kFewTokensBytes = 1 << 16, kTokensAtOnce = 64 * kMostRows;
    const std::int64_t tokens_at_once = few ? std::max<std::int64_t>(tokens, 1) : kTokensAtOnce;
    const std::int64_t tiles_at_once =
        few ? std::max<std::int64_t>(1, kFewTokensBytes / std::max<std::int64_t>(tile_bytes, 1)) : kMostTiles;
    for (std::int64_t token = 0; token < tokens; token += tokens_at_once)
      for (std::int64_t tile = 0; tile < tiles; tile += tiles_at_once)
        pieces_.push_back({products_, tile, std::min(tiles_at_once, tiles - tile), token,
                           std::min(tokens_at_once, tokens - token)});
    ++products_;
  }

  /// products[i].compute(piece) for every piece of the i-th that was added.
  template <typename Product>
  void run(const std::vector<Product>& products, const base::Job& job) const {
    base::parallel_for(static_cast<std::int64_t>(pieces_.size()), 1, job, [&](base::IndexRange range) {
      for (std::int64_t i = range.begin; i < range.end; ++i) {
        const ProductPiece& piece = pieces_[static_cast<std::size_t>(i)];
        products[piece.product].compute(piece);
      }
    });
  }

 private:
  std::size_t products_ = 0;
  std::vector<ProductPiece> pieces_;
};

/// Sums of a piece's tokens at `stride`, of `tiles` tiles from `first_tile` on, as they stand into y.
inline void store_sums(const ProductPiece& piece, std::int64_t first_tile, std::int64_t tiles,
                       const float* sums, std::int64_t stride, tensor::Matrix& y) {
  const std::int64_t first = first_tile * kTileOutputs;
  const std::int64_t count = std::min(tiles * kTileOutputs, y.columns() - first);
  for (std::int64_t t = 0; t < piece.tokens; ++t)
    std::copy_n(sums + t * stride, count, y.row(piece.first_token + t) + first);
}

}  // namespace quantscope::kernels
