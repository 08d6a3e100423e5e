#pragma once

#include <cstdint>
#include <vector>

#include "core/kernels/aligned_bytes.h"
#include "core/kernels/code_planes.h"
#include "core/kernels/integer_matmul.h"

namespace quantscope::kernels {

/// Columns that share a scale within a row, cut so that int32 holds every sum of u8 × s8 products.
struct ColumnGroup {
  std::int64_t first_column = 0;
  std::int64_t columns = 0;
  std::int64_t first_quad = 0;  ///< each group is padded to quads of 4 columns on its own
  std::int64_t offset = 0;      ///< bytes from the start of a tile to the group's codes

  std::int64_t quads() const { return (columns + 3) / 4; }
  bool operator==(const ColumnGroup&) const = default;
};

/// Tiles of 16 outputs (the last one padded with codes and scales of 0), one after the other, so that a
/// product reads one stream. A tile: for each group its codes (code_planes.h) and 16 scales; then 16 zero
/// points for each group, padded to 64 bytes, where the format has them.
///
/// With codes u = q_w + half stored: Σ(q_x − z_x)(q_w − z_w) = Σ q_x·u − offset·Σq_x − z_x·Σ(q_w − z_w),
/// where offset = half + z_w.
struct PackedWeights::State {
  tensor::MatrixShape shape;
  formats::IntegerFormat format;
  formats::Granularity granularity = formats::Granularity::row;
  std::int64_t group_size = 0;
  int bits = 8;  ///< of a stored code
  std::int64_t tiles = 0;
  std::int64_t quads = 0;
  std::vector<ColumnGroup> groups;
  int zero_point_bytes = 0;      ///< 0: all are 0
  std::int64_t zero_points = 0;  ///< bytes from the start of a tile to its zero points
  std::int64_t tile_bytes = 0;
  AlignedBytes bytes;
  std::int64_t largest_factor = 0;  ///< max |q_w − z_w| that a code can have

  int half() const { return 1 << (bits - 1); }
  const std::uint8_t* codes(std::int64_t tile, const ColumnGroup& group) const {
    return bytes.data() + tile * tile_bytes + group.offset;
  }
  const float* scales(std::int64_t tile, const ColumnGroup& group) const {
    return reinterpret_cast<const float*>(codes(tile, group) + plane_bytes(bits, group.quads()));
  }
  const std::uint8_t* zero_points_of(std::int64_t tile, std::int64_t group) const {
    return bytes.data() + tile * tile_bytes + zero_points + group * kTileOutputs * zero_point_bytes;
  }
  /// half + z_w of 16 outputs.
  void offsets(std::int64_t tile, std::int64_t group, std::int32_t* out) const;
};

/// Whether tokens laid out for one of them fit the other.
bool same_columns(const PackedWeights::State& a, const PackedWeights::State& b);

}  // namespace quantscope::kernels
