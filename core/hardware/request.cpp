#include "core/hardware/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"

namespace quantscope::hardware {
namespace {

constexpr std::int64_t longest_request = 1'000'000;

void add(PhaseTotal& sum, const PhaseTotal& step) {
  sum.ops += step.ops;
  sum.bytes += step.bytes;
  sum.time_s += step.time_s;
  sum.time_low_s += step.time_low_s;
  sum.time_high_s += step.time_high_s;
  for (std::size_t part = 0; part < parts; ++part) {
    sum.time_of[part] += step.time_of[part];
    sum.dynamic_of[part] += step.dynamic_of[part];
  }
  sum.dynamic_j += step.dynamic_j;
  if (step.board_j) sum.board_j = sum.board_j.value_or(0) + *step.board_j;
  sum.tokens += step.tokens;
}

void check_length(const char* name, std::int64_t value) {
  if (value < 1 || value > longest_request)
    throw base::Error(fmt::format("{} is not accepted", value), name,
                      fmt::format("use a whole number from 1 to {}", longest_request));
}

}  // namespace

RequestResult price_request(const ModelShape& shape, WorkloadSettings settings, std::int64_t prompt,
                            std::int64_t generated, const Accelerator& accelerator,
                            const PriceOptions& options) {
  check_length("prompt", prompt);
  check_length("generated", generated);
  TilingCache tilings;
  PriceOptions shared = options;
  if (!shared.tilings) shared.tilings = &tilings;
  RequestResult result;
  result.prompt = static_cast<double>(prompt);
  result.generated = static_cast<double>(generated);
  settings.phase = Phase::prefill;
  settings.context = prompt;
  result.prefill = price_phase(shape, settings, accelerator, shared);
  settings.phase = Phase::decode;
  settings.context = prompt + std::max<std::int64_t>(generated - 1, 1);
  result.last_decode = price_phase(shape, settings, accelerator, shared);
  for (std::int64_t i = 1; i < generated; ++i) {
    settings.context = prompt + i;
    add(result.decode, price_phase(shape, settings, accelerator, shared).total);
  }
  return result;
}

}  // namespace quantscope::hardware
