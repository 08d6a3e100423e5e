#include "core/model/perplexity.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/metrics/token_odds.h"
#include "core/model/window_sums.h"

namespace quantscope::model {
namespace {

constexpr std::int64_t tokens_at_once = 512;

std::int64_t longest_window(const EvaluationText& text) {
  std::size_t longest = 1;
  for (const std::vector<int>& window : text.windows) longest = std::max(longest, window.size());
  return static_cast<std::int64_t>(longest);
}

int windows_at_once(const EvaluationText& text) {
  const auto windows = static_cast<std::int64_t>(text.windows.size());
  return static_cast<int>(std::clamp<std::int64_t>(tokens_at_once / longest_window(text), 1, windows));
}

/// The decoder checks tokens that it runs, not those that are predicted alone.
void check_windows(const EvaluationText& text, const ModelConfig& config) {
  if (text.windows.empty()) throw base::Error("no window to run", "text");
  for (const std::vector<int>& window : text.windows) {
    if (window.size() < 2) throw base::Error("a window of less than two tokens predicts nothing", "text");
    for (const int token : window)
      if (token < 0 || token >= config.vocabulary_size)
        throw base::Error(fmt::format("token {} is not in the vocabulary", token), config.model_type,
                          fmt::format("tokens are 0 to {}", config.vocabulary_size - 1));
  }
}

/// Linear between neighbours, as numpy's default. `values` are reordered.
double percentile(std::vector<float>& values, double fraction) {
  const double place = fraction * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double low = values[static_cast<std::size_t>(below)];
  if (below + 1 == static_cast<std::ptrdiff_t>(values.size())) return low;
  const double high = *std::min_element(values.begin() + below + 1, values.end());
  return low + (high - low) * (place - static_cast<double>(below));
}

/// What the models say of each prediction of a batch, in order.
struct Predictions {
  std::vector<double> nll, reference_nll;
  std::vector<float> divergence;
  std::vector<std::uint8_t> same_top;
};

class Measurement {
 public:
  Measurement(std::shared_ptr<const Transformer> model, const EvaluationText& text,
              const PerplexityOptions& options)
      : text_(text),
        options_(options),
        decoder_(std::move(model), perplexity_decoder(text, options.decoder)) {
    if (!options.reference) return;
    DecoderOptions plain = perplexity_decoder(text, options.decoder);
    plain.cache = kernels::CacheFormat::f32;
    reference_.emplace(options.reference, plain);
  }

  PerplexityResult run(const base::Job& job) {
    const auto step = static_cast<std::size_t>(windows_at_once(text_));
    try {
      while (finished_ < text_.windows.size()) {
        const std::size_t count = std::min(step, text_.windows.size() - finished_);
        batch(finished_, count, job);
        finished_ += count;
        job.report(static_cast<double>(nll_.predictions()) / planned_, number_so_far());
        if (options_.arrived) options_.arrived(result());
      }
    } catch (const base::Cancelled&) {
      if (finished_ == 0) throw;
      PerplexityResult part = result();
      part.cancelled = true;
      return part;
    }
    return result();
  }

 private:
  std::string number_so_far() const {
    if (nll_.predictions() == 0) return "perplexity";
    const double perplexity = std::exp(nll_.mean());
    return fmt::format("perplexity {:.4g} ± {:.2g}", perplexity, perplexity * nll_.standard_error());
  }

  void batch(std::size_t first, std::size_t count, const base::Job& job) {
    const double begin = static_cast<double>(nll_.predictions()) / planned_;
    double end = begin;
    for (std::size_t w = first; w < first + count; ++w)
      end += static_cast<double>(text_.windows[w].size() - 1) / planned_;
    base::Job named = job;
    if (job.progress)
      named.progress = [&job, name = number_so_far()](double fraction, std::string_view) {
        job.report(fraction, name);
      };
    const double half = begin + (end - begin) * (reference_ ? 0.45 : 0.9);
    const tensor::Matrix hidden =
        timed([&] { return hidden_states(decoder_, first, count, named.part(begin, half)); });
    tensor::Matrix reference_hidden;
    if (reference_)
      reference_hidden =
          hidden_states(*reference_, first, count, named.part(half, begin + (end - begin) * 0.9));
    const Predictions predictions = predictions_of(hidden, reference_hidden, first, count, job);
    take(predictions, first, count);
  }

