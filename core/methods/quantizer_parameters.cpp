#include "core/methods/quantizer_parameters.h"

#include <string>

namespace quantscope::methods {
namespace {

using base::ParameterKind;
using base::ParameterSpec;
using base::ParameterValue;

const std::vector<double> bit_widths = {2, 3, 4, 5, 6, 7, 8, 16};
const std::vector<ParameterValue> quantizing_bits = {2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};

ParameterSpec bits(const std::string& id, const std::string& label, const std::string& help, int value) {
  ParameterSpec spec;
  spec.id = id;
  spec.label = label;
  spec.help = help;
  spec.unit = "bits";
  spec.kind = ParameterKind::integer;
  spec.minimum = 2;
  spec.maximum = 16;
  spec.allowed = bit_widths;
  spec.default_value = static_cast<double>(value);
  return spec;
}

ParameterSpec boolean(const std::string& id, const std::string& label, const std::string& help, bool value) {
  ParameterSpec spec;
  spec.id = id;
  spec.label = label;
  spec.help = help;
  spec.kind = ParameterKind::boolean;
  spec.default_value = value;
  return spec;
}

ParameterSpec choice(const std::string& id, const std::string& label, const std::string& help,
                     std::vector<base::ParameterChoice> choices, const std::string& value) {
  ParameterSpec spec;
  spec.id = id;
  spec.label = label;
  spec.help = help;
  spec.kind = ParameterKind::choice;
  spec.choices = std::move(choices);
  spec.default_value = value;
  return spec;
}

ParameterSpec clip_choice(const std::string& id, const std::string& label, const std::string& help) {
  return choice(id, label, help,
                {{"none", "none", "the smallest and the largest value set the range"},
                 {"percentile", "percentile", "the range keeps the given share of the values"},
                 {"mse", "least squares",
                  "both ends shrink by the factor of 1.00, 0.99, … 0.21 with the smallest squared error"}},
                "none");
}

ParameterSpec clip_percentile(const std::string& id, const std::string& label, const std::string& clip) {
  ParameterSpec spec;
  spec.id = id;
  spec.label = label;
  spec.help = "Share of the values that the range keeps; the rest, half at either end, clips.";
  spec.unit = std::string("%");
  spec.minimum = 50.01;
  spec.maximum = 100;
  spec.step = 0.01;
  spec.default_value = 99.9;
  spec.enabled_when = {
      {clip, {ParameterValue(std::string("percentile"))}, "only where the clip is a percentile"}};
  return spec;
}

formats::Clip clip_of(const base::ParameterValues& values, const std::string& clip,
                      const std::string& percentile) {
  formats::Clip result;
  const auto& id = std::get<std::string>(values.at(clip));
  result.kind = id == "percentile" ? formats::ClipKind::percentile
                : id == "mse"      ? formats::ClipKind::mse
                                   : formats::ClipKind::none;
  result.percentile = std::get<double>(values.at(percentile));
  return result;
}

formats::IntegerFormat format_of(const ParameterValue& bit_width, const ParameterValue& symmetric,
                                 formats::RangeRule rule) {
  formats::IntegerFormat format;
  format.bits = static_cast<int>(std::get<double>(bit_width));
  format.symmetric = std::get<bool>(symmetric);
  format.range_rule = rule;
  return format;
}

}  // namespace

std::vector<ParameterSpec> quantizer_parameters(const QuantizerDefaults& defaults) {
  const base::EnabledWhen quantized_weights = {"weight_bits", quantizing_bits,
                                               "the weights are left alone at 16 bits"};
  const base::EnabledWhen quantized_activations = {"activation_bits", quantizing_bits,
                                                   "the activations are left alone at 16 bits"};

  std::vector<ParameterSpec> specs;
  specs.push_back(bits("weight_bits", "Weight bits",
                       "Bits of a weight's code; 16 leaves the weights as they are.", defaults.weight_bits));
  specs.push_back(bits("activation_bits", "Activation bits",
                       "Bits of an input's code; 16 leaves the inputs as they are.",
                       defaults.activation_bits));
  specs.push_back(
      boolean("weight_symmetric", "Symmetric weights",
              "Symmetric: zero point 0, scale = absmax/(2^(b−1)−1). Asymmetric: 2^b codes from the "
              "smallest to the largest value.",
              defaults.weight_symmetric));
  specs.push_back(
      boolean("activation_symmetric", "Symmetric activations",
              "Symmetric: zero point 0, scale = absmax/(2^(b−1)−1). Asymmetric: 2^b codes from the "
              "smallest to the largest value.",
              defaults.activation_symmetric));
  specs.push_back(choice("weight_granularity", "Weight scales", "Which weights share a scale.",
                         {{"tensor", "per tensor", "one scale for the whole matrix"},
                          {"channel", "per channel", "one scale an output channel"},
                          {"group", "per group", "one scale for a group of neighbouring input channels"}},
                         "channel"));
  ParameterSpec group_size;
  group_size.id = "group_size";
  group_size.label = "Group size";
  group_size.help = "Input channels that share a scale; the last group of a row may be shorter.";
  group_size.unit = "channels";
  group_size.kind = ParameterKind::integer;
  group_size.minimum = 1;
  group_size.maximum = 16384;
  group_size.logarithmic = true;
  group_size.default_value = 128.0;
  group_size.enabled_when = {
      {"weight_granularity", {ParameterValue(std::string("group"))}, "only with scales per group"},
      quantized_weights};
  specs.push_back(group_size);
  specs.push_back(choice("activation_granularity", "Activation scales", "Which inputs share a scale.",
                         {{"tensor", "per tensor", "one scale for all tokens that are computed together"},
                          {"token", "per token", "one scale a token, found at run time"},
                          {"static", "static", "one scale for all, from the calibration set"}},
                         "token"));
  specs.push_back(clip_choice("clip", "Weight clip", "How the range of the weights of one scale is cut."));
  specs.push_back(clip_percentile("clip_percentile", "Weight percentile", "clip"));
  specs.push_back(clip_choice("activation_clip", "Activation clip",
                              "How the range of the inputs of one scale is cut; with static scales, the "
                              "range of the calibration set."));
  specs.push_back(clip_percentile("activation_clip_percentile", "Activation percentile", "activation_clip"));

  for (ParameterSpec& spec : specs) {
    const bool of_weights =
        spec.id == "weight_symmetric" || spec.id == "weight_granularity" || spec.id.starts_with("clip");
    const bool of_activations = spec.id.starts_with("activation_") && spec.id != "activation_bits";
    if (of_weights) spec.enabled_when.push_back(quantized_weights);
    if (of_activations) spec.enabled_when.push_back(quantized_activations);
    spec.advanced = spec.id.starts_with("activation_clip");
  }
  return specs;
}

QuantizerOptions quantizer_options(const base::ParameterValues& values, formats::RangeRule asymmetric_rule) {
  QuantizerOptions options;
  options.weight.format = format_of(values.at("weight_bits"), values.at("weight_symmetric"), asymmetric_rule);
  const auto& weights = std::get<std::string>(values.at("weight_granularity"));
  options.weight.granularity = weights == "tensor"  ? formats::Granularity::tensor
                               : weights == "group" ? formats::Granularity::group
                                                    : formats::Granularity::row;
  options.weight.group_size = static_cast<std::int64_t>(std::get<double>(values.at("group_size")));
  options.weight.clip = clip_of(values, "clip", "clip_percentile");

  options.activation.format =
      format_of(values.at("activation_bits"), values.at("activation_symmetric"), asymmetric_rule);
  const auto& activations = std::get<std::string>(values.at("activation_granularity"));
  options.activation.granularity =
      activations == "token" ? formats::Granularity::row : formats::Granularity::tensor;
  options.static_activation = activations == "static";
  options.activation.clip = clip_of(values, "activation_clip", "activation_clip_percentile");
  return options;
}

}  // namespace quantscope::methods
