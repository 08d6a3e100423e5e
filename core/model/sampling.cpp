#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/model/generation.h"

namespace quantscope::model {
namespace {

/// Steele, Lea and Flood 2014, splitmix64: the same numbers on every machine.
std::uint64_t drawn_bits(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/// In [0, 1).
double drawn_uniform(std::uint64_t& state) {
  return static_cast<double>(drawn_bits(state) >> 11) * 0x1p-53;
}

struct LikelyToken {
  float logit = 0;
  int id = 0;
  double weight = 0;  ///< exp((logit − highest) / temperature)
};

bool less_likely(const LikelyToken& a, const LikelyToken& b) {
  return a.logit != b.logit ? a.logit < b.logit : a.id > b.id;
}
bool more_likely(const LikelyToken& a, const LikelyToken& b) {
  return less_likely(b, a);
}

std::size_t most_likely(std::span<const float> logits) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::isnan(logits[i]) || (std::isinf(logits[i]) && logits[i] > 0))
      throw base::Error(fmt::format("the logit of token {} is {}", i, logits[i]), "sampling",
                        "the model's values overflow; use another precision or more bits");
    if (logits[i] > logits[best]) best = i;
  }
  if (logits.empty() || std::isinf(logits[best]))
    throw base::Error("no token has a finite logit", "sampling",
                      "the model's values overflow; use another precision or more bits");
  return best;
}

double total_weight(const std::vector<LikelyToken>& candidates) {
  double total = 0;
  for (const LikelyToken& candidate : candidates) total += candidate.weight;
  return total;
}

void keep_most_likely(std::vector<LikelyToken>& candidates, std::size_t count) {
  if (count == 0 || count >= candidates.size()) return;
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(candidates.begin(), end, candidates.end(), more_likely);
  candidates.erase(end, candidates.end());
}

void keep_probability(std::vector<LikelyToken>& candidates, double probability) {
  if (probability >= 1) return;
  const double wanted = probability * total_weight(candidates);
  std::make_heap(candidates.begin(), candidates.end(), less_likely);
  auto rest = candidates.end();
  for (double sum = 0; rest != candidates.begin() && sum < wanted;) {
    std::pop_heap(candidates.begin(), rest, less_likely);
    sum += (--rest)->weight;
  }
  candidates.erase(candidates.begin(), rest);
}

}  // namespace

void check_sampling(const SamplingOptions& options) {
  const auto refuse = [](const char* option, auto value, const char* accepted) {
    throw base::Error(fmt::format("{} {} is not accepted", option, value), "sampling",
                      fmt::format("use {}", accepted));
  };
  if (!(options.temperature >= 0) || std::isinf(options.temperature))
    refuse("temperature", options.temperature, "0 for the most likely token, or a positive number");
  if (options.top_k < 0) refuse("top-k", options.top_k, "0 for all tokens, or a positive number");
  if (!(options.top_p > 0 && options.top_p <= 1))
    refuse("top-p", options.top_p, "a probability above 0 and up to 1");
}

int sample(std::span<const float> logits, const SamplingOptions& options, std::uint64_t& random) {
  check_sampling(options);
  const std::size_t best = most_likely(logits);
  if (options.temperature == 0) return static_cast<int>(best);
  std::vector<LikelyToken> candidates;
  candidates.reserve(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i)
    candidates.push_back(
        {logits[i], static_cast<int>(i), std::exp((double{logits[i]} - logits[best]) / options.temperature)});
  keep_most_likely(candidates, static_cast<std::size_t>(options.top_k));
  keep_probability(candidates, options.top_p);
  double left = drawn_uniform(random) * total_weight(candidates);
  for (const LikelyToken& candidate : candidates)
    if ((left -= candidate.weight) < 0) return candidate.id;
  return std::max_element(candidates.begin(), candidates.end(), less_likely)->id;
}

}  // namespace quantscope::model
