#include "core/model/precision.h"

#include <fmt/format.h>

#include <initializer_list>

#include "core/base/error.h"

namespace quantscope::model {
namespace {

using enum PrecisionSite;

constexpr std::initializer_list<PrecisionSite> product_inputs = {qkv,       attention_output,  gate_up, down,
                                                                 query_key, probability_value, head};

PrecisionPlan everywhere(std::string id, ValueFormat format) {
  PrecisionPlan plan;
  plan.id = std::move(id);
  plan.formats.fill(format);
  return plan;
}

PrecisionPreset smoothquant() {
  PrecisionPreset preset{
      everywhere("smoothquant", ValueFormat::f16), "SmoothQuant (W8A8)",
      "Inputs of the linear layers and of both attention products in int8, softmax, norms, "
      "activations, residual sums and the head in f16. Xiao et al., ICML 2023, §4: the "
      "weights' side comes from the method. Products of rounded values run in f32 where "
      "layers are not quantized."};
  for (const PrecisionSite site : {qkv, attention_output, gate_up, down, query_key, probability_value})
    preset.plan[site] = ValueFormat::int8;
  return preset;
}

struct FusionLevel {
  const char* id;
  const char* label;
  std::initializer_list<PrecisionSite> fused;  ///< beyond the level before
};

/// What stays in bf16 because it is computed right where the product before leaves it.
const FusionLevel fusion_levels[] = {
    {"none", "no fusion", {}},
    {"attention-scaling", "attention scaling fused", {attention_scaling}},
    {"activation", "activations fused", {softmax, activation}},
    {"norm", "norms fused", {norm}},
    {"residual", "residual sums fused: only inputs of products", {residual}}};

void add_fusion_levels(std::vector<PrecisionPreset>& presets, const std::string& prefix,
                       const std::string& name, ValueFormat format) {
  PrecisionPlan plan = everywhere({}, format);
  for (const FusionLevel& level : fusion_levels) {
    for (const PrecisionSite site : level.fused) plan[site] = ValueFormat::bf16;
    plan.id = fmt::format("{}-{}", prefix, level.id);
    presets.push_back(
        {plan, fmt::format("{}, {}", name, level.label),
         "Values are rounded right before an operation, without a scale; what is fused stays in "
         "bf16. \"8-bit Transformer Inference and Fine-tuning for Edge Accelerators\", ASPLOS 2024, §4; "
         "softmax counts as an activation. Simulated: operations are f32; weights come from the "
         "method."});
  }
}

std::vector<PrecisionPreset> make_presets() {
  std::vector<PrecisionPreset> presets = {
      {everywhere("f32", ValueFormat::f32), "f32", "Everything in f32, as the model is computed."},
      {everywhere("f16", ValueFormat::f16), "f16",
       "Every value rounded to f16 before each operation. Simulated: operations are f32."},
      {everywhere("bf16", ValueFormat::bf16), "bf16",
       "Every value rounded to bf16 before each operation. Layers with bf16 weights run on bf16 products "
       "where "
       "the processor has them; the rest is simulated: operations are f32."},
      smoothquant()};
  add_fusion_levels(presets, "posit8", "posit(8,1)", ValueFormat::posit8_1);
  add_fusion_levels(presets, "e4m3", "FP8 E4M3", ValueFormat::e4m3);
  return presets;
}

}  // namespace

const std::vector<PrecisionPreset>& precision_presets() {
  static const std::vector<PrecisionPreset> presets = make_presets();
  return presets;
}

const PrecisionPlan& precision_preset(const std::string& id) {
  std::string known;
  for (const PrecisionPreset& preset : precision_presets()) {
    if (preset.plan.id == id) return preset.plan;
    known.append(known.empty() ? "" : ", ").append(preset.plan.id);
  }
  throw base::Error(fmt::format("there is no precision \"{}\"", id), "precision", "known: " + known);
}

const char* precision_site_name(PrecisionSite site) {
  constexpr std::array<const char*, kPrecisionSites> names = {"qkv",
                                                              "attention_output",
                                                              "gate_up",
                                                              "down",
                                                              "query_key",
                                                              "probability_value",
                                                              "attention_scaling",
                                                              "softmax",
                                                              "activation",
                                                              "norm",
                                                              "residual",
                                                              "head"};
  return names[static_cast<std::size_t>(site)];
}

const char* value_format_name(ValueFormat format) {
  constexpr std::array<const char*, 10> names = {"f32",  "f16",  "bf16",     "int8",     "int4",
                                                 "e4m3", "e5m2", "posit8_0", "posit8_1", "posit8_2"};
  return names[static_cast<std::size_t>(format)];
}

}  // namespace quantscope::model
