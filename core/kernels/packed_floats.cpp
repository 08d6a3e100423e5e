#include "core/kernels/packed_floats.h"

#include <algorithm>

#include "core/base/parallel.h"

namespace quantscope::kernels {

using tensor::ElementType;

PackedFloats::PackedFloats(const tensor::TensorView& weights, const base::Job& job)
    : shape_{weights.rows, weights.columns},
      type_(weights.type == ElementType::f16 || weights.type == ElementType::bf16 ? weights.type
                                                                                  : ElementType::f32),
      bytes_(static_cast<std::size_t>(tiles() * tile_bytes()), job) {
  base::parallel_for(tiles(), 4, job, [&](base::IndexRange range) {
    for (std::int64_t tile = range.begin; tile < range.end; ++tile)
      type_ == ElementType::f32 ? pack<float>(weights, tile) : pack<std::uint16_t>(weights, tile);
  });
}

std::int64_t PackedFloats::column_offset(std::int64_t column) const {
  return type_ == ElementType::bf16 ? column / 2 * kTileOutputs * 2 + column % 2 : column * kTileOutputs;
}

template <typename Element>
void PackedFloats::pack(const tensor::TensorView& weights, std::int64_t tile) {
  auto* to = reinterpret_cast<Element*>(bytes_.data() + tile * tile_bytes());
  const std::int64_t first = tile * kTileOutputs;
  const std::int64_t rows = std::min(kTileOutputs, shape_.rows - first);
  const bool in_place = weights.type == type_;
  std::vector<float> converted(in_place ? 0 : static_cast<std::size_t>(shape_.columns));
  for (std::int64_t o = 0; o < rows; ++o) {
    const auto* from = reinterpret_cast<const Element*>(weights.row(first + o));
    if constexpr (std::is_same_v<Element, float>) {
      if (!in_place) {
        tensor::read_row_f32(weights, first + o, 0, shape_.columns, converted.data());
        from = converted.data();
      }
    }
    for (std::int64_t c = 0; c < shape_.columns; ++c) to[column_offset(c) + o * output_stride()] = from[c];
  }
}

tensor::Tensor PackedFloats::rows(std::int64_t first, std::int64_t count) const {
  tensor::Tensor result(type_, count, shape_.columns);
  const auto copy = [&](auto* to) {
    using Element = std::remove_pointer_t<decltype(to)>;
    for (std::int64_t row = first; row < first + count; ++row, to += shape_.columns) {
      const auto* from =
          reinterpret_cast<const Element*>(tile(row / kTileOutputs)) + row % kTileOutputs * output_stride();
      for (std::int64_t c = 0; c < shape_.columns; ++c) to[c] = from[column_offset(c)];
    }
  };
  if (type_ == ElementType::f32)
    copy(reinterpret_cast<float*>(result.mutable_data()));
  else
    copy(reinterpret_cast<std::uint16_t*>(result.mutable_data()));
  return result;
}

}  // namespace quantscope::kernels
