// The heat map of the largest matrix of a 7B model: making its pyramid against the rate at which two threads
// read the same memory, and drawing a viewport of it, colours included, at all zooms.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <ctime>
#include <random>
#include <vector>

#include "core/base/parallel.h"
#include "core/statistics/extrema_pyramid.h"
#include "widgets/heat_map_picture.h"

namespace {

using namespace quantscope;

constexpr std::int64_t long_side = 11008, short_side = 4096;
constexpr int viewport_width = 1400, viewport_height = 700;

const tensor::Tensor& weights() {
  static const tensor::Tensor values = [] {
    tensor::Tensor result(tensor::ElementType::f32, short_side, long_side);
    std::vector<float> pool(1 << 20);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.0f, 0.02f);
    for (float& value : pool) value = normal(random);
    auto* out = reinterpret_cast<float*>(result.mutable_data());
    for (std::int64_t i = 0; i < result.count(); ++i)
      out[i] = pool[static_cast<std::size_t>((i * 7919 + i / 104729) & ((1 << 20) - 1))];
    return result;
  }();
  return values;
}

/// The same elements as another shape.
std::shared_ptr<const statistics::ExtremaPyramid> pyramid(std::int64_t rows, std::int64_t columns,
                                                          bool keep_cells) {
  const tensor::Tensor& all = weights();
  statistics::MatrixSource source{{rows, columns},
                                  [&all, columns](std::int64_t row, std::int64_t count, std::int64_t first,
                                                  std::int64_t wanted, float* out) {
                                    const auto* values = reinterpret_cast<const float*>(all.data());
                                    for (std::int64_t i = 0; i < count; ++i)
                                      std::copy_n(values + (row + i) * columns + first, wanted,
                                                  out + i * wanted);
                                  }};
  base::Job job;
  job.threads = 2;
  return statistics::ExtremaPyramid::build(std::move(source), {keep_cells}, job);
}

/// Four sums hide the latency of the additions.
__attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3"))) std::uint64_t sum_of(
    const std::uint64_t* words, std::int64_t count) {
  std::uint64_t sum = 0;
  for (std::int64_t i = 0; i < count; ++i) sum += words[i];
  return sum;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Of the calling thread: what a draw costs it where others want the processor as well.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double read_rate() {
  const auto* words = reinterpret_cast<const std::uint64_t*>(weights().data());
  const auto count = static_cast<std::int64_t>(weights().bytes() / 8);
  double best = 0;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    std::atomic<std::uint64_t> sum = 0;
    base::Job job;
    job.threads = 2;
    base::parallel_for(count, 1 << 18, job,
                       [&](base::IndexRange range) { sum += sum_of(words + range.begin, range.size()); });
    benchmark::DoNotOptimize(sum.load());
    best = std::max(best, static_cast<double>(weights().bytes()) / seconds_since(start));
  }
  return best;
}

void build(benchmark::State& state) {
  const double rate = read_rate();
  std::uint64_t bytes = 0;
  double seconds = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    bytes = pyramid(short_side, long_side, state.range(0) != 0)->bytes();
    seconds += seconds_since(start);
  }
  const double achieved =
      static_cast<double>(weights().bytes()) * static_cast<double>(state.iterations()) / seconds;
  state.counters["read_GB/s"] = achieved / 1e9;
  state.counters["share_of_memory_rate"] = achieved / rate;
  state.counters["pyramid_MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK(build)->ArgName("keep_cells")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond)->UseRealTime();

/// One pass over zooms from the whole matrix to four cells, both axes together and each alone, at three
/// places.
void draw(benchmark::State& state) {
  const bool upright = state.range(0) != 0;
  const auto rows = upright ? long_side : short_side, columns = upright ? short_side : long_side;
  widgets::HeatMapPicture picture;
  picture.set_values(pyramid(rows, columns, state.range(1) != 0));
  picture.set_colours(widgets::colour_map("cividis"), {widgets::ColourScale::logarithmic, 1e-4, 0.1, 1}, 0,
                      0);
  std::vector<statistics::MatrixView> views;
  for (const auto& [zoom_rows, zoom_columns] : {std::pair{true, true}, {true, false}, {false, true}})
    for (double share = 1; share * static_cast<double>(columns) >= 4; share *= 0.85)
      for (const double place : {0.0, 0.41, 1.0}) {
        const double seen_rows = static_cast<double>(rows) * (zoom_rows ? share : 1);
        const double seen = static_cast<double>(columns) * (zoom_columns ? share : 1);
        views.push_back({(static_cast<double>(rows) - seen_rows) * place, seen_rows,
                         (static_cast<double>(columns) - seen) * place, seen});
      }
  std::vector<double> milliseconds, own;
  for (auto _ : state)
    for (const statistics::MatrixView& view : views) {
      const double own_start = processor_seconds();
      const auto start = std::chrono::steady_clock::now();
      benchmark::DoNotOptimize(picture.draw(view, {viewport_width, viewport_height}).constBits());
      milliseconds.push_back(1e3 * seconds_since(start));
      own.push_back(1e3 * (processor_seconds() - own_start));
    }
  const auto quantile = [](std::vector<double>& of, double q) {
    std::ranges::sort(of);
    return of[static_cast<std::size_t>(q * static_cast<double>(of.size() - 1))];
  };
  state.counters["views"] = static_cast<double>(views.size());
  state.counters["median_ms"] = quantile(milliseconds, 0.5);
  state.counters["p95_ms"] = quantile(milliseconds, 0.95);
  state.counters["worst_ms"] = milliseconds.back();
  state.counters["p95_processor_ms"] = quantile(own, 0.95);
}
BENCHMARK(draw)
    ->ArgNames({"upright", "keep_cells"})
    ->Args({0, 1})
    ->Args({1, 1})
    ->Args({0, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
