#pragma once

#include <string>
#include <vector>

#include "core/methods/method.h"

namespace quantscope::cli {

/// Throws UsageError naming the id and the known ones.
const methods::Method& chosen_method(const std::string& id);

/// Reads "key=value" texts by the method's description of its parameters; what is not set is left out.
/// Throws UsageError naming what is wrong and what is accepted.
base::ParameterValues chosen_values(const methods::Method& method, const std::vector<std::string>& settings);

/// A sentence for each setting that has no effect beside the others.
std::vector<std::string> idle_settings(const methods::Method& method, const base::ParameterValues& values);

}  // namespace quantscope::cli
