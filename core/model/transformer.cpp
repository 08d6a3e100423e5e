#include "core/model/transformer.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/model/checked_weights.h"
#include "core/model/float_layer.h"
#include "core/model/precision_formats.h"
#include "core/model/transformer_state.h"

namespace quantscope::model {
namespace {

class Loader {
 public:
  Loader(const WeightSource& source, const ModelConfig& config, const LoadOptions& options,
         const base::Job& job)
      : source_(source), config_(config), options_(options), job_(job) {
    job_.progress = nullptr;
  }

  std::shared_ptr<Transformer::State> load(const base::Job& progress) {
    auto state = std::make_shared<Transformer::State>();
    auto common = std::make_shared<CommonParts>();
    state->config = config_;
    common->layout = checkpoint_layout(config_, source_);
    load_common(*common);
    for (std::size_t s = 0; s < common->layout.sites.size(); ++s) {
      job_.check();
      progress.report(static_cast<double>(s) / static_cast<double>(common->layout.sites.size()),
                      "reading weights");
      add_site(*state, common->layout.sites[s], *common);
    }
    base::return_free_memory();
    state->common = std::move(common);
    return state;
  }

 private:
  Norm norm(const std::string& module) const {
    Norm result;
    result.gain = checked_vector(source_, module + ".weight", config_.hidden_size, job_);
    if (config_.norm_adds_one)
      for (float& gain : result.gain) gain += 1;
    if (config_.norm == NormKind::layer)
      result.bias = checked_vector(source_, module + ".bias", config_.hidden_size, job_);
    return result;
  }

  void load_common(CommonParts& common) const {
    const CheckpointLayout& layout = common.layout;
    common.embedding =
        checked_matrix(source_, layout.embedding, {config_.vocabulary_size, config_.embedding_size}, job_);
    if (!layout.positions.empty())
      common.positions = checked_matrix(
          source_, layout.positions, {config_.context + config_.position_offset, config_.hidden_size}, job_);
    if (!layout.embedding_norm.empty()) common.embedding_norm = norm(layout.embedding_norm);
    if (!layout.final_norm.empty()) common.final_norm = norm(layout.final_norm);
    for (const BlockLayout& block : layout.blocks) {
      common.attention_norms.push_back(norm(block.attention_norm));
      common.feed_forward_norms.push_back(norm(block.feed_forward_norm));
    }
    if (config_.positions == PositionKind::alibi) common.alibi_slopes = alibi_slopes(config_.heads);
  }

  void add_site(Transformer::State& state, const SiteLayout& layout, CommonParts& common) const {
    LinearSite site;
    site.name = layout.name;
    site.kind = layout.kind;
    site.block = layout.block;
    for (const LinearLayout& layer : layout.layers) {
      LinearLayer linear;
      linear.module = layer.module;
      if (!options_.without_block_layers || layout.block < 0) {
        const bool tied = layer.weight == common.layout.embedding;
        linear.weights = tied ? float_layer(layer, std::exchange(common.embedding, {}))
                              : float_layer(layer, source_, job_);
        if (tied) common.tied_head = linear.weights;
      }
      if (!layer.bias.empty())
        linear.bias = std::make_shared<const std::vector<float>>(
            checked_vector(source_, layer.bias, layer.out_features, job_));
      site.layers.push_back(static_cast<int>(state.linears.size()));
      state.linears.push_back(std::move(linear));
      state.layouts.push_back(&layer);
    }
    place_site(state, site);
    state.sites.push_back(std::move(site));
  }

  static void place_site(Transformer::State& state, const LinearSite& site) {
    const int index = static_cast<int>(state.sites.size());
    if (site.block >= static_cast<int>(state.blocks.size())) state.blocks.emplace_back();
    switch (site.kind) {
      case SiteKind::qkv:
        state.blocks.back().qkv = index;
        break;
      case SiteKind::attention_output:
        state.blocks.back().attention_output = index;
        break;
      case SiteKind::gate_up:
        state.blocks.back().gate_up = index;
        break;
      case SiteKind::down:
        state.blocks.back().down = index;
        break;
      case SiteKind::project_in:
        state.project_in = index;
        break;
      case SiteKind::project_out:
        state.project_out = index;
        break;
      case SiteKind::head:
        state.head = index;
    }
  }

