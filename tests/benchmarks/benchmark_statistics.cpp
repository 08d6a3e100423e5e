// Statistics of the largest matrix of a 7B model against the rate at which two threads read the same memory.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <random>
#include <vector>

#include "core/base/parallel.h"
#include "core/statistics/drawn_histogram.h"
#include "core/statistics/statistics_cache.h"
#include "core/statistics/tensor_statistics.h"
#include "core/tensor/half.h"

namespace {

using namespace quantscope;
using tensor::ElementType;

constexpr std::int64_t rows = 4096, columns = 11008;

/// Normally distributed weights of the usual size: σ = 0.02.
const tensor::Tensor& weights(ElementType type) {
  static const auto make = [](ElementType wanted) {
    tensor::Tensor result(wanted, rows, columns);
    std::vector<float> pool(1 << 20);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.0f, 0.02f);
    for (float& value : pool) value = normal(random);
    auto* bytes = result.mutable_data();
    for (std::int64_t i = 0; i < rows * columns; ++i) {
      const float value = pool[static_cast<std::size_t>((i * 7919 + i / 104729) & ((1 << 20) - 1))];
      const std::uint16_t half =
          wanted == ElementType::f16 ? tensor::f16_from_f32(value) : tensor::bf16_from_f32(value);
      if (wanted == ElementType::f32)
        std::memcpy(bytes + 4 * i, &value, 4);
      else
        std::memcpy(bytes + 2 * i, &half, 2);
    }
    return result;
  };
  static const tensor::Tensor f16 = make(ElementType::f16);
  static const tensor::Tensor bf16 = make(ElementType::bf16);
  static const tensor::Tensor f32 = make(ElementType::f32);
  return type == ElementType::f16 ? f16 : type == ElementType::bf16 ? bf16 : f32;
}

/// Written so that the compiler uses its widest vectors; four sums hide the latency of the additions.
__attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3"))) std::uint64_t sum_of(
    const std::uint64_t* words, std::int64_t count) {
  std::uint64_t sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += words[i];
  return sum;
}

base::Job two_threads() {
  base::Job job;
  job.threads = 2;
  return job;
}

void read_all(const tensor::Tensor& matrix) {
  const auto* words = reinterpret_cast<const std::uint64_t*>(matrix.data());
  std::atomic<std::uint64_t> total{0};
  base::parallel_for(static_cast<std::int64_t>(matrix.bytes() / 8), 1 << 17, two_threads(),
                     [&](base::IndexRange part) { total += sum_of(words + part.begin, part.size()); });
  benchmark::DoNotOptimize(total.load());
}

void read(benchmark::State& state, ElementType type) {
  const tensor::Tensor& matrix = weights(type);
  for (auto _ : state) read_all(matrix);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(matrix.bytes()));
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Reads the same memory between the passes: `of_reading_rate` is the rate of the fastest pass over that of
/// the fastest reading, which other programs' load disturbs least.
void statistics_pass(benchmark::State& state, ElementType type, statistics::ChannelAxis axis) {
  const tensor::Tensor& matrix = weights(type);
  double fastest_pass = 1e9, fastest_read = 1e9;
  for (auto _ : state) {
    const double pass = seconds_of([&] {
      const auto result = statistics::statistics_of(matrix.view(), axis, two_threads());
      benchmark::DoNotOptimize(result.kurtosis);
    });
    state.SetIterationTime(pass);
    fastest_pass = std::min(fastest_pass, pass);
    fastest_read = std::min(fastest_read, seconds_of([&] { read_all(matrix); }));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(matrix.bytes()));
  state.counters["fastest_ms"] = fastest_pass * 1e3;
  state.counters["fastest_read_ms"] = fastest_read * 1e3;
  state.counters["of_reading_rate"] = fastest_read / fastest_pass;
}

void draw(benchmark::State& state, ElementType type, statistics::ValueScale scale) {
  static const statistics::ValueCounts half =
      statistics::statistics_of(weights(ElementType::f16).view()).values;
  static const statistics::ValueCounts full =
      statistics::statistics_of(weights(ElementType::f32).view()).values;
  statistics::BinOptions options;
  options.scale = scale;
  for (auto _ : state)
    benchmark::DoNotOptimize(statistics::draw_histogram(type == ElementType::f16 ? half : full, options));
}

void serialize(benchmark::State& state) {
  const statistics::TensorStatistics known = statistics::statistics_of(weights(ElementType::f16).view());
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string stored = statistics::serialized(known);
    benchmark::DoNotOptimize(statistics::deserialized(stored).count);
    bytes = stored.size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}

using statistics::ChannelAxis;
using statistics::ValueScale;

BENCHMARK_CAPTURE(read, f16, ElementType::f16)->UseRealTime();
BENCHMARK_CAPTURE(statistics_pass, f16, ElementType::f16, ChannelAxis::columns)->UseManualTime();
BENCHMARK_CAPTURE(statistics_pass, f16_input_major, ElementType::f16, ChannelAxis::rows)->UseManualTime();
BENCHMARK_CAPTURE(statistics_pass, bf16, ElementType::bf16, ChannelAxis::columns)->UseManualTime();
BENCHMARK_CAPTURE(read, f32, ElementType::f32)->UseRealTime();
BENCHMARK_CAPTURE(statistics_pass, f32, ElementType::f32, ChannelAxis::columns)->UseManualTime();
BENCHMARK_CAPTURE(draw, f16_linear, ElementType::f16, ValueScale::linear);
BENCHMARK_CAPTURE(draw, f32_symmetric_logarithmic, ElementType::f32, ValueScale::symmetric_logarithmic);
BENCHMARK(serialize);

}  // namespace
