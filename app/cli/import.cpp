#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "app/cli/commands.h"
#include "core/storage/import_model.h"

namespace quantscope::cli {
namespace {

struct ImportOptions {
  std::string source;
  std::string target;
  std::string element_type;
  std::string name;
};

void run(const ImportOptions& options, Session& session) {
  std::error_code ignored;
  if (std::filesystem::equivalent(options.source, options.target, ignored))
    throw UsageError(fmt::format("--out '{}' is the source itself (use another name)", options.target));
  storage::ImportOptions import;
  import.name = options.name;
  if (!options.element_type.empty()) import.float_type = tensor::element_type_from_name(options.element_type);
  const auto start = std::chrono::steady_clock::now();
  const storage::ImportResult result =
      storage::import_model(options.source, options.target, import, session.job());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  const auto bytes = static_cast<std::int64_t>(result.bytes_read);
  const study::Table table{{"source", "out", "tensors", "bytes_read", "time_s"},
                           {{options.source, options.target, result.tensors, bytes, seconds}}};
  nlohmann::ordered_json document = study::to_json(table)[0];
  document["notes"] = result.notes;
  session.finish(document, table,
                 fmt::format("{}: {} tensors, {:.4g} MB read in {:.3g} s\n", options.target, result.tensors,
                             static_cast<double>(bytes) / 1e6, seconds),
                 result.notes);
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "import", "Make a model file of a Hugging Face folder, safetensors, NumPy or llama2.c file");
  auto options = std::make_shared<ImportOptions>();
  command->add_option("SOURCE", options->source, "Folder or file to read; it is never changed")->required();
  command->add_option("--out", options->target, "Model file to write")->type_name("MODEL.h5")->required();
  command
      ->add_option("--dtype", options->element_type,
                   "Element type of float tensors: f32, f16 or bf16; as in the source where not given")
      ->type_name("TYPE")
      ->check([](const std::string& text) {
        const bool valid = text == "f32" || text == "f16" || text == "bf16";
        return valid ? std::string() : "'" + text + "' is not accepted (use f32, f16 or bf16)";
      });
  command->add_option("--name", options->name, "Name of the model; the source's own where not given")
      ->type_name("NAME");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
