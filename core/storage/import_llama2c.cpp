// llama2.c checkpoints (github.com/karpathy/llama2.c, export.py): the legacy header of seven integers with
// f32 weights, version 1 (f32) and version 2 (Q8_0: int8 with one f32 scale a group of consecutive elements).
#include <fmt/format.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/storage/importers.h"

namespace quantscope::storage {
namespace {

constexpr std::uint32_t magic = 0x616b3432;  // "ak42"
constexpr std::uint64_t versioned_header = 256;
constexpr std::int64_t largest_extent = 1 << 22;

struct Parameters {
  int version = 0;  ///< 0 is the legacy format
  std::int64_t dim = 0, hidden_dim = 0, layers = 0, heads = 0, kv_heads = 0, vocabulary = 0, context = 0;
  bool shared_classifier = true;
  std::int64_t group_size = 0;  ///< of version 2

  std::int64_t head_dim() const { return dim / heads; }
  std::int64_t kv_dim() const { return head_dim() * kv_heads; }
};

/// A tensor in the order of the file.
struct Block {
  std::string name;
  tensor::Shape shape;
  bool quantized = false;
  std::int64_t rotary_heads = 0;  ///< of wq and wk, whose rows interleave the two halves of a head
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

std::optional<Parameters> parameters_of(std::string_view bytes) {
  if (bytes.size() < 28) return std::nullopt;
  Parameters p;
  std::size_t at = 0;
  if (little_endian<std::uint32_t>(bytes) == magic) {
    if (bytes.size() < 41) return std::nullopt;
    p.version = little_endian<std::int32_t>(bytes, 4);
    p.shared_classifier = bytes[36] != 0;
    if (p.version == 2) p.group_size = little_endian<std::int32_t>(bytes, 37);
    at = 8;
  }
  for (std::int64_t* value :
       {&p.dim, &p.hidden_dim, &p.layers, &p.heads, &p.kv_heads, &p.vocabulary, &p.context}) {
    *value = little_endian<std::int32_t>(bytes, at);
    at += 4;
  }
  if (p.version == 0 && p.vocabulary < 0) {
    p.shared_classifier = false;
    p.vocabulary = -p.vocabulary;
  }
  return p;
}

/// Empty, or what is wrong with the header.
std::string fault(const Parameters& p) {
  if (p.version < 0 || p.version > 2) return fmt::format("version {} is not known", p.version);
  for (const std::int64_t value :
       {p.dim, p.hidden_dim, p.layers, p.heads, p.kv_heads, p.vocabulary, p.context})
    if (value < 1 || value > largest_extent) return fmt::format("the header holds the extent {}", value);
  if (p.dim % p.heads != 0 || p.head_dim() % 2 != 0 || p.heads % p.kv_heads != 0)
    return fmt::format("{} channels do not divide into {} heads and {} key-value heads", p.dim, p.heads,
                       p.kv_heads);
  if (p.version == 2 && (p.group_size < 1 || p.dim % p.group_size != 0))
    return fmt::format("the group size {} does not divide {} channels", p.group_size, p.dim);
  if (p.layers > 10'000) return fmt::format("{} layers", p.layers);
  return {};
}

/// All blocks with their places; `end` is the length that the file must have.
std::vector<Block> blocks_of(const Parameters& p, std::uint64_t& end) {
  std::vector<Block> blocks;
  const bool q8 = p.version == 2;
  const auto each_layer = [&](const char* part, tensor::Shape shape, bool quantized,
                              std::int64_t rotary_heads = 0) {
    for (std::int64_t layer = 0; layer < p.layers; ++layer)
      blocks.push_back(
          {fmt::format("model.layers.{}.{}.weight", layer, part), shape, quantized, rotary_heads});
  };
  const auto matrices = [&] {
    each_layer("self_attn.q_proj", {p.dim, p.dim}, q8, p.heads);
    each_layer("self_attn.k_proj", {p.kv_dim(), p.dim}, q8, p.kv_heads);
    each_layer("self_attn.v_proj", {p.kv_dim(), p.dim}, q8);
    each_layer("self_attn.o_proj", {p.dim, p.dim}, q8);
  };
  const auto feed_forward = [&] {
    each_layer("mlp.gate_proj", {p.hidden_dim, p.dim}, q8);
    each_layer("mlp.down_proj", {p.dim, p.hidden_dim}, q8);
    each_layer("mlp.up_proj", {p.hidden_dim, p.dim}, q8);
  };
  const Block embedding{"model.embed_tokens.weight", {p.vocabulary, p.dim}, q8};
  const Block norm{"model.norm.weight", {p.dim}};
  if (p.version == 0) {
    blocks.push_back(embedding);
    each_layer("input_layernorm", {p.dim}, false);
    matrices();
    each_layer("post_attention_layernorm", {p.dim}, false);
    feed_forward();
    blocks.push_back(norm);
    blocks.push_back({"", {2, p.context, p.head_dim() / 2}});  // rotary tables, which follow from the shapes
  } else {
    each_layer("input_layernorm", {p.dim}, false);
    each_layer("post_attention_layernorm", {p.dim}, false);
    blocks.push_back(norm);
    blocks.push_back(embedding);
    matrices();
    feed_forward();
  }
  if (!p.shared_classifier) blocks.push_back({"lm_head.weight", {p.vocabulary, p.dim}, q8});
  end = p.version == 0 ? 28 : versioned_header;
  for (Block& block : blocks) {
    const auto count = static_cast<std::uint64_t>(tensor::element_count(block.shape));
    block.offset = end;
    block.bytes = block.quantized ? count + count / static_cast<std::uint64_t>(p.group_size) * 4 : count * 4;
    end += block.bytes;
  }
  return blocks;
}

/// f32 elements [first, first + count) as the file has them.
void read_stored(SourceFile& file, const Block& block, std::int64_t group_size, std::int64_t first,
                 std::int64_t count, float* out) {
  if (!block.quantized) {
    file.read_at(block.offset + static_cast<std::uint64_t>(first) * 4, out,
                 static_cast<std::size_t>(count) * 4);
    return;
  }
  const std::int64_t first_group = first / group_size, last_group = (first + count - 1) / group_size;
  std::vector<std::int8_t> codes(static_cast<std::size_t>(count));
  std::vector<float> scales(static_cast<std::size_t>(last_group - first_group + 1));
  file.read_at(block.offset + static_cast<std::uint64_t>(first), codes.data(), codes.size());
  file.read_at(
      block.offset + static_cast<std::uint64_t>(tensor::element_count(block.shape) + first_group * 4),
      scales.data(), scales.size() * 4);
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(codes[static_cast<std::size_t>(i)]) *
             scales[static_cast<std::size_t>((first + i) / group_size - first_group)];
}

/// llama2.c rotates neighbouring rows 2i, 2i + 1 of a head; Hugging Face rotates row i with row i +
/// head_dim/2. The row of the file that becomes row `row`: `permute_original` in export.py.
std::int64_t stored_row(std::int64_t row, std::int64_t head_dim) {
  const std::int64_t head = row / head_dim, within = row % head_dim, half = head_dim / 2;
  return head * head_dim + 2 * (within % half) + within / half;
}

std::map<std::string, ConfigValue> config_of(const Parameters& p) {
  const nlohmann::json config = {{"architectures", {"LlamaForCausalLM"}},
                                 {"model_type", "llama"},
                                 {"hidden_size", p.dim},
                                 {"intermediate_size", p.hidden_dim},
                                 {"num_hidden_layers", p.layers},
                                 {"num_attention_heads", p.heads},
                                 {"num_key_value_heads", p.kv_heads},
                                 {"head_dim", p.head_dim()},
                                 {"vocab_size", p.vocabulary},
                                 {"max_position_embeddings", p.context},
                                 {"rms_norm_eps", 1e-5},
                                 {"rope_theta", 10000.0},
                                 {"hidden_act", "silu"},
                                 {"tie_word_embeddings", p.shared_classifier},
                                 {"attention_bias", false},
                                 {"mlp_bias", false},
                                 {"bos_token_id", 1},
                                 {"eos_token_id", 2},
                                 {"torch_dtype", "float32"}};
  std::map<std::string, ConfigValue> result;
  for (const auto& [key, value] : config.items()) result[key] = value.dump();
  return result;
}

}  // namespace

bool looks_like_llama2c(std::string_view first_bytes, std::uint64_t file_bytes) {
  const auto parameters = parameters_of(first_bytes);
  if (!parameters) return false;
  if (parameters->version != 0) return true;
  if (!fault(*parameters).empty()) return false;
  std::uint64_t needed = 0;
  blocks_of(*parameters, needed);
  return needed == file_bytes;
}

ImportResult import_llama2c(const ImportRequest& request) {
  SourceFile file(request.source);
  const std::string name = request.source.string();
  const auto parameters =
      parameters_of(file.read_text(0, static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), 64))));
  if (!parameters) throw base::Error("too short for a llama2.c file", name, "the file is damaged");
  if (const std::string what = fault(*parameters); !what.empty())
    throw base::Error("not a llama2.c header: " + what, name,
                      "the legacy format and versions 1 and 2 are read");
  std::uint64_t needed = 0;
  const std::vector<Block> blocks = blocks_of(*parameters, needed);
  if (needed != file.size())
    throw base::Error(fmt::format("the header asks for {} bytes, the file has {}", needed, file.size()), name,
                      "it is damaged or was not copied completely");
  ModelWriter::Header header;
  header.name = model_name(request.options, request.source.stem());
  header.architecture = "llama";
  header.source = request.source.filename().string();
  header.config = config_of(*parameters);
  if (request.options.float_type) set_float_type(header.config, *request.options.float_type);
  ImportSink sink(request.target, header, request.options, request.job, needed);
  for (const Block& block : blocks) {
    if (block.name.empty()) continue;
    sink.tensor(block.name, tensor::ElementType::f32, block.shape, block.bytes,
                [&](std::int64_t first, std::int64_t count, std::byte* out) {
                  auto* values = reinterpret_cast<float*>(out);
                  const std::int64_t columns = block.shape.back();
                  if (block.rotary_heads == 0)
                    return read_stored(file, block, parameters->group_size, first, count, values);
                  for (std::int64_t row = 0; row < count / columns; ++row)
                    read_stored(file, block, parameters->group_size,
                                stored_row(first / columns + row, parameters->head_dim()) * columns, columns,
                                values + row * columns);
                });
  }
  if (parameters->version == 2)
    sink.note(fmt::format("int8 weights in groups of {} were dequantized", parameters->group_size));
  sink.note("the tokenizer of llama2.c lies in a file of its own and was not read");
  return sink.finish();
}

}  // namespace quantscope::storage
