#include "core/kernels/weight_block.h"

#include <algorithm>

namespace quantscope::kernels {

WeightBlock::WeightBlock(const PackedWeights::State& weights, std::int64_t tiles)
    : weights_(weights),
      most_tiles_(tiles),
      stride_(weights.bits == 8 ? weights.tile_bytes : weights.quads * kQuadBytes),
      offsets_(weights.groups.size() * kBlockOutputs),
      sums_(weights.groups.size() * kBlockOutputs),
      scales_(weights.groups.size() * kBlockOutputs) {
  if (weights.bits < 8) codes_ = tensor::Tensor(tensor::ElementType::u8, tiles, weights.quads * kQuadBytes);
}

const std::uint8_t* WeightBlock::codes(std::size_t group) const {
  const ColumnGroup& columns = weights_.groups[group];
  return weights_.bits == 8
             ? weights_.codes(first_tile_, columns)
             : reinterpret_cast<const std::uint8_t*>(codes_.data()) + columns.first_quad * kQuadBytes;
}

void WeightBlock::load(std::int64_t first_tile, bool with_sums) {
  first_tile_ = first_tile;
  tiles_ = static_cast<int>(std::min(most_tiles_, weights_.tiles - first_tile));
  for (std::size_t group = 0; group < weights_.groups.size(); ++group) {
    for (int t = 0; t < tiles_; ++t) load_tile(t, first_tile + t, group);
    if (with_sums) add_up(group);
  }
}

void WeightBlock::load_tile(int t, std::int64_t tile, std::size_t group) {
  const ColumnGroup& columns = weights_.groups[group];
  if (weights_.bits < 8)
    unpack_planes(weights_.codes(tile, columns), weights_.bits, columns.quads(),
                  reinterpret_cast<std::uint8_t*>(codes_.mutable_data()) + t * stride_ +
                      columns.first_quad * kQuadBytes);
  const std::size_t first = at(group) + static_cast<std::size_t>(t * kTileOutputs);
  weights_.offsets(tile, static_cast<std::int64_t>(group), offsets_.data() + first);
  std::copy_n(weights_.scales(tile, columns), kTileOutputs, scales_.data() + first);
}

/// The products with ones are the sums of the codes.
void WeightBlock::add_up(std::size_t group) {
  const ColumnGroup& columns = weights_.groups[group];
  ones_.resize(static_cast<std::size_t>(columns.quads() * 4), 1);
  alignas(64) std::int32_t accumulators[kBlockOutputs];
  const DotTile tile = {codes(group), stride_, tiles_, ones_.data(), 1, columns.quads(), accumulators};
  dot_tile_function()(tile);
  for (std::size_t o = at(group); o < at(group) + static_cast<std::size_t>(tiles_ * kTileOutputs); ++o)
    sums_[o] = accumulators[o - at(group)] - static_cast<std::int32_t>(columns.columns) * offsets_[o];
}

}  // namespace quantscope::kernels
