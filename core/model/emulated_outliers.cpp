#include "core/model/emulated_outliers.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/checkpoint_layout.h"
#include "core/tensor/half.h"

namespace quantscope::model {
namespace {

/// Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014: splitmix64.
std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t value = state += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

enum class Part { gain, bias, consumer };

struct Change {
  Part part = Part::gain;
  std::int64_t norm = 0;
};

void set_element(tensor::Tensor& values, std::int64_t index, float value) {
  std::byte* const data = values.mutable_data();
  switch (values.type()) {
    case tensor::ElementType::f32:
      reinterpret_cast<float*>(data)[index] = value;
      break;
    case tensor::ElementType::f16:
      reinterpret_cast<std::uint16_t*>(data)[index] = tensor::f16_from_f32(value);
      break;
    default:
      reinterpret_cast<std::uint16_t*>(data)[index] = tensor::bf16_from_f32(value);
  }
}

bool is_exact(tensor::ElementType type, float value) {
  if (type == tensor::ElementType::f16) return tensor::f32_from_f16(tensor::f16_from_f32(value)) == value;
  return type == tensor::ElementType::f32 || tensor::f32_from_bf16(tensor::bf16_from_f32(value)) == value;
}

class EmulatedWeights : public WeightSource {
 public:
  EmulatedWeights(std::shared_ptr<const WeightSource> source, const ModelConfig& config,
                  const OutlierEmulation& emulation)
      : source_(std::move(source)), config_(config), emulation_(emulation) {
    const CheckpointLayout layout = checkpoint_layout(config, *source_);
    for (std::size_t block = 0; block < layout.blocks.size(); ++block) {
      add_norm(layout.blocks[block].attention_norm, 2 * static_cast<std::int64_t>(block));
      add_norm(layout.blocks[block].feed_forward_norm, 2 * static_cast<std::int64_t>(block) + 1);
    }
    for (const SiteLayout& site : layout.sites)
      if (site.kind == SiteKind::qkv || site.kind == SiteKind::gate_up)
        for (const LinearLayout& layer : site.layers)
          changes_[layer.weight] = {Part::consumer,
                                    2 * std::int64_t{site.block} + (site.kind == SiteKind::gate_up ? 1 : 0)};
  }

  std::string where() const override { return source_->where() + " with " + emulation_.label(); }
  std::optional<tensor::Shape> shape(const std::string& name) const override { return source_->shape(name); }

  tensor::Tensor read(const std::string& name, const base::Job& job) const override {
    tensor::Tensor values = source_->read(name, job);
    const auto change = changes_.find(name);
    if (change == changes_.end()) return values;
    if (values.columns() != config_.hidden_size || !tensor::is_floating(values.type())) return values;
    return changed(name, values, change->second, job);
  }

 private:
  void add_norm(const std::string& module, std::int64_t norm) {
    changes_[module + ".weight"] = {Part::gain, norm};
    changes_[module + ".bias"] = {Part::bias, norm};
  }

  float changed_value(float value, Part part) const {
    const double x = value;
    switch (part) {
      case Part::gain:
        return static_cast<float>(config_.norm_adds_one ? (1 + x) * emulation_.ratio - 1
                                                        : x * emulation_.ratio);
      case Part::bias:
        return static_cast<float>(x * emulation_.ratio);
      case Part::consumer:
        break;
    }
    return static_cast<float>(x / emulation_.ratio);
  }

  tensor::Tensor changed(const std::string& name, const tensor::Tensor& original, const Change& change,
                         const base::Job& job) const {
    const std::vector<std::int64_t> channels =
        emulated_channels(emulation_, config_.hidden_size, change.norm);
    tensor::Matrix picked(original.rows(), static_cast<std::int64_t>(channels.size()));
    for (std::int64_t r = 0; r < original.rows(); ++r) {
      if (r % 1024 == 0) job.check();
      for (std::size_t i = 0; i < channels.size(); ++i) {
        float value = 0;
        tensor::read_row_f32(original.view(), r, channels[i], 1, &value);
        const float grown = changed_value(value, change.part);
        if (std::isfinite(value) && !std::isfinite(grown))
          throw base::Error(fmt::format("channel {} of {} outgrows f32", channels[i], name), where(),
                            "use a smaller ratio");
        picked(r, static_cast<std::int64_t>(i)) = grown;
      }
    }
    const bool exact =
        original.type() != tensor::ElementType::f64 && std::ranges::all_of(picked.values(), [&](float value) {
          return is_exact(original.type(), value) || !std::isfinite(value);
        });
    tensor::Tensor result(exact ? original.type() : tensor::ElementType::f32, original.rows(),
                          original.columns());
    if (exact) {
      std::copy_n(original.data(), original.bytes(), result.mutable_data());
    } else {
      auto* values = reinterpret_cast<float*>(result.mutable_data());
      for (std::int64_t r = 0; r < original.rows(); ++r)
        tensor::read_row_f32(original.view(), r, 0, original.columns(), values + r * original.columns());
    }
    for (std::int64_t r = 0; r < original.rows(); ++r)
      for (std::size_t i = 0; i < channels.size(); ++i)
        set_element(result, r * original.columns() + channels[i], picked(r, static_cast<std::int64_t>(i)));
    return result;
  }

