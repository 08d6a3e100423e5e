#include <fmt/format.h>

#include <filesystem>

#include "app/cli/commands.h"
#include "app/cli/report_writing.h"
#include "app/cli/run_choice.h"
#include "app/cli/tensor_selection.h"
#include "core/base/staged_folder.h"
#include "core/study/report_commands.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ReportOptions {
  std::string model;
  std::string folder;
  std::vector<std::string> patterns;
  std::vector<std::string> methods;
  std::string style = "light";
  std::string calibration;
};

void run(const ReportOptions& options, Session& session) {
  check_report_style(options.style);
  std::vector<study::Setting> settings;
  for (const study::Run& chosen : chosen_runs(options.methods)) settings.push_back(chosen.setting);
  const std::vector<study::Run> runs =
      settings.empty() ? study::default_report_runs() : study::named_runs(settings);
  const std::shared_ptr<const storage::ModelFile> file = opened_model(options.model, options.calibration);
  const std::vector<int> weights =
      options.patterns.empty() ? study::linear_weights(*file) : matching_weights(*file, options.patterns);
  base::StagedFolder(options.folder);  // a folder that cannot be written is known before the work
  const base::Job job = session.job();

  std::vector<std::string> notes;
  study::ReportFacts facts = study::overview_facts(file, job.part(0, 0.2));
  if (weights.empty()) {
    notes.push_back(
        "the file has no linear weights: the report has its tensors alone (choose weights with --tensor)");
  } else {
    facts.comparison = study::Comparison(*file, runs, weights);
    study::compare_runs(*file, runs, weights, job.part(0.2, 0.95),
                        [&](const study::ComparisonCell& cell) { facts.comparison.set(cell); });
  }
  study::ReportOptions about;
  about.file = options.model;
  std::vector<std::string> further;
  if (options.style != "light") further = {"--style", options.style};
  if (!options.calibration.empty()) further.insert(further.end(), {"--calibration", options.calibration});
  about.command = study::comparison_command("report", options.model, options.patterns,
                                            options.methods.empty() ? std::vector<study::Run>() : runs,
                                            options.folder, further);
  if (!options.calibration.empty())
    about.notes.push_back("The layers' inputs are those of " + options.calibration + ".");
  if (!notes.empty()) about.notes.push_back("The file has no linear weights: nothing could be compared.");
  const std::vector<std::string> files =
      write_report(facts, about, options.style, options.folder, "report", job.part(0.95, 1), notes);

  const study::Table summary =
      facts.comparison.runs.empty() ? study::Table{} : study::comparison_summary(facts.comparison);
  const Json document = {{"file", options.model},
                         {"out", options.folder},
                         {"files", files},
                         {"notes", notes},
                         {"runs", study::to_json(summary)}};
  session.finish(document, summary, fmt::format("{}\n{} files written\n", files.front(), files.size()),
                 notes);
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("report", "One page on a model: outliers, methods compared, how to do it again");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("MODEL.h5", options->model, "Model file or any other HDF5 file")->required();
  command->add_option("--out", options->folder, "Folder for report.html, report.md, pictures and tables")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("--tensor", options->patterns,
                   "Weights that the methods are compared on (wildcards; repeatable); all linear ones")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  command
      ->add_option("--method", options->methods,
                   "Method with parameters (repeatable); rtn at 8, 4 and 3 bits and qllm at 4")
      ->type_name("ID[:key=value,...]")
      ->allow_extra_args(false);
  command
      ->add_option("--calibration", options->calibration,
                   "File whose /activations are the inputs instead of the model's own")
      ->type_name("FILE");
  command->add_option("--style", options->style, "Pictures: light, or paper (178 mm wide, thin lines)")
      ->type_name("STYLE");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
