#include <algorithm>
#include <optional>

#include "core/base/cpu_features.h"
#include "core/formats/value_rounding.h"
#include "core/kernels/bf16_tile.h"
#include "core/kernels/float_block.h"
#include "core/kernels/float_tiles.h"
#include "core/kernels/matmul_shapes.h"
#include "core/kernels/packed_floats.h"
#include "core/kernels/product_pieces.h"

namespace quantscope::kernels {
namespace {

using tensor::ElementType;

/// The input as the products read it, prepared once for all weights.
class Input {
 public:
  Input(const tensor::Matrix& x, FloatInput kind, const base::Job& job)
      : x_(x), kind_(kind), job_(job), few_(x.rows() <= kMostRows) {}

  bool few() const { return few_; }
  std::int64_t tokens() const { return x_.rows(); }
  bool on_bf16_products(ElementType weights) const {
    return kind_ == FloatInput::bf16 && weights == ElementType::bf16 && !few_ && base::has_bf16_products();
  }

  const Bf16Tokens& pairs() {
    if (!pairs_) {
      const ColumnGroup all = {0, x_.columns(), 0, 0};
      pairs_.emplace(x_, std::span(&all, 1), (x_.columns() + 3) / 4, job_);
    }
    return *pairs_;
  }

  /// f32, rounded where that was asked for, and where there are few tokens padded with zeros to quads.
  const tensor::Matrix& values() {
    const std::int64_t columns = few_ ? (x_.columns() + 3) / 4 * 4 : x_.columns();
    if (kind_ == FloatInput::f32 && columns == x_.columns()) return x_;
    if (values_) return *values_;
    values_.emplace(x_.rows(), columns);
    base::parallel_for(x_.rows(), 16, job_, [&](base::IndexRange range) {
      for (std::int64_t t = range.begin; t < range.end; ++t) {
        std::copy_n(x_.row(t), x_.columns(), values_->row(t));
        if (kind_ == FloatInput::bf16) formats::round_to_bf16(values_->row(t), x_.columns());
      }
    });
    return *values_;
  }

 private:
  const tensor::Matrix& x_;
  FloatInput kind_;
  const base::Job& job_;
  bool few_;
  std::optional<Bf16Tokens> pairs_;
  std::optional<tensor::Matrix> values_;
};

/// One product y = x · Wᵀ in pieces.
class PackedFloatProduct {
 public:
  PackedFloatProduct(Input& input, const PackedFloats& weights, tensor::Matrix& y)
      : weights_(weights), y_(y), few_(input.few()) {
    if (input.on_bf16_products(weights.type()))
      pairs_ = &input.pairs();
    else
      x_ = &input.values();
  }

  void compute(const ProductPiece& piece) const {
    if (few_) {
      for (std::int64_t tile = piece.first_tile; tile < piece.first_tile + piece.tiles; ++tile) {
        alignas(64) float sums[kMostRows * kTileOutputs];
        multiply_few(weights_.tile(tile), weights_.type(), weights_.padded_columns(), x_->row(0),
                     x_->columns(), static_cast<int>(piece.tokens), sums);
        store_sums(piece, tile, 1, sums, kTileOutputs, y_);
      }
      return;
    }
    tensor::Matrix sums(piece.tokens, kMostTiles * kTileOutputs);
#if defined(__x86_64__)
    if (pairs_)
      add_pairs(piece, sums);
    else
#endif
      add_floats(piece, sums);
    store_sums(piece, piece.first_tile, piece.tiles, sums.row(0), sums.columns(), y_);
  }

 private:
#if defined(__x86_64__)
  void add_pairs(const ProductPiece& piece, tensor::Matrix& sums) const {
    const std::int64_t pairs = weights_.padded_columns() / 2;
    constexpr std::int64_t kPairs = kFloatDepth;
    for (std::int64_t pair = 0; pair < pairs; pair += kPairs) {
      Bf16Tile tile;
      tile.weights =
          reinterpret_cast<const std::uint32_t*>(weights_.tile(piece.first_tile)) + pair * kTileOutputs;
      tile.tile_stride = pairs;
      tile.tiles = static_cast<int>(piece.tiles);
      tile.pairs = std::min(kPairs, pairs - pair);
      for (std::int64_t token = 0; token < piece.tokens; token += kMostRows) {
        const std::int64_t panel = (piece.first_token + token) / kMostRows;
        tile.rows = pairs_->rows(panel);
        tile.x = pairs_->panel(panel, pair / 2);
        add_bf16_tile(tile, sums.row(token));
      }
    }
  }
#endif

  void add_floats(const ProductPiece& piece, tensor::Matrix& sums) const {
    const bool in_place = weights_.type() == ElementType::f32 && piece.tiles == kMostTiles;
    tensor::Matrix widened(in_place ? 0 : kMostTiles, kFloatTile);
    const std::int64_t columns = weights_.shape().columns;
    for (std::int64_t first = 0; first < columns; first += kFloatDepth) {
      const std::int64_t depth = std::min(kFloatDepth, columns - first);
      const float* w = nullptr;
      std::int64_t stride = kFloatTile;
      if (in_place) {
        w = reinterpret_cast<const float*>(weights_.tile(piece.first_tile)) + first * kTileOutputs;
        stride = weights_.padded_columns() * kTileOutputs;
      } else {
        for (std::int64_t t = 0; t < piece.tiles; ++t)
          widen_tile(weights_.tile(piece.first_tile + t), weights_.type(), first, depth, widened.row(t));
        w = widened.row(0);
      }
      multiply_block(x_->row(piece.first_token) + first, x_->columns(), piece.tokens, w, stride, depth,
                     sums.row(0));
    }
  }

  const PackedFloats& weights_;
  tensor::Matrix& y_;
  bool few_;
  const tensor::Matrix* x_ = nullptr;
  const Bf16Tokens* pairs_ = nullptr;
};

}  // namespace

std::vector<tensor::Matrix> float_matmul(const tensor::Matrix& x,
                                         std::span<const PackedFloats* const> weights, const base::Job& job,
                                         FloatInput input) {
  std::vector<tensor::Matrix> results;
  for (const PackedFloats* w : weights) {
    check_product(tensor::MatrixShape{x.rows(), x.columns()}, w->shape());
    results.push_back(tensor::Matrix::uninitialized(x.rows(), w->shape().rows));
  }
  Input prepared(x, input, job);
  std::vector<PackedFloatProduct> products;
  ProductPieces pieces;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    products.emplace_back(prepared, *weights[i], results[i]);
    pieces.add(weights[i]->tiles(), weights[i]->tile_bytes(), x.rows(), prepared.few());
  }
  pieces.run(products, job);
  return results;
}

}  // namespace quantscope::kernels