  const WeightSource& source_;
  const ModelConfig& config_;
  const LoadOptions& options_;
  base::Job job_;
};

}  // namespace

std::vector<float> alibi_slopes(std::int64_t heads) {
  const auto lower = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(heads)));
  std::vector<float> slopes;
  for (std::int64_t i = 1; i <= lower; ++i)
    slopes.push_back(
        static_cast<float>(std::exp2(-8.0 * static_cast<double>(i) / static_cast<double>(lower))));
  for (std::int64_t i = 1; static_cast<std::int64_t>(slopes.size()) < heads; i += 2)
    slopes.push_back(
        static_cast<float>(std::exp2(-4.0 * static_cast<double>(i) / static_cast<double>(lower))));
  return slopes;
}

std::shared_ptr<const Transformer> Transformer::load(const WeightSource& source, const ModelConfig& config,
                                                     const LoadOptions& options, const base::Job& job) {
  return std::shared_ptr<const Transformer>(new Transformer(Loader(source, config, options, job).load(job)));
}

Transformer::Transformer(std::shared_ptr<const State> state) : state_(std::move(state)) {}
Transformer::~Transformer() = default;

const ModelConfig& Transformer::config() const {
  return state_->config;
}
const PrecisionPlan& Transformer::precision() const {
  return state_->precision;
}
const std::vector<LinearLayer>& Transformer::linears() const {
  return state_->linears;
}
const std::vector<LinearSite>& Transformer::sites() const {
  return state_->sites;
}

std::shared_ptr<const Transformer> Transformer::with_layers(
    const std::map<int, std::shared_ptr<const methods::QuantizedLinear>>& layers) const {
  auto changed = std::make_shared<State>(*state_);
  for (const auto& [index, weights] : layers) {
    if (index < 0 || index >= static_cast<int>(changed->linears.size()))
      throw base::Error(fmt::format("there is no linear layer {}", index), config().model_type,
                        fmt::format("the model has {}", changed->linears.size()));
    LinearLayer& layer = changed->linears[static_cast<std::size_t>(index)];
    const LinearLayout& layout = state_->layout_of_layer(index);
    const tensor::MatrixShape shape = weights->shape();
    if (shape != tensor::MatrixShape{layout.out_features, layout.in_features})
      throw base::Error(
          fmt::format("weights of the shape {}", tensor::shape_text({shape.rows, shape.columns})),
          layer.module,
          fmt::format("{} is needed", tensor::shape_text({layout.out_features, layout.in_features})));
    layer.weights = weights;
  }
  return std::shared_ptr<const Transformer>(new Transformer(std::move(changed)));
}

std::shared_ptr<const Transformer> Transformer::with_precision(const PrecisionPlan& plan) const {
  kernels::AttentionOptions unused;
  set_formats(plan, unused);
  auto changed = std::make_shared<State>(*state_);
  changed->precision = plan;
  return std::shared_ptr<const Transformer>(new Transformer(std::move(changed)));
}

std::uint64_t Transformer::weight_bytes() const {
  const CommonParts& common = *state_->common;
  std::uint64_t bytes = common.embedding.bytes() + common.positions.bytes();
  if (common.tied_head) bytes += common.tied_head->resident_bytes();
  const auto add_norm = [&](const Norm& norm) {
    bytes += (norm.gain.size() + norm.bias.size()) * sizeof(float);
  };
  for (const Norm& norm : common.attention_norms) add_norm(norm);
  for (const Norm& norm : common.feed_forward_norms) add_norm(norm);
  if (common.embedding_norm) add_norm(*common.embedding_norm);
  if (common.final_norm) add_norm(*common.final_norm);
  for (const LinearLayer& layer : state_->linears) {
    if (layer.bias) bytes += layer.bias->size() * sizeof(float);
    if (layer.weights && layer.weights != common.tied_head) bytes += layer.weights->resident_bytes();
  }
  return bytes;
}

std::vector<std::string> Transformer::kernel_names() const {
  std::vector<std::string> names;
  for (const LinearLayer& layer : state_->linears) {
    if (!layer.weights) continue;
    std::string name = layer.weights->kernel_name();
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace quantscope::model
