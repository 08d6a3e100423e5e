#include "app/gui/starter_runs.h"

#include "app/gui/run_list.h"
#include "core/methods/method.h"

namespace quantscope::gui {
namespace {

/// Without what says no more than the default, as the method panel pins settings.
study::Setting essential(study::Setting setting) {
  const std::vector<base::ParameterSpec> specs = methods::method_by_id(setting.method).parameters(nullptr);
  std::erase_if(setting.values, [&](const auto& entry) {
    const base::ParameterSpec* spec = base::find_parameter(specs, entry.first);
    return spec && entry.second == spec->default_value;
  });
  return setting;
}

}  // namespace

std::vector<study::Setting> starter_settings() {
  const auto setting = [](const char* method, double weight_bits, double activation_bits) {
    return essential({method, {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}});
  };
  return {setting("rtn", 8, 8), setting("rtn", 4, 8), setting("rtn", 3, 8), setting("qllm", 4, 8),
          setting("qllm", 4, 4)};
}

void pin_starter_runs(RunList& runs) {
  for (const study::Setting& setting : starter_settings()) runs.pin(setting);
}

}  // namespace quantscope::gui
