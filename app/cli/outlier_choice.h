#pragma once

#include <string>

#include "core/model/emulated_outliers.h"

namespace quantscope::cli {

/// Reads "channels=4,ratio=30" or the id of a preset. Throws UsageError naming what is accepted.
model::OutlierEmulation chosen_outliers(const std::string& text, const model::ModelConfig& config);

}  // namespace quantscope::cli
