#include "app/gui/starter_runs.h"

#include "app/gui/run_list.h"

namespace quantscope::gui {

std::vector<study::Setting> starter_settings() {
  const auto setting = [](const char* method, double weight_bits, double activation_bits) {
    return study::Setting{method, {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}};
  };
  return {setting("rtn", 8, 8), setting("rtn", 4, 8), setting("rtn", 3, 8), setting("qllm", 4, 8),
          setting("qllm", 4, 4)};
}

void pin_starter_runs(RunList& runs) {
  for (const study::Setting& setting : starter_settings()) runs.pin(setting);
}

}  // namespace quantscope::gui
