#include <fmt/format.h>

#include <set>

#include "core/study/comparison.h"

namespace quantscope::study {

std::string run_name(const Setting& setting) {
  const std::vector<base::ParameterSpec> specs = methods::method_by_id(setting.method).parameters(nullptr);
  std::string name = setting.method, bits;
  for (const base::ParameterSpec& spec : specs) {
    const base::ParameterValue& value = base::value_of(spec, setting.values);
    if (spec.id == "weight_bits")
      bits += " W" + base::parameter_text(value);
    else if (spec.id == "activation_bits")
      bits += (bits.empty() ? " A" : "A") + base::parameter_text(value);
    else if (value != spec.default_value)
      name += fmt::format(" {}={}", spec.id, base::parameter_text(value));
  }
  return name + bits;
}

std::vector<Run> named_runs(const std::vector<Setting>& settings) {
  std::vector<Run> runs;
  std::set<std::string> taken;
  for (const Setting& setting : settings) {
    const std::string wanted = run_name(setting);
    std::string name = wanted;
    for (int number = 2; !taken.insert(name).second; ++number) name = fmt::format("{} ({})", wanted, number);
    runs.push_back({name, setting});
  }
  return runs;
}

}  // namespace quantscope::study
