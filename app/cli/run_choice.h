#pragma once

#include <string>
#include <vector>

#include "core/study/comparison.h"

namespace quantscope::cli {

/// Runs from the arguments of `--method ID[:key=value,...]`, in their order. A run's name is its argument.
/// Throws UsageError naming what is wrong and what is accepted, a run given twice among it.
std::vector<study::Run> chosen_runs(const std::vector<std::string>& arguments);

}  // namespace quantscope::cli
