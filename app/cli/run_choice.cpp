#include "app/cli/run_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/method_choice.h"
#include "app/cli/session.h"

namespace quantscope::cli {
namespace {

study::Run chosen_run(const std::string& argument) {
  const std::size_t colon = argument.find(':');
  const methods::Method& method = chosen_method(argument.substr(0, colon));
  std::vector<std::string> settings;
  if (colon != std::string::npos) {
    std::string rest = argument.substr(colon + 1);
    while (true) {
      const std::size_t comma = rest.find(',');
      settings.push_back(rest.substr(0, comma));
      if (comma == std::string::npos) break;
      rest.erase(0, comma + 1);
    }
  }
  return {argument, {method.description().id, chosen_values(method, settings)}};
}

}  // namespace

std::vector<study::Run> chosen_runs(const std::vector<std::string>& arguments) {
  std::vector<study::Run> runs;
  for (const std::string& argument : arguments) {
    study::Run run = chosen_run(argument);
    if (std::ranges::any_of(runs, [&](const study::Run& other) {
          return other.setting.method == run.setting.method && other.setting.values == run.setting.values;
        }))
      throw UsageError(fmt::format("--method '{}' is given twice (each setting once)", argument));
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace quantscope::cli
