#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/storage/model_file.h"

namespace quantscope::model {

/// Which names and orientation the checkpoint uses. Mistral, Qwen2 and Gemma are `llama` here.
enum class Architecture { llama, opt, gpt2, bloom };
enum class NormKind { rms, layer };
enum class PositionKind { rotary, learned, alibi };
enum class ActivationKind { silu, relu, gelu, gelu_tanh };

/// How rotary frequencies are stretched beyond the context that a model was trained on.
struct RotaryScaling {
  enum class Kind {
    none,
    linear,  ///< all frequencies divided by `factor`
    llama3   ///< long waves divided by `factor`, short ones kept, in between a mixture (Llama 3.1)
  };
  Kind kind = Kind::none;
  double factor = 1;
  double low_frequency_factor = 1, high_frequency_factor = 4;
  double original_context = 8192;
};

/// The shape of a decoder-only transformer, from the keys of its Hugging Face config.json. All counts > 0
/// unless said.
struct ModelConfig {
  std::string model_type;  ///< "llama", "mistral", "qwen2", "gemma", "opt", "gpt2", "bloom"
  Architecture architecture = Architecture::llama;
  std::int64_t hidden_size = 0;
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t key_value_heads = 0;  ///< divides heads
  std::int64_t head_size = 0;
  std::int64_t feed_forward_size = 0;
  std::int64_t vocabulary_size = 0;
  std::int64_t context = 0;         ///< positions the model was made for; learned positions end here
  std::int64_t embedding_size = 0;  ///< hidden_size, but for OPT's word_embed_proj_dim

  NormKind norm = NormKind::rms;
  float norm_epsilon = 1e-5f;
  bool norm_adds_one = false;   ///< Gemma: the gain is 1 + w
  bool norm_before = true;      ///< false: LayerNorm after each residual (OPT-350m)
  bool final_norm = true;       ///< OPT with norms after, or _remove_final_layer_norm: none
  bool embedding_norm = false;  ///< BLOOM
  PositionKind positions = PositionKind::rotary;
  double rope_theta = 10000;
  RotaryScaling rotary_scaling;
  std::int64_t position_offset = 0;  ///< OPT: 2
  std::int64_t sliding_window =
      0;  ///< Mistral: a token sees itself and the window − 1 before it; 0: all before it
  ActivationKind activation = ActivationKind::silu;
  bool gated = true;          ///< down(activation(gate) · up); false: down(activation(up))
  float embedding_scale = 1;  ///< Gemma: √hidden_size, rounded to bf16 as released
  bool tied_head = false;
  bool attention_bias = false, attention_output_bias = false, feed_forward_bias = false;

  std::optional<int> beginning_token, end_token;  ///< of the text
};

/// Reads the keys of a config.json. Throws base::Error naming `where`, the key and what would be accepted: an
/// unknown model_type, a missing or absurd value, settings that this engine does not run (another
/// rope_scaling, parallel attention, quantization_config).
ModelConfig model_config(const std::map<std::string, storage::ConfigValue>& keys, const std::string& where);
ModelConfig model_config(const storage::ModelFile& file);

}  // namespace quantscope::model
