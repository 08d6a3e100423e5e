// FlashAttention-2, forward: Dao 2023, algorithm 1, with e^(old maximum − new maximum) for the factor of
// line 10.
#include <algorithm>
#include <limits>

#include "core/base/parallel.h"
#include "core/kernels/attention_rows.h"
#include "core/kernels/row_product.h"

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kRowsOfTile = 96;  ///< query rows of one tile, about
constexpr int kRowsAtOnce = 6;            ///< rows of one product, which skip blocks on their own

/// One tile of queries on its way over the blocks of keys.
class FlashTile {
 public:
  FlashTile(const AttentionCall& call, const QueryTile& tile)
      : call_(call),
        rows_(call, tile),
        blocks_(call),
        maxima_(static_cast<std::size_t>(rows_.count()), -std::numeric_limits<float>::infinity()),
        factors_(maxima_.size()),
        sums_(rows_.count(), kSumLanes),
        scores_(rows_.count(), kBlockTokens),
        products_(rows_.count(), call.padded_size()) {}

  void run(const base::Job& job) {
    const bool rounds = call_.options.round_probability_value != nullptr;
    const std::int64_t last = rows_.last_key(rows_.count() - 1);
    const std::int64_t first_block = rows_.first_key(0) / kBlockTokens;
    const std::int64_t end = (last + kBlockTokens - 1) / kBlockTokens;
    for (std::int64_t block = first_block; block < end; ++block) {
      job.check();
      add_block(block, !rounds);
    }
    if (rounds) {
      // Probabilities are rounded as they leave the softmax: their sums must be known first.
      for (std::int64_t row = 0; row < rows_.count(); ++row)
        factors_[static_cast<std::size_t>(row)] = inverse_or_zero(sum_of_row(sums_.row(row)));
      for (std::int64_t block = first_block; block < end; ++block) {
        job.check();
        add_rounded_block(block);
      }
    }
    for (std::int64_t row = 0; row < rows_.count(); ++row) write_row(row, rounds);
  }

 private:
  struct Piece {
    std::int64_t row = 0;
    int count = 0;
    std::int64_t begin = 0, end = 0;  ///< lanes; none where the rows see nothing of the block
  };

  template <typename Body>
  void each_piece(std::int64_t block, const Body& body) {
    const std::int64_t first = block * kBlockTokens;
    for (std::int64_t row = 0; row < rows_.count(); row += kRowsAtOnce) {
      Piece piece{row, static_cast<int>(std::min<std::int64_t>(kRowsAtOnce, rows_.count() - row))};
      piece.begin = std::max<std::int64_t>(0, rows_.first_key(row) - first) / 16 * 16;
      piece.end = std::min(kBlockTokens, (rows_.last_key(row + piece.count - 1) - first + 15) / 16 * 16);
      if (piece.begin < piece.end) body(piece);
    }
  }

  ScoreBlock score(const Piece& piece, const float* keys, std::int64_t block) {
    ScoreBlock scores;
    scores.scores = scores_.row(piece.row);
    scores.stride = kBlockTokens;
    rows_.score(piece.row, piece.count, keys, block * kBlockTokens, piece.begin, piece.end, scores);
    return scores;
  }

  void multiply_values(const Piece& piece, const float* values, std::int64_t block, const float* factors) {
    const std::int64_t seen =
        std::min(kBlockTokens, rows_.last_key(piece.row + piece.count - 1) - block * kBlockTokens);
    multiply_rows({.x = scores_.row(piece.row) + piece.begin,
                   .x_stride = kBlockTokens,
                   .rows = piece.count,
                   .b = values + piece.begin * call_.head_size(),
                   .b_stride = call_.head_size(),
                   .depth = seen - piece.begin,
                   .lanes = call_.head_size(),
                   .out = products_.row(piece.row),
                   .out_stride = products_.columns(),
                   .factors = factors});
  }

  void add_block(std::int64_t block, bool with_values) {
    const float* keys = blocks_.keys(rows_.kv_head(), block);
    each_piece(block, [&](const Piece& piece) {
      online_softmax(score(piece, keys, block),
                     {maxima_.data() + piece.row, sums_.row(piece.row), factors_.data() + piece.row});
    });
    if (!with_values) return;
    const float* values = blocks_.values(rows_.kv_head(), block);
    each_piece(block, [&](const Piece& piece) {
      multiply_values(piece, values, block, factors_.data() + piece.row);
    });
  }

  void add_rounded_block(std::int64_t block) {
    const float* keys = blocks_.keys(rows_.kv_head(), block);
    const float* values = blocks_.values(rows_.kv_head(), block);
    constexpr float kKeep[kRowsAtOnce] = {1, 1, 1, 1, 1, 1};
    each_piece(block, [&](const Piece& piece) {
      const ScoreBlock scores = score(piece, keys, block);
      softmax_of_known_maximum(scores, maxima_.data() + piece.row, factors_.data() + piece.row);
      for (int r = 0; r < piece.count; ++r)
        call_.options.round_probability_value(scores.scores + r * scores.stride + scores.begin,
                                              scores.end - scores.begin);
      multiply_values(piece, values, block, kKeep);
    });
  }

  void write_row(std::int64_t row, bool normalised) {
    const float factor = normalised ? 1 : inverse_or_zero(sum_of_row(sums_.row(row)));
    float* out = rows_.out(row);
    for (std::int64_t i = 0; i < call_.head_size(); ++i) out[i] = products_(row, i) * factor;
  }

  const AttentionCall& call_;
  AttentionRows rows_;
  AttentionBlocks blocks_;
  std::vector<float> maxima_, factors_;
  tensor::Matrix sums_, scores_, products_;
};

}  // namespace

void flash_attention(const AttentionCall& call, const base::Job& job) {
  const std::int64_t tile_tokens = std::max<std::int64_t>(1, kRowsOfTile / call.group());
  const std::int64_t tiles = (call.tokens + tile_tokens - 1) / tile_tokens;
  base::parallel_for(tiles * call.cache.kv_heads, 1, job, [&](base::IndexRange range) {
    // The last tokens see most keys: they come first.
    QueryTile tile{.first_head = range.begin % call.cache.kv_heads * call.group(), .heads = call.group()};
    tile.first_token = (tiles - 1 - range.begin / call.cache.kv_heads) * tile_tokens;
    tile.tokens = std::min(tile_tokens, call.tokens - tile.first_token);
    FlashTile(call, tile).run(job);
  });
}

}  // namespace quantscope::kernels
