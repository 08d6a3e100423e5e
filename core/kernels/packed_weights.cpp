#include "core/kernels/packed_weights.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::kernels {
namespace {

/// 255 · 128 · 32768 < 2^31.
constexpr std::int64_t kMostColumns = 32768;
constexpr std::int64_t kScaleBytes = kTileOutputs * static_cast<std::int64_t>(sizeof(float));

void lay_out(PackedWeights::State& state, std::int64_t group_size) {
  std::int64_t quad = 0, offset = 0;
  for (std::int64_t start = 0; start < state.shape.columns; start += group_size) {
    const std::int64_t end = std::min(start + group_size, state.shape.columns);
    for (std::int64_t column = start; column < end; column += kMostColumns) {
      const ColumnGroup group{column, std::min(kMostColumns, end - column), quad, offset};
      state.groups.push_back(group);
      quad += group.quads();
      offset += plane_bytes(state.bits, group.quads()) + kScaleBytes;
    }
  }
  state.quads = quad;
  state.zero_points = offset;
  const auto zeros = static_cast<std::int64_t>(state.groups.size()) * kTileOutputs * state.zero_point_bytes;
  state.tile_bytes = offset + (zeros + 63) / 64 * 64;
}

int bytes_for_zero_points(const std::vector<formats::AffineScale>& scales) {
  int bytes = 0;
  for (const formats::AffineScale& scale : scales) {
    const std::int32_t zero = scale.zero_point;
    if (zero == 0) continue;
    if (zero < INT16_MIN || zero > INT16_MAX)
      throw base::Error("a zero point of " + std::to_string(zero), "weights", "use −32768 to 32767");
    bytes = std::max(bytes, zero >= INT8_MIN && zero <= INT8_MAX ? 1 : 2);
  }
  return bytes;
}

/// Codes of one group and one row as u, into every 16th quad.
void place_codes(const std::int8_t* codes, std::int64_t columns, int half, std::uint8_t* quads) {
  std::int64_t i = 0;
  for (; i + 4 <= columns; i += 4) {
    std::uint8_t quad[4];
    for (int c = 0; c < 4; ++c) quad[c] = static_cast<std::uint8_t>(codes[i + c] + half);
    std::memcpy(quads + i * kTileOutputs, quad, 4);
  }
  for (; i < columns; ++i) quads[i / 4 * kQuadBytes + i % 4] = static_cast<std::uint8_t>(codes[i] + half);
}

class TilePacker {
 public:
  TilePacker(PackedWeights::State& state, const formats::IntegerMatrix& weights)
      : state_(state), weights_(weights) {
    std::int64_t most = 0;
    for (const ColumnGroup& group : state.groups) most = std::max(most, group.quads());
    quads_.resize(static_cast<std::size_t>(most * kQuadBytes));
  }

  void pack(std::int64_t tile) {
    for (std::size_t g = 0; g < state_.groups.size(); ++g) pack(tile, g);
  }

 private:
  void pack(std::int64_t tile, std::size_t g) {
    const ColumnGroup& group = state_.groups[g];
    const std::int64_t first = tile * kTileOutputs;
    const std::int64_t rows = std::min(kTileOutputs, state_.shape.rows - first);
    if (rows < kTileOutputs || group.columns % 4 != 0)
      std::fill(quads_.begin(), quads_.end(), std::uint8_t{0});
    std::uint8_t* const to = state_.bytes.data() + tile * state_.tile_bytes;
    float scales[kTileOutputs] = {};
    for (std::int64_t o = 0; o < rows; ++o) {
      const formats::AffineScale scale = weights_.scale_at(first + o, group.first_column);
      place_codes(weights_.codes.data() + (first + o) * state_.shape.columns + group.first_column,
                  group.columns, state_.half(), quads_.data() + o * 4);
      scales[o] = scale.scale;
      if (state_.zero_point_bytes == 0) continue;
      const auto zero = static_cast<std::int16_t>(scale.zero_point);
      std::memcpy(to + state_.zero_points +
                      (static_cast<std::int64_t>(g) * kTileOutputs + o) * state_.zero_point_bytes,
                  &zero, static_cast<std::size_t>(state_.zero_point_bytes));
    }
    pack_planes(quads_.data(), state_.bits, group.quads(), to + group.offset);
    std::memcpy(to + group.offset + plane_bytes(state_.bits, group.quads()), scales, kScaleBytes);
  }

  PackedWeights::State& state_;
  const formats::IntegerMatrix& weights_;
  std::vector<std::uint8_t> quads_;
};

void check_codes(const formats::IntegerMatrix& weights) {
  const auto [low, high] = std::minmax_element(weights.codes.begin(), weights.codes.end());
  if (low == weights.codes.end()) return;
  const int half = 1 << (stored_bits(weights.format) - 1);
  if (*low < -half || *high >= half)
    throw base::Error("codes from " + std::to_string(*low) + " to " + std::to_string(*high), "weights",
                      "a format of " + std::to_string(weights.format.bits) + " bits has codes from " +
                          std::to_string(-half) + " to " + std::to_string(half - 1));
}

}  // namespace

