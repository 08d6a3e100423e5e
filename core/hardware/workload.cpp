#include "core/hardware/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/hardware/attention_operators.h"
#include "core/hardware/operation_count.h"

namespace quantscope::hardware {
namespace {

constexpr std::int64_t most_tokens = std::int64_t{1} << 31;

void check_settings(const ModelShape& shape, const WorkloadSettings& settings) {
  const auto refuse = [](const std::string& what, const std::string& where, const std::string& remedy) {
    throw base::Error(what, where, remedy);
  };
  const auto count = [&](const char* name, std::int64_t value) {
    if (value < 1 || value > most_tokens)
      refuse(fmt::format("{} is not accepted", value), name, "use a whole number from 1 to 2147483648");
  };
  count("batch", settings.batch);
  count("context", settings.context);
  count("tensor_parallel", settings.tensor_parallel);
  const auto bits = [&](const char* name, double value) {
    if (!(value >= 1 && value <= 32))
      refuse(fmt::format("{} bits are not accepted", value), name, "use 1 to 32 bits");
  };
  bits("weight_bits", settings.weight_bits);
  bits("activation_bits", settings.activation_bits);
  bits("key_value_bits", settings.key_value_bits);
  bits("head_bits", settings.head_bits);
  if (!shape.decoder && settings.phase == Phase::decode)
    refuse(shape.name + " is an encoder and decodes nothing", "phase", "use prefill");
  const std::int64_t tp = settings.tensor_parallel;
  if (shape.heads % tp != 0 || shape.feed_forward_size % tp != 0)
    refuse(fmt::format("{} devices do not divide the {} heads and the feed-forward size {} of {}", tp,
                       shape.heads, shape.feed_forward_size, shape.name),
           "tensor_parallel", "use a divisor of both");
}

/// What the method charges for a token, or a plain product of these widths.
LinearCost cost_of(const LinearLayer& layer, const WorkloadSettings& settings) {
  const auto found = settings.costs.find(layer.role);
  if (found != settings.costs.end()) return found->second;
  const double weights = static_cast<double>(layer.in_features) * static_cast<double>(layer.out_features);
  return {weights * settings.weight_bits,
          {{mac_kind(settings.weight_bits, settings.activation_bits), weights}}};
}

/// The head's input is left alone.
LinearCost head_cost(const LinearLayer& head, const WorkloadSettings& settings) {
  const auto found = settings.costs.find(LinearRole::head);
  if (found != settings.costs.end()) return found->second;
  const double weights = static_cast<double>(head.in_features) * static_cast<double>(head.out_features);
  return {weights * settings.head_bits, {{mac_kind(settings.head_bits, 16), weights}}};
}

/// Width of the layer's input as the method's products see it.
double input_bits(const LinearCost& cost, double otherwise) {
  int widest = 0;
  for (const auto& [kind, number] : cost.per_token)
    if (number > 0) widest = std::max(widest, kind.activation_bits);
  return widest > 0 ? std::min(widest, 16) : std::min(otherwise, 16.0);
}

Operator linear_operator(const LinearLayer& layer, const LinearCost& cost, double tokens, double share,
                         const WorkloadSettings& settings) {
  const double in = static_cast<double>(layer.in_features) * (layer.split == Split::rows ? share : 1);
  const double out = static_cast<double>(layer.out_features) * (layer.split == Split::columns ? share : 1);
  Operator result;
  result.name = layer.name;
  result.role = layer.role;
  result.launches = layer.launches;
  result.product = {1, tokens, out, in};
  for (const auto& [kind, number] : cost.per_token)
    result.operations.emplace_back(kind, number * tokens * share);
  result.traffic.weights = cost.storage_bits / 8 * share;
  if (settings.sparse_2_4 && layer.role != LinearRole::head) {
    const double weights = static_cast<double>(layer.in_features) * static_cast<double>(layer.out_features);
    result.sparse = true;
    result.traffic.weights *= sparse_storage_factor(cost.storage_bits / weights);
  }
  result.traffic.input = tokens * in * input_bits(cost, settings.activation_bits) / 8;
  const bool cached = layer.role == LinearRole::key || layer.role == LinearRole::value;
  if (cached)
    result.traffic.key_value_write = tokens * out * settings.key_value_bits / 8;
  else
    result.traffic.output = tokens * out * bytes_of_f16;
  return result;
}

/// Part of a layer that one device holds; beyond one key-value head a device they are held several times.
double device_share(const LinearLayer& layer, const ModelShape& shape, const WorkloadSettings& settings) {
  if (layer.split == Split::whole) return 1;
  const bool cached = layer.role == LinearRole::key || layer.role == LinearRole::value;
  const std::int64_t tp = settings.tensor_parallel;
  return 1 / static_cast<double>(cached ? std::min(tp, shape.key_value_heads) : tp);
}

double norm_operations(Norm norm) {
  return norm == Norm::layer ? 7 : norm == Norm::rms ? 4 : 2;
}

double activation_operations(const ModelShape& shape) {
  const double own = shape.activation == Activation::relu ? 1 : shape.activation == Activation::gelu ? 8 : 4;
  return own + (shape.gated ? 1 : 0);
}

Operator all_reduce(const char* name, double bytes) {
  Operator result;
  result.name = name;
  result.kind = OperatorKind::all_reduce;
  result.link_bytes = bytes;
  result.launches = 0;
  return result;
}

}  // namespace

std::int64_t visible_context(const ModelShape& shape, std::int64_t context) {
  return shape.sliding_window > 0 ? std::min(shape.sliding_window, context) : context;
}

double sparse_storage_factor(double weight_bits) {
  return (weight_bits + 2) / (2 * weight_bits);
}

const char* phase_name(Phase phase) {
  return phase == Phase::prefill ? "prefill" : "decode";
}

std::vector<Operator> phase_operators(const ModelShape& shape, const WorkloadSettings& settings) {
  check_settings(shape, settings);
  const double layers = static_cast<double>(shape.layers);
  const double batch = static_cast<double>(settings.batch);
  const double tokens =
      settings.phase == Phase::prefill ? batch * static_cast<double>(settings.context) : batch;
  const double tp = static_cast<double>(settings.tensor_parallel);
  const double h = static_cast<double>(shape.hidden_size);
  const double hidden_bytes = tokens * h * bytes_of_f16;
  const double linear_input = std::min(settings.activation_bits, 16.0) / 8;

  std::vector<Operator> operators;
  operators.reserve(20);
  const auto add = [&](Operator op, double count) {
    op.count = count;
    operators.push_back(std::move(op));
  };
  const auto norm = [&](const char* name, double count, double output_width) {
    add(elementwise(name, OperatorKind::norm, hidden_bytes, tokens * h * output_width,
                    norm_operations(shape.norm) * tokens * h),
        count);
  };

  const double embedding_bytes =
      tokens * static_cast<double>(shape.embedding_size) * std::min(settings.head_bits, 16.0) / 8;
  add(elementwise("embedding", OperatorKind::embedding, embedding_bytes, hidden_bytes,
                  shape.learned_positions > 0 ? tokens * h : 0),
      1);
  norm("attn_norm", layers, linear_input);
  std::vector<Operator> feed_forward;
  for (const LinearLayer& layer : block_linears(shape)) {
    Operator op = linear_operator(layer, cost_of(layer, settings), tokens,
                                  device_share(layer, shape, settings), settings);
    const bool after_attention = layer.role == LinearRole::gate || layer.role == LinearRole::up ||
                                 layer.role == LinearRole::down || layer.name == "bottleneck_output" ||
                                 layer.role == LinearRole::attention_output;
    if (after_attention)
      feed_forward.push_back(std::move(op));
    else
      add(std::move(op), layers);
  }
  const double query_and_key = static_cast<double>(shape.query_size() + shape.key_value_size()) / tp;
  if (shape.rotary)
    add(elementwise("rotary", OperatorKind::rotary, tokens * query_and_key * bytes_of_f16,
                    tokens * query_and_key * bytes_of_f16, 3 * tokens * query_and_key),
        layers);
  for (Operator& op : attention_operators(shape, settings)) add(std::move(op), layers);

  for (Operator& op : feed_forward) {
    const LinearRole role = op.role;
    if (role == LinearRole::down) {
      const double elements = tokens * static_cast<double>(shape.feed_forward_size) / tp;
      add(elementwise("mlp_act", OperatorKind::activation, elements * (shape.gated ? 2 : 1) * bytes_of_f16,
                      elements * linear_input, activation_operations(shape) * elements),
          layers);
    }
    add(std::move(op), layers);
    if (role == LinearRole::attention_output) {
      if (settings.tensor_parallel > 1) add(all_reduce("attn_all_reduce", hidden_bytes), layers);
      add(elementwise("attn_add", OperatorKind::residual, 2 * hidden_bytes, hidden_bytes, tokens * h),
          layers);
      norm("mlp_norm", layers, linear_input);
    }
  }
  if (settings.tensor_parallel > 1)
    add(all_reduce("mlp_all_reduce", hidden_bytes), layers * static_cast<double>(shape.feed_forward_layers));
  add(elementwise("mlp_add", OperatorKind::residual, 2 * hidden_bytes, hidden_bytes, tokens * h), layers);
  if (!shape.decoder) return operators;

  norm("final_norm", 1, bytes_of_f16);
  const LinearLayer head{LinearRole::head, "lm_head", shape.embedding_size, shape.vocabulary_size};
  Operator op = linear_operator(head, head_cost(head, settings), batch, 1 / tp, settings);
  op.kind = OperatorKind::head;
  add(std::move(op), 1);
  return operators;
}

}  // namespace quantscope::hardware
