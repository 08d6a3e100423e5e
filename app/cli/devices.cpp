#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/hardware_choice.h"
#include "core/hardware/accelerator_json.h"
#include "core/study/hardware_tables.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DevicesOptions {
  std::string id;
  std::string target;
};

void list_devices(Session& session) {
  const hardware::Catalogue catalogue = hardware::read_catalogue(hardware::resource_folders());
  const study::Table table = study::device_table(catalogue.accelerators);
  study::Table models{{"id", "name", "weights", "source"}, {}};
  for (const auto& model : catalogue.models)
    models.rows.push_back({model->id, model->name, hardware::total_weights(*model), model->source});
  Json devices = Json::array();
  for (const auto& accelerator : catalogue.accelerators)
    devices.push_back(hardware::accelerator_json(*accelerator));
  const Json document = {
      {"devices", devices}, {"models", study::to_json(models)}, {"faults", catalogue.faults}};
  std::string text = study::to_text(study::selected_columns(
      table, {"id", "name", "f16_ops_per_s", "int8_ops_per_s", "memory_bytes_per_s", "memory_bytes"}));
  text += "this-computer: measured when it is asked for\n\nModel shapes for `hardware --model`\n";
  text += study::to_text(study::selected_columns(models, {"id", "name", "weights"}));
  session.finish(document, table, text, catalogue.faults);
}

void show_device(const DevicesOptions& options, Session& session) {
  const ChosenDevice chosen = chosen_device(options.id, session.job());
  const hardware::Accelerator& accelerator = *chosen.accelerator;
  if (!options.target.empty()) hardware::write_accelerator(accelerator, options.target);
  const study::Table table = study::figure_table(accelerator);
  std::string text = fmt::format("{}: {}\n", accelerator.id, accelerator.name);
  if (!accelerator.summary.empty()) text += accelerator.summary + "\n";
  text += "\n" + study::to_text(table);
  if (!options.target.empty()) text += options.target + " written\n";
  const Json document = {{"devices", Json::array({hardware::accelerator_json(accelerator)})},
                         {"models", Json::array()},
                         {"faults", chosen.faults}};
  session.finish(document, table, text, chosen.faults);
}

}  // namespace

void add_devices(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("devices", "The accelerators and model shapes that `hardware` knows");
  auto options = std::make_shared<DevicesOptions>();
  command->add_option("ID", options->id,
                      "Show the figures of this device with their sources; this-computer is measured");
  command->add_option("--out", options->target, "Write its description, to copy and edit")
      ->type_name("FILE.json");
  add_common_options(*command, session.options);
  command->callback([options, &session] {
    if (!options->id.empty())
      show_device(*options, session);
    else if (!options->target.empty())
      throw UsageError("--out needs the ID of a device");
    else
      list_devices(session);
  });
}

}  // namespace quantscope::cli
