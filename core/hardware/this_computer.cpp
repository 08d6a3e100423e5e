#include "core/hardware/this_computer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <limits>
#include <vector>

#include "core/base/cpu_features.h"
#include "core/base/parallel.h"
#include "core/kernels/float_matmul.h"
#include "core/kernels/integer_matmul.h"

namespace quantscope::hardware {
namespace {

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The fastest of `runs`, after one run that does not count.
double best_seconds(int runs, const base::Job& job, const std::function<void()>& work) {
  work();
  double best = std::numeric_limits<double>::infinity();
  for (int run = 0; run < runs; ++run) {
    job.check();
    best = std::min(best, seconds_of(work));
  }
  return best;
}

double read_rate(const base::Job& job) {
  constexpr std::int64_t words = std::int64_t{1} << 25;  // 256 MiB of 8 bytes
  constexpr std::int64_t piece = 1 << 18;
  const std::vector<std::uint64_t> data(static_cast<std::size_t>(words), 1);
  std::atomic<std::uint64_t> sum{0};
  const double seconds = best_seconds(3, job, [&] {
    base::parallel_for(words, piece, job, [&](base::IndexRange range) {
      std::uint64_t part = 0;
      for (std::int64_t i = range.begin; i < range.end; ++i) part += data[static_cast<std::size_t>(i)];
      sum += part;
    });
  });
  return static_cast<double>(words) * sizeof(std::uint64_t) / seconds;
}

tensor::Matrix ramp(std::int64_t rows, std::int64_t columns) {
  tensor::Matrix matrix(rows, columns);
  float value = 0;
  for (float& each : matrix.values()) each = (value = value > 1 ? -1 : value + 0.013f);
  return matrix;
}

formats::IntegerMatrix codes(const tensor::Matrix& matrix, const base::Job& job) {
  formats::IntegerMatrixOptions options;
  options.format.bits = 8;
  return formats::quantize_matrix(matrix.view(), options, job);
}

struct MatrixRates {
  double f32 = 0, int8 = 0, empty_s = 0;
};

MatrixRates matrix_rates(const base::Job& job) {
  constexpr std::int64_t size = 768;
  constexpr double operations = 2.0 * size * size * size;
  const tensor::Matrix a = ramp(size, size), b = ramp(size, size), one = ramp(1, 16), row = ramp(16, 16);
  const formats::IntegerMatrix x = codes(a, job);
  const kernels::PackedWeights weights(codes(b, job));
  MatrixRates rates;
  rates.f32 = operations / best_seconds(3, job, [&] { kernels::matmul_transposed(a, b.view(), job); });
  rates.int8 = operations / best_seconds(3, job, [&] { kernels::integer_matmul(x, weights, job); });
  constexpr int repeats = 100;
  rates.empty_s = best_seconds(3, job,
                               [&] {
                                 for (int i = 0; i < repeats; ++i)
                                   kernels::matmul_transposed(one, row.view(), job);
                               }) /
                  repeats;
  return rates;
}

double vector_rate_here(const base::Job& job) {
  constexpr std::int64_t values = 1 << 22;
  constexpr std::int64_t piece = 1 << 12;
  constexpr int rounds = 16;
  std::vector<float> data(static_cast<std::size_t>(values), 0.5f);
  const double seconds = best_seconds(3, job, [&] {
    base::parallel_for(values, piece, job, [&](base::IndexRange range) {
      float* const x = data.data();
      for (int round = 0; round < rounds; ++round)
        for (std::int64_t i = range.begin; i < range.end; ++i) x[i] = x[i] * 0.999f + 0.001f;
    });
  });
  return 2.0 * rounds * static_cast<double>(values) / seconds;
}

double system_figure(int name) {
  return static_cast<double>(std::max(0L, sysconf(name)));
}

}  // namespace

Accelerator measure_this_computer(const base::Job& job) {
  const std::string how = fmt::format("measured here by this program on {} threads, {}",
                                      base::thread_count(job), base::isa_name(base::isa_level()));
  const auto measured = [&](double value) { return Figure{value, Mark::measured, how}; };
  const auto assumed = [](double value, const char* why) { return Figure{value, Mark::assumed, why}; };
  const auto told = [](double value) { return Figure{value, Mark::published, "the operating system"}; };
  const double bandwidth = read_rate(job);
  const MatrixRates rates = matrix_rates(job);
  Accelerator a;
  a.id = "this-computer";
  a.name = "This computer";
  a.summary = "Rates of this engine's own kernels; f16 products run as f32";
  a.category = "cpu";
  a.rates = {{{true, 16, 16}, measured(rates.f32)}, {{false, 8, 8}, measured(rates.int8)}};
  a.vector_rate = measured(vector_rate_here(job));
  MemoryLevel dram;
  dram.id = "dram";
  dram.capacity_bytes = told(system_figure(_SC_PHYS_PAGES) * system_figure(_SC_PAGESIZE));
  dram.bandwidth = measured(bandwidth);
  dram.energy_pj_per_bit = assumed(12, "DDR4 4.5 pJ/bit in the device, 18.75 of the system");
  a.memory.push_back(dram);
  const double cache = std::max(system_figure(_SC_LEVEL3_CACHE_SIZE), system_figure(_SC_LEVEL2_CACHE_SIZE));
  if (cache > 0) a.memory.push_back({"cache", told(cache), {}, {}, {}});
  constexpr KernelClass classes[] = {KernelClass::product,    KernelClass::norm,   KernelClass::residual,
                                     KernelClass::activation, KernelClass::rotary, KernelClass::embedding};
  const Figure whole = assumed(1, "the rates are measured ones already");
  const Figure low = assumed(0.7, "share of the machine that other programs leave");
  for (const KernelClass kernel : classes)
    a.achievable.emplace_back(kernel,
                              Achievable{whole, low, whole, whole, low, whole, measured(rates.empty_s)});
  check(a, a.id);
  return a;
}

}  // namespace quantscope::hardware