  /// A step of the model itself.
  template <typename Step>
  tensor::Matrix timed(Step step) {
    const auto start = std::chrono::steady_clock::now();
    tensor::Matrix values = step();
    model_seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return values;
  }

  /// All tokens but each window's last one, from empty sequences.
  tensor::Matrix hidden_states(Decoder& decoder, std::size_t first, std::size_t count, const base::Job& job) {
    std::vector<SequencePiece> pieces;
    for (std::size_t w = 0; w < count; ++w) {
      const std::vector<int>& window = text_.windows[first + w];
      decoder.clear(static_cast<int>(w));
      pieces.push_back({static_cast<int>(w), std::span<const int>(window).first(window.size() - 1)});
    }
    return decoder.run(pieces, job);
  }

  Predictions predictions_of(const tensor::Matrix& hidden, const tensor::Matrix& reference_hidden,
                             std::size_t first, std::size_t count, const base::Job& job) {
    std::vector<int> targets;
    for (std::size_t w = first; w < first + count; ++w)
      targets.insert(targets.end(), text_.windows[w].begin() + 1, text_.windows[w].end());
    const auto total = static_cast<std::size_t>(hidden.rows());
    Predictions result;
    result.nll.resize(total);
    if (reference_) {
      result.reference_nll.resize(total);
      result.divergence.resize(total);
      result.same_top.resize(total);
    }
    const std::int64_t vocabulary = decoder_.model().config().vocabulary_size;
    const std::int64_t most_rows =
        std::max<std::int64_t>(16, logit_bytes / (vocabulary * static_cast<std::int64_t>(sizeof(float))));
    base::Job quiet = job;
    quiet.progress = nullptr;
    for (std::int64_t row = 0; row < hidden.rows(); row += most_rows) {
      const std::int64_t rows = std::min(most_rows, hidden.rows() - row);
      const tensor::Matrix logits = timed([&] { return decoder_.logits(part(hidden, row, rows), quiet); });
      tensor::Matrix reference_logits;
      if (reference_) reference_logits = reference_->logits(part(reference_hidden, row, rows), quiet);
      base::parallel_for(rows, 8, quiet, [&](base::IndexRange range) {
        for (std::int64_t r = range.begin; r < range.end; ++r) {
          const auto index = static_cast<std::size_t>(row + r);
          compare(logits.row(r), reference_ ? reference_logits.row(r) : nullptr, vocabulary, targets[index],
                  index, result);
        }
      });
    }
    return result;
  }

  static tensor::Matrix part(const tensor::Matrix& hidden, std::int64_t first, std::int64_t count) {
    tensor::Matrix rows(count, hidden.columns());
    std::memcpy(rows.values().data(), hidden.row(first),
                static_cast<std::size_t>(rows.count()) * sizeof(float));
    return rows;
  }

  static void compare(const float* logits, const float* reference_logits, std::int64_t vocabulary, int target,
                      std::size_t index, Predictions& result) {
    const metrics::TokenOdds odds = metrics::token_odds(logits, vocabulary);
    result.nll[index] = odds.log_sum - double{logits[target]};
    if (!reference_logits) return;
    const metrics::TokenOdds reference = metrics::token_odds(reference_logits, vocabulary);
    result.reference_nll[index] = reference.log_sum - double{reference_logits[target]};
    result.divergence[index] =
        static_cast<float>(metrics::kl_divergence(reference_logits, reference, logits, odds, vocabulary));
    result.same_top[index] = odds.top == reference.top;
  }

