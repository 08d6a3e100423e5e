#include "core/model/model_config.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/model/config_keys.h"
#include "core/tensor/half.h"

namespace quantscope::model {
namespace {

constexpr std::int64_t most_features = std::int64_t{1} << 24;
constexpr std::int64_t most_layers = 10'000;
constexpr std::int64_t most_tokens = std::int64_t{1} << 30;

ActivationKind activation_of(const ConfigKeys& keys, const char* name, const char* otherwise) {
  const std::string word = keys.word(name).value_or(otherwise);
  if (word == "silu" || word == "swish") return ActivationKind::silu;
  if (word == "relu") return ActivationKind::relu;
  if (word == "gelu") return ActivationKind::gelu;
  if (word == "gelu_new" || word == "gelu_pytorch_tanh" || word == "gelu_fast")
    return ActivationKind::gelu_tanh;
  keys.refuse(name, "silu, relu, gelu, gelu_new, gelu_fast and gelu_pytorch_tanh are known");
}

void require_flag(const ConfigKeys& keys, const char* name, bool wanted) {
  if (keys.flag_or(name, wanted) != wanted)
    keys.refuse(name, fmt::format("this engine runs models with {} only", wanted));
}

RotaryScaling rotary_scaling(const ConfigKeys& keys, const char* name, std::int64_t context) {
  RotaryScaling scaling;
  if (!keys.given(name)) return scaling;
  const ConfigKeys inner(keys.object(name), keys.where());
  const std::string kind =
      inner.word("rope_type").value_or(inner.word("type").value_or(std::string("default")));
  if (kind == "default") return scaling;
  if (kind != "linear" && kind != "llama3") keys.refuse(name, "types default, linear and llama3 are known");
  scaling.kind = kind == "linear" ? RotaryScaling::Kind::linear : RotaryScaling::Kind::llama3;
  scaling.factor = inner.positive_or({"factor"}, 1);
  if (scaling.kind == RotaryScaling::Kind::linear) return scaling;
  scaling.low_frequency_factor = inner.positive_or({"low_freq_factor"}, 1);
  scaling.high_frequency_factor = inner.positive_or({"high_freq_factor"}, 4);
  scaling.original_context =
      inner.positive_or({"original_max_position_embeddings"}, static_cast<double>(context));
  if (scaling.high_frequency_factor <= scaling.low_frequency_factor)
    keys.refuse(name, "high_freq_factor must be above low_freq_factor");
  return scaling;
}

void read_rotary(const ConfigKeys& keys, ModelConfig& config) {
  config.rope_theta = keys.positive_or({"rope_theta"}, 10000);
  config.rotary_scaling = rotary_scaling(keys, "rope_scaling", config.context);
  if (keys.given("rope_parameters")) {
    const ConfigKeys inner(keys.object("rope_parameters"), keys.where());
    config.rope_theta = inner.positive_or({"rope_theta"}, config.rope_theta);
    config.rotary_scaling = rotary_scaling(keys, "rope_parameters", config.context);
  }
  if (keys.positive_or({"partial_rotary_factor"}, 1) != 1)
    keys.refuse("partial_rotary_factor", "this engine rotates whole heads: 1");
}

void read_llama(const ConfigKeys& keys, ModelConfig& config) {
  const bool gemma = config.model_type == "gemma", qwen = config.model_type == "qwen2";
  config.architecture = Architecture::llama;
  config.hidden_size = keys.count({"hidden_size"}, most_features);
  config.layers = keys.count({"num_hidden_layers"}, most_layers);
  config.heads = keys.count({"num_attention_heads"}, most_features);
  config.key_value_heads = keys.count_or({"num_key_value_heads"}, most_features, config.heads);
  config.head_size = keys.count_or({"head_dim"}, most_features, gemma ? 256 : 0);
  config.feed_forward_size = keys.count({"intermediate_size"}, most_features);
  config.context = keys.count({"max_position_embeddings"}, most_tokens);
  config.norm_epsilon = static_cast<float>(keys.positive_or({"rms_norm_eps"}, 1e-6));
  config.tied_head = keys.flag_or("tie_word_embeddings", gemma);
  config.attention_bias = keys.flag_or("attention_bias", qwen);
  config.attention_output_bias = config.attention_bias && !qwen;
  config.feed_forward_bias = keys.flag_or("mlp_bias", false);
  config.gated = true;
  read_rotary(keys, config);
  if (gemma) {
    // The released hidden_act "gelu" means the tanh form, as Hugging Face runs it.
    config.activation = activation_of(keys, "hidden_activation", "gelu_pytorch_tanh");
    config.norm_adds_one = true;
    config.embedding_scale =
        tensor::f32_from_bf16(tensor::bf16_from_f32(std::sqrt(static_cast<float>(config.hidden_size))));
  } else {
    config.activation = activation_of(keys, "hidden_act", "silu");
  }
  if (config.model_type == "mistral") {
    // Hugging Face's default where the key is missing; null means none.
    config.sliding_window =
        keys.count_or({"sliding_window"}, most_tokens, keys.present("sliding_window") ? 0 : 4096);
  } else if (qwen && keys.flag_or("use_sliding_window", false)) {
    keys.refuse("use_sliding_window", "a window in some layers only is not run: false");
  }
}

void read_opt(const ConfigKeys& keys, ModelConfig& config) {
  config.architecture = Architecture::opt;
  config.hidden_size = keys.count({"hidden_size"}, most_features);
  config.layers = keys.count({"num_hidden_layers"}, most_layers);
  config.heads = keys.count({"num_attention_heads"}, most_features);
  config.feed_forward_size = keys.count({"ffn_dim"}, most_features);
  config.context = keys.count({"max_position_embeddings"}, most_tokens);
  config.embedding_size = keys.count_or({"word_embed_proj_dim"}, most_features, config.hidden_size);
  config.norm_before = keys.flag_or("do_layer_norm_before", true);
  config.final_norm = config.norm_before && !keys.flag_or("_remove_final_layer_norm", false);
  config.norm = NormKind::layer;
  config.positions = PositionKind::learned;
  config.position_offset = 2;
  config.activation = activation_of(keys, "activation_function", "relu");
  config.gated = false;
  config.tied_head = keys.flag_or("tie_word_embeddings", true);
  config.attention_bias = config.attention_output_bias = config.feed_forward_bias =
      keys.flag_or("enable_bias", true);
  require_flag(keys, "layer_norm_elementwise_affine", true);
}

void read_gpt2(const ConfigKeys& keys, ModelConfig& config) {
  config.architecture = Architecture::gpt2;
  config.hidden_size = keys.count({"n_embd", "hidden_size"}, most_features);
  config.layers = keys.count({"n_layer", "num_hidden_layers"}, most_layers);
  config.heads = keys.count({"n_head", "num_attention_heads"}, most_features);
  config.feed_forward_size =
      keys.count_or({"n_inner", "intermediate_size"}, most_features, 4 * config.hidden_size);
  config.context = keys.count({"n_positions", "n_ctx", "max_position_embeddings"}, most_tokens);
  config.norm = NormKind::layer;
  config.norm_epsilon = static_cast<float>(keys.positive_or({"layer_norm_epsilon"}, 1e-5));
  config.positions = PositionKind::learned;
  config.activation = activation_of(keys, "activation_function", "gelu_new");
  config.gated = false;
  config.tied_head = keys.flag_or("tie_word_embeddings", true);
  config.attention_bias = config.attention_output_bias = config.feed_forward_bias = true;
  require_flag(keys, "scale_attn_weights", true);
  require_flag(keys, "scale_attn_by_inverse_layer_idx", false);
  require_flag(keys, "add_cross_attention", false);
}

void read_bloom(const ConfigKeys& keys, ModelConfig& config) {
  config.architecture = Architecture::bloom;
  config.hidden_size = keys.count({"hidden_size", "n_embed"}, most_features);
  config.layers = keys.count({"n_layer", "num_hidden_layers"}, most_layers);
  config.heads = keys.count({"n_head", "num_attention_heads"}, most_features);
  config.feed_forward_size = 4 * config.hidden_size;
  config.context = keys.count_or({"seq_length", "max_position_embeddings"}, most_tokens, 2048);
  config.norm = NormKind::layer;
  config.norm_epsilon = static_cast<float>(keys.positive_or({"layer_norm_epsilon"}, 1e-5));
  config.positions = PositionKind::alibi;
  config.embedding_norm = true;
  config.activation = ActivationKind::gelu_tanh;
  config.gated = false;
  config.tied_head = keys.flag_or("tie_word_embeddings", true);
  config.attention_bias = config.attention_output_bias = config.feed_forward_bias = true;
  require_flag(keys, "apply_residual_connection_post_layernorm", false);
}

struct KnownType {
  const char* name;
  void (*read)(const ConfigKeys&, ModelConfig&);
};
constexpr std::array<KnownType, 7> known_types = {{{"llama", read_llama},
                                                   {"mistral", read_llama},
                                                   {"qwen2", read_llama},
                                                   {"gemma", read_llama},
                                                   {"opt", read_opt},
                                                   {"gpt2", read_gpt2},
                                                   {"bloom", read_bloom}}};

std::string known_names() {
  std::string names;
  for (const KnownType& type : known_types) names.append(names.empty() ? "" : ", ").append(type.name);
  return names;
}

void check_heads(const ConfigKeys& keys, ModelConfig& config) {
  const auto fail = [&](const std::string& problem, const std::string& remedy) {
    throw base::Error(problem, keys.where(), remedy);
  };
  if (config.head_size == 0) {
    if (config.hidden_size % config.heads != 0)
      fail(fmt::format("a hidden size of {} does not divide into {} heads", config.hidden_size, config.heads),
           "the hidden size must be a multiple of the heads");
    config.head_size = config.hidden_size / config.heads;
  }
  if (config.key_value_heads == 0) config.key_value_heads = config.heads;
  if (config.heads % config.key_value_heads != 0)
    fail(fmt::format("{} heads cannot share {} key and value heads", config.heads, config.key_value_heads),
         "num_key_value_heads must divide num_attention_heads");
  if (config.positions == PositionKind::rotary && config.head_size % 2 != 0)
    fail(fmt::format("heads of {} values cannot be rotated", config.head_size),
         "rotary positions need an even head size");
  if (config.heads > most_features / config.head_size)
    fail(fmt::format("{} heads of {} values are absurd", config.heads, config.head_size),
         fmt::format("at most {} values together", most_features));
}

}  // namespace

ModelConfig model_config(const std::map<std::string, storage::ConfigValue>& values,
                         const std::string& where) {
  const ConfigKeys keys(values, where);
  const std::optional<std::string> type = keys.word("model_type");
  if (!type)
    throw base::Error("the configuration has no model_type", where,
                      fmt::format("known types: {}", known_names()));
  for (const KnownType& known : known_types) {
    if (*type != known.name) continue;
    if (keys.given("quantization_config"))
      keys.refuse("quantization_config", "open the model as it was before it was quantized");
    ModelConfig config;
    config.model_type = *type;
    known.read(keys, config);
    config.vocabulary_size = keys.count({"vocab_size"}, most_features);
    if (config.embedding_size == 0) config.embedding_size = config.hidden_size;
    check_heads(keys, config);
    config.beginning_token = keys.token("bos_token_id", config.vocabulary_size);
    config.end_token = keys.token("eos_token_id", config.vocabulary_size);
    return config;
  }
  throw base::Error(fmt::format("model_type \"{}\" is not known", *type), where,
                    fmt::format("known types: {}", known_names()));
}

ModelConfig model_config(const storage::ModelFile& file) {
  std::map<std::string, storage::ConfigValue> keys = file.config();
  if (!keys.contains("model_type") && !file.architecture().empty())
    keys["model_type"] = nlohmann::json(file.architecture()).dump();
  return model_config(keys, file.path().string());
}

}  // namespace quantscope::model
