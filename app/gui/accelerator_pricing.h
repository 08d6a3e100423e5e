#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "app/gui/accelerator_library.h"
#include "core/hardware/diagnosis.h"
#include "core/hardware/hardware_sweep.h"
#include "core/study/method_costs.h"
#include "core/study/overview.h"
#include "widgets/run_style.h"

namespace quantscope::gui {

/// A setting whose cost is asked for; none: the unquantized model, f16.
struct PricedRun {
  widgets::RunStyle style;
  std::optional<study::Setting> setting;
  std::shared_ptr<const study::MethodCosts> costs;  ///< null without a setting
  bool outdated = false;                            ///< the costs are those of the setting before
};

/// What a sweep varies, in the units of the axis.
struct SweepChoice {
  std::string variable = "batch";  ///< as hardware::SweepRange
  hardware::Phase phase = hardware::Phase::decode;
};

/// All that an answer depends on. Immutable; any thread.
struct AcceleratorQuestion {
  std::shared_ptr<const hardware::ModelShape> shape;
  std::vector<PricedRun> runs;
  int front = 0;                                 ///< index into the runs
  std::vector<AcceleratorPointer> accelerators;  ///< the current one first
  hardware::Law law = hardware::Law::calibrated;
  hardware::WorkloadSettings prefill, decode;  ///< without costs
  std::int64_t prompt = 1, generated = 1;
  SweepChoice sweep;

  /// Phase, context and costs of a run.
  hardware::WorkloadSettings settings(int run, hardware::Phase phase) const;
  const hardware::Accelerator& current() const { return *accelerators.front(); }
};

/// One run on one accelerator.
struct PricedCase {
  int run = 0, accelerator = 0;
  std::optional<hardware::PhaseResult> prefill, decode;
  QString problem;  ///< why there is no result, of either phase or of decode alone

  const hardware::PhaseResult* phase(hardware::Phase which) const;
};

/// One curve: a run on an accelerator.
struct PricedSweep {
  int run = 0, accelerator = 0;
  hardware::Sweep sweep;
  /// The axis shows value · unit_value: "bandwidth" is swept in multiples and shown in bytes per second.
  double unit_value = 1;
};

/// A whole request on the current accelerator by the run in front.
struct PricedRequest {
  double first_token_s = 0, per_token_s = 0, time_s = 0, energy_j = 0;
  bool is_board = false;  ///< energy_j: else dynamic
};

struct AcceleratorAnswer {
  AcceleratorQuestion question;
  std::vector<PricedCase> cases;  ///< by run, then by accelerator
  /// Of the run in front on the current accelerator: prefill, decode.
  std::vector<hardware::Sensitivity> sensitivities[2];
  bool has_sensitivities = false;
  std::vector<PricedSweep> sweeps;
  bool has_sweeps = false;
  QString sweep_problem;
  std::optional<PricedRequest> request;

  const PricedCase* find(int run, int accelerator) const;
  /// The run in front on the current accelerator.
  const PricedCase* front() const { return find(question.front, 0); }
  const hardware::PhaseResult* front(hardware::Phase phase) const;
};

/// How far the tornado moves each figure, down and up.
inline constexpr double accelerator_swing = 0.2;

/// Prices all cases and what the pictures need. Called with each further part that is there: the first call
/// has all cases, and sweeps and sensitivities where they take no search over tilings; the last one has all.
/// `superseded` ends it between the parts after the first. Never throws: problems are in the answer.
void price(const AcceleratorQuestion& question, hardware::TilingCache& tilings,
           const std::function<bool()>& superseded,
           const std::function<void(const AcceleratorAnswer&)>& tell);

}  // namespace quantscope::gui
