#include "core/hardware/attention_operators.h"

#include <algorithm>
#include <cmath>

#include "core/hardware/operation_count.h"

namespace quantscope::hardware {
namespace {

struct Sizes {
  double batch, queries, heads, key_value_heads, head_size;
  double keys;   ///< in the cache
  double pairs;  ///< (query, key) pairs of one head that are computed
};

Sizes sizes_of(const ModelShape& shape, const WorkloadSettings& settings) {
  const double tp = static_cast<double>(settings.tensor_parallel);
  Sizes z;
  z.batch = static_cast<double>(settings.batch);
  z.heads = static_cast<double>(shape.heads) / tp;
  z.key_value_heads = std::max(1.0, static_cast<double>(shape.key_value_heads) / tp);
  z.head_size = static_cast<double>(shape.head_size);
  const double s = static_cast<double>(settings.context);
  const double window = static_cast<double>(visible_context(shape, settings.context));
  if (settings.phase == Phase::decode) {
    z.queries = 1;
    z.keys = window;
    z.pairs = window;
  } else {
    z.queries = s;
    z.keys = s;
    const bool causal = shape.decoder && settings.causal_halving;
    // The i-th token sees min(i, window) tokens.
    z.pairs = causal ? window * (window + 1) / 2 + (s - window) * window : s * window;
  }
  return z;
}

/// Passes over K and V: blocks of Br = min(⌈on_chip / (kv·d)⌉, d) queries (FlashAttention, 2022, algorithm 1)
/// where K and V of one head do not stay on the chip.
double passes(const Sizes& z, const WorkloadSettings& settings) {
  const double bytes = settings.key_value_bits / 8;
  const double head_bytes = 2 * z.keys * z.head_size * bytes;
  if (settings.on_chip_bytes <= 0 || head_bytes <= settings.on_chip_bytes) return 1;
  const double rows = std::min(std::ceil(settings.on_chip_bytes / (bytes * z.head_size)), z.head_size);
  return std::ceil(z.queries / std::max(rows, 1.0));
}

}  // namespace

std::vector<Operator> attention_operators(const ModelShape& shape, const WorkloadSettings& settings) {
  const Sizes z = sizes_of(shape, settings);
  const double activation_bits = std::min(settings.activation_bits, 16.0);
  const double products = z.batch * z.heads;
  const double macs = products * z.pairs * z.head_size;
  const double scores = products * z.pairs;
  const double query_bytes = products * z.queries * z.head_size * bytes_of_f16;
  const double cache_bytes = z.batch * z.key_value_heads * z.keys * z.head_size * settings.key_value_bits / 8;
  const kernels::OperationKind mac = mac_kind(settings.key_value_bits, activation_bits);

  Operator query_key;
  query_key.name = "qk_matmul";
  query_key.kind = OperatorKind::query_key;
  query_key.product = {products, z.queries, z.pairs / z.queries, z.head_size};
  query_key.operations = {{mac, macs}};
  query_key.traffic = {0, query_bytes, scores * bytes_of_f16, cache_bytes, 0};

  Operator softmax = elementwise("softmax", OperatorKind::softmax, scores * bytes_of_f16,
                                 scores * activation_bits / 8, 5 * scores);

  Operator value;
  value.name = "sv_matmul";
  value.kind = OperatorKind::probability_value;
  value.product = {products, z.queries, z.head_size, z.pairs / z.queries};
  value.operations = {{mac, macs}};
  value.traffic = {0, scores * activation_bits / 8, query_bytes, cache_bytes, 0};

  if (settings.attention == Attention::plain) return {query_key, softmax, value};

  Operator fused;
  fused.name = "fused_attention";
  fused.kind = OperatorKind::fused_attention;
  fused.product = {2 * products, z.queries, z.pairs / z.queries, z.head_size};
  fused.operations = {{mac, 2 * macs}};
  for (const auto& each : softmax.operations) fused.operations.push_back(each);
  fused.traffic = {0, query_bytes, query_bytes, 2 * cache_bytes * passes(z, settings), 0};
  return {fused};
}

}  // namespace quantscope::hardware
