#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/methods/channel_scores.h"

namespace quantscope::methods {

/// Another channel and its score, smaller is more similar.
struct Partner {
  float score = 0;
  std::int32_t channel = -1;
};

/// The most similar partners of every channel among all others, ascending by score (by channel where equal).
/// With them a matching for any theta costs O(C) instead of O(C²).
class PartnerLists {
 public:
  static constexpr std::int64_t kept = 32;

  /// Goes through all pairs in blocks; memory C·kept partners and one block of scores.
  PartnerLists(const ChannelScores& scores, const base::Job& job);
  std::span<const Partner> of(std::int64_t channel) const;

 private:
  std::vector<Partner> partners_;
  std::vector<std::int32_t> count_;
};

/// Where the channels of a bipartite matching stand: even places look for a partner among the odd ones.
enum class MatchingOrder {
  /// In the list of channels after the split, a channel of T pieces taking T places: QLLM's final pass.
  after_split,
  /// In the original list: QLLM's search for theta, which merges first and splits then.
  before_split
};

struct Matching {
  std::vector<std::int32_t> merged_into;  ///< by channel; −1: stays
  std::int64_t merged = 0;                ///< less than wanted where partners run out
};

/// Bipartite soft matching (QLLM assembly, after ToMe): channels at even places (A) each choose their most
/// similar channel at an odd place (B); the `wanted` most similar pairs merge, several A into one B where
/// they chose so. Split channels (pieces > 1) take no part.
///
/// A channel none of whose kept partners can be chosen is scored against all others if `scores` is given;
/// without, it is not merged (previews).
Matching match_channels(const PartnerLists& partners, std::span<const std::int32_t> pieces,
                        MatchingOrder order, std::int64_t wanted, const ChannelScores* scores,
                        const base::Job& job);

}  // namespace quantscope::methods
