#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/decoder.h"

namespace quantscope::model {

/// Rows of a block that continue one sequence.
struct Segment {
  int sequence = 0;
  std::int64_t first_row = 0, rows = 0;
  std::int64_t first_position = 0;
};

/// Tokens that pass the model together.
struct TokenBlock {
  std::vector<int> tokens;
  std::vector<Segment> segments;
};

/// Cuts pieces into blocks of at most `most_rows` tokens, pieces one after the other; where pieces are kept
/// whole a block holds at least one piece, however long. `lengths`: of each sequence before.
std::vector<TokenBlock> token_blocks(std::span<const SequencePiece> pieces,
                                     std::span<const std::int64_t> lengths, std::int64_t most_rows,
                                     bool whole_pieces);

}  // namespace quantscope::model
