#include "core/hardware/model_shape.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/hardware/json_object.h"

namespace quantscope::hardware {
namespace {

template <typename Value>
Value choice(const JsonObject& object, const std::string& key,
             const std::vector<std::pair<std::string, Value>>& known) {
  const std::string text = object.text(key);
  std::string names;
  for (const auto& [name, value] : known) {
    if (name == text) return value;
    names += (names.empty() ? "" : ", ") + name;
  }
  object.refuse(key, "is '" + text + "'", "use one of " + names);
}

/// MobileBERT (Sun et al., 2020, §3.1): bottlenecks around attention and a stack of feed-forward networks;
/// query and key read one bottleneck, value reads the block's input.
std::vector<LinearLayer> bottleneck_linears(const ModelShape& shape) {
  const std::int64_t h = shape.hidden_size, b = shape.bottleneck_size, i = shape.feed_forward_size;
  using enum LinearRole;
  std::vector<LinearLayer> layers{{other, "bottleneck_input", h, b, Split::whole},
                                  {other, "bottleneck_attention", h, b, Split::whole},
                                  {query, "q_proj", b, shape.query_size(), Split::columns, 0.5},
                                  {key, "k_proj", b, shape.key_value_size(), Split::columns, 0.5},
                                  {value, "v_proj", h, shape.key_value_size()},
                                  {attention_output, "out_proj", shape.query_size(), b, Split::rows}};
  for (std::int64_t f = 0; f < shape.feed_forward_layers; ++f) {
    layers.push_back({up, fmt::format("up_proj_{}", f), b, i});
    layers.push_back({down, fmt::format("down_proj_{}", f), i, b, Split::rows});
  }
  layers.push_back({other, "bottleneck_output", b, h, Split::whole});
  return layers;
}

}  // namespace

const char* linear_name(LinearRole role) {
  switch (role) {
    case LinearRole::query:
      return "q_proj";
    case LinearRole::key:
      return "k_proj";
    case LinearRole::value:
      return "v_proj";
    case LinearRole::attention_output:
      return "out_proj";
    case LinearRole::gate:
      return "gate_proj";
    case LinearRole::up:
      return "up_proj";
    case LinearRole::down:
      return "down_proj";
    case LinearRole::head:
      return "lm_head";
    case LinearRole::other:
      break;
  }
  return "linear";
}

std::vector<LinearLayer> block_linears(const ModelShape& shape) {
  if (shape.bottleneck_size > 0) return bottleneck_linears(shape);
  const std::int64_t h = shape.hidden_size, i = shape.feed_forward_size;
  using enum LinearRole;
  constexpr double third = 1.0 / 3;
  std::vector<LinearLayer> layers{{query, "q_proj", h, shape.query_size(), Split::columns, third},
                                  {key, "k_proj", h, shape.key_value_size(), Split::columns, third},
                                  {value, "v_proj", h, shape.key_value_size(), Split::columns, third},
                                  {attention_output, "out_proj", shape.query_size(), h, Split::rows}};
  if (shape.gated) layers.push_back({gate, "gate_proj", h, i, Split::columns, 0.5});
  layers.push_back({up, "up_proj", h, i, Split::columns, shape.gated ? 0.5 : 1.0});
  layers.push_back({down, "down_proj", i, h, Split::rows});
  return layers;
}

double block_weights(const ModelShape& shape) {
  double weights = 0;
  for (const LinearLayer& layer : block_linears(shape))
    weights += static_cast<double>(layer.in_features) * static_cast<double>(layer.out_features);
  return weights;
}

double embedding_weights(const ModelShape& shape) {
  const double e = static_cast<double>(shape.embedding_size), h = static_cast<double>(shape.hidden_size);
  const double tokens = static_cast<double>(shape.vocabulary_size) * e;
  const double positions = static_cast<double>(shape.learned_positions) * h;
  const double projections = shape.embedding_size == shape.hidden_size ? 0 : (shape.decoder ? 2 : 3) * e * h;
  return tokens + positions + projections;
}

double head_weights(const ModelShape& shape) {
  return static_cast<double>(shape.vocabulary_size) * static_cast<double>(shape.embedding_size);
}

double total_weights(const ModelShape& shape) {
  return static_cast<double>(shape.layers) * block_weights(shape) + embedding_weights(shape) +
         (shape.tied_head ? 0 : head_weights(shape));
}

double key_value_elements(const ModelShape& shape) {
  return 2.0 * static_cast<double>(shape.layers) * static_cast<double>(shape.key_value_size());
}

void check(const ModelShape& shape, const std::string& where) {
  const auto refuse = [&](const std::string& problem) { throw base::Error(problem, where); };
  const auto positive = [&](const char* field, std::int64_t value) {
    if (value < 1) refuse(fmt::format("field {} is {}, not above 0", field, value));
  };
  positive("hidden_size", shape.hidden_size);
  positive("layers", shape.layers);
  positive("heads", shape.heads);
  positive("key_value_heads", shape.key_value_heads);
  positive("head_size", shape.head_size);
  positive("feed_forward_size", shape.feed_forward_size);
  positive("vocabulary_size", shape.vocabulary_size);
  positive("context", shape.context);
  positive("embedding_size", shape.embedding_size);
  positive("feed_forward_layers", shape.feed_forward_layers);
  if (shape.heads % shape.key_value_heads != 0)
    refuse(fmt::format("field key_value_heads is {}, which does not divide the {} heads",
                       shape.key_value_heads, shape.heads));
}

ModelShape read_model_shape(const std::filesystem::path& file) {
  const nlohmann::ordered_json document = read_json_object(file);
  const JsonObject object(document, file.string());
  if (object.text("format") != "quantscope-model-shape")
    object.refuse("format", "is '" + object.text("format") + "'", "use quantscope-model-shape");
  if (object.count("format_version") != 1)
    object.refuse("format_version", "is newer than this program", "version 1 is known");
  object.accept_only({"format",
                      "format_version",
                      "id",
                      "name",
                      "aliases",
                      "source",
                      "hidden_size",
                      "layers",
                      "heads",
                      "key_value_heads",
                      "head_size",
                      "feed_forward_size",
                      "vocabulary_size",
                      "context",
                      "embedding_size",
                      "bottleneck_size",
                      "feed_forward_layers",
                      "sliding_window",
                      "gated",
                      "tied_head",
                      "decoder",
                      "rotary",
                      "learned_positions",
                      "norm",
                      "activation"});
  ModelShape shape;
  shape.id = object.text("id");
  shape.name = object.text("name");
  shape.aliases = object.texts("aliases");
  shape.source = object.text("source");
  shape.hidden_size = object.count("hidden_size");
  shape.layers = object.count("layers");
  shape.heads = object.count("heads");
  shape.key_value_heads = object.count_or("key_value_heads", shape.heads);
  if (!object.has("head_size") && shape.hidden_size % shape.heads != 0)
    object.refuse("head_size", "is missing and the heads do not divide hidden_size");
  shape.head_size = object.count_or("head_size", shape.hidden_size / shape.heads);
  shape.feed_forward_size = object.count("feed_forward_size");
  shape.vocabulary_size = object.count("vocabulary_size");
  shape.context = object.count("context");
  shape.embedding_size = object.count_or("embedding_size", shape.hidden_size);
  shape.bottleneck_size = object.count_or("bottleneck_size", 0);
  shape.feed_forward_layers = object.count_or("feed_forward_layers", 1);
  shape.sliding_window = object.count_or("sliding_window", 0);
  shape.gated = object.flag_or("gated", false);
  shape.tied_head = object.flag_or("tied_head", false);
  shape.decoder = object.flag_or("decoder", true);
  shape.rotary = object.flag_or("rotary", false);
  shape.learned_positions = object.count_or("learned_positions", 0);
  shape.norm =
      choice<Norm>(object, "norm", {{"rms", Norm::rms}, {"layer", Norm::layer}, {"gain", Norm::gain}});
  shape.activation = choice<Activation>(
      object, "activation",
      {{"silu", Activation::silu}, {"relu", Activation::relu}, {"gelu", Activation::gelu}});
  check(shape, file.string());
  return shape;
}

}  // namespace quantscope::hardware
