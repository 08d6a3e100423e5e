#include "core/methods/qllm.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/kernels/float_matmul.h"
#include "core/methods/integer_linear.h"
#include "core/methods/qllm_parameters.h"
#include "core/methods/qllm_preparation.h"
#include "core/methods/quantizer_parameters.h"
#include "core/metrics/error_metrics.h"

namespace quantscope::methods {
namespace {

constexpr std::int64_t most_kernel_channels_per_channel = 4;

/// Values in force while one site is quantized.
struct Settings {
  QuantizerOptions quantizer;
  bool merge = false;  ///< wanted and possible
  MergeMetric metric = MergeMetric::paper;
};

std::int64_t checked_added_channels(std::span<const std::int32_t> pieces, double theta, const Site& site) {
  const std::int64_t added = added_channels(pieces);
  const auto channels = static_cast<std::int64_t>(pieces.size());
  const std::int64_t most = (most_kernel_channels_per_channel - 1) * channels;
  if (added > most)
    throw base::Error(
        fmt::format("theta = {:g} splits {} channels into {}", theta, channels, channels + added), site.name,
        fmt::format("use {:.4g} or more", rounded_up(smallest_theta(site.input.channel_absmax, most))));
  return added;
}

struct Reassembled {
  std::shared_ptr<const ChannelReassembly> channels;
  std::int64_t added = 0, merged = 0, split = 0;
};

Reassembled reassemble(const Site& site, const Settings& settings, std::vector<std::int32_t> pieces,
                       double theta, MatchingOrder order, const ChannelSimilarity* similarity,
                       const base::Job& job) {
  Reassembled result;
  result.added = checked_added_channels(pieces, theta, site);
  result.split = std::ranges::count_if(pieces, [](std::int32_t count) { return count > 1; });
  ReassemblyPlan plan;
  if (settings.merge && similarity && result.added > 0) {
    Matching matching = match_channels(similarity->partners, pieces, order, result.added,
                                       site.sampled ? nullptr : &similarity->scores, job);
    result.merged = matching.merged;
    plan.merged_into = std::move(matching.merged_into);
  }
  plan.pieces = std::move(pieces);
  result.channels = std::make_shared<const ChannelReassembly>(plan);
  return result;
}

/// Weights and inputs that the search tries each threshold on: bounded, since it tries hundreds.
Site site_of_search(const Site& site) {
  const std::int64_t values = site.sampled ? 200'000 : 1'000'000;
  return sampled_site(site, values, values / 2);
}

ThetaSearch adaptive_search(const Site& site, const Settings& settings, double channel_ratio,
                            MatchingOrder order, const ChannelSimilarity* similarity, const base::Job& job) {
  const Site trial_site = site_of_search(site);
  const tensor::Matrix& samples = *trial_site.input.samples;
  std::vector<tensor::Matrix> expected;
  for (const Consumer& consumer : trial_site.consumers)
    expected.push_back(kernels::matmul_transposed(samples, consumer.weights.view(), job));
  base::Job quiet = job;
  quiet.progress = nullptr;
  const auto error_of = [&](double theta, std::span<const std::int32_t> pieces) {
    const Reassembled trial =
        reassemble(site, settings, {pieces.begin(), pieces.end()}, theta, order, similarity, quiet);
    const QuantizedSite quantized = quantized_site(trial_site, settings.quantizer, trial.channels, quiet);
    double squared = 0, count = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const metrics::ErrorMetrics error =
          metrics::error_between(expected[i], quantized.consumers[i]->forward(samples, quiet));
      squared += error.mse * static_cast<double>(error.count);
      count += static_cast<double>(error.count);
    }
    return count > 0 ? squared / count : 0;
  };
  return search_theta(site.input.channel_absmax, channel_ratio, error_of, job);
}

void describe(const Site& site, const base::ParameterValues& values, const Reassembled& reassembled,
              std::vector<std::string>& notes) {
  const std::int64_t kernel_channels = reassembled.channels->kernel_channels();
  if (reassembled.split == 0) {
    notes.push_back("theta lies above every channel's maximum: no channel is split");
    return;
  }
  notes.push_back(fmt::format(
      "{} of {} channels split into {} pieces, {} merged into others: {} kernel channels", reassembled.split,
      site.in_features(), reassembled.split + reassembled.added, reassembled.merged, kernel_channels));
  if (!std::get<bool>(values.at("assembly"))) return;
  if (site.consumers.empty())
    notes.push_back("no weights at this site: channels are split but none merged");
  else if (!site.input.has_samples())
    notes.push_back("no input samples: channels are split but none merged");
  else if (reassembled.merged < reassembled.added)
    notes.push_back("fewer channels can be merged than the split adds: the kernel has more than the layer");
  else if (site.sampled)
    notes.push_back("preview: the similarity of channels is judged on a sample of tokens and outputs");
}

}  // namespace

