// Eight runs over all linear layers of the sample model: when the first cell is there, when the last one.
#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "core/study/comparison.h"

namespace {

using namespace quantscope;

std::vector<study::Run> eight_runs() {
  const auto rtn = [](double weight_bits, double activation_bits) {
    return study::Setting{"rtn", {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}};
  };
  const auto qllm = [](double weight_bits, double theta) {
    return study::Setting{"qllm", {{"weight_bits", weight_bits}, {"theta", theta}}};
  };
  return study::named_runs(
      {rtn(8, 8), rtn(4, 8), rtn(3, 8), rtn(4, 16), qllm(8, 6), qllm(4, 6), qllm(4, 12), qllm(3, 6)});
}

void compare(benchmark::State& state) {
  const std::filesystem::path model = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";
  if (!std::filesystem::exists(model)) return state.SkipWithError("the sample model is missing");
  using Clock = std::chrono::steady_clock;
  double first_seconds = 0;
  std::int64_t cells = 0;
  for (auto _ : state) {
    const auto start = Clock::now();
    std::optional<Clock::time_point> first;
    const auto file = storage::ModelFile::open(model);
    study::compare_runs(*file, eight_runs(), study::linear_weights(*file), {},
                        [&](const study::ComparisonCell& cell) {
                          if (!first) first = Clock::now();
                          if (!cell.figures.problem.empty())
                            state.SkipWithError(cell.figures.problem.c_str());
                          ++cells;
                        });
    first_seconds += std::chrono::duration<double>(first.value_or(start) - start).count();
  }
  state.counters["cells"] =
      benchmark::Counter(static_cast<double>(cells), benchmark::Counter::kAvgIterations);
  state.counters["first_cell_s"] = benchmark::Counter(first_seconds, benchmark::Counter::kAvgIterations);
}

BENCHMARK(compare)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
