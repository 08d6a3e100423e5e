#include "core/hardware/eyeriss_tiling.h"
#include "core/hardware/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace quantscope::hardware {
namespace {

constexpr int shift_bits = 10;  // (16 + 5) / 2: an f16 value beside a 5-bit shift

std::vector<std::int64_t> divisors(std::int64_t number) {
  std::vector<std::int64_t> low, high;
  for (std::int64_t d = 1; d * d <= number; ++d) {
    if (number % d != 0) continue;
    low.push_back(d);
    if (d * d != number) high.push_back(number / d);
  }
  low.insert(low.end(), high.rbegin(), high.rend());
  return low;
}

/// Energies of the levels for one operation, and what fits.
struct Prices {
  double work, dram, buffer, network, network_sum, register_word, register_weight;
  double cycle_s;
  double memory_factor, unit_factor;
};

Prices prices_of(const EyerissArray& array, const EyerissOperation& operation) {
  const bool shift = operation.work == EyerissWork::shift;
  const bool off_chip = shift || operation.work == EyerissWork::multiply_accumulate;
  const double words = (shift ? shift_bits : operation.bits) / 16.0 * picojoule;
  Prices p;
  switch (operation.work) {
    case EyerissWork::multiply_accumulate:
    case EyerissWork::multiply:
      p.work = array.multiply_pj.value;
      break;
    case EyerissWork::add:
      p.work = array.add_pj.value;
      break;
    case EyerissWork::shift:
      p.work = array.shift_pj.value;
      break;
    case EyerissWork::lookup:
      p.work = array.lookup_pj.value;
      break;
  }
  p.work *= picojoule;
  p.dram = off_chip ? array.dram_word_pj.value * words : 0;
  p.buffer = off_chip ? array.buffer_word_pj.value * words : 0;
  p.network = off_chip ? array.network_word_pj.value * words : 0;
  p.network_sum = array.network_sum_pj.value * words;
  p.register_word = array.register_word_pj.value * words;
  p.register_weight = array.register_weight_pj.value * words;
  p.cycle_s = (shift ? shift_bits / 32.0 : 1) / array.clock_hz.value;
  p.memory_factor = operation.bits < 16 ? 2 : 1;
  p.unit_factor = operation.bits < 16 ? 4 : 1;
  return p;
}

bool outputs_fit(const EyerissArray& array, const Prices& p, const Tiling& t) {
  return static_cast<double>(t.m0) <= array.output_registers.value * p.memory_factor;
}

bool fits(const EyerissArray& array, const Prices& p, const Tiling& t) {
  const auto product = [](auto... factors) { return (static_cast<double>(factors) * ...); };
  return product(t.m1, t.c1) < array.units.value * p.unit_factor &&
         static_cast<double>(t.c0) < array.input_registers.value * p.memory_factor &&
         product(t.m0, t.c0) < array.weight_registers.value * p.memory_factor &&
         product(t.n0, t.c1, t.c0) + product(t.n0, t.m2, t.m1, t.m0) <
             array.buffer_words.value * p.memory_factor;
}

TilingCost cost_of(const Prices& p, const EyerissOperation& operation, const Tiling& t) {
  const auto real = [](std::int64_t value) { return static_cast<double>(value); };
  const double n = real(operation.n), c = real(operation.c), m = real(operation.m);
  const double inputs = n * c, weights = c * m, outputs = n * m;
  const double c0 = real(t.c0), c1 = real(t.c1), c2 = real(t.c2), m3 = real(t.m3), n3 = real(t.n3);
  const double m32 = m3 * real(t.m2), m321 = m32 * real(t.m1);
  TilingCost cost;
  cost.tiling = t;
  cost.dram_j = (m3 * inputs + n3 * weights + outputs) * p.dram;
  cost.energy_j =
      n * m * c * p.work + cost.dram_j + (m32 * inputs + std::max(2 * (c2 - 1), 1.0) * outputs) * p.buffer +
      (m321 * inputs + n3 * weights) * p.network + std::max(c2 * (c1 - 1), 1.0) * outputs * p.network_sum +
      (m * inputs + std::max(c2 * c1 * (c0 - 1) * 2, 1.0) * outputs) * p.register_word +
      n * weights * p.register_weight;
  cost.latency_s = n * m32 * real(t.m0) * c2 * c0 * p.cycle_s;
  return cost;
}

template <typename Visit>
void for_each_tiling(const EyerissArray& array, const EyerissOperation& operation, const Prices& p,
                     Visit visit) {
  std::vector<Tiling> outputs, channels;
  Tiling t;
  for (const std::int64_t m0 : divisors(operation.m)) {
    t.m0 = m0;
    if (!outputs_fit(array, p, t)) break;
    for (const std::int64_t m1 : divisors(operation.m / m0))
      for (const std::int64_t m2 : divisors(operation.m / m0 / m1)) {
        t.m1 = m1, t.m2 = m2, t.m3 = operation.m / m0 / m1 / m2;
        outputs.push_back(t);
      }
  }
  for (const std::int64_t c0 : divisors(operation.c))
    for (const std::int64_t c1 : divisors(operation.c / c0)) {
      t.c0 = c0, t.c1 = c1, t.c2 = operation.c / c0 / c1;
      channels.push_back(t);
    }
  for (const std::int64_t n0 : divisors(operation.n))
    for (const Tiling& output : outputs)
      for (const Tiling& channel : channels) {
        Tiling each = output;
        each.n0 = n0, each.n3 = operation.n / n0;
        each.c0 = channel.c0, each.c1 = channel.c1, each.c2 = channel.c2;
        if (fits(array, p, each)) visit(cost_of(p, operation, each));
      }
}

struct Range {
  double least = std::numeric_limits<double>::infinity(), most = 0;
  void add(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

}  // namespace

TilingCost tiling_cost(const EyerissArray& array, const EyerissOperation& operation, const Tiling& tiling) {
  return cost_of(prices_of(array, operation), operation, tiling);
}

TilingCost best_tiling(const EyerissArray& array, const EyerissOperation& operation) {
  const Prices p = prices_of(array, operation);
  Range energy, latency;
  for_each_tiling(array, operation, p, [&](const TilingCost& cost) {
    energy.add(cost.energy_j);
    latency.add(cost.latency_s);
  });
  if (energy.most <= 0)
    throw base::Error(
        fmt::format("no tiling of {} × {} → {} fits the array", operation.n, operation.c, operation.m),
        "eyeriss", "enlarge registers or buffer");
  TilingCost best;
  double least = std::numeric_limits<double>::infinity();
  for_each_tiling(array, operation, p, [&](const TilingCost& cost) {
    const double score =
        (cost.energy_j - energy.least) / energy.most + (cost.latency_s - latency.least) / latency.most;
    if (score >= least) return;
    least = score;
    best = cost;
  });
  best.least_energy_j = energy.least;
  best.least_latency_s = latency.least;
  return best;
}

TilingCost TilingCache::best(const EyerissArray& array, const EyerissOperation& operation) {
  const std::array<double, 21> key{array.units.value,
                                   array.input_registers.value,
                                   array.output_registers.value,
                                   array.weight_registers.value,
                                   array.buffer_words.value,
                                   array.clock_hz.value,
                                   array.multiply_pj.value,
                                   array.add_pj.value,
                                   array.shift_pj.value,
                                   array.lookup_pj.value,
                                   array.dram_word_pj.value,
                                   array.buffer_word_pj.value,
                                   array.network_word_pj.value,
                                   array.network_sum_pj.value,
                                   array.register_word_pj.value,
                                   array.register_weight_pj.value,
                                   static_cast<double>(operation.work),
                                   static_cast<double>(operation.n),
                                   static_cast<double>(operation.c),
                                   static_cast<double>(operation.m),
                                   static_cast<double>(operation.bits)};
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
  }
  const TilingCost cost = best_tiling(array, operation);
  const std::lock_guard lock(mutex_);
  return known_.emplace(key, cost).first->second;
}

}  // namespace quantscope::hardware
