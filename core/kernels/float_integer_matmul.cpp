// f32 inputs × integer weights.
#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/parallel.h"
#include "core/kernels/few_floats.h"
#include "core/kernels/float_block.h"
#include "core/kernels/integer_matmul.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/product_pieces.h"
#include "core/kernels/weight_block.h"

namespace quantscope::kernels {
namespace {

/// Columns that are dequantized at a time for many tokens: 48 outputs of them are 96 KiB.
constexpr std::int64_t kMostDepth = 512;

/// The tokens with the columns of each group padded to quads.
tensor::Matrix padded_tokens(const tensor::Matrix& x, const PackedWeights::State& weights) {
  tensor::Matrix padded(x.rows(), weights.quads * 4);
  for (std::int64_t t = 0; t < x.rows(); ++t)
    for (const ColumnGroup& group : weights.groups)
      std::copy_n(x.row(t) + group.first_column, group.columns, padded.row(t) + group.first_quad * 4);
  return padded;
}

/// One product y = x · Ŵᵀ in pieces.
class FloatProduct {
 public:
  FloatProduct(const tensor::Matrix& x, const PackedWeights::State& weights, tensor::Matrix& y)
      : x_(x), weights_(weights), y_(y) {
    if (x.rows() <= kMostRows) few_ = few_floats_function();
    if (few_) padded_ = padded_tokens(x, weights);
  }

  bool few() const { return few_ != nullptr; }

  void compute(const ProductPiece& piece) const {
    if (few_)
      compute_few(piece);
    else
      compute_many(piece);
  }

 private:
  void compute_few(const ProductPiece& piece) const {
    const FewFloats x = {padded_.row(0), padded_.columns(), static_cast<int>(x_.rows())};
    for (std::int64_t tile = piece.first_tile; tile < piece.first_tile + piece.tiles; ++tile) {
      alignas(64) float sums[kMostRows * kTileOutputs];
      few_(weights_, tile, x, sums);
      store(0, x_.rows(), tile, 1, sums, kTileOutputs);
    }
  }

  void compute_many(const ProductPiece& piece) const {
    WeightBlock block(weights_);
    block.load(piece.first_tile, false);
    tensor::Matrix weights(kMostDepth, kBlockOutputs), sums(piece.tokens, kBlockOutputs);
    std::int64_t first_column = 0, depth = 0;
    const auto multiply = [&] {
      multiply_block(x_.row(piece.first_token) + first_column, x_.columns(), piece.tokens, weights.row(0),
                     depth, sums.row(0));
      first_column += depth;
      depth = 0;
    };
    for (std::size_t g = 0; g < weights_.groups.size(); ++g) {
      const ColumnGroup& group = weights_.groups[g];
      for (std::int64_t column = 0; column < group.columns; column += kMostDepth) {
        const std::int64_t columns = std::min(kMostDepth, group.columns - column);
        if (depth + columns > kMostDepth) multiply();
        for (int t = 0; t < block.tiles(); ++t)
          dequantize_tile(block.codes(g) + t * block.tile_stride() + column / 4 * kQuadBytes, columns,
                          block.offsets(g) + t * kTileOutputs, block.scales(g) + t * kTileOutputs,
                          weights.row(depth) + t * kTileOutputs);
        depth += columns;
      }
    }
    if (depth > 0) multiply();
    store(piece.first_token, piece.tokens, piece.first_tile, block.tiles(), sums.row(0), kBlockOutputs);
  }

  void store(std::int64_t first_token, std::int64_t tokens, std::int64_t first_tile, int tiles,
             const float* sums, std::int64_t stride) const {
    const std::int64_t first = first_tile * kTileOutputs;
    const std::int64_t count = std::min(tiles * kTileOutputs, y_.columns() - first);
    for (std::int64_t t = 0; t < tokens; ++t)
      std::memcpy(y_.row(first_token + t) + first, sums + t * stride,
                  static_cast<std::size_t>(count) * sizeof(float));
  }

  const tensor::Matrix& x_;
  const PackedWeights::State& weights_;
  tensor::Matrix& y_;
  FewFloatsFunction few_ = nullptr;
  tensor::Matrix padded_;
};

}  // namespace

std::vector<tensor::Matrix> float_integer_matmul(const tensor::Matrix& x,
                                                 std::span<const PackedWeights* const> weights,
                                                 const base::Job& job) {
  std::vector<tensor::Matrix> results;
  for (const PackedWeights* w : weights) {
    check_product(tensor::MatrixShape{x.rows(), x.columns()}, w->shape());
    results.emplace_back(x.rows(), w->shape().rows);
  }
  std::vector<FloatProduct> products;
  ProductPieces pieces;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const PackedWeights::State& state = weights[i]->state();
    products.emplace_back(x, state, results[i]);
    pieces.add(state.tiles, state.tile_bytes, x.rows(), products.back().few());
  }
  pieces.run(products, job);
  return results;
}

tensor::Matrix float_integer_matmul(const tensor::Matrix& x, const PackedWeights& weights,
                                    const base::Job& job) {
  const PackedWeights* const one = &weights;
  return std::move(float_integer_matmul(x, {&one, 1}, job).front());
}

}  // namespace quantscope::kernels
