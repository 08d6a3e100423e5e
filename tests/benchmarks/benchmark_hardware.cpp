// A full what-if of LLaMA-2-70B, a curve of 200 points, the bars of a tornado, a search over tilings.
#include <benchmark/benchmark.h>

#include "core/hardware/accelerator_json.h"
#include "core/hardware/hardware_sweep.h"
#include "core/hardware/price.h"
#include "core/hardware/sensitivity.h"

namespace {

using namespace quantscope::hardware;

std::string resource(const std::string& name) {
  return std::string(QUANTSCOPE_SOURCE_DIR) + "/resources/" + name;
}

Accelerator device(const std::string& id) {
  return read_accelerator(resource("accelerators/" + id + ".json"));
}

ModelShape seventy_billion() {
  return read_model_shape(resource("models/llama-2-70b.json"));
}

WorkloadSettings workload(Phase phase) {
  WorkloadSettings settings;
  settings.phase = phase;
  settings.batch = 16;
  settings.context = 2048;
  settings.tensor_parallel = 4;
  return settings;
}

void what_if_of_llama_2_70b(benchmark::State& state) {
  const ModelShape shape = seventy_billion();
  const Accelerator a100 = device("a100-80gb");
  for (auto _ : state) {
    benchmark::DoNotOptimize(price_phase(shape, workload(Phase::prefill), a100).total.time_s);
    benchmark::DoNotOptimize(price_phase(shape, workload(Phase::decode), a100).total.time_s);
  }
}
BENCHMARK(what_if_of_llama_2_70b)->Unit(benchmark::kMicrosecond);

void curve_of_200_points(benchmark::State& state) {
  const ModelShape shape = seventy_billion();
  const Accelerator a100 = device("a100-80gb");
  const SweepRange range = parse_sweep("bandwidth=0.25..4:200");
  for (auto _ : state)
    benchmark::DoNotOptimize(run_sweep(shape, workload(Phase::decode), a100, {}, range).points.size());
}
BENCHMARK(curve_of_200_points)->Unit(benchmark::kMillisecond);

void tornado(benchmark::State& state) {
  const ModelShape shape = seventy_billion();
  const Accelerator a100 = device("a100-80gb");
  for (auto _ : state) benchmark::DoNotOptimize(sensitivities(shape, workload(Phase::decode), a100).size());
}
BENCHMARK(tornado)->Unit(benchmark::kMillisecond);

void tiling_search_of_one_layer(benchmark::State& state) {
  const EyerissArray array = *device("eyeriss-shiftaddllm").eyeriss;
  const EyerissOperation operation{EyerissWork::multiply_accumulate, 1, state.range(0), state.range(1), 16};
  for (auto _ : state) benchmark::DoNotOptimize(best_tiling(array, operation).energy_j);
}
BENCHMARK(tiling_search_of_one_layer)
    ->Args({4096, 4096})
    ->Args({4096, 16384})
    ->Args({16384, 4096})
    ->Args({9216, 36864})
    ->Unit(benchmark::kMillisecond);

}  // namespace
