#include "core/kernels/packed_weights.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "core/base/parallel.h"

namespace quantscope::kernels {
namespace {

/// 255 · 128 · 32768 < 2^31.
constexpr std::int64_t kMostColumns = 32768;

void lay_out_groups(PackedWeights::State& state, std::int64_t group_size) {
  std::int64_t quad = 0;
  for (std::int64_t start = 0; start < state.shape.columns; start += group_size) {
    const std::int64_t end = std::min(start + group_size, state.shape.columns);
    for (std::int64_t column = start; column < end; column += kMostColumns) {
      state.groups.push_back({column, std::min(kMostColumns, end - column), quad});
      quad += state.groups.back().quads();
    }
  }
  state.quads = quad;
}

void pack_output(PackedWeights::State& state, const formats::IntegerMatrix& weights, std::int64_t output) {
  const std::int8_t* row = weights.codes.data() + output * weights.shape.columns;
  auto* tile = reinterpret_cast<std::uint8_t*>(state.codes.mutable_data()) +
               output / kTileOutputs * state.tile_bytes() + output % kTileOutputs * 4;
  for (std::size_t g = 0; g < state.groups.size(); ++g) {
    const ColumnGroup& group = state.groups[g];
    const formats::AffineScale scale = weights.scale_at(output, group.first_column);
    const std::int8_t* codes = row + group.first_column;
    std::int64_t sum = std::accumulate(codes, codes + group.columns, std::int32_t{0});
    std::uint8_t* to = tile + group.first_quad * kTileOutputs * 4;
    const auto pack = [&](std::int64_t first, std::size_t columns) {
      std::uint32_t quad = 0;
      std::memcpy(&quad, codes + first, columns);
      quad ^= 0x80808080u;  // adds 128 to each
      std::memcpy(to + first * kTileOutputs, &quad, 4);
    };
    const std::int64_t rest = group.columns % 4;
    for (std::int64_t i = 0; i + 4 <= group.columns; i += 4) pack(i, 4);
    if (rest) pack(group.columns - rest, static_cast<std::size_t>(rest));
    sum -= group.columns * scale.zero_point;
    const std::size_t index =
        g * static_cast<std::size_t>(state.padded_outputs()) + static_cast<std::size_t>(output);
    state.offsets[index] = 128 + scale.zero_point;
    state.sums[index] = sum;
    state.low_sums[index] = static_cast<std::int32_t>(sum);
    state.scales[index] = scale.scale;
  }
}

}  // namespace

PackedWeights::PackedWeights(const formats::IntegerMatrix& weights) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.shape = weights.shape;
  state.format = weights.format;
  state.granularity = weights.granularity;
  state.group_size = weights.group_size;
  state.tiles = (weights.shape.rows + kTileOutputs - 1) / kTileOutputs;
  lay_out_groups(state, std::max<std::int64_t>(weights.group_size, 1));
  state.codes = tensor::Tensor(tensor::ElementType::u8, state.tiles, state.tile_bytes());
  const std::size_t count = state.groups.size() * static_cast<std::size_t>(state.padded_outputs());
  state.offsets.resize(count);
  state.sums.resize(count);
  state.low_sums.resize(count);
  state.scales.resize(count);
  for (const formats::AffineScale& scale : weights.scales)
    state.largest_factor = std::max(state.largest_factor, largest_distance(scale.zero_point));
  base::parallel_for(state.tiles, 4, {}, [&](base::IndexRange tiles) {
    std::memset(state.codes.mutable_data() + tiles.begin * state.tile_bytes(), 0,
                static_cast<std::size_t>(tiles.size() * state.tile_bytes()));
    const std::int64_t end = std::min(tiles.end * kTileOutputs, weights.shape.rows);
    for (std::int64_t output = tiles.begin * kTileOutputs; output < end; ++output)
      pack_output(state, weights, output);
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
  formats::IntegerMatrix result;
  result.shape = {count, state.shape.columns};
  result.format = state.format;
  result.granularity = state.granularity;
  result.group_size = state.group_size;
  result.codes.resize(static_cast<std::size_t>(count * state.shape.columns));
  for (std::int64_t r = 0; r < count; ++r) {
    const std::int64_t output = first + r;
    std::int8_t* codes = result.codes.data() + r * state.shape.columns;
    for (std::size_t g = 0; g < state.groups.size(); ++g) {
      const ColumnGroup& group = state.groups[g];
      const std::uint8_t* from = state.tile(output / kTileOutputs, group) + output % kTileOutputs * 4;
      for (std::int64_t i = 0; i < group.columns; ++i)
        codes[group.first_column + i] =
            static_cast<std::int8_t>(from[i / 4 * kTileOutputs * 4 + i % 4] - 128);
      if (group.first_column % std::max<std::int64_t>(state.group_size, 1) != 0) continue;
      if (state.granularity == formats::Granularity::tensor && !result.scales.empty()) continue;
      const std::size_t index =
          g * static_cast<std::size_t>(state.padded_outputs()) + static_cast<std::size_t>(output);
      result.scales.push_back({state.scales[index], state.offsets[index] - 128});
    }
  }
  return result;
}

std::uint64_t PackedWeights::resident_bytes() const {
  const State& state = *state_;
  const std::size_t per_group = sizeof(std::int32_t) * 2 + sizeof(std::int64_t) + sizeof(float);
  return state.codes.bytes() + state.offsets.size() * per_group + state.groups.size() * sizeof(ColumnGroup);
}

}  // namespace quantscope::kernels
