#include "core/model/site_products.h"

#include <algorithm>
#include <optional>

#include "core/kernels/row_operations.h"
#include "core/methods/forward_together.h"
#include "core/model/precision_formats.h"

namespace quantscope::model {
namespace {

std::optional<PrecisionSite> precision_site(SiteKind kind) {
  switch (kind) {
    case SiteKind::qkv:
      return PrecisionSite::qkv;
    case SiteKind::attention_output:
      return PrecisionSite::attention_output;
    case SiteKind::gate_up:
      return PrecisionSite::gate_up;
    case SiteKind::down:
      return PrecisionSite::down;
    case SiteKind::head:
      return PrecisionSite::head;
    default:
      return std::nullopt;
  }
}

bool quantizes_input(const methods::QuantizedLinear& layer) {
  return std::ranges::any_of(layer.cost().per_token, [](const auto& entry) {
    return entry.first.operation == kernels::Operation::quantize;
  });
}

tensor::Matrix rows_of(const tensor::Matrix& x, const Segment& segment) {
  tensor::Matrix part(segment.rows, x.columns());
  std::copy_n(x.row(segment.first_row), part.count(), part.row(0));
  return part;
}

}  // namespace

SiteProducts::SiteProducts(const Transformer::State& model) : model_(model) {
  for (const LinearSite& linear_site : model.sites) {
    Site& site = sites_.emplace_back();
    for (const int index : linear_site.layers) {
      Layer& layer = site.layers.emplace_back();
      layer.weights = model.linears[static_cast<std::size_t>(index)].weights.get();
      if (!layer.weights) continue;
      layer.tokens_share_scale = layer.weights->tokens_share_scale();
      layer.quantizes_input = quantizes_input(*layer.weights);
      if (linear_site.kind != SiteKind::head)
        tokens_share_scales_ = tokens_share_scales_ || layer.tokens_share_scale;
    }
    if (const auto place = precision_site(linear_site.kind)) site.format = model.precision[*place];
    if (site.format == ValueFormat::f32) continue;
    const auto own = [&](const Layer& layer) {
      return integer_bits(site.format) > 0 && layer.quantizes_input;
    };
    site.rounds_for_all = std::ranges::none_of(site.layers, own);
    site.rounds_for_some = !std::ranges::all_of(site.layers, own);
  }
}

std::vector<tensor::Matrix> SiteProducts::products(const Site& site, const tensor::Matrix& x,
                                                   const tensor::Matrix& rounded,
                                                   const base::Job& job) const {
  if (site.rounds_for_some && !site.rounds_for_all) {
    std::vector<tensor::Matrix> results;
    for (const Layer& layer : site.layers)
      results.push_back(layer.weights->forward(layer.quantizes_input ? x : rounded, job));
    return results;
  }
  std::vector<const methods::QuantizedLinear*> layers;
  for (const Layer& layer : site.layers) layers.push_back(layer.weights);
  const bool of_bf16 = site.rounds_for_all && within_bf16(site.format);
  return methods::forward_together(layers, site.rounds_for_all ? rounded : x, job,
                                   of_bf16 ? kernels::FloatInput::bf16 : kernels::FloatInput::f32);
}

std::vector<tensor::Matrix> SiteProducts::run(int index, const tensor::Matrix& x,
                                              std::span<const Segment> segments, ForwardObserver* observer,
                                              const base::Job& job) const {
  const Site& site = sites_[static_cast<std::size_t>(index)];
  tensor::Matrix rounded;
  if (site.rounds_for_some) {
    rounded = x;
    round_rows(site.format, rounded, job);
  }
  if (observer) observer->site_input(index, site.rounds_for_all ? rounded : x);

  std::vector<tensor::Matrix> outputs;
  const bool apart = segments.size() > 1 && std::ranges::any_of(site.layers, &Layer::tokens_share_scale);
  if (!apart) {
    outputs = products(site, x, rounded, job);
  } else {
    for (const Layer& layer : site.layers) outputs.emplace_back(x.rows(), layer.weights->shape().rows);
    for (const Segment& segment : segments) {
      const auto parts = products(site, rows_of(x, segment),
                                  site.rounds_for_some ? rows_of(rounded, segment) : tensor::Matrix(), job);
      for (std::size_t i = 0; i < parts.size(); ++i)
        std::copy_n(parts[i].row(0), parts[i].count(), outputs[i].row(segment.first_row));
    }
  }
  const std::vector<int>& layers = model_.sites[static_cast<std::size_t>(index)].layers;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LinearLayer& layer = model_.linears[static_cast<std::size_t>(layers[i])];
    if (layer.bias) kernels::add_to_rows(outputs[i], layer.bias->data(), job);
    if (observer) observer->layer_output(layers[i], outputs[i]);
  }
  return outputs;
}

}  // namespace quantscope::model
