#include "core/methods/channel_matching.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace quantscope::methods {
namespace {

constexpr std::int64_t block_channels = 1024;

bool closer(const Partner& a, const Partner& b) {
  return a.score < b.score || (a.score == b.score && a.channel < b.channel);
}

std::vector<std::int32_t> consecutive(std::int64_t first, std::int64_t end) {
  std::vector<std::int32_t> list(static_cast<std::size_t>(end - first));
  std::iota(list.begin(), list.end(), static_cast<std::int32_t>(first));
  return list;
}

/// Which channels look for a partner (even places) and which are chosen (odd places).
struct Sides {
  std::vector<std::int32_t> seekers;
  std::vector<std::uint8_t> choosable;
};

Sides sides_of(std::span<const std::int32_t> pieces, MatchingOrder order) {
  Sides sides;
  sides.choosable.resize(pieces.size());
  std::int64_t place = 0;
  for (std::size_t c = 0; c < pieces.size(); ++c) {
    const bool even = place % 2 == 0;
    if (pieces[c] == 1 && even) sides.seekers.push_back(static_cast<std::int32_t>(c));
    sides.choosable[c] = pieces[c] == 1 && !even;
    place += order == MatchingOrder::after_split ? pieces[c] : 1;
  }
  return sides;
}

struct Pair {
  float score;
  std::int32_t seeker, chosen;
};

/// Best choosable partners of these channels over all channels.
void choose_among_all(const ChannelScores& scores, const std::vector<std::int32_t>& seekers,
                      const Sides& sides, std::vector<Pair>& pairs, const base::Job& job) {
  for (std::size_t first = 0; first < seekers.size(); first += block_channels) {
    const std::size_t count = std::min<std::size_t>(block_channels, seekers.size() - first);
    const std::span<const std::int32_t> rows(seekers.data() + first, count);
    std::vector<Partner> best(count, {std::numeric_limits<float>::infinity(), -1});
    for (std::int64_t begin = 0; begin < scores.channels(); begin += block_channels) {
      const base::IndexRange columns{begin, std::min(scores.channels(), begin + block_channels)};
      const tensor::Matrix block = scores.block(rows, columns, job);
      for (std::size_t r = 0; r < count; ++r)
        for (std::int64_t c = 0; c < columns.size(); ++c) {
          const Partner candidate{block(static_cast<std::int64_t>(r), c),
                                  static_cast<std::int32_t>(begin + c)};
          if (sides.choosable[static_cast<std::size_t>(candidate.channel)] && closer(candidate, best[r]))
            best[r] = candidate;
        }
    }
    for (std::size_t r = 0; r < count; ++r)
      if (best[r].channel >= 0) pairs.push_back({best[r].score, rows[r], best[r].channel});
  }
}

}  // namespace

