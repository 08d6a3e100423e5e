#pragma once

#include <QString>

namespace quantscope::gui {

/// The sample model: what QUANTSCOPE_SAMPLE names, else share/quantscope beside the installed program, else
/// the source tree's datasets/. Empty where there is none.
QString sample_model_path();

}  // namespace quantscope::gui
