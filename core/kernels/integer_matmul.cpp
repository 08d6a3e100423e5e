#include "core/kernels/integer_matmul.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/kernels/few_tokens.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/packed_tokens.h"
#include "core/kernels/product_pieces.h"
#include "core/kernels/scale_accumulators.h"
#include "core/kernels/tokens_by_layout.h"
#include "core/kernels/weight_block.h"

namespace quantscope::kernels {
namespace {

/// For zero points far outside the codes.
void dot_and_add_scaled_wide(const DotTile& tile, const GroupSums& group, float* y) {
  dot_tile_function()(tile);
  add_scaled_wide(group, y);
}

/// One product y = x · Ŵᵀ in pieces.
class IntegerProduct {
 public:
  IntegerProduct(const PackedTokens& x, const PackedWeights::State& weights, tensor::Matrix& y)
      : x_(x), weights_(weights), y_(y) {
    std::int64_t most_columns = 1;
    for (const ColumnGroup& group : weights.groups) most_columns = std::max(most_columns, group.columns);
    const bool fits = x.largest_factor * weights.largest_factor <= INT32_MAX / most_columns;
    multiply_ = fits ? dot_and_add_scaled : dot_and_add_scaled_wide;
    if (fits && x.panels() == 1 && (!x.any_zero_point || x.row_of_ones))
      few_ = few_tokens_function(weights.bits, x.rows(0));
  }

  bool few() const { return few_ != nullptr; }

  void compute(const ProductPiece& piece) const {
    if (few_) {
      for (std::int64_t tile = piece.first_tile; tile < piece.first_tile + piece.tiles; ++tile) {
        alignas(64) float sums[kMostRows * kTileOutputs];
        few_(weights_, tile, x_, sums);
        store(0, tile, 1, sums, kTileOutputs);
      }
      return;
    }
    WeightBlock block(weights_);
    block.load(piece.first_tile, x_.any_zero_point);
    const std::int64_t end = piece.first_token + piece.tokens;
    for (std::int64_t panel = piece.first_token / kMostRows; panel * kMostRows < end; ++panel)
      compute_panel(block, piece.first_tile, panel);
  }

 private:
  void compute_panel(const WeightBlock& block, std::int64_t first_tile, std::int64_t panel) const {
    alignas(64) std::int32_t accumulators[kMostRows * kBlockOutputs];
    alignas(64) float sums[kMostRows * kBlockOutputs] = {};
    DotTile tile;
    tile.tile_stride = block.tile_stride();
    tile.tiles = block.tiles();
    tile.rows = x_.rows(panel);
    tile.accumulators = accumulators;
    for (std::size_t g = 0; g < weights_.groups.size(); ++g) {
      const ColumnGroup& group = weights_.groups[g];
      tile.weights = block.codes(g);
      tile.x = x_.panel(panel, group.first_quad);
      tile.quads = group.quads();
      GroupSums of_group;
      of_group.accumulators = accumulators;
      of_group.offsets = block.offsets(g);
      of_group.one_offset = weights_.zero_point_bytes == 0;
      of_group.sums = block.sums(g);
      of_group.scales = block.scales(g);
      of_group.x_sums = x_.sums.data() + static_cast<std::size_t>(panel * kMostRows * x_.groups) + g;
      of_group.x_sum_stride = x_.groups;
      of_group.x_zeros = x_.zeros.data() + panel * kMostRows;
      of_group.outputs = tile.tiles * kTileOutputs;
      of_group.rows = tile.rows;
      of_group.any_x_zero = x_.any_zero_point;
      multiply_(tile, of_group, sums);
    }
    store(panel, first_tile, tile.tiles, sums, kBlockOutputs);
  }

  void store(std::int64_t panel, std::int64_t first_tile, int tiles, const float* sums,
             std::int64_t stride) const {
    const std::int64_t first = first_tile * kTileOutputs;
    const std::int64_t count = std::min(tiles * kTileOutputs, y_.columns() - first);
    const std::int64_t end = std::min(x_.tokens, (panel + 1) * kMostRows);
    for (std::int64_t token = panel * kMostRows; token < end; ++token, sums += stride) {
      const float scale = x_.scales[static_cast<std::size_t>(token)];
      float* out = y_.row(token) + first;
      for (std::int64_t o = 0; o < count; ++o) out[o] = scale * sums[o];
    }
  }

  const PackedTokens& x_;
  const PackedWeights::State& weights_;
  tensor::Matrix& y_;
  void (*multiply_)(const DotTile&, const GroupSums&, float*);
  FewTokensFunction few_ = nullptr;
};

}  // namespace

std::vector<tensor::Matrix> integer_matmul(const formats::IntegerMatrix& x,
                                           std::span<const PackedWeights* const> weights,
                                           const base::Job& job) {
  TokensByLayout<PackedTokens> tokens;
  std::vector<tensor::Matrix> results;
  for (const PackedWeights* w : weights) {
    check_product(x, w->shape());
    results.push_back(tensor::Matrix::uninitialized(x.shape.rows, w->shape().rows));
  }
  std::vector<IntegerProduct> products;
  ProductPieces pieces;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const PackedWeights::State& state = weights[i]->state();
    const auto pack = [&] { return PackedTokens(x, state, job); };
    products.emplace_back(tokens.for_weights(state, pack), state, results[i]);
    pieces.add(state.tiles, state.tile_bytes, x.shape.rows, products.back().few());
  }
  pieces.run(products, job);
  return results;
}

tensor::Matrix integer_matmul(const formats::IntegerMatrix& x, const PackedWeights& weights,
                              const base::Job& job) {
  const PackedWeights* const one = &weights;
  return std::move(integer_matmul(x, {&one, 1}, job).front());
}

}  // namespace quantscope::kernels
