#include "core/calibration/site_map.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace quantscope::calibration {
namespace {

using storage::TensorInfo;
using storage::TensorRole;

/// Kinds of layers of one parent module that read the same input, in the order of their names in a site.
const std::array<std::vector<std::string_view>, 3> sharing_kinds = {{
    {"q_proj", "k_proj", "v_proj"},
    {"gate_proj", "up_proj"},
    {"query", "key", "value"},
}};

bool is_linear_weight(const TensorInfo& info) {
  return info.role == TensorRole::weight && info.shape.size() == 2 && !info.name.ends_with(".bias");
}

std::int64_t in_features(const TensorInfo& info) {
  return info.input_major ? info.matrix().rows : info.matrix().columns;
}

std::string parent_of(const TensorInfo& info) {
  if (info.module.size() <= info.kind.size()) return {};
  return info.module.substr(0, info.module.size() - info.kind.size());
}

/// The kinds that share this weight's input; nullptr where none does. The key and value projections of a
/// cross-attention read the encoder, not what the query projection reads.
const std::vector<std::string_view>* sharing(const TensorInfo& info) {
  const std::string parent = parent_of(info);
  if (parent.find("encoder_attn") != std::string::npos || parent.find("cross") != std::string::npos)
    return nullptr;
  for (const auto& kinds : sharing_kinds)
    if (std::ranges::find(kinds, info.kind) != kinds.end()) return &kinds;
  return nullptr;
}

class Planner {
 public:
  explicit Planner(const std::vector<TensorInfo>& tensors)
      : tensors_(tensors), placed_(tensors.size(), false) {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const TensorInfo& info = tensors[i];
      const int index = static_cast<int>(i);
      if (is_linear_weight(info)) weights_.emplace(info.module, index);
      if (info.role == TensorRole::activation) activations_.emplace(info.module, index);
      if (info.role == TensorRole::channel_absmax) maxima_.emplace(info.module, index);
    }
  }

  std::vector<SitePlan> plan() {
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      if (placed_[i]) continue;
      const TensorInfo& info = tensors_[i];
      const auto weight = weights_.find(info.module);
      const bool input_of_weight =
          (info.role == TensorRole::activation || info.role == TensorRole::channel_absmax) &&
          weight != weights_.end() && fits(static_cast<int>(i), weight->second) &&
          !placed_[static_cast<std::size_t>(weight->second)];
      if (is_linear_weight(info) && weights_.at(info.module) == static_cast<int>(i))
        add_linear(static_cast<int>(i));
      else if (input_of_weight && own_input(weight->second).contains(static_cast<int>(i)))
        add_linear(weight->second);
      else
        add_single(static_cast<int>(i));
    }
    return std::move(sites_);
  }

 private:
  const TensorInfo& at(int index) const { return tensors_[static_cast<std::size_t>(index)]; }

  bool fits(int input, int weight) const { return at(input).matrix().columns == in_features(at(weight)); }

  /// Captured input and maxima of the weight's own module, as far as they fit and are not placed.
  std::set<int> own_input(int weight) const {
    std::set<int> own;
    for (const auto* inputs : {&activations_, &maxima_}) {
      const auto found = inputs->find(at(weight).module);
      if (found != inputs->end() && fits(found->second, weight) &&
          !placed_[static_cast<std::size_t>(found->second)])
        own.insert(found->second);
    }
    return own;
  }

  /// The weight with its unplaced partners that bring no input of their own; the first kind leads.
  std::vector<int> partners(int weight) const {
    const auto* kinds = sharing(at(weight));
    if (!kinds) return {weight};
    std::vector<int> members;
    bool has_input = false;
    for (const std::string_view kind : *kinds) {
      const auto found = weights_.find(parent_of(at(weight)) + std::string(kind));
      if (found == weights_.end() || placed_[static_cast<std::size_t>(found->second)] ||
          at(found->second).block != at(weight).block ||
          in_features(at(found->second)) != in_features(at(weight)))
        continue;
      const bool own = !own_input(found->second).empty();
      if (own && has_input) continue;
      has_input = has_input || own;
      members.push_back(found->second);
    }
    if (std::ranges::find(members, weight) == members.end()) return {weight};
    return members;
  }

  void add_linear(int weight) {
    SitePlan site;
    site.consumers = partners(weight);
    site.block = at(weight).block;
    site.name = at(site.consumers.front()).module;
    for (std::size_t i = 1; i < site.consumers.size(); ++i) site.name += "+" + at(site.consumers[i]).kind;
    for (const int consumer : site.consumers) {
      for (const int input : own_input(consumer)) {
        int& slot = at(input).role == TensorRole::activation ? site.activation : site.channel_absmax;
        if (slot < 0) slot = input;
      }
      placed_[static_cast<std::size_t>(consumer)] = true;
    }
    for (const int input : {site.activation, site.channel_absmax})
      if (input >= 0) placed_[static_cast<std::size_t>(input)] = true;
    sites_.push_back(std::move(site));
  }

  void add_single(int index) {
    const TensorInfo& info = at(index);
    SitePlan site;
    site.name = info.name;
    site.block = info.block;
    if (info.role == TensorRole::activation || info.role == TensorRole::channel_absmax) {
      site.name = info.module;
      add_inputs_alone(site, index);
    } else {
      site.consumers.push_back(index);
    }
    placed_[static_cast<std::size_t>(index)] = true;
    sites_.push_back(std::move(site));
  }

  /// A module's captured input and its maxima belong together even without the weights.
  void add_inputs_alone(SitePlan& site, int index) {
    const TensorInfo& info = at(index);
    const bool is_activation = info.role == TensorRole::activation;
    (is_activation ? site.activation : site.channel_absmax) = index;
    const auto& others = is_activation ? maxima_ : activations_;
    const auto found = others.find(info.module);
    if (found == others.end() || placed_[static_cast<std::size_t>(found->second)] ||
        at(found->second).matrix().columns != info.matrix().columns)
      return;
    (is_activation ? site.channel_absmax : site.activation) = found->second;
    placed_[static_cast<std::size_t>(found->second)] = true;
  }

  const std::vector<TensorInfo>& tensors_;
  std::vector<bool> placed_;
  std::map<std::string, int> weights_, activations_, maxima_;
  std::vector<SitePlan> sites_;
};

}  // namespace

std::vector<SitePlan> plan_sites(const std::vector<TensorInfo>& tensors) {
  return Planner(tensors).plan();
}

SiteMap::SiteMap(const storage::ModelFile& file)
    : sites_(plan_sites(file.tensors())), site_of_(file.tensors().size(), -1) {
  for (std::size_t s = 0; s < sites_.size(); ++s) {
    for (const int consumer : sites_[s].consumers)
      site_of_[static_cast<std::size_t>(consumer)] = static_cast<int>(s);
    for (const int input : {sites_[s].activation, sites_[s].channel_absmax})
      if (input >= 0) site_of_[static_cast<std::size_t>(input)] = static_cast<int>(s);
  }
}

}  // namespace quantscope::calibration
