#include "core/kernels/attention.h"

#include <fmt/format.h>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/attention_kinds.h"

namespace quantscope::kernels {
namespace {

void check_call(const AttentionCall& call) {
  if (call.heads < 1 || call.heads % call.cache.kv_heads != 0)
    throw base::Error(fmt::format("{} query heads on {} KV heads", call.heads, call.cache.kv_heads),
                      "attention", "a multiple of the KV heads");
  if (call.tokens < 0 || call.tokens > call.cache.tokens)
    throw base::Error(fmt::format("{} queries on {} tokens of the cache", call.tokens, call.cache.tokens),
                      "attention", "append the keys and values of the queries' tokens first");
  if (call.options.sliding_window < 0)
    throw base::Error(fmt::format("a sliding window of {}", call.options.sliding_window), "attention",
                      "a number of tokens, or 0 for none");
  for (const int bits : {call.options.query_key_bits, call.options.probability_value_bits})
    if (bits != 0 && (bits < 2 || bits > 8))
      throw base::Error(fmt::format("products of {}-bit codes", bits), "attention",
                        "2 to 8 bits, or 0 for floats");
  if ((call.options.query_key_bits && call.options.round_query_key) ||
      (call.options.probability_value_bits && call.options.round_probability_value))
    throw base::Error("operands of a product both rounded and brought to integer codes", "attention",
                      "one of the two");
}

}  // namespace

void attention(const float* queries, std::int64_t query_stride, std::int64_t tokens, std::int64_t heads,
               const KeyValueCache& cache, const AttentionOptions& options, float* out,
               std::int64_t out_stride, const base::Job& job) {
  const AttentionCall call{queries, query_stride, tokens, heads, cache.state(), options, out, out_stride};
  check_call(call);
  base::isa_level();
  if (tokens == 0) return;
  if (options.kind == AttentionKind::plain) {
    plain_attention(call, job);
  } else {
    flash_attention(call, job);
  }
}

}  // namespace quantscope::kernels
