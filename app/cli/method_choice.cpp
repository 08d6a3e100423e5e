#include "app/cli/method_choice.h"

#include <fmt/format.h>

#include "app/cli/session.h"

namespace quantscope::cli {

const methods::Method& chosen_method(const std::string& id) {
  std::string known;
  for (const auto& method : methods::all_methods()) {
    const std::string each = method->description().id;
    if (each == id) return *method;
    if (!known.empty()) known += ", ";
    known += each;
  }
  throw UsageError(fmt::format("there is no method '{}' (known: {})", id, known));
}

base::ParameterValues chosen_values(const methods::Method& method, const std::vector<std::string>& settings) {
  const std::vector<base::ParameterSpec> specs = method.parameters(nullptr);
  base::ParameterValues values;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UsageError(fmt::format("--set '{}' is not accepted (use key=value)", setting));
    const std::string key = setting.substr(0, equals);
    const base::ParameterSpec* spec = base::find_parameter(specs, key);
    if (!spec) {
      std::string known;
      for (const base::ParameterSpec& each : specs) {
        if (!known.empty()) known += ", ";
        known += each.id;
      }
      throw UsageError(fmt::format("--set '{}': {} has no parameter '{}' (known: {})", setting,
                                   method.description().id, key, known));
    }
    try {
      values[key] = base::parse_parameter(*spec, setting.substr(equals + 1));
    } catch (const base::Error& error) {
      throw UsageError(fmt::format("--set '{}': {}", setting, error.what()));
    }
  }
  return values;
}

std::vector<std::string> idle_settings(const methods::Method& method, const base::ParameterValues& values) {
  const std::vector<base::ParameterSpec> specs = method.parameters(nullptr);
  std::vector<std::string> notes;
  for (const auto& [id, value] : values)
    if (const base::ParameterSpec* spec = base::find_parameter(specs, id))
      if (const std::string reason = base::why_disabled(*spec, specs, values); !reason.empty())
        notes.push_back(fmt::format("{}={} has no effect: {}", id, base::parameter_text(value), reason));
  return notes;
}

}  // namespace quantscope::cli
