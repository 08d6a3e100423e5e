#include <fmt/format.h>

#include "app/cli/commands.h"
#include "core/storage/model_file.h"
#include "core/study/overview.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

Json header_json(const storage::ModelFile& file) {
  Json config = Json::object();
  for (const auto& [key, text] : file.config()) {
    const Json value = Json::parse(text, nullptr, false);
    config[key] = value.is_discarded() ? Json(text) : value;
  }
  const std::string tokenizer = file.tokenizer_kind();
  return {{"file", file.path().string()},
          {"bytes", file.identity().bytes},
          {"is_model", file.is_model()},
          {"name", file.name()},
          {"architecture", file.architecture()},
          {"source", file.source()},
          {"licence", file.licence()},
          {"config", config},
          {"tokenizer", tokenizer.empty() ? Json() : Json(tokenizer)},
          {"texts", file.text_names()}};
}

std::string header_text(const storage::ModelFile& file, double tensor_bytes) {
  std::string text;
  const auto line = [&](const char* label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:<14}{}\n", label, value);
  };
  line("file", file.path().string());
  line("name", file.name());
  line("kind", file.is_model() ? "model file" : "HDF5 file without the model layout");
  line("architecture", file.architecture());
  line("source", file.source().substr(0, file.source().find('\n')));
  line("licence", file.licence().substr(0, file.licence().find('\n')));
  line("tokenizer", file.tokenizer_kind());
  std::string texts;
  for (const std::string& name : file.text_names()) texts += (texts.empty() ? "" : ", ") + name;
  line("texts", texts);
  std::string config;
  for (const auto& [key, value] : file.config()) {
    if (!config.empty()) config += ", ";
    config += key + " " + value;
  }
  line("config", config);
  line("size", fmt::format("{:.4g} MB in the file, {:.4g} MB of {} tensors",
                           static_cast<double>(file.identity().bytes) / 1e6, tensor_bytes / 1e6,
                           file.tensors().size()));
  return text;
}

void run(const std::string& path, Session& session) {
  const auto file = storage::ModelFile::open(path);
  study::Table table{study::tensor_columns(), {}};
  double tensor_bytes = 0;
  for (const storage::TensorInfo& info : file->tensors()) {
    table.rows.push_back(study::tensor_row(info));
    tensor_bytes += static_cast<double>(info.bytes());
  }
  Json document = header_json(*file);
  document["tensors"] = study::to_json(table);
  document["skipped"] = file->skipped();
  const study::Table shown = study::selected_columns(table, {"name", "role", "shape", "dtype", "bytes"});
  std::vector<std::string> notes;
  for (const std::string& skipped : file->skipped()) notes.push_back("passed over " + skipped);
  session.finish(document, table, header_text(*file, tensor_bytes) + "\n" + study::to_text(shown), notes);
}

}  // namespace

void add_info(CLI::App& app, Session& session) {
  struct Options {
    std::string model;
  };
  CLI::App* command = app.add_subcommand("info", "What is in a file: header, tokenizer, texts, tensors");
  auto options = std::make_shared<Options>();
  command->add_option("MODEL.h5", options->model, "Model file or any other HDF5 file")->required();
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(options->model, session); });
}

}  // namespace quantscope::cli
