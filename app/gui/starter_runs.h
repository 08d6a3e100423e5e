#pragma once

#include <vector>

#include "core/study/overview.h"

namespace quantscope::gui {

class RunList;

/// A few settings worth comparing on any model: round to nearest at 8, 4 and 3 bits, QLLM at 4, with
/// activations of 8 bits, and once of 4.
std::vector<study::Setting> starter_settings();
void pin_starter_runs(RunList& runs);

}  // namespace quantscope::gui
