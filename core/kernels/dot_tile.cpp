#include "core/kernels/dot_tile.h"

#include "core/base/cpu_features.h"
#include "core/kernels/integer_matmul.h"

namespace quantscope::kernels {

void dot_tile_scalar(const DotTile& tile) {
  for (int row = 0; row < tile.rows; ++row) {
    for (std::int64_t o = 0; o < tile.tiles * kTileOutputs; ++o) {
      const std::uint8_t* weights = tile.weights + o / kTileOutputs * tile.tile_stride + o % kTileOutputs * 4;
      std::int32_t sum = 0;
      for (std::int64_t quad = 0; quad < tile.quads; ++quad)
        for (int i = 0; i < 4; ++i)
          sum += weights[quad * kTileOutputs * 4 + i] * tile.x[(quad * tile.rows + row) * 4 + i];
      tile.accumulators[row * kMostTiles * kTileOutputs + o] = sum;
    }
  }
}

DotTileFunction dot_tile_function() {
  switch (base::isa_level()) {
#if defined(__x86_64__)
    case base::IsaLevel::vnni:
      return dot_tile_vnni;
    case base::IsaLevel::avx512:
      return dot_tile_avx512;
    case base::IsaLevel::avx2:
      return dot_tile_avx2;
#endif
    default:
      return dot_tile_scalar;
  }
}

std::string integer_matmul_name() {
  return std::string("u8s8s32 ") + base::isa_name(base::isa_level());
}

}  // namespace quantscope::kernels
