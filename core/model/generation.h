#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/model/decoder.h"
#include "core/model/tokenizer.h"

namespace quantscope::model {

struct SamplingOptions {
  double temperature = 0;  ///< 0: greedy (the lowest id among equals); else ≥ 0
  int top_k = 0;           ///< 0: all
  double top_p = 1;        ///< (0, 1]: the smallest set of most likely tokens with at least this probability
  std::uint64_t seed = 0;  ///< the same seed gives the same text on every machine (given the same logits)
};

struct GenerationOptions {
  std::int64_t tokens = 64;  ///< at most
  bool stop_at_end = true;   ///< at the end-of-text token, which is not part of the text
  SamplingOptions sampling;
  DecoderOptions decoder;  ///< sequences and capacity are chosen here
  /// Called for each new token on the running thread; may be empty.
  std::function<void(int token)> arrived;
};

struct GenerationResult {
  std::vector<int> prompt;  ///< ids, BOS among them
  std::vector<int> tokens;  ///< new ids
  enum class End { length, end_token, context, cancelled } end = End::length;
  double prefill_seconds = 0, decode_seconds = 0;
  double prefill_tokens_per_second() const;
  double decode_tokens_per_second() const;
};

/// Continues the prompt (BOS before it where there is one). Ends at the model's context. Cancelling returns
/// what was done. Throws base::Error for an empty prompt without BOS, a prompt beyond the context and absurd
/// options.
GenerationResult generate(std::shared_ptr<const Transformer> model, const Tokenizer& tokenizer,
                          const std::string& prompt, const GenerationOptions& options,
                          const base::Job& job = {});

/// Samples one id from logits [vocabulary]; `random` is advanced by one draw unless greedy.
int sample(std::span<const float> logits, const SamplingOptions& options, std::uint64_t& random);

}  // namespace quantscope::model
