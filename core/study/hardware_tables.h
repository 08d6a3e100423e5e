#pragma once

#include "core/hardware/derivation.h"
#include "core/hardware/hardware_sweep.h"
#include "core/hardware/price.h"
#include "core/hardware/request.h"
#include "core/hardware/sensitivity.h"
#include "core/study/table.h"

namespace quantscope::study {

/// One row an operator, figures of one occurrence: name, count, ops, bytes, time_s, energy_j, bound and more.
/// energy_j is the board's where its law is known, else the dynamic energy; both stand beside it.
Table operator_table(const hardware::PhaseResult& result, const hardware::Accelerator& accelerator);

/// The totals as one JSON object with the keys of the `hardware` command: ops, bytes, time_s,
/// tokens_per_second, energy_j, energy_per_token_j, memory_bytes, fits and more.
nlohmann::ordered_json total_json(const hardware::PhaseResult& result,
                                  const hardware::Accelerator& accelerator);
nlohmann::ordered_json total_json(const hardware::RequestResult& result,
                                  const hardware::Accelerator& accelerator);

/// One row a value of the swept variable, SI units in the names of the columns.
Table sweep_table(const hardware::Sweep& sweep, const hardware::Accelerator& accelerator);

/// One row a figure of the accelerator, the most effective first.
Table sensitivity_table(const std::vector<hardware::Sensitivity>& list);

Table derivation_table(const std::vector<hardware::DerivationStep>& steps);

/// The accelerators of a catalogue, one row each; and one accelerator's figures with mark and source.
Table device_table(const std::vector<std::shared_ptr<const hardware::Accelerator>>& accelerators);
Table figure_table(const hardware::Accelerator& accelerator);

}  // namespace quantscope::study
