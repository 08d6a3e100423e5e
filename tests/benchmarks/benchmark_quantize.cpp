// Quantizing a 4096 × 11008 f16 tensor, against copying it.
#include <benchmark/benchmark.h>

#include <cstring>
#include <random>

#include "core/formats/integer_matrix.h"
#include "core/formats/integer_span.h"
#include "core/tensor/half.h"

namespace {

using namespace quantscope;

const tensor::Tensor& weights() {
  static const tensor::Tensor filled = [] {
    tensor::Tensor tensor(tensor::ElementType::f16, 4096, 11008);
    auto* halves = reinterpret_cast<std::uint16_t*>(tensor.mutable_data());
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.02f);
    std::vector<std::uint16_t> row(65521);
    for (auto& value : row) value = tensor::f16_from_f32(normal(random));
    for (std::int64_t i = 0; i < tensor.count(); ++i)
      halves[i] = row[static_cast<std::size_t>(i) % row.size()];
    return tensor;
  }();
  return filled;
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(weights().bytes()));
}

void copy(benchmark::State& state) {
  tensor::Tensor target(tensor::ElementType::f16, 4096, 11008);
  for (auto _ : state) {
    std::memcpy(target.mutable_data(), weights().data(), weights().bytes());
    benchmark::ClobberMemory();
  }
  count_bytes(state);
}

void quantize(benchmark::State& state) {
  formats::IntegerMatrixOptions options;
  options.format.bits = static_cast<int>(state.range(0));
  options.granularity = static_cast<formats::Granularity>(state.range(1));
  options.clip.kind = static_cast<formats::ClipKind>(state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(quantize_matrix(weights().view(), options));
  count_bytes(state);
}

/// Codes of one row in the first cache level.
void quantize_row(benchmark::State& state) {
  std::vector<float> values(11008);
  tensor::read_row_f32(weights().view(), 0, 0, 11008, values.data());
  std::vector<std::int8_t> codes(values.size());
  const formats::IntegerFormat format{4, true};
  for (auto _ : state) {
    const auto scale = scale_for(format, formats::range_of(values.data(), 11008));
    quantize_span(format, scale, values.data(), 11008, codes.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 11008);
}

BENCHMARK(copy)->UseRealTime()->Unit(benchmark::kMillisecond);
// Granularity: 0 tensor, 1 row, 2 groups of 128; clip: 0 none, 1 percentile, 2 mse.
BENCHMARK(quantize)
    ->ArgNames({"bits", "granularity", "clip"})
    ->Args({4, 1, 0})
    ->Args({4, 2, 0})
    ->Args({4, 0, 0})
    ->Args({4, 1, 1})
    ->Args({4, 0, 1})
    ->Args({4, 1, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(quantize_row);

}  // namespace
