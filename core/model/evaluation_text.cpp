#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/model/perplexity.h"

namespace quantscope::model {
namespace {

std::int64_t window_of(const PerplexityProtocol& protocol, const ModelConfig& config) {
  const std::int64_t window = protocol.window > 0 ? protocol.window : config.context;
  if (protocol.window < 0 || window < 2)
    throw base::Error(fmt::format("a window of {} tokens predicts nothing", protocol.window), "window",
                      fmt::format("use 2 to {} tokens", config.context));
  if (window > config.context)
    throw base::Error(
        fmt::format("a window of {} tokens is longer than the model's context of {}", window, config.context),
        "window", fmt::format("use 2 to {} tokens", config.context));
  return window;
}

BeginningMode mode_of(const PerplexityProtocol& protocol, std::optional<int> beginning_token) {
  const BeginningMode mode =
      protocol.begin.value_or(beginning_token ? BeginningMode::each : BeginningMode::none);
  if (mode != BeginningMode::none && !beginning_token)
    throw base::Error("the tokenizer has no beginning-of-text token", "bos", "use none");
  return mode;
}

/// Cuts the last windows so that no more than `most` predictions are left.
void limit_predictions(EvaluationText& text, std::int64_t most) {
  std::int64_t left = most;
  std::size_t kept = 0;
  for (; kept < text.windows.size() && left > 0; ++kept) {
    std::vector<int>& window = text.windows[kept];
    const auto predictions = std::min(left, static_cast<std::int64_t>(window.size()) - 1);
    window.resize(static_cast<std::size_t>(predictions + 1));
    left -= predictions;
  }
  text.windows.resize(kept);
}

}  // namespace

const char* beginning_mode_name(BeginningMode mode) {
  switch (mode) {
    case BeginningMode::each:
      return "each";
    case BeginningMode::once:
      return "once";
    case BeginningMode::none:
      break;
  }
  return "none";
}

std::int64_t EvaluationText::predictions() const {
  std::int64_t count = 0;
  for (const std::vector<int>& ids : windows) count += static_cast<std::int64_t>(ids.size()) - 1;
  return count;
}

EvaluationText evaluation_text(std::span<const int> ids, std::optional<int> beginning_token,
                               const ModelConfig& config, const PerplexityProtocol& protocol,
                               std::int64_t most_predictions) {
  EvaluationText text;
  text.window = window_of(protocol, config);
  text.begin = mode_of(protocol, beginning_token);
  std::vector<int> whole;
  if (text.begin == BeginningMode::once) whole.push_back(*beginning_token);
  whole.insert(whole.end(), ids.begin(), ids.end());
  const bool each = text.begin == BeginningMode::each;
  const std::size_t piece = static_cast<std::size_t>(text.window) - (each ? 1 : 0);
  for (std::size_t first = 0; first < whole.size(); first += piece) {
    std::vector<int> window;
    if (each) window.push_back(*beginning_token);
    const std::size_t end = std::min(whole.size(), first + piece);
    window.insert(window.end(), whole.begin() + static_cast<std::ptrdiff_t>(first),
                  whole.begin() + static_cast<std::ptrdiff_t>(end));
    if (window.size() > 1) text.windows.push_back(std::move(window));
  }
  if (most_predictions > 0) limit_predictions(text, most_predictions);
  if (text.windows.empty())
    throw base::Error(
        ids.empty() ? "the text is empty" : "the text has one token alone: nothing is predicted", "text",
        "a longer text is needed");
  return text;
}

}  // namespace quantscope::model
