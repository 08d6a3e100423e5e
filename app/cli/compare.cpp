#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "app/cli/commands.h"
#include "app/cli/method_choice.h"
#include "app/cli/report_writing.h"
#include "app/cli/run_choice.h"
#include "app/cli/tensor_selection.h"
#include "core/base/staged_folder.h"
#include "core/study/comparison.h"
#include "core/study/report_commands.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CompareOptions {
  std::string model;
  std::string folder;
  std::vector<std::string> patterns;
  std::vector<std::string> methods;
  std::string baseline;
  std::string calibration;
};

/// Index of the run that `--baseline` names: its number from 1, its name, its argument, or its method's id
/// where one run alone has it.
int chosen_baseline(const CompareOptions& options, const std::vector<study::Run>& runs) {
  if (options.baseline.empty()) return -1;
  std::vector<int> found;
  std::string known;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const std::string number = std::to_string(r + 1);
    known += fmt::format("{}{} = {}", r > 0 ? ", " : "", number, runs[r].name);
    const std::string& text = options.baseline;
    if (text == number || text == runs[r].name || text == options.methods[r]) return static_cast<int>(r);
    if (text == runs[r].setting.method) found.push_back(static_cast<int>(r));
  }
  if (found.size() == 1) return found.front();
  throw UsageError(fmt::format("--baseline '{}' {} (use a number: {})", options.baseline,
                               found.empty() ? "is none of the runs" : "is more than one of the runs",
                               known));
}

/// Figure that runs are ordered by: NaN comes last.
double rank(const std::optional<double>& output, double weights, bool by_output) {
  const double figure = by_output ? output.value_or(NAN) : weights;
  return std::isnan(figure) ? -INFINITY : figure;
}

/// Indices of the runs, the one with the best pooled output SQNR first (the weights' where no output is
/// known).
std::vector<int> best_first(const study::Comparison& comparison) {
  std::vector<study::RunSummary> summaries;
  for (int r = 0; r < static_cast<int>(comparison.runs.size()); ++r)
    summaries.push_back(study::run_summary(comparison, r));
  const bool by_output =
      std::ranges::any_of(summaries, [](const auto& each) { return each.output_sqnr_db.has_value(); });
  std::vector<int> order(summaries.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater(), [&](int run) {
    const study::RunSummary& summary = summaries[static_cast<std::size_t>(run)];
    return rank(summary.output_sqnr_db, summary.sqnr_db, by_output);
  });
  return order;
}

study::Table reordered(const study::Table& table, const std::vector<int>& order) {
  study::Table result{table.columns, {}};
  for (const int row : order) result.rows.push_back(table.rows[static_cast<std::size_t>(row)]);
  return result;
}

/// The tensors that each run does worst on, run by run.
study::Table worst_tensors(const study::Comparison& comparison, const std::vector<int>& order) {
  constexpr std::size_t shown = 3;
  study::Table table{{"run", "worst_tensors", "output_sqnr_db", "sqnr_db"}, {}};
  for (const int run : order) {
    std::vector<int> weights;
    for (int w = 0; w < static_cast<int>(comparison.weights.size()); ++w)
      if (const auto& cell = comparison.at(run, w); cell && cell->problem.empty()) weights.push_back(w);
    const bool by_output =
        std::ranges::any_of(weights, [&](int w) { return comparison.at(run, w)->output_error.has_value(); });
    std::ranges::stable_sort(weights, std::less(), [&](int w) {
      const study::ComparisonFigures& cell = *comparison.at(run, w);
      const double figure =
          by_output ? (cell.output_error ? cell.output_error->sqnr_db : NAN) : cell.error.sqnr_db;
      return std::isnan(figure) ? INFINITY : figure;
    });
    weights.resize(std::min(weights.size(), shown));
    for (const int w : weights) {
      const study::ComparisonFigures& cell = *comparison.at(run, w);
      table.rows.push_back({comparison.runs[static_cast<std::size_t>(run)].name,
                            comparison.tensors[static_cast<std::size_t>(w)],
                            cell.output_error ? study::Cell(cell.output_error->sqnr_db) : study::Cell(),
                            cell.error.sqnr_db});
    }
  }
  return table;
}

std::vector<std::string> notes_of(const study::Comparison& comparison) {
  std::vector<std::string> notes;
  for (const study::Run& run : comparison.runs)
    for (const std::string& note :
         idle_settings(methods::method_by_id(run.setting.method), run.setting.values))
      notes.push_back(run.name + ": " + note);
  for (std::size_t r = 0; r < comparison.runs.size(); ++r)
    for (std::size_t w = 0; w < comparison.weights.size(); ++w)
      if (const auto& cell = comparison.at(static_cast<int>(r), static_cast<int>(w));
          cell && !cell->problem.empty())
        notes.push_back(
            fmt::format("{} on {}: {}", comparison.runs[r].name, comparison.tensors[w], cell->problem));
  return notes;
}

