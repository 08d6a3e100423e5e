#pragma once

#include <QString>

#include "app/gui/inference_request.h"

namespace quantscope::gui {

/// The `quantscope-cli perplexity` line that gives a run's figures.
QString perplexity_command(const InferencePlan& plan, const study::ModelRun& run);
/// The `quantscope-cli generate` line that gives a run's text.
QString generation_command(const GenerationRequest& request, const study::ModelRun& run);

}  // namespace quantscope::gui
