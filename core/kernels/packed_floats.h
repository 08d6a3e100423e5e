#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/kernels/aligned_bytes.h"
#include "core/kernels/dot_tile.h"
#include "core/kernels/float_input.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Weights of f32, f16 or bf16 laid out for products, in tiles of 16 outputs (the last one padded with
/// zeros): f32 and f16 as [column][16], bf16 as [pair of columns][16][2], columns padded to quads. Immutable.
class PackedFloats {
 public:
  /// weights [out_features, in_features]; types other than these three become f32. Throws base::Error where
  /// memory does not suffice.
  explicit PackedFloats(const tensor::TensorView& weights, const base::Job& job = {});

  tensor::MatrixShape shape() const { return shape_; }
  tensor::ElementType type() const { return type_; }
  std::uint64_t resident_bytes() const { return bytes_.size(); }
  /// Rows as they were before packing, in type().
  tensor::Tensor rows(std::int64_t first, std::int64_t count) const;

  std::int64_t tiles() const { return (shape_.rows + kTileOutputs - 1) / kTileOutputs; }
  std::int64_t padded_columns() const { return (shape_.columns + 3) / 4 * 4; }
  std::int64_t tile_bytes() const {
    return padded_columns() * kTileOutputs * static_cast<std::int64_t>(tensor::element_size(type_));
  }
  const std::uint8_t* tile(std::int64_t index) const { return bytes_.data() + index * tile_bytes(); }

 private:
  template <typename Element>
  void pack(const tensor::TensorView& weights, std::int64_t tile);
  /// Elements from a tile's start to this column of its output 0, and from one output to the next.
  std::int64_t column_offset(std::int64_t column) const;
  std::int64_t output_stride() const { return type_ == tensor::ElementType::bf16 ? 2 : 1; }

  tensor::MatrixShape shape_;
  tensor::ElementType type_;
  AlignedBytes bytes_;
};

/// y = x · Wᵀ for several weights with one input, x [tokens, in_features] → [tokens, out_features] each, in
/// f32. bf16 × bf16 runs on bfloat16 dot products where the processor has them: products are exact, sums are
/// f32. Does not depend on the thread count. Throws base::Error where the shapes don't fit.
std::vector<tensor::Matrix> float_matmul(const tensor::Matrix& x,
                                         std::span<const PackedFloats* const> weights,
                                         const base::Job& job = {}, FloatInput input = FloatInput::f32);

}  // namespace quantscope::kernels