PartnerLists::PartnerLists(const ChannelScores& scores, const base::Job& job)
    : partners_(static_cast<std::size_t>(scores.channels() * kept)),
      count_(static_cast<std::size_t>(scores.channels())) {
  const std::int64_t channels = scores.channels();
  const auto offer = [&](std::int64_t channel, float score, std::int64_t other) {
    Partner* list = partners_.data() + channel * kept;
    std::int32_t& count = count_[static_cast<std::size_t>(channel)];
    const Partner candidate{score, static_cast<std::int32_t>(other)};
    if (count == kept && !closer(candidate, list[kept - 1])) return;
    std::int32_t at = count < kept ? count++ : static_cast<std::int32_t>(kept) - 1;
    for (; at > 0 && closer(candidate, list[at - 1]); --at) list[at] = list[at - 1];
    list[at] = candidate;
  };
  // A score can enter a list only below its last one; NaN and infinity never do.
  const auto limit_of = [&](std::int64_t channel) {
    return count_[static_cast<std::size_t>(channel)] < kept
               ? std::numeric_limits<float>::max()
               : partners_[static_cast<std::size_t>(channel * kept + kept - 1)].score;
  };

  const std::int64_t blocks = (channels + block_channels - 1) / block_channels;
  std::int64_t done = 0;
  for (std::int64_t a = 0; a < blocks; ++a) {
    const base::IndexRange rows{a * block_channels, std::min(channels, (a + 1) * block_channels)};
    const std::vector<std::int32_t> row_list = consecutive(rows.begin, rows.end);
    for (std::int64_t b = a; b < blocks; ++b) {
      job.check();
      const base::IndexRange columns{b * block_channels, std::min(channels, (b + 1) * block_channels)};
      const tensor::Matrix block = scores.block(row_list, columns, job);
      base::parallel_for(rows.size(), 64, job, [&](base::IndexRange part) {
        for (std::int64_t r = part.begin; r < part.end; ++r) {
          const float* score = block.row(r);
          const std::int64_t channel = rows.begin + r;
          float limit = limit_of(channel);
          for (std::int64_t c = 0; c < columns.size(); ++c) {
            if (!(score[c] <= limit) || columns.begin + c == channel) continue;
            offer(channel, score[c], columns.begin + c);
            limit = limit_of(channel);
          }
        }
      });
      if (a != b) {
        base::parallel_for(columns.size(), 256, job, [&](base::IndexRange part) {
          std::vector<float> limits;
          for (std::int64_t c = part.begin; c < part.end; ++c) limits.push_back(limit_of(columns.begin + c));
          for (std::int64_t r = 0; r < rows.size(); ++r) {
            const float* score = block.row(r) + part.begin;
            for (std::int64_t c = 0; c < part.size(); ++c) {
              float& limit = limits[static_cast<std::size_t>(c)];
              if (!(score[c] <= limit)) continue;
              const std::int64_t channel = columns.begin + part.begin + c;
              offer(channel, score[c], rows.begin + r);
              limit = limit_of(channel);
            }
          }
        });
      }
      ++done;
      job.report(2.0 * static_cast<double>(done) / static_cast<double>(blocks * (blocks + 1)),
                 "comparing channels");
    }
  }
}

std::span<const Partner> PartnerLists::of(std::int64_t channel) const {
  return {partners_.data() + channel * kept,
          static_cast<std::size_t>(count_[static_cast<std::size_t>(channel)])};
}

Matching match_channels(const PartnerLists& partners, std::span<const std::int32_t> pieces,
                        MatchingOrder order, std::int64_t wanted, const ChannelScores* scores,
                        const base::Job& job) {
  Matching matching;
  matching.merged_into.assign(pieces.size(), -1);
  if (wanted <= 0) return matching;
  const Sides sides = sides_of(pieces, order);
  std::vector<Pair> pairs;
  pairs.reserve(sides.seekers.size());
  std::vector<std::int32_t> exhausted;
  for (const std::int32_t seeker : sides.seekers) {
    const auto list = partners.of(seeker);
    const auto found = std::ranges::find_if(list, [&](const Partner& partner) {
      return sides.choosable[static_cast<std::size_t>(partner.channel)] != 0;
    });
    if (found != list.end())
      pairs.push_back({found->score, seeker, found->channel});
    else if (static_cast<std::int64_t>(list.size()) == PartnerLists::kept)
      exhausted.push_back(seeker);
  }
  if (scores) choose_among_all(*scores, exhausted, sides, pairs, job);

  const auto better = [](const Pair& a, const Pair& b) {
    return a.score < b.score || (a.score == b.score && a.seeker < b.seeker);
  };
  matching.merged = std::min(wanted, static_cast<std::int64_t>(pairs.size()));
  std::nth_element(pairs.begin(), pairs.begin() + matching.merged, pairs.end(), better);
  for (std::int64_t i = 0; i < matching.merged; ++i) {
    const Pair& pair = pairs[static_cast<std::size_t>(i)];
    matching.merged_into[static_cast<std::size_t>(pair.seeker)] = pair.chosen;
  }
  return matching;
}

}  // namespace quantscope::methods
