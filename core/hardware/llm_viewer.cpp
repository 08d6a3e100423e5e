#include "core/hardware/llm_viewer.h"

#include <algorithm>
#include <cmath>

#include "core/hardware/compute_rate.h"
#include "core/hardware/technology.h"
#include "core/hardware/units.h"

namespace quantscope::hardware {
namespace {

/// The table of LLM-Viewer, or ours where a description has none of its.
struct Roof {
  double bandwidth = 0, peak = 0, on_chip_bytes = 0;
};

double own_rate(const Accelerator& accelerator, kernels::Operation operation, int bits) {
  return rate_for(accelerator, {operation, bits, bits}).operations_per_second;
}

Roof roof_of(const Accelerator& accelerator, const WorkloadSettings& settings, bool fixed) {
  const double widest = std::max({settings.weight_bits, settings.activation_bits, settings.key_value_bits});
  const bool four = fixed && widest <= 4;
  using kernels::Operation;
  Roof roof;
  if (const auto& table = accelerator.llm_viewer) {
    const Figure& f16 = fixed && table->f16_fixed ? *table->f16_fixed : table->f16;
    roof = {table->bandwidth.value, widest <= 8 ? table->int8.value : f16.value, table->on_chip_bytes.value};
    if (four && table->int4) roof.peak = table->int4->value;
    return roof;
  }
  roof.bandwidth = accelerator.main_memory().bandwidth->value;
  roof.peak = widest <= 8 ? own_rate(accelerator, Operation::integer_mac, four ? 4 : 8)
                          : own_rate(accelerator, Operation::float_mac, 16);
  const MemoryLevel* const chip = accelerator.on_chip();
  roof.on_chip_bytes = chip ? chip->capacity_bytes->value : 0;
  return roof;
}

/// One row of LLM-Viewer's table; in its order of operators.
struct Line {
  const char* name;
  OperatorKind kind;
  LinearRole role;
  double ops;
  Traffic traffic;
  double count;
};

struct ViewerSizes {
  double b, s, q, h, i, nh, nkv, d, v, layers, tp;
  double w, a, kv;  ///< bytes
};

ViewerSizes viewer_sizes(const ModelShape& shape, const WorkloadSettings& settings) {
  const auto real = [](std::int64_t value) { return static_cast<double>(value); };
  ViewerSizes z;
  z.b = real(settings.batch);
  z.s = real(settings.context);
  z.q = settings.phase == Phase::prefill ? z.s : 1;
  z.h = real(shape.hidden_size);
  z.i = real(shape.feed_forward_size);
  z.nh = real(shape.heads);
  z.nkv = real(shape.key_value_heads);
  z.d = z.h / z.nh;
  z.v = real(shape.vocabulary_size);
  z.layers = real(shape.layers);
  z.tp = real(settings.tensor_parallel);
  z.w = settings.weight_bits / 8;
  z.a = settings.activation_bits / 8;
  z.kv = settings.key_value_bits / 8;
  return z;
}

std::vector<Line> linear_lines(const ModelShape& shape, const ViewerSizes& z) {
  std::vector<Line> lines;
  const auto add = [&](const char* name, LinearRole role, double in, double out, bool cached) {
    Traffic traffic{in * out * z.w, in * z.b * z.q * z.a, out * z.b * z.q * z.a, 0, 0};
    if (cached) traffic.output = 0, traffic.key_value_write = out * z.b * z.q * z.kv;
    lines.push_back({name, OperatorKind::linear, role, in * out * z.b * z.q * 2, traffic, z.layers});
  };
  const double cached = z.h * z.nkv / z.nh;
  using enum LinearRole;
  add("q_proj", query, z.h, z.h / z.tp, false);
  add("k_proj", key, z.h, cached / z.tp, true);
  add("v_proj", value, z.h, cached / z.tp, true);
  add("out_proj", attention_output, z.h / z.tp, z.h, false);
  if (shape.gated) add("gate_proj", gate, z.h, z.i / z.tp, false);
  add("up_proj", up, z.h, z.i / z.tp, false);
  add("down_proj", down, z.i / z.tp, z.h, false);
  return lines;
}

std::vector<Line> attention_lines(const ViewerSizes& z, const WorkloadSettings& settings, double on_chip,
                                  bool fixed) {
  const bool prefill = settings.phase == Phase::prefill;
  const double products = z.q * z.s * z.d * z.nh * z.b * 2;
  const double scores = z.b * z.nh * z.s * z.q;
  const double queries = z.q * z.d * z.b * z.nh * z.a;
  const double cache = z.s * z.d * z.b * z.nkv * z.kv;
  using enum OperatorKind;
  if (settings.attention == Attention::plain) {
    const double read = prefill ? z.q * z.d * z.b * z.nkv * z.a : queries;
    return {
        {"qk_matmul", query_key, LinearRole::other, products, {0, read, scores * z.a, cache, 0}, z.layers},
        {"sv_matmul",
         probability_value,
         LinearRole::other,
         products,
         {0, scores * z.a, queries, cache, 0},
         z.layers},
        {"softmax", softmax, LinearRole::other, scores * 5, {0, scores * z.a, scores * z.a, 0, 0}, z.layers}};
  }
  const double rows = std::max(1.0, std::min(std::ceil(on_chip / (z.kv * z.d)), z.d));
  const double passes = std::ceil(z.q / rows);
  const double output = fixed ? z.q * z.d * z.b * z.nh * z.a * 2 : z.q * z.s * z.b * z.nh * z.a * 2;
  const double heads = fixed ? z.nkv : z.nh;
  const double read = passes * z.s * z.d * z.b * heads * z.kv * 2;
  return {{"fused_attention",
           fused_attention,
           LinearRole::other,
           products * 2 + scores * 5,
           {0, queries, output, read, 0},
           z.layers}};
}

std::vector<Line> other_lines(const ViewerSizes& z) {
  const double elements = z.b * z.h * z.q;
  const double bytes = elements * z.a;
  const auto line = [&](const char* name, OperatorKind kind, double ops, double input) {
    return Line{name, kind, LinearRole::other, ops * elements, {0, input * bytes, bytes, 0, 0}, z.layers};
  };
  using enum OperatorKind;
  return {
      line("attn_norm", norm, 7, 1),
      line("mlp_norm", norm, 7, 1),
      line("attn_add", residual, 1, 1),
      line("mlp_add", residual, 1, 1),
      line("mlp_act", activation, 2, 2),
      {"lm_head", head, LinearRole::head, z.b * z.h * z.v, {z.h * z.v * z.w, z.h * z.a, z.v * z.a, 0, 0}, 1}};
}

Operator operator_of(const Line& line, const WorkloadSettings& settings) {
  Operator op;
  op.name = line.name;
  op.kind = line.kind;
  op.role = line.role;
  op.count = line.count;
  op.traffic = line.traffic;
  op.launches = 0;
  const bool product = line.kind == OperatorKind::linear || line.kind == OperatorKind::query_key ||
                       line.kind == OperatorKind::probability_value ||
                       line.kind == OperatorKind::fused_attention || line.kind == OperatorKind::head;
  // Half a MAC an operation for products, so that ops() gives LLM-Viewer's count back.
  const kernels::OperationKind kind =
      product ? kernels::OperationKind{settings.weight_bits <= 8 && settings.activation_bits <= 8 &&
                                               settings.key_value_bits <= 8
                                           ? kernels::Operation::integer_mac
                                           : kernels::Operation::float_mac,
                                       static_cast<int>(std::ceil(settings.weight_bits)),
                                       static_cast<int>(std::ceil(settings.activation_bits))}
              : kernels::OperationKind{kernels::Operation::float_add, 0, 0};
  op.operations = {{kind, product ? line.ops / 2 : line.ops}};
  return op;
}

OperatorPrice price_line(const Operator& op, double ops, const Roof& roof, const Accelerator& accelerator) {
  const double bytes = op.traffic.total();
  const double intensity = ops / bytes;
  const bool below = intensity < roof.peak / roof.bandwidth;
  const double performance = below ? intensity * roof.bandwidth : roof.peak;
  OperatorPrice price;
  price.alone_s[compute] = ops / roof.peak;
  price.alone_s[memory] = bytes / roof.bandwidth;
  price.bound = below ? memory : compute;
  price.time_s = price.roof_s = price.time_low_s = price.time_high_s = ops / performance;
  price.time_of[price.bound] = price.time_s;
  price.bytes[memory] = bytes;
  for (const auto& [kind, number] : op.operations) {
    const bool mac = is_mac(kind);
    price.dynamic_of[mac ? compute : vector] += number * picojoule *
                                                (mac ? mac_pj(accelerator, rate_for(accelerator, kind).unit)
                                                     : operation_pj(accelerator, kind.operation));
  }
  if (const auto& energy = accelerator.main_memory().energy_pj_per_bit)
    price.dynamic_of[memory] = bytes * 8 * energy->value * picojoule;
  for (const double joules : price.dynamic_of) price.dynamic_j += joules;
  if (accelerator.board)
    price.board_j = price.time_s * board_power(*accelerator.board, price.alone_s[compute] / price.time_s,
                                               price.alone_s[memory] / price.time_s);
  return price;
}

}  // namespace

PhaseResult llm_viewer_phase(const ModelShape& shape, const WorkloadSettings& settings,
                             const Accelerator& accelerator, Law law) {
  phase_operators(shape, settings);  // for its complaints about settings
  const bool fixed = law == Law::llm_viewer_fixed;
  const Roof roof = roof_of(accelerator, settings, fixed);
  ViewerSizes z = viewer_sizes(shape, settings);
  if (!fixed) z.tp = 1;
  std::vector<Line> lines = linear_lines(shape, z);
  for (const Line& line : attention_lines(z, settings, roof.on_chip_bytes, fixed)) lines.push_back(line);
  for (const Line& line : other_lines(z)) lines.push_back(line);

  PhaseResult result;
  result.law = law;
  result.phase = settings.phase;
  double outputs = 0;
  for (const Line& line : lines) {
    result.operators.push_back(operator_of(line, settings));
    result.prices.push_back(price_line(result.operators.back(), line.ops, roof, accelerator));
    add_to_total(result.total, result.operators.back(), result.prices.back(), 1);
    if (line.kind == OperatorKind::head) continue;
    result.need.weights += line.traffic.weights * line.count;
    outputs += line.traffic.output;
    const double cached =
        settings.phase == Phase::prefill ? line.traffic.key_value_write : line.traffic.key_value_read;
    result.need.key_value += cached * line.count;
  }
  result.need.activations = outputs;
  result.total.tokens = z.b * (settings.phase == Phase::prefill ? z.s : 1);
  if (const auto& capacity = accelerator.main_memory().capacity_bytes)
    result.capacity_bytes = capacity->value;
  result.notes.push_back("figures of LLM-Viewer's own table and counts, its known faults among them");
  return result;
}

}  // namespace quantscope::hardware
