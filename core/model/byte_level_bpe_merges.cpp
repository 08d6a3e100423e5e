#include "core/model/byte_level_bpe_merges.h"

#include <queue>
#include <tuple>

namespace quantscope::model {
namespace {

std::uint64_t key_of(int left, int right) {
  return std::uint64_t{static_cast<std::uint32_t>(left)} << 32 | static_cast<std::uint32_t>(right);
}

struct PossibleMerge {
  std::uint32_t rank;
  std::uint32_t position;  ///< of the left symbol
  int left, right;         ///< as they were when it was found
  int merged;
  bool operator>(const PossibleMerge& other) const {
    return std::tie(rank, position) > std::tie(other.rank, other.position);
  }
};

struct Neighbours {
  std::uint32_t before, after;
};

constexpr std::uint32_t none = UINT32_MAX;
constexpr int gone = -1;

}  // namespace

void MergeTable::add(int left, int right, int merged) {
  merges_[key_of(left, right)] = {next_rank_++, merged};
}

const MergeTable::Merge* MergeTable::find(int left, int right) const {
  const auto found = merges_.find(key_of(left, right));
  return found == merges_.end() ? nullptr : &found->second;
}

void MergeTable::apply(std::vector<int>& symbols) const {
  const auto count = static_cast<std::uint32_t>(symbols.size());
  std::vector<Neighbours> links(count);
  std::priority_queue<PossibleMerge, std::vector<PossibleMerge>, std::greater<>> candidates;
  const auto consider = [&](std::uint32_t left, std::uint32_t right) {
    if (left == none || right == none) return;
    if (const Merge* merge = find(symbols[left], symbols[right]))
      candidates.push({merge->rank, left, symbols[left], symbols[right], merge->merged});
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    links[i] = {i == 0 ? none : i - 1, i + 1 == count ? none : i + 1};
    consider(i, links[i].after);
  }
  while (!candidates.empty()) {
    const PossibleMerge best = candidates.top();
    candidates.pop();
    const std::uint32_t left = best.position, right = links[left].after;
    if (right == none || symbols[left] != best.left || symbols[right] != best.right) continue;
    symbols[left] = best.merged;
    symbols[right] = gone;
    links[left].after = links[right].after;
    if (links[left].after != none) links[links[left].after].before = left;
    consider(links[left].before, left);
    consider(left, links[left].after);
  }
  std::erase(symbols, gone);
}

}  // namespace quantscope::model
