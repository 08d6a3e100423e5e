#include "core/base/cpu_features.h"

#include <hwy/highway.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>

#include "core/base/error.h"

namespace quantscope::base {
namespace {

IsaLevel best_level() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    (hwy::SupportedTargets() & HWY_AVX2) != 0;
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                      (hwy::SupportedTargets() & HWY_AVX3) != 0;
  if (avx512 && __builtin_cpu_supports("avx512vnni")) return IsaLevel::vnni;
  if (avx512) return IsaLevel::avx512;
  if (avx2) return IsaLevel::avx2;
#endif
  return IsaLevel::scalar;
}

std::atomic<int> current_level{-1};
std::once_flag first_use;

void set_level(IsaLevel wanted) {
  hwy::DisableTargets(0);
  const IsaLevel level = std::min(wanted, best_level());
  int64_t disabled = 0;
  if (level < IsaLevel::avx512) disabled |= HWY_AVX3 | HWY_AVX3_DL;
  if (level < IsaLevel::avx2) disabled |= HWY_AVX2 | HWY_SSE4 | HWY_SSSE3;
  hwy::DisableTargets(disabled);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  current_level = static_cast<int>(level);
}

IsaLevel level_of_environment() {
  const char* forced = std::getenv("QUANTSCOPE_FORCE_ISA");
  if (!forced || !*forced) return IsaLevel::vnni;
  for (IsaLevel level : {IsaLevel::scalar, IsaLevel::avx2, IsaLevel::avx512, IsaLevel::vnni})
    if (std::string(forced) == isa_name(level)) return level;
  throw Error("unknown instruction set level '" + std::string(forced) + "'", "QUANTSCOPE_FORCE_ISA",
              "use scalar, avx2, avx512 or vnni");
}

}  // namespace

const char* isa_name(IsaLevel level) {
  switch (level) {
    case IsaLevel::scalar:
      return "scalar";
    case IsaLevel::avx2:
      return "avx2";
    case IsaLevel::avx512:
      return "avx512";
    case IsaLevel::vnni:
      return "vnni";
  }
  return "?";
}

IsaLevel isa_level() {
  std::call_once(first_use, [] {
    if (current_level < 0) set_level(level_of_environment());
  });
  return static_cast<IsaLevel>(current_level.load());
}

bool has_bf16_products() {
#if defined(__x86_64__)
  return isa_level() == IsaLevel::vnni && __builtin_cpu_supports("avx512bf16");
#else
  return false;
#endif
}

std::vector<IsaLevel> available_isa_levels() {
  std::vector<IsaLevel> levels;
  for (IsaLevel level : {IsaLevel::scalar, IsaLevel::avx2, IsaLevel::avx512, IsaLevel::vnni})
    if (level <= best_level()) levels.push_back(level);
  return levels;
}

void limit_isa(IsaLevel level) {
  set_level(level);
}

}  // namespace quantscope::base
