#pragma once

#include <cstdint>
#include <vector>

#include "core/kernels/packed_weights.h"

namespace quantscope::kernels {

/// Outputs from one row of a block to the next.
constexpr std::int64_t kBlockOutputs = kMostTiles * kTileOutputs;

/// Up to kMostTiles tiles of weights as products of many tokens take them: a code a byte, and what belongs to
/// an output side by side. Kept while the tokens pass, so that unpacking is paid once.
class WeightBlock {
 public:
  /// Blocks of so many tiles, 1 … kMostTiles.
  explicit WeightBlock(const PackedWeights::State& weights, std::int64_t tiles = kMostTiles);

  /// Tiles from this one on. `with_sums`: for tokens that have zero points.
  void load(std::int64_t first_tile, bool with_sums);

  int tiles() const { return tiles_; }
  std::int64_t tile_stride() const { return stride_; }
  const std::uint8_t* codes(std::size_t group) const;  ///< of the first tile, [quads][16 outputs][4]
  // [kBlockOutputs] each.
  const std::int32_t* offsets(std::size_t group) const { return offsets_.data() + at(group); }
  const std::int32_t* sums(std::size_t group) const { return sums_.data() + at(group); }
  const float* scales(std::size_t group) const { return scales_.data() + at(group); }

 private:
  static std::size_t at(std::size_t group) { return group * kBlockOutputs; }
  void load_tile(int t, std::int64_t tile, std::size_t group);
  void add_up(std::size_t group);

  const PackedWeights::State& weights_;
  std::int64_t most_tiles_;
  int tiles_ = 0;
  std::int64_t stride_ = 0;
  std::int64_t first_tile_ = 0;
  tensor::Tensor codes_;  ///< empty where codes are of 8 bits: they are used where they stand
  std::vector<std::int32_t> offsets_, sums_;
  std::vector<float> scales_;
  std::vector<std::int8_t> ones_;
};

}  // namespace quantscope::kernels
