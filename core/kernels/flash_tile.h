#pragma once

#include <vector>

#include "core/base/job.h"
#include "core/kernels/attention_keys.h"
#include "core/kernels/attention_values.h"

namespace quantscope::kernels {

/// A tile of queries on its way over blocks of keys and values: FlashAttention-2, Dao 2023, algorithm 1, with
/// e^(old maximum − new maximum) for the factor of line 10. Reusable for one tile after the other.
class FlashTile {
 public:
  explicit FlashTile(const AttentionCall& call);

  void load(const QueryTile& tile);
  /// Blocks of keys that the tile's rows see.
  std::int64_t first_block() const { return rows_.first_key(0) / kBlockTokens; }
  std::int64_t end_block() const;

  /// Adds blocks [first, end).
  void add_blocks(std::int64_t first, std::int64_t end, const base::Job& job);
  /// Adds what another tile of the same queries found in other blocks.
  void merge(const FlashTile& other);
  /// Writes the tile's part of the result.
  void finish();

  /// The whole tile in two passes, for probabilities that are rounded as they leave the softmax.
  void run_rounded(const base::Job& job);

 private:
  struct Piece {
    std::int64_t row = 0;
    int count = 0;
    std::int64_t begin = 0, end = 0;  ///< lanes that the rows see, whole vectors
    std::int64_t seen = 0;            ///< lanes from here on are seen by none
  };
  /// Rows that see something of the block, a few at once, so that blocks are skipped row by row.
  template <typename Body>
  void each_piece(std::int64_t block, const Body& body);
  ScoreBlock scores_of(const Piece& piece);
  void add_scores(std::int64_t block);
  void add_rounded_block(std::int64_t block);

  const AttentionCall& call_;
  AttentionRows rows_;
  AttentionKeys keys_;
  AttentionValues values_;
  std::vector<float> maxima_, factors_;  ///< by row
  std::vector<float> sums_;              ///< [rows][kSumLanes]
  std::vector<float> scores_;            ///< [rows][64]
};

}  // namespace quantscope::kernels
