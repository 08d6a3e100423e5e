#include "core/calibration/input_knowledge.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"

namespace quantscope::calibration {
namespace {

struct Ranges {
  std::vector<float> minimum;
  std::vector<float> maximum;
  std::vector<std::uint8_t> seen;  ///< whether the channel has a finite value
  std::int64_t replaced = 0;
};

void take(Ranges& ranges, std::size_t channel, float low, float high) {
  if (!ranges.seen[channel]) {
    ranges.minimum[channel] = low;
    ranges.maximum[channel] = high;
    ranges.seen[channel] = 1;
  } else {
    ranges.minimum[channel] = std::min(ranges.minimum[channel], low);
    ranges.maximum[channel] = std::max(ranges.maximum[channel], high);
  }
}

}  // namespace

InputKnowledge knowledge_from_samples(const tensor::TensorView& samples, const base::Job& job,
                                      std::int64_t* replaced) {
  const auto channels = static_cast<std::size_t>(samples.columns);
  auto kept = std::make_shared<tensor::Matrix>(samples.rows, samples.columns);
  const Ranges nothing = {std::vector<float>(channels), std::vector<float>(channels),
                          std::vector<std::uint8_t>(channels), 0};
  const auto of_tokens = [&](base::IndexRange tokens) {
    Ranges part = nothing;
    for (std::int64_t t = tokens.begin; t < tokens.end; ++t) {
      float* row = kept->row(t);
      tensor::read_row_f32(samples, t, 0, samples.columns, row);
      for (std::size_t c = 0; c < channels; ++c) {
        if (std::isfinite(row[c])) {
          take(part, c, row[c], row[c]);
        } else {
          row[c] = 0;
          ++part.replaced;
        }
      }
    }
    return part;
  };
  const auto merge = [&](Ranges& total, const Ranges& part) {
    total.replaced += part.replaced;
    for (std::size_t c = 0; c < channels; ++c)
      if (!part.seen.empty() && part.seen[c]) take(total, c, part.minimum[c], part.maximum[c]);
  };
  const std::int64_t tokens_a_piece = std::max<std::int64_t>(64, samples.rows / 64);
  Ranges all = base::ordered_reduce(samples.rows, tokens_a_piece, job, nothing, of_tokens, merge);

  InputKnowledge knowledge;
  knowledge.channel_absmax.resize(channels);
  for (std::size_t c = 0; c < channels; ++c)
    knowledge.channel_absmax[c] = std::max(std::abs(all.minimum[c]), std::abs(all.maximum[c]));
  knowledge.channel_minimum = std::move(all.minimum);
  knowledge.channel_maximum = std::move(all.maximum);
  knowledge.samples = std::move(kept);
  if (replaced) *replaced = all.replaced;
  return knowledge;
}

InputKnowledge knowledge_from_absmax(std::vector<float> channel_absmax) {
  for (float& absmax : channel_absmax) absmax = std::isfinite(absmax) ? std::abs(absmax) : 0.0f;
  InputKnowledge knowledge;
  knowledge.channel_absmax = std::move(channel_absmax);
  return knowledge;
}

}  // namespace quantscope::calibration
