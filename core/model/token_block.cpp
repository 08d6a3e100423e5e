#include "core/model/token_block.h"

#include <algorithm>

namespace quantscope::model {

std::vector<TokenBlock> token_blocks(std::span<const SequencePiece> pieces,
                                     std::span<const std::int64_t> lengths, std::int64_t most_rows,
                                     bool whole_pieces) {
  std::vector<TokenBlock> blocks;
  for (const SequencePiece& piece : pieces) {
    const auto count = static_cast<std::int64_t>(piece.tokens.size());
    for (std::int64_t done = 0; done < count;) {
      const std::int64_t used =
          blocks.empty() ? most_rows : static_cast<std::int64_t>(blocks.back().tokens.size());
      const bool full = used >= most_rows || (whole_pieces && used > 0 && used + count > most_rows);
      if (blocks.empty() || full) blocks.emplace_back();
      TokenBlock& block = blocks.back();
      const auto first_row = static_cast<std::int64_t>(block.tokens.size());
      const std::int64_t rows = whole_pieces ? count : std::min(count - done, most_rows - first_row);
      const auto begin = piece.tokens.begin() + done;
      block.tokens.insert(block.tokens.end(), begin, begin + rows);
      block.segments.push_back(
          {piece.sequence, first_row, rows, lengths[static_cast<std::size_t>(piece.sequence)] + done});
      done += rows;
    }
  }
  return blocks;
}

}  // namespace quantscope::model
