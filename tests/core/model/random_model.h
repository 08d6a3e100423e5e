#pragma once

#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/methods/method.h"
#include "core/model/checkpoint_layout.h"
#include "core/model/decoder.h"
#include "core/model/quantized_model.h"
#include "core/model/transformer.h"
#include "core/model/weight_source.h"
#include "core/storage/convert_elements.h"

namespace quantscope::model::testing {

/// Two blocks of a small model of each family.
inline ModelConfig small_config(Architecture architecture) {
  ModelConfig config;
  config.architecture = architecture;
  config.hidden_size = config.embedding_size = 32;
  config.layers = 2;
  config.heads = 4;
  config.key_value_heads = architecture == Architecture::llama ? 2 : 4;
  config.head_size = 8;
  config.feed_forward_size = 48;
  config.vocabulary_size = 61;
  config.context = 40;
  config.beginning_token = 1;
  config.model_type = "llama";
  if (architecture == Architecture::llama) return config;
  config.norm = NormKind::layer;
  config.gated = false;
  config.tied_head = true;
  config.attention_bias = config.attention_output_bias = config.feed_forward_bias = true;
  config.positions = PositionKind::learned;
  config.activation = ActivationKind::gelu_tanh;
  if (architecture == Architecture::opt) {
    config.model_type = "opt";
    config.position_offset = 2;
    config.activation = ActivationKind::relu;
  } else if (architecture == Architecture::gpt2) {
    config.model_type = "gpt2";
  } else {
    config.model_type = "bloom";
    config.positions = PositionKind::alibi;
    config.embedding_norm = true;
  }
  return config;
}

inline tensor::Tensor typed(const tensor::Matrix& values, tensor::ElementType type) {
  return storage::converted(values.view(), type);
}

/// Every tensor that the model needs, with random values of sensible sizes.
inline std::map<std::string, tensor::Tensor> random_tensors(const ModelConfig& config,
                                                            tensor::ElementType type, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::map<std::string, tensor::Tensor> tensors;
  const auto add = [&](const std::string& name, std::int64_t rows, std::int64_t columns, float mean,
                       float deviation) {
    std::normal_distribution<float> normal(mean, deviation);
    tensor::Matrix values(rows, columns);
    for (float& value : values.values()) value = normal(random);
    tensors[name] = typed(values, type);
  };
  const auto add_norm = [&](const std::string& module) {
    if (module.empty()) return;
    add(module + ".weight", 1, config.hidden_size, config.norm_adds_one ? 0.0f : 1.0f, 0.2f);
    if (config.norm == NormKind::layer) add(module + ".bias", 1, config.hidden_size, 0, 0.1f);
  };
  const std::map<Architecture, std::string> embeddings = {
      {Architecture::llama, "model.embed_tokens.weight"},
      {Architecture::opt, "model.decoder.embed_tokens.weight"},
      {Architecture::gpt2, "transformer.wte.weight"},
      {Architecture::bloom, "transformer.word_embeddings.weight"}};
  add(embeddings.at(config.architecture), config.vocabulary_size, config.embedding_size, 0, 1);
  const CheckpointLayout layout = checkpoint_layout(config, *memory_weights(tensors, "random weights"));
  if (!layout.positions.empty())
    add(layout.positions, config.context + config.position_offset, config.hidden_size, 0, 0.3f);
  add_norm(layout.embedding_norm);
  add_norm(layout.final_norm);
  for (const BlockLayout& block : layout.blocks) {
    add_norm(block.attention_norm);
    add_norm(block.feed_forward_norm);
  }
  for (const SiteLayout& site : layout.sites)
    for (const LinearLayout& layer : site.layers) {
      if (!tensors.contains(layer.weight)) add(layer.weight, layer.out_features, layer.in_features, 0, 0.2f);
      if (!layer.bias.empty()) add(layer.bias, 1, layer.out_features, 0, 0.1f);
    }
  return tensors;
}

inline std::shared_ptr<const WeightSource> random_weights(const ModelConfig& config,
                                                          tensor::ElementType type = tensor::ElementType::f32,
                                                          unsigned seed = 1) {
  return memory_weights(random_tensors(config, type, seed), "random weights");
}

inline std::vector<int> random_ids(const ModelConfig& config, std::size_t count, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<int> ids(count);
  for (int& id : ids) id = static_cast<int>(random() % static_cast<unsigned>(config.vocabulary_size));
  return ids;
}

/// rtn with these parameters; inputs left alone unless told.
inline QuantizedModel rounded(const std::shared_ptr<const Transformer>& model, const WeightSource& weights,
                              base::ParameterValues values, std::vector<std::string> layers = {}) {
  QuantizationOptions options;
  options.method = &methods::method_by_id("rtn");
  values.emplace("activation_bits", 16.0);
  options.values = std::move(values);
  options.layers = std::move(layers);
  return quantize_model(model, weights, options);
}

}  // namespace quantscope::model::testing
