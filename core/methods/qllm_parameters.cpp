#include "core/methods/qllm_parameters.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/methods/quantizer_parameters.h"
#include "core/methods/theta_search.h"

namespace quantscope::methods {
namespace {

using base::ParameterKind;
using base::ParameterSpec;
using base::ParameterValue;

constexpr double smallest_accepted_theta = 1e-9;
constexpr double largest_accepted_theta = 1e9;
/// On the captured inputs of the sample model 1 % gives the best output at W4A4, more costs by the merges.
constexpr double added_by_default = 0.01;

}  // namespace

double largest_maximum(const Site& site) {
  const std::vector<float>& maxima = site.input.channel_absmax;
  return maxima.empty() ? 0 : double{*std::ranges::max_element(maxima)};
}

double rounded_up(double value) {
  if (!(value > 0)) return value;
  const double exponent = std::floor(std::log10(value)) - 2;
  // Dividing by a power of ten that is a whole number gives the double nearest to the decimal.
  const double power = std::pow(10.0, std::abs(exponent));
  const double digits = std::ceil((exponent < 0 ? value * power : value / power) * (1 - 1e-12));
  return exponent < 0 ? digits / power : digits * power;
}

double default_theta(const Site& site) {
  const auto& maxima = site.input.channel_absmax;
  const auto added = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(added_by_default * static_cast<double>(maxima.size())));
  const double theta = std::min(rounded_up(smallest_theta(maxima, added)), largest_maximum(site));
  return std::clamp(theta > 0 ? theta : 1.0, smallest_accepted_theta, largest_accepted_theta);
}

namespace {

ParameterSpec theta_spec() {
  ParameterSpec theta;
  theta.id = "theta";
  theta.label = "θ";
  theta.help =
      "A channel of the input whose largest magnitude exceeds θ is split into ceil(max/θ) equal pieces "
      "(QLLM §4.1.1). Starts at the smallest value that adds at most 1 % of the channels.";
  theta.kind = ParameterKind::real;
  theta.minimum = smallest_accepted_theta;
  theta.maximum = largest_accepted_theta;
  theta.step = 0.01;
  theta.logarithmic = true;
  theta.default_value = 6.0;
  theta.enabled_when = {{"theta_mode", {ParameterValue(std::string("manual"))}, "the search chooses θ"}};
  return theta;
}

}  // namespace

std::vector<ParameterSpec> qllm_parameters() {
  std::vector<ParameterSpec> specs;
  specs.push_back(theta_spec());

  ParameterSpec mode;
  mode.id = "theta_mode";
  mode.label = "Choice of θ";
  mode.help =
      "By hand, or by a search for the smallest error of the layer's output on the captured inputs (at most "
      "a million weights and half as many inputs).";
  mode.kind = ParameterKind::choice;
  mode.choices = {{"manual", "by hand", "θ as given"},
                  {"adaptive", "adaptive", "the released search, from the largest maximum downwards"}};
  mode.default_value = std::string("manual");
  mode.heavy = true;
  specs.push_back(mode);

  ParameterSpec assembly;
  assembly.id = "assembly";
  assembly.label = "Merge channels";
  assembly.help = "Merges similar channels until the kernel has as many as before the split (QLLM §4.1.2).";
  assembly.kind = ParameterKind::boolean;
  assembly.default_value = true;
  specs.push_back(assembly);

  ParameterSpec metric;
  metric.id = "merge_metric";
  metric.label = "Similarity";
  metric.help = "How the channels to merge are chosen; the paper and the released code differ.";
  metric.kind = ParameterKind::choice;
  metric.choices = {
      {"paper", "paper", "Eq. 5: ‖x_i(W_i−W_j)/2 + x_j(W_j−W_i)/2‖²"},
      {"repo", "released code", "((ΣW_i + ΣW_j)·‖x_i−x_j‖)²: column sums of the weights, signs kept"}};
  metric.default_value = std::string("paper");
  metric.enabled_when = {{"assembly", {ParameterValue(true)}, "only where channels are merged"}};
  metric.heavy = true;
  specs.push_back(metric);

  for (ParameterSpec& spec : quantizer_parameters({4, false, 8, false})) specs.push_back(std::move(spec));

  const base::EnabledWhen adaptive = {
      "theta_mode", {ParameterValue(std::string("adaptive"))}, "only with the adaptive search"};
  ParameterSpec ratio;
  ratio.id = "channel_ratio";
  ratio.label = "Search budget";
  ratio.help = "The search ends when the split adds more than this share of the channels (the scripts' 0.2).";
  ratio.minimum = 0.001;
  ratio.maximum = 1;
  ratio.step = 0.01;
  ratio.default_value = 0.2;
  ratio.advanced = true;
  ratio.heavy = true;
  ratio.enabled_when = {adaptive};
  specs.push_back(ratio);

  ParameterSpec order;
  order.id = "search_order";
  order.label = "Search order";
  order.help = "The released search merges before it splits, its final pass splits before it merges.";
  order.kind = ParameterKind::choice;
  order.choices = {{"released", "as released", "trials merge in the original list of channels, then split"},
                   {"final", "as the final pass", "trials split first and merge in the longer list"}};
  order.default_value = std::string("released");
  order.advanced = true;
  order.heavy = true;
  order.enabled_when = {adaptive, {"assembly", {ParameterValue(true)}, "only where channels are merged"}};
  specs.push_back(order);
  return specs;
}

void bound_theta(ParameterSpec& theta, const Site& site) {
  const double largest = std::min(largest_maximum(site), largest_accepted_theta);
  if (!(largest > 4 * smallest_accepted_theta)) return;
  theta.maximum = largest;
  theta.minimum = std::clamp(rounded_up(smallest_theta(site.input.channel_absmax, site.in_features())),
                             smallest_accepted_theta, largest / 2);
  theta.default_value = std::clamp(default_theta(site), theta.minimum, theta.maximum);
  theta.step = std::pow(10.0, std::floor(std::log10(largest)) - 3);
}

}  // namespace quantscope::methods
