#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace quantscope::hardware {

enum class Norm { rms, layer, gain };  ///< gain: MobileBERT's NoNorm, a gain and a bias without statistics
enum class Activation { silu, relu, gelu };

/// The numbers of a transformer that its cost depends on; no weights. All counts > 0 unless said.
struct ModelShape {
  std::string id;  ///< "llama-2-7b"
  std::string name;
  std::vector<std::string> aliases;  ///< "Llama-2-7b-hf"
  std::string source;                ///< where the numbers are from
  std::int64_t hidden_size = 0;      ///< H
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t key_value_heads = 0;    ///< divides heads
  std::int64_t head_size = 0;          ///< heads · head_size need not be H (Gemma)
  std::int64_t feed_forward_size = 0;  ///< I
  std::int64_t vocabulary_size = 0;
  std::int64_t context = 0;              ///< positions the model was made for
  std::int64_t embedding_size = 0;       ///< H but for OPT-350M and MobileBERT
  std::int64_t bottleneck_size = 0;      ///< MobileBERT: width inside a block; 0: none
  std::int64_t feed_forward_layers = 1;  ///< MobileBERT: 4 in a block
  std::int64_t sliding_window = 0;       ///< a token sees itself and the window − 1 before it; 0: all
  bool gated = false;                    ///< down(activation(gate) · up)
  bool tied_head = false;                ///< the head is the embedding
  bool decoder = true;                   ///< false: an encoder (BERT), which has no decode phase
  bool rotary = false;
  std::int64_t learned_positions = 0;  ///< rows of a position table; 0: none
  Norm norm = Norm::rms;
  Activation activation = Activation::silu;

  std::int64_t query_size() const { return heads * head_size; }
  std::int64_t key_value_size() const { return key_value_heads * head_size; }
};

/// Which linear layer of a block; what a method's cost is given for.
enum class LinearRole { query, key, value, attention_output, gate, up, down, head, other };
const char* linear_name(LinearRole role);  ///< "q_proj", as LLM-Viewer names operators

/// How tensor parallelism splits a layer (Megatron-LM, 2019, §3): columns = its outputs, rows = its inputs
/// with an all-reduce after, whole = every device does all of it.
enum class Split { columns, rows, whole };

struct LinearLayer {
  LinearRole role = LinearRole::other;
  std::string name;
  std::int64_t in_features = 0;
  std::int64_t out_features = 0;
  Split split = Split::columns;
  /// Layers that read the same input run as one kernel: the share of a launch that this one stands for.
  double launches = 1;
};

/// The linear layers of one block, in order.
std::vector<LinearLayer> block_linears(const ModelShape& shape);

double block_weights(const ModelShape& shape);      ///< of the linear layers of one block
double embedding_weights(const ModelShape& shape);  ///< token and position tables, projections beside them
double head_weights(const ModelShape& shape);       ///< that the head reads, tied or not
/// Linear layers of all blocks, embeddings and an untied head; norms and biases (below 0.1 %) are left out.
double total_weights(const ModelShape& shape);
/// Key and value elements that one token leaves in the cache of all layers: 2 · layers · kv heads · head
/// size.
double key_value_elements(const ModelShape& shape);

/// Reads resources/models/*.json (format: resources/models/README.md). Throws base::Error naming file and
/// field: missing, not positive, heads that key_value_heads does not divide, unknown keys.
ModelShape read_model_shape(const std::filesystem::path& file);

/// Throws base::Error naming `where` and the field that is inconsistent.
void check(const ModelShape& shape, const std::string& where);

}  // namespace quantscope::hardware
