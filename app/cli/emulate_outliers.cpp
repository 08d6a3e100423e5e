#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "app/cli/commands.h"
#include "app/cli/output_file.h"
#include "core/study/derived_model.h"

namespace quantscope::cli {
namespace {

struct EmulateOutliersOptions {
  std::string model;
  std::string target;
  std::string preset;
  std::map<std::string, std::string> values;  ///< by parameter id, those that were given
};

/// "same_in_all_layers" → "--same-in-all-layers".
std::string flag_of(const std::string& id) {
  std::string flag = "--" + id;
  std::ranges::replace(flag, '_', '-');
  return flag;
}

base::ParameterValues preset_values(const std::string& id) {
  std::string known;
  for (const model::OutlierPreset& preset : model::outlier_presets()) {
    if (preset.id == id) return study::outlier_values(preset.emulation);
    known += (known.empty() ? "" : ", ") + preset.id;
  }
  throw UsageError(fmt::format("--preset '{}' is not known (known: {})", id, known));
}

model::OutlierEmulation chosen_emulation(const EmulateOutliersOptions& options,
                                         const model::ModelConfig& config) {
  const std::vector<base::ParameterSpec> specs = model::outlier_parameters(config);
  base::ParameterValues values =
      options.preset.empty() ? base::ParameterValues() : preset_values(options.preset);
  for (const auto& [id, text] : options.values) {
    const base::ParameterSpec* spec = base::find_parameter(specs, id);
    try {
      values[id] = base::parse_parameter(*spec, text);
    } catch (const base::Error& error) {
      throw UsageError(fmt::format("{} '{}': {}", flag_of(id), text, error.what()));
    }
  }
  return model::outlier_emulation(base::completed(specs, values));
}

void run(const EmulateOutliersOptions& options, Session& session) {
  refuse_to_overwrite(options.target, options.model);
  const auto start = std::chrono::steady_clock::now();
  const auto file = storage::ModelFile::open(options.model);
  const model::OutlierEmulation emulation = chosen_emulation(options, model::model_config(*file));
  const study::DerivedFile written = study::write_derived_model(
      file, study::with_emulated_outliers(file, emulation), options.target, session.job());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  std::vector<std::string> notes;
  if (written.dropped_inputs > 0)
    notes.push_back(fmt::format("{} captured inputs were left out: they are not those of this model",
                                written.dropped_inputs));
  const study::Table table{
      {"file", "out", "label", "channels", "ratio", "same_in_all_layers", "seed", "changed_tensors",
       "time_s"},
      {{options.model, options.target, emulation.label(), emulation.channels, emulation.ratio,
        emulation.same_in_all_layers, static_cast<std::int64_t>(emulation.seed),
        std::int64_t{written.changed_tensors}, seconds}}};
  nlohmann::ordered_json document = study::to_json(table)[0];
  document["notes"] = notes;
  session.finish(
      document, table,
      fmt::format("{}: {}, {} tensors changed\n", options.target, emulation.label(), written.changed_tensors),
      notes);
}

}  // namespace

void add_emulate_outliers(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "emulate-outliers", "Write a copy of a model that has outlier channels and the same function");
  auto options = std::make_shared<EmulateOutliersOptions>();
  command->add_option("MODEL.h5", options->model, "Model file; it is never changed")->required();
  command->add_option("--out", options->target, "Model file to write, labelled with what was done")
      ->type_name("FILE.h5")
      ->required();
  std::string presets;
  for (const model::OutlierPreset& preset : model::outlier_presets())
    presets += (presets.empty() ? "" : ", ") + preset.id;
  command->add_option("--preset", options->preset, "Published outliers: " + presets)->type_name("ID");
  for (const base::ParameterSpec& spec : model::outlier_parameters({}))
    command
        ->add_option_function<std::string>(
            flag_of(spec.id),
            [options, id = spec.id](const std::string& text) { options->values[id] = text; }, spec.help)
        ->type_name(spec.kind == base::ParameterKind::boolean ? "true|false" : "N");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
