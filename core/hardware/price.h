#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/hardware/eyeriss_tiling.h"
#include "core/hardware/memory_need.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// How times at the roofs make the time of an operator.
enum class Law {
  ideal,            ///< the longest of compute, vector, memory levels, link; rated figures
  calibrated,       ///< achievable fractions, √(compute² + memory²) or their maximum, a launch floor
  llm_viewer,       ///< LLM-Viewer as released (llm_viewer.h)
  llm_viewer_fixed  ///< with the corrections of its pull request 27
};
const char* law_name(Law law);  ///< "calibrated"
/// Throws base::Error naming the known ones.
Law law_of_name(const std::string& name);

/// What an operator's time and energy consist of. Memory levels follow from `memory` on, main memory first.
enum Part : std::size_t { compute, vector, link, launch, memory, parts = memory + most_memory_levels };
using Parts = std::array<double, parts>;

/// "compute", "vector", "link", "launch", "memory" (the main one), or the id of an inner level.
std::string part_name(const Accelerator& accelerator, std::size_t part);

/// One occurrence of an operator on one device. Seconds and joules.
struct OperatorPrice {
  Parts alone_s{};  ///< what each part would take by itself, at achievable fractions
  Parts time_of{};  ///< of time_s, by the part that bounds; sums to it
  double time_s = 0;
  double time_low_s = 0, time_high_s = 0;  ///< with the bounds of the achievable fractions
  std::size_t bound = compute;
  double roof_s = 0;        ///< ideal time, at rated figures
  Parts bytes{};            ///< by memory level (index `memory` on) and link
  double inside_bytes = 0;  ///< read by units inside the main memory, not through its interface
  Parts dynamic_of{};       ///< of dynamic_j: operations and bits moved; sums to it
  double dynamic_j = 0;
  std::optional<double>
      board_j;           ///< static and dynamic power of the board over time_s; not to be added to it
  std::string fallback;  ///< "int4xf16 computes at the f16 rate"
};

/// Over all occurrences and devices.
struct PhaseTotal {
  double ops = 0;    ///< of all devices together
  double bytes = 0;  ///< through the main memories
  double time_s = 0, time_low_s = 0, time_high_s = 0;
  Parts time_of{};
  Parts dynamic_of{};
  double dynamic_j = 0;
  std::optional<double> board_j;
  double tokens = 0;  ///< new ones: batch · context in prefill, batch in decode
  double tokens_per_second() const { return time_s > 0 ? tokens / time_s : 0; }
  /// Board energy where the board law is known, else dynamic.
  double energy_j() const { return board_j.value_or(dynamic_j); }
};

struct PhaseResult {
  Law law = Law::calibrated;
  Phase phase = Phase::decode;
  double devices = 1;
  std::vector<Operator> operators;    ///< on one device
  std::vector<OperatorPrice> prices;  ///< one for each of them
  PhaseTotal total;
  MemoryNeed need;                       ///< of one device
  std::optional<double> capacity_bytes;  ///< of its main memory
  std::vector<std::string> notes;        ///< fallbacks, models in place of rates
  bool fits() const { return !capacity_bytes || need.total() <= *capacity_bytes; }
  double missing_bytes() const { return fits() ? 0 : need.total() - *capacity_bytes; }
};

struct PriceOptions {
  Law law = Law::calibrated;
  TilingCache* tilings = nullptr;  ///< of Eyeriss-like arrays, kept between calls
};

/// Prices one forward pass. Deterministic; microseconds but for Eyeriss-like arrays (milliseconds a new
/// shape). Throws base::Error as phase_operators() does, or where several devices have no link.
PhaseResult price_phase(const ModelShape& shape, const WorkloadSettings& settings,
                        const Accelerator& accelerator, const PriceOptions& options = {});

/// min(limit, fixed + compute · u + bandwidth · v).
double board_power(const BoardPower& board, double compute_used, double bandwidth_used);

/// Adds count times the operator's price, times devices.
void add_to_total(PhaseTotal& total, const Operator& op, const OperatorPrice& price, double devices);

}  // namespace quantscope::hardware
