// How fast the methods answer: rtn on a whole large tensor, QLLM on the sample that a preview works on.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

#include "core/base/parallel.h"
#include "core/methods/qllm.h"
#include "core/methods/rtn.h"
#include "core/metrics/error_metrics.h"
#include "core/tensor/half.h"

namespace {

using namespace quantscope;

constexpr std::int64_t out_features = 4096, in_features = 11008;

tensor::Tensor normal_f16(std::int64_t rows, std::int64_t columns) {
  tensor::Tensor result(tensor::ElementType::f16, rows, columns);
  auto* values = reinterpret_cast<std::uint16_t*>(result.mutable_data());
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 0.02f);
  std::vector<std::uint16_t> pool(1 << 16);
  for (auto& value : pool) value = tensor::f16_from_f32(normal(random));
  for (std::int64_t i = 0; i < result.count(); ++i)
    values[i] = pool[static_cast<std::size_t>(i * 40503) % pool.size()];
  return result;
}

const methods::Site& large_site() {
  static const methods::Site site = [] {
    methods::Site large;
    large.name = "4096 x 11008";
    large.consumers.push_back({"weight", normal_f16(out_features, in_features), std::nullopt});
    tensor::Matrix samples(256, in_features);
    std::mt19937 random(2);
    std::normal_distribution<float> normal;
    for (float& value : samples.values()) value = normal(random);
    for (std::int64_t t = 0; t < samples.rows(); ++t)
      for (std::int64_t c = 0; c < in_features; c += 997) samples(t, c) *= 60;
    large.input = calibration::knowledge_from_samples(samples.view());
    return large;
  }();
  return site;
}

metrics::ErrorMetrics weight_error(const methods::Consumer& consumer, const methods::QuantizedLinear& layer) {
  constexpr std::int64_t rows_at_once = 16;
  const std::int64_t columns = consumer.weights.columns();
  using metrics::ErrorAccumulator;
  const auto of_rows = [&](base::IndexRange range) {
    ErrorAccumulator errors(columns);
    std::vector<float> original(static_cast<std::size_t>(4 * columns)), quantized(original.size());
    for (std::int64_t r = range.begin; r < range.end; r += 4) {
      const std::int64_t rows = std::min<std::int64_t>(4, range.end - r);
      for (std::int64_t i = 0; i < rows; ++i)
        tensor::read_row_f32(consumer.weights.view(), r + i, 0, columns, original.data() + i * columns);
      layer.dequantize_rows(r, rows, quantized.data());
      errors.add_rows(original.data(), quantized.data(), rows);
    }
    return errors;
  };
  return base::ordered_reduce(
             consumer.weights.rows(), 16 * rows_at_once, {}, ErrorAccumulator(columns), of_rows,
             [](ErrorAccumulator& total, const ErrorAccumulator& part) { total.merge(part); })
      .result();
}

void rtn_quantize_large(benchmark::State& state) {
  const methods::RoundToNearest method;
  for (auto _ : state) benchmark::DoNotOptimize(method.quantize(large_site(), {}, nullptr, {}));
  state.SetItemsProcessed(state.iterations() * out_features * in_features);
}
BENCHMARK(rtn_quantize_large)->Unit(benchmark::kMillisecond)->UseRealTime();

void rtn_quantize_and_error_large(benchmark::State& state) {
  const methods::RoundToNearest method;
  const methods::Site& site = large_site();
  for (auto _ : state) {
    const auto quantized = method.quantize(site, {}, nullptr, {});
    benchmark::DoNotOptimize(weight_error(site.consumers.front(), *quantized.consumers.front()));
  }
  state.SetItemsProcessed(state.iterations() * out_features * in_features);
}
BENCHMARK(rtn_quantize_and_error_large)->Unit(benchmark::kMillisecond)->UseRealTime();

/// 45 million values on both cores, tile by tile as they come from a dequantizer.
void error_of_large_matrix(benchmark::State& state) {
  constexpr std::int64_t tile_rows = 4;
  const tensor::Matrix original(tile_rows, in_features), quantized(tile_rows, in_features);
  for (auto _ : state) {
    base::parallel_for(2, 1, {}, [&](base::IndexRange) {
      metrics::ErrorAccumulator errors(in_features);
      for (std::int64_t r = 0; r < out_features / 2; r += tile_rows)
        errors.add_rows(original.row(0), quantized.row(0), tile_rows);
      benchmark::DoNotOptimize(errors.result());
    });
  }
  state.SetItemsProcessed(state.iterations() * out_features * in_features);
}
BENCHMARK(error_of_large_matrix)->Unit(benchmark::kMillisecond)->UseRealTime();

const methods::Site& preview_site() {
  static const methods::Site site = methods::sampled_site(large_site(), 64 * in_features, 32 * in_features);
  return site;
}

void qllm_prepare_preview(benchmark::State& state) {
  const methods::Qllm method;
  for (auto _ : state) benchmark::DoNotOptimize(method.prepare(preview_site(), {}));
}
BENCHMARK(qllm_prepare_preview)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A hand on the theta slider: each call has another theta.
void qllm_theta_preview(benchmark::State& state) {
  const methods::Qllm method;
  static const auto preparation = method.prepare(preview_site(), {});
  const auto specs = method.parameters(&preview_site());
  const double theta = std::get<double>(base::find_parameter(specs, "theta")->default_value);
  int step = 0;
  for (auto _ : state) {
    const double factor = 0.8 + 0.01 * (step++ % 40);
    benchmark::DoNotOptimize(
        method.quantize(preview_site(), {{"theta", theta * factor}}, preparation.get(), {}));
  }
}
BENCHMARK(qllm_theta_preview)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The same with the product on the sample's tokens.
void qllm_theta_preview_with_output(benchmark::State& state) {
  const methods::Qllm method;
  static const auto preparation = method.prepare(preview_site(), {});
  const auto specs = method.parameters(&preview_site());
  const double theta = std::get<double>(base::find_parameter(specs, "theta")->default_value);
  int step = 0;
  for (auto _ : state) {
    const double factor = 0.8 + 0.01 * (step++ % 40);
    const auto quantized =
        method.quantize(preview_site(), {{"theta", theta * factor}}, preparation.get(), {});
    benchmark::DoNotOptimize(quantized.consumers.front()->forward(*preview_site().input.samples));
  }
}
BENCHMARK(qllm_theta_preview_with_output)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
