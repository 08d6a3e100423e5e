#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/study/comparison.h"

namespace quantscope::study {

/// 16 hexadecimal digits (FNV-1a).
std::string digest(std::string_view text);

/// One line a setting: the method, then its values by id.
std::string setting_key(const Setting& setting);

/// Figures as one JSON object, numbers to the last bit: what the journal keeps and what processes send.
nlohmann::ordered_json figures_to_json(const ComparisonFigures& figures);
/// Throws nlohmann::json::exception for what figures_to_json() did not write.
ComparisonFigures figures_from_json(const nlohmann::ordered_json& json);

}  // namespace quantscope::study
