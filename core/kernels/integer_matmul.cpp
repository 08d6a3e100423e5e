#include "core/kernels/integer_matmul.h"

#include <algorithm>
#include <cstdint>

#include "core/base/parallel.h"
#include "core/kernels/dot_tile.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/packed_tokens.h"
#include "core/kernels/packed_weights.h"
#include "core/kernels/scale_accumulators.h"

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kPanelsPerBlock = 64;

class IntegerProduct {
 public:
  IntegerProduct(const PackedTokens& x, const PackedWeights::State& weights, tensor::Matrix& y)
      : x_(x), weights_(weights), y_(y), dot_(dot_tile_function()) {
    std::int64_t most_columns = 0;
    for (const ColumnGroup& group : weights.groups) most_columns = std::max(most_columns, group.columns);
    const bool fits =
        x.largest_factor * weights.largest_factor <= INT32_MAX / std::max<std::int64_t>(most_columns, 1);
    scale_ = fits ? add_scaled : add_scaled_wide;
  }

  /// Tokens of one panel × outputs of up to kMostTiles tiles.
  void compute(std::int64_t panel, std::int64_t first_tile) const {
    alignas(64) std::int32_t accumulators[kMostRows * kBlockOutputs];
    alignas(64) float sums[kMostRows * kBlockOutputs] = {};
    DotTile tile;
    tile.tile_stride = weights_.tile_bytes();
    tile.tiles = static_cast<int>(std::min(kMostTiles, weights_.tiles - first_tile));
    tile.rows = x_.rows(panel);
    tile.accumulators = accumulators;
    for (std::size_t g = 0; g < weights_.groups.size(); ++g) {
      const ColumnGroup& group = weights_.groups[g];
      tile.weights = weights_.tile(first_tile, group);
      tile.x = x_.panel(panel, group.first_quad);
      tile.quads = group.quads();
      dot_(tile);
      scale_(group_sums(tile, g, panel * kMostRows, first_tile), sums);
    }
    store(tile, panel, first_tile, sums);
  }

 private:
  GroupSums group_sums(const DotTile& tile, std::size_t g, std::int64_t first_token,
                       std::int64_t first_tile) const {
    const auto at = static_cast<std::int64_t>(g) * weights_.padded_outputs() + first_tile * kTileOutputs;
    GroupSums group;
    group.accumulators = tile.accumulators;
    group.offsets = weights_.offsets.data() + at;
    group.sums = weights_.sums.data() + at;
    group.low_sums = weights_.low_sums.data() + at;
    group.scales = weights_.scales.data() + at;
    group.x_sums = x_.sums.data() + static_cast<std::size_t>(first_token * x_.groups) + g;
    group.x_sum_stride = x_.groups;
    group.x_zeros = x_.zeros.data() + first_token;
    group.outputs = tile.tiles * kTileOutputs;
    group.rows = tile.rows;
    return group;
  }

  void store(const DotTile& tile, std::int64_t panel, std::int64_t first_tile, const float* sums) const {
    const std::int64_t first = first_tile * kTileOutputs;
    const std::int64_t count = std::min(tile.tiles * kTileOutputs, y_.columns() - first);
    for (int row = 0; row < tile.rows; ++row) {
      const std::int64_t token = panel * kMostRows + row;
      const float scale = x_.scales[static_cast<std::size_t>(token)];
      float* out = y_.row(token) + first;
      for (std::int64_t o = 0; o < count; ++o) out[o] = scale * sums[row * kBlockOutputs + o];
    }
  }

  const PackedTokens& x_;
  const PackedWeights::State& weights_;
  tensor::Matrix& y_;
  DotTileFunction dot_;
  void (*scale_)(const GroupSums&, float*);
};

}  // namespace

tensor::Matrix integer_matmul(const formats::IntegerMatrix& x, const PackedWeights& weights,
                              const base::Job& job) {
  const PackedWeights::State& state = weights.state();
  check_product(x, state.shape);
  tensor::Matrix y(x.shape.rows, state.shape.rows);
  const PackedTokens tokens(x, state, job);
  const IntegerProduct product(tokens, state, y);
  const std::int64_t tile_blocks = (state.tiles + kMostTiles - 1) / kMostTiles;
  const std::int64_t panel_blocks = (tokens.panels() + kPanelsPerBlock - 1) / kPanelsPerBlock;
  base::parallel_for(tile_blocks * panel_blocks, 1, job, [&](base::IndexRange blocks) {
    for (std::int64_t block = blocks.begin; block < blocks.end; ++block) {
      const std::int64_t first = block / tile_blocks * kPanelsPerBlock;
      const std::int64_t end = std::min(first + kPanelsPerBlock, tokens.panels());
      for (std::int64_t panel = first; panel < end; ++panel)
        product.compute(panel, block % tile_blocks * kMostTiles);
    }
  });
  return y;
}

}  // namespace quantscope::kernels
