#pragma once

#include <cstdint>

namespace quantscope::metrics {

/// What logits say of the next token. All functions are vectorized and take rows of at least one value.
struct TokenOdds {
  /// log Σ exp(logit), so that −log p of token t is log_sum − logits[t]; NaN where a logit is not finite.
  double log_sum = 0;
  std::int64_t top = 0;  ///< the most likely token; the lowest id among equals
};
TokenOdds token_odds(const float* logits, std::int64_t count);

/// KL(p ‖ q) = Σ p·log(p/q) in nats of the distributions that two rows of logits mean; at least 0. Summed as
/// Σ p·(e^d − 1 − d), d = log(q/p), whose terms are none negative: small divergences keep their digits.
double kl_divergence(const float* p_logits, const TokenOdds& p, const float* q_logits, const TokenOdds& q,
                     std::int64_t count);

/// The same in double precision by plain loops: the oracles.
TokenOdds token_odds_scalar(const float* logits, std::int64_t count);
double kl_divergence_scalar(const float* p_logits, const float* q_logits, std::int64_t count);

}  // namespace quantscope::metrics