MethodDescription Qllm::description() const {
  return {"qllm", "QLLM",
          "Splits the outlier channels of a layer's input into pieces and merges similar ones, then rounds.",
          "Liu et al., QLLM, ICLR 2024: adaptive channel reassembly, quantizer and search as in the released "
          "code (ModelTC/QLLM), without the gradient-based error correction",
          false};
}

std::vector<base::ParameterSpec> Qllm::parameters(const Site* site) const {
  std::vector<base::ParameterSpec> specs = qllm_parameters();
  if (site) bound_theta(specs.front(), *site);
  return specs;
}

std::string Qllm::why_unsuitable(const Site& site) const {
  if (!site.input.has_ranges())
    return "QLLM splits channels by the largest magnitude of their inputs: this file holds neither captured "
           "inputs nor channel maxima for the layer.";
  if (site.consumers.empty() && !site.input.has_samples())
    return "Only the maxima of this input's channels are known: there are no values to round.";
  return {};
}

std::shared_ptr<const Preparation> Qllm::prepare(const Site& site, const base::Job& job) const {
  auto preparation = std::make_shared<const QllmPreparation>(site);
  if (site.sampled && !site.consumers.empty() && site.input.has_samples()) {
    check_channels(site);
    preparation->similarity(MergeMetric::paper, job);
  }
  return preparation;
}

QuantizedSite Qllm::quantize(const Site& site, const base::ParameterValues& given,
                             const Preparation* preparation, const base::Job& job) const {
  if (const std::string reason = why_unsuitable(site); !reason.empty()) throw base::Error(reason, site.name);
  check_channels(site);
  base::ParameterValues values = base::completed(qllm_parameters(), given);
  if (!given.contains("theta")) values["theta"] = default_theta(site);

  Settings settings;
  settings.quantizer = quantizer_options(values, formats::RangeRule::qllm_released);
  const bool has_samples = site.input.has_samples() && !site.consumers.empty();
  settings.merge = std::get<bool>(values.at("assembly")) && has_samples;
  settings.metric =
      std::get<std::string>(values.at("merge_metric")) == "repo" ? MergeMetric::released : MergeMetric::paper;

  const auto* known = dynamic_cast<const QllmPreparation*>(preparation);
  std::unique_ptr<const QllmPreparation> own;
  if (!known) known = (own = std::make_unique<const QllmPreparation>(site)).get();

  double theta = std::get<double>(values.at("theta"));
  const bool adaptive = std::get<std::string>(values.at("theta_mode")) == "adaptive";
  std::shared_ptr<const ChannelSimilarity> similarity;
  if (settings.merge && (adaptive || theta < largest_maximum(site)))
    similarity = known->similarity(settings.metric, job.part(0, adaptive ? 0.3 : 0.7));

  base::ParameterValues chosen;
  std::vector<SearchCurve> curves;
  std::vector<std::string> notes;
  if (adaptive && has_samples) {
    base::ParameterValues key = values;
    key.erase("theta");
    const MatchingOrder order = std::get<std::string>(values.at("search_order")) == "final"
                                    ? MatchingOrder::after_split
                                    : MatchingOrder::before_split;
    const auto search = [&] {
      return adaptive_search(site, settings, std::get<double>(values.at("channel_ratio")), order,
                             similarity.get(), job.part(0.3, 0.8));
    };
    const ThetaSearch found = known->theta_search(key, search, job);
    if (found.best_theta > 0) theta = found.best_theta;
    chosen["theta"] = theta;
    curves.push_back({"theta", "mean squared error of the output", found.theta, found.error, theta});
    notes.push_back(fmt::format("theta = {:.4g}, the best of {} tried", theta, found.theta.size()));
  } else if (adaptive) {
    chosen["theta"] = theta;
    notes.push_back(
        fmt::format("no input samples or weights: theta cannot be searched, {:.4g} is used", theta));
  }

  const Reassembled reassembled = reassemble(site, settings, pieces_for(theta, site.input.channel_absmax),
                                             theta, MatchingOrder::after_split, similarity.get(), job);
  QuantizedSite result = quantized_site(site, settings.quantizer, reassembled.channels, job.part(0.8, 1));
  describe(site, values, reassembled, notes);
  result.notes.insert(result.notes.begin(), notes.begin(), notes.end());
  result.chosen = std::move(chosen);
  result.curves = std::move(curves);
  return result;
}

}  // namespace quantscope::methods
