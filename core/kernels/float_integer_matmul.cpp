#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/cpu_features.h"
#include "core/base/parallel.h"
#include "core/formats/value_rounding.h"
#include "core/kernels/bf16_tile.h"
#include "core/kernels/few_floats.h"
#include "core/kernels/few_tokens.h"
#include "core/kernels/float_block.h"
#include "core/kernels/float_parts.h"
#include "core/kernels/integer_matmul.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/product_pieces.h"
#include "core/kernels/tokens_by_layout.h"
#include "core/kernels/weight_block.h"

namespace quantscope::kernels {
namespace {

/// The tokens with the columns of each group padded to quads.
tensor::Matrix padded_tokens(const tensor::Matrix& x, const PackedWeights::State& weights) {
  tensor::Matrix padded(x.rows(), weights.quads * 4);
  for (std::int64_t t = 0; t < x.rows(); ++t)
    for (const ColumnGroup& group : weights.groups)
      std::copy_n(x.row(t) + group.first_column, group.columns, padded.row(t) + group.first_quad * 4);
  return padded;
}

/// Code differences up to this one are exact in bfloat16.
constexpr std::int64_t kMostExact = 256;

/// One product y = x · Ŵᵀ in pieces.
class FloatProduct {
 public:
  /// `pairs`: the tokens in bfloat16, for products of these; else null.
  FloatProduct(const tensor::Matrix& x, const Bf16Tokens* pairs, const PackedWeights::State& weights,
               tensor::Matrix& y)
      : x_(x), pairs_(pairs), weights_(weights), y_(y) {
    if (!pairs && x.rows() <= kMostRows) few_ = few_floats_function();
    if (few_) padded_ = padded_tokens(x, weights);
  }

  bool few() const { return few_ != nullptr; }

  void compute(const ProductPiece& piece) const {
    if (few_) {
      compute_few(piece);
      return;
    }
    WeightBlock block(weights_);
    block.load(piece.first_tile, false);
    tensor::Matrix sums(piece.tokens, kBlockOutputs);
#if defined(__x86_64__)
    if (pairs_)
      add_pairs(piece, block, sums);
    else
#endif
      add_floats(piece, block, sums);
    store_sums(piece, piece.first_tile, block.tiles(), sums.row(0), kBlockOutputs, y_);
  }

 private:
  void compute_few(const ProductPiece& piece) const {
    const FewFloats x = {padded_.row(0), padded_.columns(), static_cast<int>(x_.rows())};
    for (std::int64_t tile = piece.first_tile; tile < piece.first_tile + piece.tiles; ++tile) {
      alignas(64) float sums[kMostRows * kTileOutputs];
      few_(weights_, tile, x, sums);
      store_sums(piece, tile, 1, sums, kTileOutputs, y_);
    }
  }

#if defined(__x86_64__)
  void add_pairs(const ProductPiece& piece, const WeightBlock& block, tensor::Matrix& sums) const {
    constexpr std::int64_t kQuads = kFloatDepth / 4;
    std::vector<std::uint32_t> weights(static_cast<std::size_t>(kMostTiles * kQuads * 2 * kTileOutputs));
    for (std::size_t g = 0; g < weights_.groups.size(); ++g) {
      const ColumnGroup& group = weights_.groups[g];
      for (std::int64_t quad = 0; quad < group.quads(); quad += kQuads) {
        const std::int64_t quads = std::min(kQuads, group.quads() - quad);
        for (int t = 0; t < block.tiles(); ++t)
          codes_to_bf16(block.codes(g) + t * block.tile_stride() + quad * kQuadBytes, quads,
                        block.offsets(g) + t * kTileOutputs, weights.data() + t * kQuads * 2 * kTileOutputs);
        Bf16Tile tile = {weights.data(), kQuads * 2, block.tiles(), nullptr, 0, quads * 2, block.scales(g)};
        for (std::int64_t token = 0; token < piece.tokens; token += kMostRows) {
          const std::int64_t panel = (piece.first_token + token) / kMostRows;
          tile.rows = pairs_->rows(panel);
          tile.x = pairs_->panel(panel, group.first_quad + quad);
          add_bf16_tile(tile, sums.row(token));
        }
      }
    }
  }
#endif

