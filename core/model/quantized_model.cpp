#include "core/model/quantized_model.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/model/checked_weights.h"
#include "core/model/float_layer.h"
#include "core/model/transformer_state.h"

namespace quantscope::model {
namespace {

bool in_block(SiteKind kind) {
  return kind == SiteKind::qkv || kind == SiteKind::attention_output || kind == SiteKind::gate_up ||
         kind == SiteKind::down;
}

class ModelQuantizer {
 public:
  ModelQuantizer(const Transformer& base, const WeightSource& source, const QuantizationOptions& options)
      : base_(base), model_(base.state()), source_(source), options_(options) {}

  QuantizedModel run(const base::Job& job) {
    const double sites = static_cast<double>(model_.sites.size());
    for (std::size_t s = 0; s < model_.sites.size(); ++s) {
      const base::Job part = job.part(static_cast<double>(s) / sites, static_cast<double>(s + 1) / sites);
      job.check();
      part.report(0, model_.sites[s].name);
      const std::size_t before = result_.layers.size();
      quantize(model_.sites[s], part);
      fill_in(model_.sites[s], part);
      if (result_.layers.size() > before) base::return_free_memory();
    }
    if (result_.layers.empty()) refuse();
    result_.bits_per_weight = bits_ / weights_;
    result_.model = base_.with_layers(changed_);
    return std::move(result_);
  }

 private:
  std::vector<int> chosen(const LinearSite& site) const {
    if (options_.layers.empty()) return in_block(site.kind) ? site.layers : std::vector<int>();
    std::vector<int> layers;
    std::ranges::copy_if(site.layers, std::back_inserter(layers), [&](int layer) {
      return std::ranges::any_of(options_.layers, [&](const std::string& pattern) {
        return fnmatch(pattern.c_str(), model_.layout_of_layer(layer).module.c_str(), 0) == 0;
      });
    });
    return layers;
  }

  void quantize(const LinearSite& site, const base::Job& job) {
    const std::vector<int> layers = chosen(site);
    if (layers.empty()) return;
    base::Job quiet = job;
    quiet.progress = nullptr;
    methods::Site work;
    work.name = site.name;
    for (const int layer : layers) {
      const LinearLayout& layout = model_.layout_of_layer(layer);
      const tensor::MatrixShape shape{layout.out_features, layout.in_features};
      work.consumers.push_back(
          {layout.module, checked_matrix(source_, layout.weight, shape, quiet), std::nullopt});
    }
    if (options_.input) work.input = options_.input(base_, site);
    reason_ = options_.method->why_unsuitable(work);
    if (!reason_.empty()) {
      result_.notes.push_back(fmt::format("{}: left as it is: {}", site.name, reason_));
      return;
    }
    const methods::QuantizedSite quantized = options_.method->quantize(work, options_.values, nullptr, job);
    for (const std::string& note : quantized.notes) result_.notes.push_back(site.name + ": " + note);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const methods::QuantizedLinear& layer = *quantized.consumers[i];
      bits_ += layer.cost().storage_bits();
      weights_ += static_cast<double>(layer.shape().rows * layer.shape().columns);
      changed_[layers[i]] = layer.running_form();
      result_.layers.push_back(layers[i]);
    }
  }

  /// Layers that stay as they are and that the base was loaded without.
  void fill_in(const LinearSite& site, const base::Job& job) {
    base::Job quiet = job;
    quiet.progress = nullptr;
    for (const int layer : site.layers)
      if (!model_.linears[static_cast<std::size_t>(layer)].weights && !changed_.contains(layer))
        changed_[layer] = float_layer(model_.layout_of_layer(layer), source_, quiet);
  }

  [[noreturn]] void refuse() const {
    if (!reason_.empty()) throw base::Error(reason_, source_.where());
    std::string patterns;
    for (const std::string& pattern : options_.layers)
      patterns.append(patterns.empty() ? "" : ", ").append(pattern);
    throw base::Error(fmt::format("no linear layer is called {}", patterns), source_.where(),
                      fmt::format("the first is {}", model_.linears.front().module));
  }

  const Transformer& base_;
  const Transformer::State& model_;
  const WeightSource& source_;
  const QuantizationOptions& options_;
  QuantizedModel result_;
  std::map<int, std::shared_ptr<const methods::QuantizedLinear>> changed_;
  double bits_ = 0, weights_ = 0;
  std::string reason_;  ///< why the last site was left
};

}  // namespace

QuantizedModel quantize_model(std::shared_ptr<const Transformer> base, const WeightSource& source,
                              const QuantizationOptions& options, const base::Job& job) {
  return ModelQuantizer(*base, source, options).run(job);
}

}  // namespace quantscope::model
