#include "core/hardware/accelerator.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace quantscope::hardware {
namespace {

constexpr const char* fit_source =
    "fit on measured A100 operator times (vidur profiles, Llama-2-7B, one device)";

void check_bounds(const std::string& path, const Figure& low, const Figure& value, const Figure& high,
                  const std::string& where) {
  if (low.value <= value.value && value.value <= high.value) return;
  throw base::Error(
      fmt::format("field {} is {}, outside its bounds {} and {}", path, value.value, low.value, high.value),
      where);
}

void check_levels(const Accelerator& accelerator, const std::string& where) {
  const MemoryLevel* outer = nullptr;
  for (const MemoryLevel& level : accelerator.memory) {
    if (outer && outer->capacity_bytes && level.capacity_bytes &&
        level.capacity_bytes->value > outer->capacity_bytes->value)
      throw base::Error(fmt::format("field memory.{}.capacity_bytes is {}, more than {} outside it has",
                                    level.id, level.capacity_bytes->value, outer->id),
                        where, "levels stand from the main memory inwards");
    if (outer && outer->bandwidth && level.bandwidth && level.bandwidth->value < outer->bandwidth->value)
      throw base::Error(fmt::format("field memory.{}.bandwidth is {}, less than {} outside it has", level.id,
                                    level.bandwidth->value, outer->id),
                        where, "levels stand from the main memory inwards");
    outer = &level;
  }
}

}  // namespace

const char* mark_name(Mark mark) {
  return mark == Mark::measured ? "measured" : mark == Mark::published ? "published" : "assumed";
}

const char* kernel_class_name(KernelClass kernel) {
  switch (kernel) {
    case KernelClass::product:
      return "product";
    case KernelClass::norm:
      return "norm";
    case KernelClass::residual:
      return "residual";
    case KernelClass::activation:
      return "activation";
    case KernelClass::rotary:
      return "rotary";
    case KernelClass::embedding:
      break;
  }
  return "embedding";
}

const char* dataflow_name(Dataflow dataflow) {
  switch (dataflow) {
    case Dataflow::output_stationary:
      return "output-stationary";
    case Dataflow::weight_stationary:
      return "weight-stationary";
    case Dataflow::input_stationary:
      break;
  }
  return "input-stationary";
}

const char* memory_mode_name(MemoryMode mode) {
  return mode == MemoryMode::blocked ? "blocked" : "concurrent";
}

const MemoryLevel* Accelerator::level(const std::string& level_id) const {
  for (const MemoryLevel& each : memory)
    if (each.id == level_id) return &each;
  return nullptr;
}

const MemoryLevel* Accelerator::on_chip() const {
  for (std::size_t i = 1; i < memory.size(); ++i)
    if (memory[i].capacity_bytes) return &memory[i];
  return nullptr;
}

const Achievable& Accelerator::achievable_of(KernelClass kernel) const {
  for (const auto& [each, part] : achievable)
    if (each == kernel) return part;
  return achievable.front().second;
}

Achievable default_achievable(KernelClass kernel) {
  // Bounds: of compute what two stacks reach on the same chip (LLMCompass 0.87); of bandwidth the slowest and
  // the fastest linear layers of the same profiles. Kernels without products are bound by bandwidth alone.
  constexpr double slowest = 0.75 / 0.85, fastest = 0.93 / 0.85;
  const auto figure = [](double value) { return Figure{value, Mark::assumed, fit_source}; };
  const auto of = [&](double compute, double compute_high, double bandwidth, double floor_s) {
    return Achievable{figure(compute),
                      figure(compute),
                      figure(compute_high),
                      figure(bandwidth),
                      figure(bandwidth * slowest),
                      figure(bandwidth * fastest),
                      figure(floor_s)};
  };
  switch (kernel) {
    case KernelClass::product:
      return of(0.72, 0.87, 0.85, 6e-6);
    case KernelClass::norm:
      return of(1, 1, 0.32, 4e-6);
    case KernelClass::residual:
      return of(1, 1, 0.9, 2e-6);
    case KernelClass::activation:
      return of(1, 1, 0.49, 7.5e-6);
    case KernelClass::rotary:
      return of(1, 1, 0.44, 5.5e-6);
    case KernelClass::embedding:
      break;
  }
  return of(1, 1, 0.14, 4.25e-6);
}

void check(const Accelerator& accelerator, const std::string& where) {
  if (accelerator.rates.empty())
    throw base::Error("field rates has no entry", where, "give at least one format, as \"f16\"");
  if (accelerator.memory.empty() || !accelerator.memory.front().bandwidth)
    throw base::Error("field memory has no main memory with a bandwidth", where,
                      "give \"dram\" with a bandwidth first");
  if (accelerator.memory.size() > most_memory_levels)
    throw base::Error(fmt::format("field memory has {} levels", accelerator.memory.size()), where,
                      fmt::format("at most {}", most_memory_levels));
  check_levels(accelerator, where);
  for (const auto& [kernel, part] : accelerator.achievable) {
    const std::string path = std::string("achievable.") + kernel_class_name(kernel) + ".";
    check_bounds(path + "compute", part.compute_low, part.compute, part.compute_high, where);
    check_bounds(path + "bandwidth", part.bandwidth_low, part.bandwidth, part.bandwidth_high, where);
  }
  if (accelerator.board && accelerator.board->fixed_w.value > accelerator.board->limit_w.value)
    throw base::Error("field board.fixed_w is above board.limit_w", where);
}

}  // namespace quantscope::hardware
