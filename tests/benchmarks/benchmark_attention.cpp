// Attention: both kinds on growing texts, and one token against a long cache in each format beside the rate
// at which memory is read.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "core/base/parallel.h"
#include "core/kernels/attention.h"
#include "core/tensor/tensor.h"

namespace {

using namespace quantscope;
using kernels::AttentionKind;
using kernels::CacheFormat;

constexpr std::int64_t kHeads = 32, kKvHeads = 4;

tensor::Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

kernels::KeyValueCache filled_cache(CacheFormat format, std::int64_t head_size, std::int64_t tokens) {
  const std::int64_t columns = kKvHeads * head_size;
  const tensor::Matrix keys = random_matrix(tokens, columns, 1), values = random_matrix(tokens, columns, 2);
  kernels::KeyValueCache cache(format, kKvHeads, head_size, tokens);
  cache.append(keys.row(0), columns, values.row(0), columns, tokens);
  return cache;
}

kernels::AttentionOptions options_of(AttentionKind kind, std::int64_t head_size) {
  kernels::AttentionOptions options;
  options.kind = kind;
  options.scale = 1 / std::sqrt(static_cast<float>(head_size));
  return options;
}

/// Arguments: tokens, head size, kind, bits of the products (0: f32).
void prefill(benchmark::State& state) {
  const std::int64_t tokens = state.range(0), head_size = state.range(1);
  const auto kind = static_cast<AttentionKind>(state.range(2));
  const auto bits = static_cast<int>(state.range(3));
  const kernels::KeyValueCache cache =
      filled_cache(bits ? CacheFormat::int8 : CacheFormat::f32, head_size, tokens);
  const tensor::Matrix queries = random_matrix(tokens, kHeads * head_size, 3);
  tensor::Matrix out(tokens, kHeads * head_size);
  kernels::AttentionOptions options = options_of(kind, head_size);
  options.query_key_bits = options.probability_value_bits = bits;
  for (auto _ : state)
    kernels::attention(queries.row(0), queries.columns(), tokens, kHeads, cache, options, out.row(0),
                       out.columns());
  // Two products of which the causal half counts.
  const auto operations = 2.0 * static_cast<double>(tokens * (tokens + 1) * head_size * kHeads);
  state.counters["causal_GFLOPS"] =
      benchmark::Counter(1e-9 * operations, benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(kind == AttentionKind::plain ? "plain" : "flash");
}

/// Arguments: format, head size, bits of the products. Several caches in turn, as the layers of a model, so
/// that none stays in the processor's own memory.
void decode(benchmark::State& state) {
  constexpr std::int64_t kTokens = 4096;
  const auto format = static_cast<CacheFormat>(state.range(0));
  const std::int64_t head_size = state.range(1);
  const auto one =
      static_cast<double>(kernels::KeyValueCache::bytes_of(format, kKvHeads, head_size, kTokens));
  std::vector<kernels::KeyValueCache> caches;
  for (double bytes = 0; bytes < 256e6; bytes += one)
    caches.push_back(filled_cache(format, head_size, kTokens));
  const tensor::Matrix queries = random_matrix(1, kHeads * head_size, 3);
  tensor::Matrix out(1, kHeads * head_size);
  kernels::AttentionOptions options = options_of(AttentionKind::flash, head_size);
  options.query_key_bits = options.probability_value_bits = static_cast<int>(state.range(2));
  std::size_t layer = 0;
  for (auto _ : state) {
    kernels::attention(queries.row(0), queries.columns(), 1, kHeads, caches[layer], options, out.row(0),
                       out.columns());
    layer = (layer + 1) % caches.size();
  }
  state.counters["GB/s"] = benchmark::Counter(1e-9 * one, benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(kernels::cache_format_name(format));
}

/// The rate at which both cores read memory.
void memory_read(benchmark::State& state) {
  tensor::Matrix memory(1, 1 << 26);
  for (float& value : memory.values()) value = 1;
  const float* values = memory.row(0);
  for (auto _ : state) {
    base::parallel_for(memory.count(), 1 << 16, {}, [&](base::IndexRange range) {
      float sums[64] = {};
      for (std::int64_t i = range.begin; i < range.end; i += 64)
        for (int lane = 0; lane < 64; ++lane) sums[lane] += values[i + lane];
      benchmark::DoNotOptimize(sums);
    });
  }
  state.counters["GB/s"] = benchmark::Counter(1e-9 * 4 * static_cast<double>(memory.count()),
                                              benchmark::Counter::kIsIterationInvariantRate);
}

void prefill_sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int head_size : {64, 128})
    for (const int tokens : {128, 256, 512, 1024, 2048, 4096})
      for (const AttentionKind kind : {AttentionKind::plain, AttentionKind::flash})
        benchmark->Args({tokens, head_size, static_cast<int>(kind), 0});
}

}  // namespace

BENCHMARK(prefill)->Apply(prefill_sizes)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(memory_read)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(decode)->ArgsProduct({{0, 1, 2, 3}, {64, 128}, {0}})->UseRealTime();
