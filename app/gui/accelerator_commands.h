#pragma once

#include <QString>

#include "app/gui/accelerator_choices.h"
#include "core/study/overview.h"

namespace quantscope::gui {

/// The `quantscope-cli hardware` line that gives a phase of a run. `file`: path of the open model where it is
/// the workload. `setting`: null for the unquantized model.
QString hardware_command(const AcceleratorChoices& choices, hardware::Phase phase, const QString& file,
                         const study::Setting* setting);

}  // namespace quantscope::gui