void PackedWeights::State::offsets(std::int64_t tile, std::int64_t group, std::int32_t* out) const {
  std::fill_n(out, kTileOutputs, half());
  const std::uint8_t* zeros = zero_points_of(tile, group);
  if (zero_point_bytes == 1)
    for (std::int64_t o = 0; o < kTileOutputs; ++o) out[o] += static_cast<std::int8_t>(zeros[o]);
  if (zero_point_bytes == 2)
    for (std::int64_t o = 0; o < kTileOutputs; ++o) {
      std::int16_t zero;
      std::memcpy(&zero, zeros + o * 2, 2);
      out[o] += zero;
    }
}

bool same_columns(const PackedWeights::State& a, const PackedWeights::State& b) {
  return std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(),
                    [](const ColumnGroup& x, const ColumnGroup& y) {
                      return x.first_column == y.first_column && x.columns == y.columns;
                    });
}

PackedWeights::PackedWeights(const formats::IntegerMatrix& weights, const base::Job& job)
    : state_(std::make_unique<State>()) {
  check_codes(weights);
  State& state = *state_;
  state.shape = weights.shape;
  state.format = weights.format;
  state.granularity = weights.granularity;
  state.group_size = weights.group_size;
  state.bits = stored_bits(weights.format);
  state.tiles = (weights.shape.rows + kTileOutputs - 1) / kTileOutputs;
  state.zero_point_bytes = bytes_for_zero_points(weights.scales);
  lay_out(state, std::max<std::int64_t>(weights.group_size, 1));
  state.bytes = AlignedBytes(static_cast<std::size_t>(state.tiles * state.tile_bytes), job);
  for (const formats::AffineScale& scale : weights.scales) {
    const std::int64_t zero = scale.zero_point;
    state.largest_factor = std::max({state.largest_factor, zero + state.half(), state.half() - 1 - zero});
  }
  base::parallel_for(state.tiles, 4, job, [&](base::IndexRange tiles) {
    TilePacker packer(state, weights);
    for (std::int64_t tile = tiles.begin; tile < tiles.end; ++tile) packer.pack(tile);
  });
}

PackedWeights::~PackedWeights() = default;
PackedWeights::PackedWeights(PackedWeights&&) noexcept = default;
PackedWeights& PackedWeights::operator=(PackedWeights&&) noexcept = default;

tensor::MatrixShape PackedWeights::shape() const {
  return state_->shape;
}

formats::IntegerFormat PackedWeights::format() const {
  return state_->format;
}

std::int64_t PackedWeights::groups_per_row() const {
  const std::int64_t size = std::max<std::int64_t>(state_->group_size, 1);
  return (state_->shape.columns + size - 1) / size;
}

std::int64_t PackedWeights::scale_count() const {
  switch (state_->granularity) {
    case formats::Granularity::tensor:
      return 1;
    case formats::Granularity::row:
      return state_->shape.rows;
    case formats::Granularity::group:
      break;
  }
  return state_->shape.rows * groups_per_row();
}

formats::IntegerMatrix PackedWeights::rows(std::int64_t first, std::int64_t count) const {
  const State& state = *state_;
  const std::int64_t group_size = std::max<std::int64_t>(state.group_size, 1);
  formats::IntegerMatrix result;
  result.shape = {count, state.shape.columns};
  result.format = state.format;
  result.granularity = state.granularity;
  result.group_size = state.group_size;
  result.codes.resize(static_cast<std::size_t>(count * state.shape.columns));
  const std::int64_t scales_per_row = state.granularity == formats::Granularity::tensor ? 0
                                      : state.granularity == formats::Granularity::row  ? 1
                                                                                        : groups_per_row();
  result.scales.resize(scales_per_row ? static_cast<std::size_t>(count * scales_per_row) : 1);
  std::vector<std::uint8_t> quads;
  for (std::int64_t tile = first / kTileOutputs; tile * kTileOutputs < first + count; ++tile) {
    const std::int64_t begin = std::max(first, tile * kTileOutputs);
    const std::int64_t end = std::min(first + count, (tile + 1) * kTileOutputs);
    for (std::size_t g = 0; g < state.groups.size(); ++g) {
      const ColumnGroup& group = state.groups[g];
      quads.resize(static_cast<std::size_t>(group.quads() * kQuadBytes));
      unpack_planes(state.codes(tile, group), state.bits, group.quads(), quads.data());
      std::int32_t offsets[kTileOutputs];
      state.offsets(tile, static_cast<std::int64_t>(g), offsets);
      for (std::int64_t output = begin; output < end; ++output) {
        const std::int64_t o = output - tile * kTileOutputs, row = output - first;
        std::int8_t* codes = result.codes.data() + row * state.shape.columns + group.first_column;
        for (std::int64_t i = 0; i < group.columns; ++i)
          codes[i] = static_cast<std::int8_t>(
              quads[static_cast<std::size_t>(i / 4 * kQuadBytes + o * 4 + i % 4)] - state.half());
        result.scales[static_cast<std::size_t>(row * scales_per_row +
                                               (scales_per_row ? group.first_column / group_size : 0))] = {
            state.scales(tile, group)[o], offsets[o] - state.half()};
      }
    }
  }
  return result;
}

std::uint64_t PackedWeights::resident_bytes() const {
  return state_->bytes.size() + state_->groups.size() * sizeof(ColumnGroup);
}

}  // namespace quantscope::kernels
