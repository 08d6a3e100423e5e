#include "core/study/method_costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "core/base/error.h"
#include "core/study/site_walk.h"

namespace quantscope::study {
namespace {

using hardware::LinearCost;
using hardware::LinearLayer;
using hardware::LinearRole;

LinearCost linear_cost(const methods::Cost& cost) {
  return {cost.storage_bits(), cost.per_token};
}

/// Adds factor · part.
void add(LinearCost& sum, const LinearCost& part, double factor) {
  sum.storage_bits += part.storage_bits * factor;
  for (const auto& [kind, number] : part.per_token) sum.per_token[kind] += number * factor;
}

double mean_bits(const hardware::ModelShape& shape, const std::map<LinearRole, LinearCost>& costs) {
  double bits = 0, weights = 0;
  for (const LinearLayer& layer : hardware::block_linears(shape)) {
    const auto found = costs.find(layer.role);
    if (found == costs.end()) continue;
    bits += found->second.storage_bits;
    weights += static_cast<double>(layer.in_features) * static_cast<double>(layer.out_features);
  }
  return weights > 0 ? bits / weights : 0;
}

/// Sums of the costs by role over a file, and how many blocks have given one.
class FileCosts {
 public:
  explicit FileCosts(const hardware::ModelShape& shape) : shape_(shape) {}

  void add_layer(const storage::TensorInfo& info, const methods::Cost& cost) {
    bool fused = false;
    const LinearRole role = linear_role(info, &fused);
    const LinearCost whole = linear_cost(cost);
    if (!fused) {
      add_part(role, whole, 1);
      return;
    }
    const double query = static_cast<double>(shape_.query_size());
    const double cached = static_cast<double>(shape_.key_value_size());
    add_part(LinearRole::query, whole, query / (query + 2 * cached));
    add_part(LinearRole::key, whole, cached / (query + 2 * cached));
    add_part(LinearRole::value, whole, cached / (query + 2 * cached));
  }

  std::map<LinearRole, LinearCost> means() const {
    std::map<LinearRole, LinearCost> means;
    for (const auto& [role, sum] : sums_) add(means[role], sum.cost, 1.0 / sum.layers);
    return means;
  }

 private:
  struct Sum {
    LinearCost cost;
    double layers = 0;
  };
  void add_part(LinearRole role, const LinearCost& cost, double part) {
    add(sums_[role].cost, cost, part);
    ++sums_[role].layers;
  }

  const hardware::ModelShape& shape_;
  std::map<LinearRole, Sum> sums_;
};

constexpr std::int64_t most_channels = 256, most_outputs = 64, tokens = 64;
constexpr std::int64_t outlier_every = 128;

tensor::Matrix normal(std::int64_t rows, std::int64_t columns, float deviation, std::mt19937& random) {
  std::normal_distribution<float> distribution(0, deviation);
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = distribution(random);
  return matrix;
}

/// Layers that share an input, at a size of our own.
methods::Site random_site(const std::vector<LinearLayer>& layers, std::int64_t in_features,
                          const std::vector<std::int64_t>& out_features) {
  constexpr float outlier = 30;
  std::mt19937 random(1);
  methods::Site site;
  site.name = "random layers";
  tensor::Matrix inputs = normal(tokens, in_features, 1, random);
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t c = 5 % in_features; c < in_features; c += outlier_every) inputs(t, c) *= outlier;
  site.input = calibration::knowledge_from_samples(inputs.view());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const tensor::Matrix values = normal(out_features[i], in_features, 0.02f, random);
    tensor::Tensor weights(tensor::ElementType::f32, values.rows(), values.columns());
    std::ranges::copy(std::as_bytes(values.values()), weights.mutable_data());
    site.consumers.push_back({layers[i].name, weights, {}});
  }
  return site;
}

/// Costs of a site's layers by an affine form in the number of inputs and in that of outputs.
class ScaledCosts {
 public:
  ScaledCosts(const std::vector<LinearLayer>& layers, const methods::Method& method,
              const base::ParameterValues& values, const base::Job& job)
      : layers_(layers) {
    channels_ = std::max<std::int64_t>(std::min(layers.front().in_features / 2, most_channels), 1);
    for (const LinearLayer& layer : layers)
      outputs_.push_back(std::max<std::int64_t>(std::min(layer.out_features / 2, most_outputs), 1));
    for (const int wide : {0, 1})
      for (const int high : {0, 1}) corners_[wide][high] = corner(wide, high, method, values, job);
  }

