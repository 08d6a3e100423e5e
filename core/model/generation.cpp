#include "core/model/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "core/base/error.h"
#include "core/model/tokenizer_vocabulary.h"

namespace quantscope::model {
namespace {

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::vector<int> stopping_tokens(const Tokenizer& tokenizer, const ModelConfig& config) {
  std::vector<int> ids = tokenizer.end_tokens();
  if (config.end_token) ids.push_back(*config.end_token);
  return ids;
}

double rate(std::size_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

class Generation {
 public:
  Generation(std::shared_ptr<const Transformer> model, const Tokenizer& tokenizer,
             const GenerationOptions& options, GenerationResult& result)
      : tokenizer_(tokenizer),
        options_(options),
        stopping_(options.stop_at_end ? stopping_tokens(tokenizer, model->config()) : std::vector<int>()),
        random_(options.sampling.seed),
        result_(result),
        most_(std::min(options.tokens, model->config().context - prompt_length())),
        decoder_(std::move(model), decoder_options()) {}

  void run(const base::Job& job) {
    using End = GenerationResult::End;
    result_.end = most_ < options_.tokens ? End::context : End::length;
    if (most_ == 0) return;
    const double prefill_share =
        static_cast<double>(prompt_length()) / static_cast<double>(prompt_length() + 4 * most_);
    try {
      const Stopwatch prefill;
      tensor::Matrix logits = logits_after(result_.prompt, job.part(0, prefill_share));
      result_.prefill_seconds = prefill.seconds();
      const Stopwatch decode;
      while (take_token(logits)) {
        const std::int64_t taken = static_cast<std::int64_t>(result_.tokens.size());
        result_.decode_seconds = decode.seconds();
        job.part(prefill_share, 1)
            .report(static_cast<double>(taken) / static_cast<double>(most_), "generating");
        if (taken == most_) return;
        base::Job quiet = job;
        quiet.progress = nullptr;
        logits = logits_after({&result_.tokens.back(), 1}, quiet);
        ++result_.decode_steps;
        result_.decode_seconds = decode.seconds();
      }
      result_.end = End::end_token;
    } catch (const base::Cancelled&) {
      result_.end = End::cancelled;
    }
  }

 private:
  std::int64_t prompt_length() const { return static_cast<std::int64_t>(result_.prompt.size()); }

  DecoderOptions decoder_options() const {
    DecoderOptions chosen = options_.decoder;
    chosen.sequences = 1;
    chosen.capacity = prompt_length() + most_;
    return chosen;
  }

  tensor::Matrix logits_after(std::span<const int> tokens, const base::Job& job) {
    job.check();
    const SequencePiece piece{0, tokens};
    const tensor::Matrix hidden = decoder_.run({&piece, 1}, job);
    tensor::Matrix last(1, hidden.columns());
    std::copy_n(hidden.row(hidden.rows() - 1), hidden.columns(), last.row(0));
    base::Job quiet = job;
    quiet.progress = nullptr;
    return decoder_.logits(last, quiet);
  }

  /// False at the end of the text.
  bool take_token(const tensor::Matrix& logits) {
    const auto drawable = std::min<std::int64_t>(logits.columns(), tokenizer_.vocabulary_size());
    const int token = sample({logits.row(0), static_cast<std::size_t>(drawable)}, options_.sampling, random_);
    if (contains(stopping_, token)) return false;
    result_.tokens.push_back(token);
    if (options_.arrived) options_.arrived(token);
    return true;
  }

  const Tokenizer& tokenizer_;
  const GenerationOptions& options_;
  std::vector<int> stopping_;
  std::uint64_t random_;
  GenerationResult& result_;
  std::int64_t most_;
  Decoder decoder_;
};

}  // namespace

double GenerationResult::prefill_tokens_per_second() const {
  return rate(prompt.size(), prefill_seconds);
}

double GenerationResult::decode_tokens_per_second() const {
  return rate(static_cast<std::size_t>(decode_steps), decode_seconds);
}

std::vector<int> prompt_tokens(const Tokenizer& tokenizer, const std::string& prompt,
                               const ModelConfig& config) {
  std::vector<int> ids;
  if (const auto beginning = tokenizer.beginning_token()) ids.push_back(*beginning);
  const std::vector<int> text = tokenizer.encode(prompt);
  ids.insert(ids.end(), text.begin(), text.end());
  if (ids.empty())
    throw base::Error("the prompt is empty and the tokenizer has no beginning-of-text token", "prompt",
                      "give a prompt of at least one character");
  if (static_cast<std::int64_t>(ids.size()) > config.context)
    throw base::Error(
        fmt::format("{} tokens are more than the model's context of {}", ids.size(), config.context),
        "prompt", "shorten it");
  return ids;
}

GenerationResult generate(std::shared_ptr<const Transformer> model, const Tokenizer& tokenizer,
                          const std::string& prompt, const GenerationOptions& options, const base::Job& job) {
  check_sampling(options.sampling);
  if (options.tokens < 0)
    throw base::Error(fmt::format("{} tokens cannot be generated", options.tokens), "generation",
                      "use 0 or more");
  GenerationResult result;
  result.prompt = prompt_tokens(tokenizer, prompt, model->config());
  Generation(std::move(model), tokenizer, options, result).run(job);
  return result;
}

}  // namespace quantscope::model