  std::shared_ptr<const WeightSource> source_;
  ModelConfig config_;
  OutlierEmulation emulation_;
  std::map<std::string, Change> changes_;
};

}  // namespace

std::string OutlierEmulation::label() const {
  std::string text =
      fmt::format("emulated outliers: {} channel{} × {}", channels, channels == 1 ? "" : "s", ratio);
  if (!same_in_all_layers) text += ", others behind each norm";
  if (seed != 0) text += fmt::format(", seed {}", seed);
  return text;
}

const std::vector<OutlierPreset>& outlier_presets() {
  static const std::vector<OutlierPreset> presets = {
      {"opt",
       "OPT: few channels, the same everywhere",
       "Four channels, the same in all layers, × 40: in OPT models a few fixed channels reach 20 to 60 "
       "times the median channel (Dettmers et al., LLM.int8(), 2022; Xiao et al., SmoothQuant, 2023).",
       {4, 40, true, 0}},
      {"llm-int8",
       "LLM.int8(): seven features",
       "Seven channels, the same in all layers, × 20: up to 13 billion parameters at most 7 features "
       "pass the threshold of 6.0, up to 20 times as large as the others (Dettmers et al., LLM.int8(), "
       "2022).",
       {7, 20, true, 0}},
      {"llama-massive",
       "LLaMA: one massive channel",
       "One channel × 1150: in Llama-3.2-1B channel 1417 of the input of layer 1's down_proj reaches "
       "623.5 where the median channel reaches 0.54 (measured profile). Here behind the norms, not in "
       "down_proj.",
       {1, 1150, true, 0}}};
  return presets;
}

std::vector<base::ParameterSpec> outlier_parameters(const ModelConfig& config) {
  using base::ParameterKind;
  const OutlierEmulation defaults;
  const auto hidden = static_cast<double>(std::max<std::int64_t>(1, config.hidden_size));
  base::ParameterSpec channels;
  channels.id = "channels";
  channels.label = "Channels";
  channels.help =
      "Channels behind each norm that grow. LLM.int8() found at most 7 in models of up to 13 billion "
      "parameters.";
  channels.unit = "channels";
  channels.kind = ParameterKind::integer;
  channels.minimum = 1;
  channels.maximum = hidden;
  channels.default_value = std::min(hidden, static_cast<double>(defaults.channels));
  base::ParameterSpec ratio;
  ratio.id = "ratio";
  ratio.label = "Ratio";
  ratio.help =
      "By which the values of these channels grow: the norm's gain times it, the next layers' columns "
      "divided by it. "
      "OPT: 20 to 60.";
  ratio.unit = "×";
  ratio.kind = ParameterKind::real;
  ratio.minimum = 1;
  ratio.maximum = 10000;
  ratio.logarithmic = true;
  ratio.default_value = defaults.ratio;
  base::ParameterSpec same;
  same.id = "same_in_all_layers";
  same.label = "Same channels in all layers";
  same.help = "As in OPT; off: each norm has channels of its own.";
  same.kind = ParameterKind::boolean;
  same.default_value = defaults.same_in_all_layers;
  base::ParameterSpec seed;
  seed.id = "seed";
  seed.label = "Seed";
  seed.help = "Chooses the channels.";
  seed.kind = ParameterKind::integer;
  seed.maximum = 2147483647;
  seed.default_value = static_cast<double>(defaults.seed);
  seed.advanced = true;
  return {channels, ratio, same, seed};
}

OutlierEmulation outlier_emulation(const base::ParameterValues& completed) {
  OutlierEmulation emulation;
  emulation.channels = static_cast<std::int64_t>(std::get<double>(completed.at("channels")));
  emulation.ratio = std::get<double>(completed.at("ratio"));
  emulation.same_in_all_layers = std::get<bool>(completed.at("same_in_all_layers"));
  emulation.seed = static_cast<std::uint64_t>(std::get<double>(completed.at("seed")));
  return emulation;
}

std::vector<std::int64_t> emulated_channels(const OutlierEmulation& emulation, std::int64_t hidden_size,
                                            std::int64_t norm) {
  std::uint64_t random = emulation.seed;
  if (!emulation.same_in_all_layers) {
    std::uint64_t of_norm = emulation.seed + static_cast<std::uint64_t>(norm);
    random = next_random(of_norm);
  }
  std::vector<std::int64_t> all(static_cast<std::size_t>(hidden_size));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  const auto count = static_cast<std::size_t>(std::min(emulation.channels, hidden_size));
  for (std::size_t i = 0; i < count; ++i)
    std::swap(all[i], all[i + static_cast<std::size_t>(next_random(random) % (all.size() - i))]);
  all.resize(count);
  std::ranges::sort(all);
  return all;
}

std::shared_ptr<const WeightSource> emulate_outliers(std::shared_ptr<const WeightSource> source,
                                                     const ModelConfig& config,
                                                     const OutlierEmulation& emulation) {
  if (!config.norm_before)
    throw base::Error(
        "outliers cannot be emulated: the norms stand after the residual, none feeds a layer alone",
        source->where());
  if (emulation.channels < 1 || emulation.channels > config.hidden_size)
    throw base::Error(fmt::format("outliers in {} channels", emulation.channels), source->where(),
                      fmt::format("use 1 to {} channels", config.hidden_size));
  if (!(emulation.ratio > 0) || !std::isfinite(emulation.ratio))
    throw base::Error(fmt::format("an outlier ratio of {}", emulation.ratio), source->where(),
                      "use a finite number above 0");
  return std::make_shared<const EmulatedWeights>(std::move(source), config, emulation);
}

}  // namespace quantscope::model
