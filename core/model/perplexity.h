#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/model/decoder.h"
#include "core/model/tokenizer.h"

namespace quantscope::model {

/// Of one model's rows of logits that are held at once.
inline constexpr std::int64_t logit_bytes = 32 << 20;

/// Where the beginning-of-text token stands (DESIGN.md §4): `each`: pieces of window − 1 tokens with BOS
/// before each, all of a piece's tokens predicted; `once`, `none`: one BOS before the whole text or none,
/// windows of `window` tokens, window − 1 predictions each. The last, shorter window counts where it predicts
/// anything.
enum class BeginningMode { each, once, none };
const char* beginning_mode_name(BeginningMode mode);  ///< "each"

struct PerplexityProtocol {
  std::int64_t window = 0;             ///< tokens with BOS; 0: the model's context
  std::optional<BeginningMode> begin;  ///< empty: each where the tokenizer has a BOS, else none
};

/// Windows of token ids that the protocol makes of a text. All tokens but the first of a window are
/// predicted.
struct EvaluationText {
  std::int64_t window = 0;
  BeginningMode begin = BeginningMode::none;
  std::vector<std::vector<int>> windows;
  std::int64_t predictions() const;
};

/// Throws base::Error for a text without a prediction, a window below 2 or beyond the model's context, and
/// `each` or `once` without a BOS. `most_predictions` > 0 ends the text after so many.
EvaluationText evaluation_text(std::span<const int> ids, std::optional<int> beginning_token,
                               const ModelConfig& config, const PerplexityProtocol& protocol,
                               std::int64_t most_predictions = 0);

/// The number so far.
struct PerplexityResult {
  std::int64_t predictions = 0;  ///< finished
  std::int64_t planned = 0;
  double mean_nll = 0;  ///< nats: R = ΣS/Σn, S and n the sum and number of a window's predictions
  /// Of mean_nll, from the spread between windows (ratio estimator: windows are drawn, predictions in them
  /// are not independent): √(W/(W−1) · Σ(S − R·n)²)/Σn over W windows; 0 with one window.
  double standard_error = 0;
  double seconds = 0;
  double model_seconds =
      0;  ///< of them, of this model's own pass: without the reference and what is measured
  double tokens_per_second() const;  ///< predictions / model_seconds; 0 before the first
  bool cancelled = false;            ///< ended early: what was done stands

  double perplexity() const;                 ///< exp(mean_nll)
  double perplexity_standard_error() const;  ///< perplexity · standard_error (delta method)

  /// Against the unquantized model, where one was given.
  struct Divergence {
    /// Nats, KL(reference ‖ model) by prediction; percentiles interpolate linearly between neighbours.
    double kl_mean = 0, kl_p50 = 0, kl_p95 = 0, kl_p99 = 0, kl_max = 0;
    double top_token_agreement = 0;  ///< share of predictions whose most likely token is the same
    double reference_mean_nll = 0;
    double reference_standard_error = 0;
    /// Of mean_nll − reference_mean_nll, window by window: the same text is as hard for both, so this is far
    /// below the standard errors of the two.
    double difference_standard_error = 0;
  };
  std::optional<Divergence> divergence;
};

struct PerplexityOptions {
  DecoderOptions decoder;  ///< sequences and capacity are chosen here
  /// The unquantized model, for the divergence; runs beside, window by window, its cache in f32.
  std::shared_ptr<const Transformer> reference;
  /// Called on the running thread after each batch of windows with the number so far; may be empty.
  std::function<void(const PerplexityResult&)> arrived;
};

/// The decoder that perplexity() runs, for estimated_memory(): as many windows at once as together have at
/// most 512 tokens, at least one. Its tokens at once are sequences · capacity.
DecoderOptions perplexity_decoder(const EvaluationText& text, DecoderOptions options);

/// Runs the windows, several at a time. Progress says the number so far. Cancelling ends it with what was
/// done (PerplexityResult::cancelled) once at least one window is finished; before that it throws
/// base::Cancelled. Throws base::Error, also where the model's output is not finite.
PerplexityResult perplexity(std::shared_ptr<const Transformer> model, const EvaluationText& text,
                            const PerplexityOptions& options = {}, const base::Job& job = {});

}  // namespace quantscope::model
