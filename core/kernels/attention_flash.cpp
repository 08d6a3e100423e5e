#include <algorithm>
#include <memory>
#include <mutex>

#include "core/base/parallel.h"
#include "core/kernels/attention_kinds.h"
#include "core/kernels/flash_tile.h"

namespace quantscope::kernels {
namespace {

constexpr std::int64_t kRowsOfTile = 72;  ///< query rows of one tile, about
constexpr std::int64_t kBlocksOfSplit =
    16;  ///< blocks of keys that one thread reads for a single row of tiles

/// Tiles whose memory is used again; one for each thread that is at work.
class TilePool {
 public:
  explicit TilePool(const AttentionCall& call) : call_(call) {}

  std::unique_ptr<FlashTile> take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<FlashTile>(call_);
    std::unique_ptr<FlashTile> tile = std::move(free_.back());
    free_.pop_back();
    return tile;
  }
  void give_back(std::unique_ptr<FlashTile> tile) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(tile));
  }

 private:
  const AttentionCall& call_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<FlashTile>> free_;
};

QueryTile tile_of_head(const AttentionCall& call, std::int64_t kv_head) {
  return {
      .first_head = kv_head * call.group(), .heads = call.group(), .first_token = 0, .tokens = call.tokens};
}

/// Few queries against many keys: the keys are split, and the parts merged in order. The cut depends on sizes
/// alone, not on the number of threads.
void split_keys(const AttentionCall& call, const base::Job& job) {
  const std::int64_t splits = (call.blocks() + kBlocksOfSplit - 1) / kBlocksOfSplit;
  std::vector<std::unique_ptr<FlashTile>> parts(static_cast<std::size_t>(call.cache.kv_heads * splits));
  base::parallel_for(call.cache.kv_heads * splits, 1, job, [&](base::IndexRange range) {
    auto part = std::make_unique<FlashTile>(call);
    part->load(tile_of_head(call, range.begin / splits));
    const std::int64_t first = range.begin % splits * kBlocksOfSplit;
    part->add_blocks(std::max(first, part->first_block()),
                     std::min(first + kBlocksOfSplit, part->end_block()), job);
    parts[static_cast<std::size_t>(range.begin)] = std::move(part);
  });
  for (std::int64_t head = 0; head < call.cache.kv_heads; ++head) {
    const auto at = static_cast<std::size_t>(head * splits);
    for (std::size_t split = 1; split < static_cast<std::size_t>(splits); ++split)
      parts[at]->merge(*parts[at + split]);
    parts[at]->finish();
  }
}

}  // namespace

void flash_attention(const AttentionCall& call, const base::Job& job) {
  const bool rounds = call.options.round_probability_value != nullptr;
  const std::int64_t tile_tokens = std::max<std::int64_t>(1, kRowsOfTile / call.group());
  const std::int64_t tiles = (call.tokens + tile_tokens - 1) / tile_tokens;
  if (tiles == 1 && call.blocks() > kBlocksOfSplit && !rounds) return split_keys(call, job);
  TilePool pool(call);
  base::parallel_for(tiles * call.cache.kv_heads, 1, job, [&](base::IndexRange range) {
    QueryTile part = tile_of_head(call, range.begin % call.cache.kv_heads);
    // The last tokens see most keys: they come first.
    part.first_token = (tiles - 1 - range.begin / call.cache.kv_heads) * tile_tokens;
    part.tokens = std::min(tile_tokens, call.tokens - part.first_token);
    std::unique_ptr<FlashTile> tile = pool.take();
    tile->load(part);
    if (rounds) {
      tile->run_rounded(job);
    } else {
      tile->add_blocks(tile->first_block(), tile->end_block(), job);
      tile->finish();
    }
    pool.give_back(std::move(tile));
  });
}

}  // namespace quantscope::kernels
