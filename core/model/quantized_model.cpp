#include "core/model/quantized_model.h"

#include <fmt/format.h>

#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/model/checked_weights.h"
#include "core/model/transformer_state.h"

namespace quantscope::model {
namespace {

bool chosen(const QuantizationOptions& options, const LinearSite& site, const std::string& module) {
  if (options.layers.empty())
    return site.kind == SiteKind::qkv || site.kind == SiteKind::attention_output ||
           site.kind == SiteKind::gate_up || site.kind == SiteKind::down;
  return std::ranges::any_of(options.layers, [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), module.c_str(), 0) == 0;
  });
}

}  // namespace

QuantizedModel quantize_model(std::shared_ptr<const Transformer> base, const WeightSource& source,
                              const QuantizationOptions& options, const base::Job& job) {
  const Transformer::State& model = base->state();
  QuantizedModel result;
  std::map<int, std::shared_ptr<const methods::QuantizedLinear>> changed;
  double bits = 0, weights = 0;
  std::string last_reason;
  for (std::size_t s = 0; s < model.sites.size(); ++s) {
    const LinearSite& site = model.sites[s];
    std::vector<int> layers;
    std::ranges::copy_if(site.layers, std::back_inserter(layers), [&](int layer) {
      return chosen(options, site, model.linears[static_cast<std::size_t>(layer)].module);
    });
    if (layers.empty()) continue;
    const double begin = static_cast<double>(s) / static_cast<double>(model.sites.size());
    const double end = static_cast<double>(s + 1) / static_cast<double>(model.sites.size());
    job.check();
    job.report(begin, site.name);
    methods::Site work;
    work.name = site.name;
    for (const int layer : layers) {
      const LinearLayout& layout = model.layout_of_layer(layer);
      work.consumers.push_back(
          {layout.module,
           checked_matrix(source, layout.weight, {layout.out_features, layout.in_features}, job),
           std::nullopt});
    }
    if (options.input) work.input = options.input(*base, site);
    if (const std::string reason = options.method->why_unsuitable(work); !reason.empty()) {
      last_reason = reason;
      result.notes.push_back(fmt::format("{}: left as it is: {}", site.name, reason));
      continue;
    }
    methods::QuantizedSite quantized =
        options.method->quantize(work, options.values, nullptr, job.part(begin, end));
    for (const std::string& note : quantized.notes) result.notes.push_back(site.name + ": " + note);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const auto consumer = quantized.consumers[i]->running_form();
      bits += consumer->cost().storage_bits();
      weights += static_cast<double>(consumer->shape().rows * consumer->shape().columns);
      changed[layers[i]] = consumer;
    }
  }
  if (changed.empty())
    throw base::Error(
        last_reason.empty() ? std::string("no layer has one of these names") : last_reason, source.where(),
        last_reason.empty() ? fmt::format("the first is {}", model.linears.front().module) : "");
  for (const auto& [layer, weight] : changed) result.layers.push_back(layer);
  result.bits_per_weight = bits / weights;
  result.model = base->with_layers(changed);
  return result;
}

}  // namespace quantscope::model
