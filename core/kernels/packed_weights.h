#pragma once

#include <cstdint>
#include <vector>

#include "core/kernels/dot_tile.h"
#include "core/kernels/integer_matmul.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Columns that share a scale within a row, cut so that int32 holds every sum of u8 × s8 products.
struct ColumnGroup {
  std::int64_t first_column = 0;
  std::int64_t columns = 0;
  std::int64_t first_quad = 0;  ///< each group is padded to quads of 4 columns on its own
  std::int64_t quads() const { return (columns + 3) / 4; }
};

/// With u = q_w + 128: Σ(q_x − z_x)(q_w − z_w) = Σ q_x·u − offset·Σq_x − z_x·sum, where offset = 128 + z_w
/// and sum = Σ(q_w − z_w).
struct PackedWeights::State {
  tensor::MatrixShape shape;
  formats::IntegerFormat format;
  formats::Granularity granularity = formats::Granularity::row;
  std::int64_t group_size = 0;
  std::int64_t tiles = 0;  ///< of 16 outputs, the last one padded
  std::int64_t quads = 0;
  std::vector<ColumnGroup> groups;
  tensor::Tensor codes;  ///< u8 [tiles, quads · 16 · 4]: [tile][quad][output][input], 128 + code
  // Each [groups][tiles · 16]; padded outputs have scale 0.
  std::vector<std::int32_t> offsets;
  std::vector<std::int64_t> sums;
  std::vector<std::int32_t> low_sums;  ///< sums modulo 2^32
  std::vector<float> scales;
  std::int64_t largest_factor = 0;  ///< max |q_w − z_w| that an 8-bit code can have

  std::int64_t padded_outputs() const { return tiles * kTileOutputs; }
  std::int64_t tile_bytes() const { return quads * kTileOutputs * 4; }
  const std::uint8_t* tile(std::int64_t index, const ColumnGroup& group) const {
    return reinterpret_cast<const std::uint8_t*>(codes.data()) + index * tile_bytes() +
           group.first_quad * kTileOutputs * 4;
  }
};

/// max |q − z| over 8-bit codes q.
inline std::int64_t largest_distance(std::int64_t zero_point) {
  return zero_point >= 0 ? zero_point + 128 : 127 - zero_point;
}

}  // namespace quantscope::kernels
