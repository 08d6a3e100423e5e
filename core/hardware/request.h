#pragma once

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// A batch of equal requests: `prompt` tokens in, `generated` tokens out.
struct RequestResult {
  PhaseResult prefill;      ///< of the prompt; gives the first token
  PhaseResult last_decode;  ///< of the last token, where the cache is largest
  PhaseTotal decode;        ///< sum over the other generated tokens
  double prompt = 0, generated = 0;

  double time_s() const { return prefill.total.time_s + decode.time_s; }
  double time_to_first_token_s() const { return prefill.total.time_s; }
  /// Of the tokens after the first; 0 where there are none.
  double time_per_token_s() const { return generated > 1 ? decode.time_s / (generated - 1) : 0; }
  double energy_j() const { return prefill.total.energy_j() + decode.energy_j(); }
  bool fits() const { return prefill.fits() && last_decode.fits(); }
};

/// Prefill of `prompt` tokens, then generated − 1 decoded tokens, the i-th of which sees prompt + i tokens.
/// Every step is priced; phase and context of `settings` are not used. Throws base::Error as price_phase(),
/// and where prompt or generated is below 1 or a request is longer than a million tokens.
RequestResult price_request(const ModelShape& shape, WorkloadSettings settings, std::int64_t prompt,
                            std::int64_t generated, const Accelerator& accelerator,
                            const PriceOptions& options = {});

}  // namespace quantscope::hardware
