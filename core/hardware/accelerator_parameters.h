#pragma once

#include <vector>

#include "core/base/parameter.h"
#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// The form that edits an accelerator: a parameter for each of its figures, its id the path
/// ("memory.dram.bandwidth"), its help mark and source, its default the value.
std::vector<base::ParameterSpec> accelerator_parameters(const Accelerator& accelerator);

/// A copy with these values. Changed figures are marked assumed, with the source "set by the user". Throws
/// base::Error naming the figure: unknown, out of range, or inconsistent with another.
Accelerator with_values(const Accelerator& accelerator, const base::ParameterValues& values);

}  // namespace quantscope::hardware