std::string as_document(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The tables of a comparison, all of them or none.
std::vector<std::string> write_comparison(const study::Comparison& comparison, int baseline,
                                          const std::string& folder) {
  base::StagedFolder files(folder);
  const study::Table cells = study::comparison_cells(comparison, baseline);
  const study::Table summary = study::comparison_summary(comparison);
  files.write("comparison.csv", study::to_csv(cells));
  files.write("comparison.json", as_document(study::to_json(cells)));
  files.write("summary.csv", study::to_csv(summary));
  files.write("summary.json", as_document(study::to_json(summary)));
  std::vector<std::string> paths;
  for (const std::filesystem::path& path : files.commit()) paths.push_back(path.string());
  return paths;
}

/// comparison.html and comparison.md with their pictures: the part of `report` that is about the runs.
std::vector<std::string> write_page(const std::shared_ptr<const storage::ModelFile>& file,
                                    const study::Comparison& comparison, const CompareOptions& options,
                                    const base::Job& job, std::vector<std::string>& notes) {
  study::ReportFacts facts;
  facts.file = file;
  facts.comparison = comparison;
  study::ReportOptions about;
  about.title = "Comparison: " + (file->name().empty() ? file->path().filename().string() : file->name());
  about.file = options.model;
  std::vector<std::string> further;
  if (!options.baseline.empty()) further = {"--baseline", options.baseline};
  if (!options.calibration.empty()) further.insert(further.end(), {"--calibration", options.calibration});
  about.command = study::comparison_command("compare", options.model, options.patterns, comparison.runs,
                                            options.folder, further);
  if (!options.calibration.empty())
    about.notes.push_back("The layers' inputs are those of " + options.calibration + ".");
  return write_report(facts, about, "light", options.folder, "comparison", job, notes);
}

void run(const CompareOptions& options, Session& session) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<study::Setting> settings;
  for (const study::Run& chosen : chosen_runs(options.methods)) settings.push_back(chosen.setting);
  const std::vector<study::Run> runs = study::named_runs(settings);
  const int baseline = chosen_baseline(options, runs);
  const auto file = opened_model(options.model, options.calibration);
  const std::vector<int> weights =
      options.patterns.empty() ? study::linear_weights(*file) : matching_weights(*file, options.patterns);
  if (weights.empty())
    throw UsageError(fmt::format("{} has no linear weights (choose weights with --tensor)", options.model));
  base::StagedFolder(options.folder);  // a folder that cannot be written is known before the work

  study::Comparison comparison(*file, runs, weights);
  const base::Job job = session.job();
  study::compare_runs(*file, runs, weights, job.part(0, 0.95),
                      [&](const study::ComparisonCell& cell) { comparison.set(cell); });
  std::vector<std::string> files = write_comparison(comparison, baseline, options.folder);
  std::vector<std::string> notes = notes_of(comparison);
  for (const std::string& path : write_page(file, comparison, options, job.part(0.95, 1), notes))
    files.push_back(path);

  const std::vector<int> order = best_first(comparison);
  const study::Table cells = study::comparison_cells(comparison, baseline);
  const study::Table summary = reordered(study::comparison_summary(comparison), order);
  const Json document = {
      {"file", options.model},
      {"out", options.folder},
      {"files", files},
      {"baseline", baseline < 0 ? Json() : Json(runs[static_cast<std::size_t>(baseline)].name)},
      {"notes", notes},
      {"time_s", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()},
      {"runs", study::to_json(summary)},
      {"cells", study::to_json(cells)}};
  const std::string text = study::to_text(study::selected_columns(
                               summary, {"run", "bits_per_weight", "output_sqnr_db", "sqnr_db",
                                         "worst_output_sqnr_db", "weights", "problems", "pareto"})) +
                           "\n" + study::to_text(worst_tensors(comparison, order)) +
                           fmt::format("\n{} cells written to {}\n", comparison.known(), options.folder);
  session.finish(document, cells, text, notes);
}

}  // namespace

void add_compare(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("compare", "Several methods on the same weights: errors, bits, the best first");
  auto options = std::make_shared<CompareOptions>();
  command->add_option("MODEL.h5", options->model, "Model file or any other HDF5 file")->required();
  command
      ->add_option("--tensor", options->patterns,
                   "Weights whose name matches (wildcards; repeatable); all linear ones where not given")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  command
      ->add_option("--method", options->methods,
                   "Method with its parameters (repeatable); `methods` lists them")
      ->type_name("ID[:key=value,...]")
      ->required()
      ->allow_extra_args(false);
  command
      ->add_option("--baseline", options->baseline,
                   "Run that the others' differences are taken to: its number, from 1, or its method")
      ->type_name("N|ID");
  command
      ->add_option("--calibration", options->calibration,
                   "File whose /activations are the inputs instead of the model's own")
      ->type_name("FILE");
  command
      ->add_option(
          "--out", options->folder,
          "Folder for comparison.html, comparison.md, their pictures, and the tables as CSV and JSON")
      ->type_name("DIR")
      ->required();
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
