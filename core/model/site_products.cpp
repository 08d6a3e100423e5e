#include "core/model/site_products.h"

#include <algorithm>

#include "core/model/block_operations.h"

namespace quantscope::model {

SiteProducts::SiteProducts(const Transformer::State& model) : model_(model) {
  for (const LinearLayer& layer : model.linears)
    shared_.push_back(layer.weights && layer.weights->tokens_share_scale());
  for (const LinearSite& site : model.sites)
    if (site.kind != SiteKind::head)
      for (const int layer : site.layers)
        any_shared_ = any_shared_ || shared_[static_cast<std::size_t>(layer)];
}

tensor::Matrix SiteProducts::product(int layer, const tensor::Matrix& x, std::span<const Segment> segments,
                                     const base::Job& job) const {
  const methods::QuantizedLinear& weights = *model_.linears[static_cast<std::size_t>(layer)].weights;
  if (!shared_[static_cast<std::size_t>(layer)] || segments.size() < 2) return weights.forward(x, job);
  tensor::Matrix y(x.rows(), weights.shape().rows);
  for (const Segment& segment : segments) {
    tensor::Matrix part(segment.rows, x.columns());
    std::copy_n(x.row(segment.first_row), part.count(), part.row(0));
    const tensor::Matrix result = weights.forward(part, job);
    std::copy_n(result.row(0), result.count(), y.row(segment.first_row));
  }
  return y;
}

std::vector<tensor::Matrix> SiteProducts::run(int index, tensor::Matrix& x, std::span<const Segment> segments,
                                              ForwardObserver* observer, const base::Job& job) const {
  const LinearSite& site = model_.sites[static_cast<std::size_t>(index)];
  if (observer) observer->site_input(index, x);
  std::vector<tensor::Matrix> outputs;
  for (const int layer : site.layers) {
    outputs.push_back(product(layer, x, segments, job));
    const LinearLayer& linear = model_.linears[static_cast<std::size_t>(layer)];
    if (linear.bias) add_bias(outputs.back(), *linear.bias, job);
    if (observer) observer->layer_output(layer, outputs.back());
  }
  return outputs;
}

}  // namespace quantscope::model