  LinearCost of(std::size_t index) const {
    const LinearLayer& layer = layers_[index];
    const double u = static_cast<double>(layer.in_features) / static_cast<double>(channels_) - 1;
    const double v = static_cast<double>(layer.out_features) / static_cast<double>(outputs_[index]) - 1;
    LinearCost cost;
    add(cost, corners_[0][0][index], (1 - u) * (1 - v));
    add(cost, corners_[1][0][index], u * (1 - v));
    add(cost, corners_[0][1][index], (1 - u) * v);
    add(cost, corners_[1][1][index], u * v);
    cost.storage_bits = std::max(cost.storage_bits, 0.0);
    for (auto& [kind, number] : cost.per_token) number = std::max(number, 0.0);
    return cost;
  }

 private:
  std::vector<LinearCost> corner(int wide, int high, const methods::Method& method,
                                 const base::ParameterValues& values, const base::Job& job) const {
    std::vector<std::int64_t> outputs;
    for (const std::int64_t each : outputs_) outputs.push_back(each * (1 + high));
    const PreparedSite site(random_site(layers_, channels_ * (1 + wide), outputs));
    std::vector<LinearCost> costs;
    for (const auto& consumer : quantize_site(site, method, values, job).consumers)
      costs.push_back(linear_cost(consumer->cost()));
    return costs;
  }

  const std::vector<LinearLayer>& layers_;
  std::int64_t channels_ = 1;
  std::vector<std::int64_t> outputs_;
  std::vector<LinearCost> corners_[2][2];
};

/// Layers of a block by the input that they share; each role once.
std::vector<std::vector<LinearLayer>> shared_inputs(const hardware::ModelShape& shape) {
  std::vector<std::vector<LinearLayer>> sites;
  std::vector<LinearRole> seen;
  for (const LinearLayer& layer : hardware::block_linears(shape)) {
    if (layer.role == LinearRole::other || std::ranges::find(seen, layer.role) != seen.end()) continue;
    seen.push_back(layer.role);
    // A launch in parts is what layers of one input have in common.
    const bool with_previous = layer.launches < 1 && !sites.empty() &&
                               sites.back().front().launches == layer.launches &&
                               sites.back().front().in_features == layer.in_features;
    if (with_previous)
      sites.back().push_back(layer);
    else
      sites.push_back({layer});
  }
  return sites;
}

}  // namespace

MethodCosts method_costs(const storage::ModelFile& file, const methods::Method& method,
                         const base::ParameterValues& values, const base::Job& job) {
  const hardware::ModelShape shape = model_shape(file);
  std::vector<int> weights;
  for (std::size_t i = 0; i < file.tensors().size(); ++i)
    if (linear_role(file.tensors()[i]) != LinearRole::other) weights.push_back(static_cast<int>(i));
  if (weights.empty())
    throw base::Error("has no linear layers of blocks", file.path().string(),
                      "a model with /weights is needed");
  MethodCosts result;
  result.exact = true;
  FileCosts costs(shape);
  std::string refusal;
  walk_sites(file, weights, nullptr, job, [&](const LoadedSite& site, const base::Job& part) {
    const std::string reason = method.why_unsuitable(site.prepared->site());
    if (!reason.empty()) {
      refusal = site.prepared->site().name + ": " + reason;
      result.notes.push_back(refusal + "; it keeps the bits given beside the method");
      return;
    }
    const methods::QuantizedSite quantized = quantize_site(*site.prepared, method, values, part);
    for (std::size_t i = 0; i < site.tensors.size(); ++i)
      costs.add_layer(file.tensors()[static_cast<std::size_t>(site.tensors[i])],
                      quantized.consumers[static_cast<std::size_t>(site.consumers[i])]->cost());
  });
  result.costs = costs.means();
  if (result.costs.empty()) throw base::Error("can quantize no layer: " + refusal, method.description().id);
  result.bits_per_weight = mean_bits(shape, result.costs);
  result.notes.insert(result.notes.begin(),
                      fmt::format("cost of {} from the layers of {}, mean over the blocks",
                                  method.description().id, file.path().filename().string()));
  return result;
}

MethodCosts method_costs(const hardware::ModelShape& shape, const methods::Method& method,
                         const base::ParameterValues& values, const base::Job& job) {
  MethodCosts result;
  const auto sites = shared_inputs(shape);
  for (std::size_t s = 0; s < sites.size(); ++s) {
    job.check();
    const double share = 1.0 / static_cast<double>(sites.size());
    const ScaledCosts scaled(sites[s], method, values,
                             job.part(static_cast<double>(s) * share, static_cast<double>(s + 1) * share));
    for (std::size_t i = 0; i < sites[s].size(); ++i) result.costs[sites[s][i].role] = scaled.of(i);
  }
  result.bits_per_weight = mean_bits(shape, result.costs);
  result.notes.push_back(fmt::format("cost of {} from small random layers, scaled to the sizes of {}",
                                     method.description().id, shape.name));
  return result;
}

}  // namespace quantscope::study
