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
  /// (0, 1]: of the distribution that temperature and top_k leave, the smallest set of most likely tokens
  /// with at least this probability
  double top_p = 1;
  std::uint64_t seed = 0;  ///< the same seed gives the same text on every machine (given the same logits)
};

struct GenerationOptions {
  std::int64_t tokens = 64;  ///< at most
  bool stop_at_end = true;   ///< at an end-of-text token of tokenizer or model, which is not part of the text
  SamplingOptions sampling;
  DecoderOptions decoder;  ///< sequences and capacity are chosen here
  /// Called for each new token on the running thread; may be empty.
  std::function<void(int token)> arrived;
};

struct GenerationResult {
  std::vector<int> prompt;  ///< ids, BOS among them
  std::vector<int> tokens;  ///< new ids
  enum class End { length, end_token, context, cancelled } end = End::length;
  double prefill_seconds = 0;  ///< until the first new token is known
  double decode_seconds = 0;
  std::int64_t decode_steps = 0;  ///< runs of one token in these; the last new token is not run
  double prefill_tokens_per_second() const;
  double decode_tokens_per_second() const;
};

/// Ids of a prompt: BOS, where the tokenizer has one, and the text's. Throws base::Error where that gives
/// none or more than the model's context.
std::vector<int> prompt_tokens(const Tokenizer& tokenizer, const std::string& prompt,
                               const ModelConfig& config);

/// Continues the prompt (its tokens: prompt_tokens). Prompt and new tokens together end at the model's
/// context. Rows of the head beyond the tokenizer's vocabulary, with which some models are padded, are not
/// drawn. Cancelling returns what was done. Throws base::Error as prompt_tokens does and for absurd
/// options.
GenerationResult generate(std::shared_ptr<const Transformer> model, const Tokenizer& tokenizer,
                          const std::string& prompt, const GenerationOptions& options,
                          const base::Job& job = {});

/// Samples one id from logits [vocabulary]; `random` is advanced by one draw (splitmix64) unless greedy. Of
/// equal logits the lower id counts as more likely. Throws base::Error where a logit is NaN or +infinity or
/// all are −infinity, and for absurd options.
int sample(std::span<const float> logits, const SamplingOptions& options, std::uint64_t& random);
/// Throws base::Error naming the option that is out of its range.
void check_sampling(const SamplingOptions& options);

}  // namespace quantscope::model