  void take(const Predictions& predictions, std::size_t first, std::size_t count) {
    std::size_t index = 0;
    for (std::size_t w = first; w < first + count; ++w) {
      const std::size_t end = index + text_.windows[w].size() - 1;
      const auto sum_of = [&](const std::vector<double>& values) {
        double sum = 0;
        for (std::size_t i = index; i < end; ++i) {
          if (!std::isfinite(values[i]))
            throw base::Error(
                fmt::format("the model's output for token {} of window {} is not finite", i - index, w),
                decoder_.model().config().model_type,
                "its weights or number formats lead to infinities: use wider formats");
          sum += values[i];
        }
        return sum;
      };
      const auto n = static_cast<std::int64_t>(end - index);
      const double nll = sum_of(predictions.nll);
      nll_.add(nll, n);
      if (reference_) {
        const double reference_nll = sum_of(predictions.reference_nll);
        reference_nll_.add(reference_nll, n);
        difference_.add(nll - reference_nll, n);
      }
      index = end;
    }
    divergences_.insert(divergences_.end(), predictions.divergence.begin(), predictions.divergence.end());
    same_top_ += std::count(predictions.same_top.begin(), predictions.same_top.end(), 1);
  }

  PerplexityResult result() const {
    PerplexityResult result;
    result.predictions = nll_.predictions();
    result.planned = static_cast<std::int64_t>(planned_);
    result.mean_nll = nll_.mean();
    result.standard_error = nll_.standard_error();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    result.model_seconds = model_seconds_;
    if (divergences_.empty()) return result;
    PerplexityResult::Divergence& divergence = result.divergence.emplace();
    std::vector<float> values = divergences_;
    double sum = 0;
    for (const float value : values) sum += double{value};
    divergence.kl_mean = sum / static_cast<double>(values.size());
    divergence.kl_p50 = percentile(values, 0.5);
    divergence.kl_p95 = percentile(values, 0.95);
    divergence.kl_p99 = percentile(values, 0.99);
    divergence.kl_max = *std::max_element(values.begin(), values.end());
    divergence.top_token_agreement = static_cast<double>(same_top_) / static_cast<double>(values.size());
    divergence.reference_mean_nll = reference_nll_.mean();
    divergence.reference_standard_error = reference_nll_.standard_error();
    divergence.difference_standard_error = difference_.standard_error();
    return result;
  }

  const EvaluationText& text_;
  const PerplexityOptions& options_;
  Decoder decoder_;
  std::optional<Decoder> reference_;
  const double planned_ = static_cast<double>(text_.predictions());
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double model_seconds_ = 0;
  std::size_t finished_ = 0;  ///< windows
  WindowSums nll_, reference_nll_, difference_;
  std::vector<float> divergences_;
  std::int64_t same_top_ = 0;
};

}  // namespace

double PerplexityResult::perplexity() const {
  return std::exp(mean_nll);
}

double PerplexityResult::tokens_per_second() const {
  return model_seconds > 0 ? static_cast<double>(predictions) / model_seconds : 0;
}

double PerplexityResult::perplexity_standard_error() const {
  return perplexity() * standard_error;
}

DecoderOptions perplexity_decoder(const EvaluationText& text, DecoderOptions options) {
  options.sequences = windows_at_once(text);
  options.capacity = longest_window(text);
  return options;
}

PerplexityResult perplexity(std::shared_ptr<const Transformer> model, const EvaluationText& text,
                            const PerplexityOptions& options, const base::Job& job) {
  check_windows(text, model->config());
  if (options.reference && options.reference->config().vocabulary_size != model->config().vocabulary_size)
    throw base::Error(
        fmt::format("a vocabulary of {} tokens beside one of {}", model->config().vocabulary_size,
                    options.reference->config().vocabulary_size),
        "reference model", "both have to be the same model");
  return Measurement(std::move(model), text, options).run(job);
}

}  // namespace quantscope::model