  void add_floats(const ProductPiece& piece, const WeightBlock& block, tensor::Matrix& sums) const {
    tensor::Matrix weights(kMostTiles, kFloatTile);
    std::int64_t first_column = 0, depth = 0;
    const auto multiply = [&] {
      multiply_block(x_.row(piece.first_token) + first_column, x_.columns(), piece.tokens, weights.row(0),
                     kFloatTile, depth, sums.row(0));
      first_column += depth;
      depth = 0;
    };
    for (std::size_t g = 0; g < weights_.groups.size(); ++g) {
      const ColumnGroup& group = weights_.groups[g];
      for (std::int64_t column = 0; column < group.columns; column += kFloatDepth) {
        const std::int64_t columns = std::min(kFloatDepth, group.columns - column);
        if (depth + columns > kFloatDepth) multiply();
        for (int t = 0; t < block.tiles(); ++t)
          dequantize_tile(block.codes(g) + t * block.tile_stride() + column * kTileOutputs, columns,
                          block.offsets(g) + t * kTileOutputs, block.scales(g) + t * kTileOutputs,
                          weights.row(t) + depth * kTileOutputs);
        depth += columns;
      }
    }
    if (depth > 0) multiply();
  }

  const tensor::Matrix& x_;
  const Bf16Tokens* pairs_;
  const PackedWeights::State& weights_;
  tensor::Matrix& y_;
  FewFloatsFunction few_ = nullptr;
  tensor::Matrix padded_;
};

/// Tokens whose parts are multiplied by integer kernels: what makes the products of the fewest tokens wait
/// for the weights to be read, not for arithmetic.
constexpr std::int64_t kMostTokensInParts = kMostRows / kFloatParts;

bool has_integer_products(std::int64_t tokens) {
  return tokens <= kMostTokensInParts && few_tokens_function(8, 1) != nullptr;
}

tensor::Matrix rounded_to_bf16(const tensor::Matrix& x, const base::Job& job) {
  auto rounded = tensor::Matrix::uninitialized(x.rows(), x.columns());
  base::parallel_for(x.rows(), 16, job, [&](base::IndexRange range) {
    const std::int64_t count = range.size() * x.columns();
    std::copy_n(x.row(range.begin), count, rounded.row(range.begin));
    formats::round_to_bf16(rounded.row(range.begin), count);
  });
  return rounded;
}

}  // namespace

std::vector<tensor::Matrix> float_integer_matmul(const tensor::Matrix& x,
                                                 std::span<const PackedWeights* const> weights,
                                                 const base::Job& job, FloatInput input) {
  for (const PackedWeights* w : weights)
    check_product(tensor::MatrixShape{x.rows(), x.columns()}, w->shape());
  std::vector<tensor::Matrix> results;
  std::optional<tensor::Matrix> rounded;  // where a product needs it
  const auto values = [&]() -> const tensor::Matrix& {
    if (input == FloatInput::f32) return x;
    if (!rounded) rounded = rounded_to_bf16(x, job);
    return *rounded;
  };
  if (has_integer_products(x.rows()))
    if (const std::optional<formats::IntegerMatrix> parts = float_parts(values())) {
      for (const tensor::Matrix& products : integer_matmul(*parts, weights, job))
        results.push_back(sum_of_parts(products));
      return results;
    }
  for (const PackedWeights* w : weights)
    results.push_back(tensor::Matrix::uninitialized(x.rows(), w->shape().rows));
  const bool on_pairs = input == FloatInput::bf16 && x.rows() > kMostRows && base::has_bf16_products();
  TokensByLayout<Bf16Tokens> pairs;
  std::vector<FloatProduct> products;
  ProductPieces pieces;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const PackedWeights::State& state = weights[i]->state();
    if (on_pairs && state.largest_factor <= kMostExact) {
      const auto lay_out = [&] { return Bf16Tokens(x, state.groups, state.quads, job); };
      products.emplace_back(x, &pairs.for_weights(state, lay_out), state, results[i]);
    } else {
      products.emplace_back(values(), nullptr, state, results[i]);
    }
    pieces.add(state.tiles, state.tile_bytes, x.rows(), products.back().few());
  }
  pieces.run(products, job);
  return results;
}

tensor::Matrix float_integer_matmul(const tensor::Matrix& x, const PackedWeights& weights,
                                    const base::Job& job, FloatInput input) {
  const PackedWeights* const one = &weights;
  return std::move(float_integer_matmul(x, {&one, 1}, job, input).front());
}

}  // namespace quantscope::kernels
