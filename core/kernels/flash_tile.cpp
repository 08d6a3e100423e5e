#include "core/kernels/flash_tile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kRowsAtOnce = 6;
constexpr float kNothing = -std::numeric_limits<float>::infinity();

}  // namespace

FlashTile::FlashTile(const AttentionCall& call) : call_(call), rows_(call), keys_(call), values_(call) {}

void FlashTile::load(const QueryTile& tile) {
  rows_.load(tile);
  keys_.load_queries(rows_);
  values_.start(rows_.count());
  const auto count = static_cast<std::size_t>(rows_.count());
  maxima_.assign(count, kNothing);
  factors_.resize(count);
  sums_.assign(count * kSumLanes, 0);
  scores_.resize(count * kBlockTokens);
}

std::int64_t FlashTile::end_block() const {
  return (rows_.last_key(rows_.count() - 1) + kBlockTokens - 1) / kBlockTokens;
}

template <typename Body>
void FlashTile::each_piece(std::int64_t block, const Body& body) {
  const std::int64_t first = block * kBlockTokens;
  const std::int64_t step = rows_.count() <= kFewRows ? kFewRows : kRowsAtOnce;
  for (std::int64_t row = 0; row < rows_.count(); row += step) {
    Piece piece{row, static_cast<int>(std::min(step, rows_.count() - row))};
    piece.seen = std::min(kBlockTokens, rows_.last_key(row + piece.count - 1) - first);
    piece.begin = std::max<std::int64_t>(0, rows_.first_key(row) - first) / 16 * 16;
    piece.end = (piece.seen + 15) / 16 * 16;
    if (piece.begin < piece.end) body(piece);
  }
}

ScoreBlock FlashTile::scores_of(const Piece& piece) {
  ScoreBlock scores;
  scores.scores = scores_.data() + piece.row * kBlockTokens;
  scores.stride = kBlockTokens;
  scores.rows = piece.count;
  scores.begin = piece.begin;
  scores.end = piece.end;
  return scores;
}

void FlashTile::add_scores(std::int64_t block) {
  keys_.load_block(rows_.kv_head(), block);
  each_piece(block, [&](const Piece& piece) {
    ScoreBlock scores = scores_of(piece);
    keys_.score(rows_, piece.row, piece.count, piece.begin, piece.end, scores);
    online_softmax(scores, {maxima_.data() + piece.row, sums_.data() + piece.row * kSumLanes,
                            factors_.data() + piece.row});
  });
}

void FlashTile::add_blocks(std::int64_t first, std::int64_t end, const base::Job& job) {
  for (std::int64_t block = first; block < end; ++block) {
    job.check();
    add_scores(block);
    values_.load_block(rows_.kv_head(), block);
    each_piece(block, [&](const Piece& piece) {
      values_.add(piece.row, scores_of(piece), piece.seen, factors_.data() + piece.row);
    });
  }
}

void FlashTile::merge(const FlashTile& other) {
  for (std::int64_t row = 0; row < rows_.count(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    const float a = maxima_[at], b = other.maxima_[at];
    const float maximum = b <= a ? a : b;  // a NaN is kept
    const float factor = a == maximum ? 1 : std::exp(a - maximum);
    const float other_factor = b == maximum ? 1 : std::exp(b - maximum);
    maxima_[at] = maximum;
    float* sums = sums_.data() + row * kSumLanes;
    const float* others = other.sums_.data() + row * kSumLanes;
    for (std::int64_t lane = 0; lane < kSumLanes; ++lane)
      sums[lane] = sums[lane] * factor + others[lane] * other_factor;
    values_.merge(row, factor, other.values_, other_factor);
  }
}

void FlashTile::finish() {
  for (std::int64_t row = 0; row < rows_.count(); ++row)
    values_.write(row, inverse_or_zero(sum_of_row(sums_.data() + row * kSumLanes)), rows_.out(row));
}

void FlashTile::add_rounded_block(std::int64_t block) {
  constexpr float kKeep[kFewRows] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  keys_.load_block(rows_.kv_head(), block);
  values_.load_block(rows_.kv_head(), block);
  each_piece(block, [&](const Piece& piece) {
    ScoreBlock scores = scores_of(piece);
    keys_.score(rows_, piece.row, piece.count, piece.begin, piece.end, scores);
    softmax_of_known_maximum(scores, maxima_.data() + piece.row, factors_.data() + piece.row);
    for (int r = 0; r < piece.count; ++r)
      call_.options.round_probability_value(scores.scores + r * scores.stride + scores.begin,
                                            scores.end - scores.begin);
    values_.add(piece.row, scores, piece.seen, kKeep);
  });
}

void FlashTile::run_rounded(const base::Job& job) {
  for (std::int64_t block = first_block(); block < end_block(); ++block) {
    job.check();
    add_scores(block);
  }
  for (std::int64_t row = 0; row < rows_.count(); ++row)
    factors_[static_cast<std::size_t>(row)] = inverse_or_zero(sum_of_row(sums_.data() + row * kSumLanes));
  for (std::int64_t block = first_block(); block < end_block(); ++block) {
    job.check();
    add_rounded_block(block);
  }
  for (std::int64_t row = 0; row < rows_.count(); ++row) values_.write(row, 1, rows_.out(row));
}

}  // namespace quantscope::kernels
