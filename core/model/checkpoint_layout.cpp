#include "core/model/checkpoint_layout.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace quantscope::model {
namespace {

struct Names {
  std::vector<std::string> prefixes;  ///< the usual one first
  std::string embedding, positions, embedding_norm, final_norm;
  std::string block;  ///< before the number
  std::string attention_norm, feed_forward_norm;
  std::vector<std::string> qkv;
  std::string attention_output;
  std::vector<std::string> gate_up;
  std::string down;
};

Names names_of(const ModelConfig& config) {
  switch (config.architecture) {
    case Architecture::llama:
      return {.prefixes = {"model.", ""},
              .embedding = "embed_tokens",
              .positions = {},
              .embedding_norm = {},
              .final_norm = "norm",
              .block = "layers.",
              .attention_norm = "input_layernorm",
              .feed_forward_norm = "post_attention_layernorm",
              .qkv = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"},
              .attention_output = "self_attn.o_proj",
              .gate_up = {"mlp.gate_proj", "mlp.up_proj"},
              .down = "mlp.down_proj"};
    case Architecture::opt:
      return {.prefixes = {"model.decoder.", "decoder."},
              .embedding = "embed_tokens",
              .positions = "embed_positions",
              .embedding_norm = {},
              .final_norm = "final_layer_norm",
              .block = "layers.",
              .attention_norm = "self_attn_layer_norm",
              .feed_forward_norm = "final_layer_norm",
              .qkv = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"},
              .attention_output = "self_attn.out_proj",
              .gate_up = {"fc1"},
              .down = "fc2"};
    case Architecture::gpt2:
      return {.prefixes = {"transformer.", ""},
              .embedding = "wte",
              .positions = "wpe",
              .embedding_norm = {},
              .final_norm = "ln_f",
              .block = "h.",
              .attention_norm = "ln_1",
              .feed_forward_norm = "ln_2",
              .qkv = {"attn.c_attn"},
              .attention_output = "attn.c_proj",
              .gate_up = {"mlp.c_fc"},
              .down = "mlp.c_proj"};
    case Architecture::bloom:
      break;
  }
  return {.prefixes = {"transformer.", ""},
          .embedding = "word_embeddings",
          .positions = {},
          .embedding_norm = "word_embeddings_layernorm",
          .final_norm = "ln_f",
          .block = "h.",
          .attention_norm = "input_layernorm",
          .feed_forward_norm = "post_attention_layernorm",
          .qkv = {"self_attention.query_key_value"},
          .attention_output = "self_attention.dense",
          .gate_up = {"mlp.dense_h_to_4h"},
          .down = "mlp.dense_4h_to_h"};
}

std::string prefix_in(const WeightSource& source, const Names& names) {
  for (const std::string& prefix : names.prefixes)
    if (source.shape(prefix + names.embedding + ".weight")) return prefix;
  throw base::Error(fmt::format("there is no tensor {}{}.weight", names.prefixes.front(), names.embedding),
                    source.where(), "the token embedding is needed to run the model");
}

LinearLayout linear(const std::string& module, std::int64_t out, std::int64_t in, bool bias) {
  return {module, module + ".weight", bias ? module + ".bias" : std::string(), out, in};
}

/// "model.layers.0.self_attn.q_proj+k_proj+v_proj", as calibration::plan_sites() calls it.
std::string site_name(const std::vector<LinearLayout>& layers) {
  std::string name = layers.front().module;
  for (std::size_t i = 1; i < layers.size(); ++i)
    name.append("+").append(layers[i].module, layers[i].module.rfind('.') + 1);
  return name;
}

class LayoutBuilder {
 public:
  LayoutBuilder(const ModelConfig& config, const Names& names, std::string prefix)
      : config_(config), names_(names), prefix_(std::move(prefix)) {}

  CheckpointLayout build() {
    layout_.embedding = prefix_ + names_.embedding + ".weight";
    if (config_.positions == PositionKind::learned)
      layout_.positions = prefix_ + names_.positions + ".weight";
    if (config_.embedding_norm) layout_.embedding_norm = prefix_ + names_.embedding_norm;
    if (config_.final_norm) layout_.final_norm = prefix_ + names_.final_norm;
    const bool projected = config_.embedding_size != config_.hidden_size;
    if (projected)
      add(SiteKind::project_in, -1,
          {linear(prefix_ + "project_in", config_.hidden_size, config_.embedding_size, false)});
    for (int block = 0; block < config_.layers; ++block) add_block(block);
    if (projected)
      add(SiteKind::project_out, -1,
          {linear(prefix_ + "project_out", config_.embedding_size, config_.hidden_size, false)});
    LinearLayout head = linear("lm_head", config_.vocabulary_size, config_.embedding_size, false);
    if (config_.tied_head) head.weight = layout_.embedding;
    add(SiteKind::head, -1, {std::move(head)});
    return std::move(layout_);
  }

 private:
  void add(SiteKind kind, int block, std::vector<LinearLayout> layers) {
    SiteLayout site;
    site.name = site_name(layers);
    site.kind = kind;
    site.block = block;
    site.layers = std::move(layers);
    layout_.sites.push_back(std::move(site));
  }

  void add_block(int block) {
    const std::string before = fmt::format("{}{}{}.", prefix_, names_.block, block);
    layout_.blocks.push_back({before + names_.attention_norm, before + names_.feed_forward_norm});
    const std::int64_t hidden = config_.hidden_size, inner = config_.feed_forward_size;
    const std::int64_t queries = config_.heads * config_.head_size;
    const std::int64_t values = config_.key_value_heads * config_.head_size;
    std::vector<LinearLayout> qkv;
    for (std::size_t i = 0; i < names_.qkv.size(); ++i) {
      const std::int64_t out = names_.qkv.size() == 1 ? queries + 2 * values : i == 0 ? queries : values;
      qkv.push_back(linear(before + names_.qkv[i], out, hidden, config_.attention_bias));
    }
    add(SiteKind::qkv, block, std::move(qkv));
    add(SiteKind::attention_output, block,
        {linear(before + names_.attention_output, hidden, queries, config_.attention_output_bias)});
    std::vector<LinearLayout> gate_up;
    for (const std::string& name : names_.gate_up)
      gate_up.push_back(linear(before + name, inner, hidden, config_.feed_forward_bias));
    add(SiteKind::gate_up, block, std::move(gate_up));
    add(SiteKind::down, block, {linear(before + names_.down, hidden, inner, config_.feed_forward_bias)});
  }

  const ModelConfig& config_;
  const Names& names_;
  std::string prefix_;
  CheckpointLayout layout_;
};

}  // namespace

CheckpointLayout checkpoint_layout(const ModelConfig& config, const WeightSource& source) {
  const Names names = names_of(config);
  return LayoutBuilder(config, names, prefix_in(source, names)).build();
}

}  // namespace quantscope::model
