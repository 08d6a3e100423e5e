#include "app/cli/outlier_choice.h"

#include <fmt/format.h>

#include <sstream>

#include "app/cli/session.h"
#include "core/base/error.h"

namespace quantscope::cli {

model::OutlierEmulation chosen_outliers(const std::string& text, const model::ModelConfig& config) {
  const std::vector<base::ParameterSpec> specs = model::outlier_parameters(config);
  std::string known;
  for (const model::OutlierPreset& preset : model::outlier_presets()) {
    if (preset.id == text) return preset.emulation;
    known += preset.id + ", ";
  }
  std::string keys;
  for (const base::ParameterSpec& spec : specs) keys += (keys.empty() ? "" : ", ") + spec.id;
  const auto refuse = [&](const std::string& problem) {
    throw UsageError(
        fmt::format("--emulate-outliers '{}': {} (use {}or channels=4,ratio=30 with the keys {})", text,
                    problem, known, keys));
  };
  base::ParameterValues values;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) refuse("there is no preset '" + part + "'");
    const base::ParameterSpec* spec = base::find_parameter(specs, part.substr(0, equals));
    if (!spec) refuse("there is no key '" + part.substr(0, equals) + "'");
    try {
      values[spec->id] = base::parse_parameter(*spec, part.substr(equals + 1));
    } catch (const base::Error& error) {
      throw UsageError(fmt::format("--emulate-outliers '{}': {}", text, error.what()));
    }
  }
  if (values.empty()) refuse("nothing is said");
  return model::outlier_emulation(base::completed(specs, values));
}

}  // namespace quantscope::cli
