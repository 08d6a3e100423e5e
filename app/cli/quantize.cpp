#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/method_choice.h"
#include "app/cli/output_file.h"
#include "app/cli/tensor_selection.h"
#include "core/study/overview.h"
#include "core/study/quantized_file.h"
#include "core/study/site_walk.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct QuantizeOptions {
  std::string model;
  std::vector<std::string> patterns;
  std::string method;
  std::vector<std::string> settings;
  std::string calibration;
  std::string target;
  bool dequantized = false;
};

void run(const QuantizeOptions& options, Session& session) {
  const auto start = std::chrono::steady_clock::now();
  const methods::Method& method = chosen_method(options.method);
  const base::ParameterValues values = chosen_values(method, options.settings);
  if (options.dequantized && options.target.empty())
    throw UsageError("--dequantized needs --out FILE.h5, the file to write");

  const auto file = storage::ModelFile::open(options.model);
  const auto calibration =
      options.calibration.empty() ? nullptr : storage::ModelFile::open(options.calibration);
  const std::vector<int> weights = matching_weights(*file, options.patterns);
  const base::Job job = session.job();
  std::optional<study::QuantizedFile> output;
  if (!options.target.empty()) {
    refuse_to_overwrite(options.target, options.model);
    if (calibration) refuse_to_overwrite(options.target, options.calibration);
    output.emplace(
        options.target, *file,
        options.dequantized ? study::QuantizedContent::dequantized : study::QuantizedContent::codes);
  }

  study::Table table{study::quantization_columns(), {}};
  std::vector<std::string> notes = idle_settings(method, values);
  const double quantizing_share = output ? 0.8 : 1.0;
  study::walk_sites(*file, weights, calibration.get(), job.part(0, quantizing_share),
                    [&](const study::LoadedSite& site, const base::Job& part) {
                      const methods::QuantizedSite quantized =
                          study::quantize_site(*site.prepared, method, values, part.part(0, 0.5));
                      notes.insert(notes.end(), site.notes.begin(), site.notes.end());
                      for (std::size_t i = 0; i < site.tensors.size(); ++i) {
                        const storage::TensorInfo& info =
                            file->tensors()[static_cast<std::size_t>(site.tensors[i])];
                        part.report(0.5, info.name);
                        study::AnalysisOptions analysis;
                        analysis.subject.consumer = site.consumers[i];
                        const study::AnalysisResult result = study::measure(
                            *site.prepared, method, values, quantized, analysis, part.part(0.5, 0.9));
                        table.rows.push_back(study::quantization_row(info.name, result));
                        for (const std::string& note : result.notes)
                          notes.push_back(site.prepared->site().name + ": " + note);
                        if (output)
                          output->add(info, *quantized.consumers[static_cast<std::size_t>(site.consumers[i])],
                                      result.method, result.parameters, part);
                      }
                    },
                    {true, method.description().uses_hessian});
  if (output) output->commit(job.part(quantizing_share, 1));

  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const std::vector<std::string> where_known = {"output_mse", "output_sqnr_db", "output_cosine",
                                                "output_max_abs_error", "theta"};
  const Json document = {{"file", options.model},
                         {"method", options.method},
                         {"set", study::to_json(values)},
                         {"out", options.target.empty() ? Json() : Json(options.target)},
                         {"notes", notes},
                         {"time_s", seconds},
                         {"tensors", study::to_json(table, where_known)}};
  std::string text = study::to_text(
      study::selected_columns(table, {"name", "sqnr_db", "mse", "cosine", "max_abs_error", "bits_per_weight",
                                      "output_sqnr_db", "output_mse", "outlier_error_share"}));
  if (output) text += options.target + " written\n";
  session.finish(document, table, text, notes);
}

}  // namespace

void add_quantize(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("quantize", "Quantize weights, measure the error, write the result");
  auto options = std::make_shared<QuantizeOptions>();
  command->add_option("MODEL.h5", options->model, "Model file or any other HDF5 file")->required();
  command->add_option("--tensor", options->patterns, "Weights whose name matches (wildcards; repeatable)")
      ->type_name("GLOB")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--method", options->method, "Id of the method; `methods` lists them")
      ->type_name("ID")
      ->required();
  command
      ->add_option("--set", options->settings,
                   "Parameter of the method (repeatable); `methods ID` lists them")
      ->type_name("key=value")
      ->allow_extra_args(false);
  command
      ->add_option("--calibration", options->calibration,
                   "File whose /activations are the inputs instead of the model's own")
      ->type_name("FILE");
  command->add_option("--out", options->target, "Write codes, scales and what else the method stores")
      ->type_name("FILE.h5");
  command->add_flag("--dequantized", options->dequantized, "Write f32 weights under their own names instead");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
