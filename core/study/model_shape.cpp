#include <array>
#include <string_view>

#include "core/model/model_config.h"
#include "core/study/method_costs.h"

namespace quantscope::study {
namespace {

using hardware::LinearRole;

struct NamedRole {
  std::string_view ending;  ///< of the module
  LinearRole role;
};

/// Longer endings before those that they end in.
constexpr std::array<NamedRole, 21> named_roles = {{{"attn.c_proj", LinearRole::attention_output},
                                                    {"mlp.c_proj", LinearRole::down},
                                                    {"c_fc", LinearRole::up},
                                                    {"self_attention.dense", LinearRole::attention_output},
                                                    {"dense_h_to_4h", LinearRole::up},
                                                    {"dense_4h_to_h", LinearRole::down},
                                                    {"attention.output.dense", LinearRole::attention_output},
                                                    {"intermediate.dense", LinearRole::up},
                                                    {"output.dense", LinearRole::down},
                                                    {"self.query", LinearRole::query},
                                                    {"self.key", LinearRole::key},
                                                    {"self.value", LinearRole::value},
                                                    {"q_proj", LinearRole::query},
                                                    {"k_proj", LinearRole::key},
                                                    {"v_proj", LinearRole::value},
                                                    {"o_proj", LinearRole::attention_output},
                                                    {"out_proj", LinearRole::attention_output},
                                                    {"gate_proj", LinearRole::gate},
                                                    {"up_proj", LinearRole::up},
                                                    {"fc1", LinearRole::up},
                                                    {"fc2", LinearRole::down}}};

hardware::Activation activation_of(model::ActivationKind kind) {
  switch (kind) {
    case model::ActivationKind::silu:
      return hardware::Activation::silu;
    case model::ActivationKind::relu:
      return hardware::Activation::relu;
    case model::ActivationKind::gelu:
    case model::ActivationKind::gelu_tanh:
      break;
  }
  return hardware::Activation::gelu;
}

}  // namespace

LinearRole linear_role(const storage::TensorInfo& info, bool* fused) {
  const std::string_view module = info.module;
  if (fused) *fused = false;
  if (info.role != storage::TensorRole::weight || info.shape.size() != 2 || info.block < 0)
    return LinearRole::other;
  if (module.ends_with("c_attn") || module.ends_with("query_key_value")) {
    if (fused) *fused = true;
    return LinearRole::query;
  }
  if (module.ends_with("down_proj")) return LinearRole::down;
  for (const NamedRole& each : named_roles)
    if (module.ends_with(each.ending)) return each.role;
  return LinearRole::other;
}

hardware::ModelShape model_shape(const storage::ModelFile& file) {
  const model::ModelConfig config = model::model_config(file);
  hardware::ModelShape shape;
  shape.id = file.path().stem().string();
  shape.name = file.name().empty() ? shape.id : file.name();
  shape.source = file.path().string();
  shape.hidden_size = config.hidden_size;
  shape.layers = config.layers;
  shape.heads = config.heads;
  shape.key_value_heads = config.key_value_heads;
  shape.head_size = config.head_size;
  shape.feed_forward_size = config.feed_forward_size;
  shape.vocabulary_size = config.vocabulary_size;
  shape.context = config.context;
  shape.embedding_size = config.embedding_size;
  shape.sliding_window = config.sliding_window;
  shape.gated = config.gated;
  shape.tied_head = config.tied_head;
  shape.rotary = config.positions == model::PositionKind::rotary;
  if (config.positions == model::PositionKind::learned)
    shape.learned_positions = config.context + config.position_offset;
  shape.norm = config.norm == model::NormKind::rms ? hardware::Norm::rms : hardware::Norm::layer;
  shape.activation = activation_of(config.activation);
  hardware::check(shape, file.path().string());
  return shape;
}

}  // namespace quantscope::study
