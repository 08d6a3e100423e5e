#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "app/cli/commands.h"
#include "app/cli/mpi_sweep.h"
#include "core/base/error.h"
#include "core/study/sweep_folder.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SweepOptions {
  std::string study;
  std::string folder;
  bool restart = false;
};

SweepOrder read_order(const std::string& path) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) throw base::Error("is a folder", path, "give a study file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw base::Error("cannot open the study", path, "check that the file exists");
  return {
      {std::istreambuf_iterator<char>(file), {}}, path, std::filesystem::path(path).parent_path().string()};
}

/// One process does everything.
void work_alone(const study::Study& study, study::SweepFolder& folder, const base::Job& job,
                const std::function<void()>& progress) {
  study::SweepQueue queue(
      study, [&](int run, int weight) { return folder.has(run, weight); }, 1);
  study::SweepWorker worker(study);
  while (const auto unit = queue.take(-1))
    worker.work(*unit, job, [&](const study::ComparisonCell& cell) {
      folder.add(cell);
      progress();
    });
}

void report(const study::Study& study, const study::SweepFolder& folder, const SweepOptions& options,
            int processes, Session& session) {
  const std::int64_t left_out =
      study::asked_settings(study.plan) - static_cast<std::int64_t>(study.runs.size());
  std::int64_t problems = 0;
  for (const auto& cell : folder.comparison().cells) problems += cell && !cell->problem.empty();
  std::vector<std::string> notes;
  if (left_out > 0)
    notes.push_back(
        fmt::format("{} of the settings asked for equal others but for parameters without effect: "
                    "computed once",
                    left_out));
  if (folder.damaged() > 0)
    notes.push_back(fmt::format("{} damaged lines of cells.jsonl were passed over", folder.damaged()));
  if (problems > 0)
    notes.push_back(fmt::format("{} cells have no figures; the column notes says why", problems));
  const study::Table cells = study::sweep_table(study, folder.comparison());
  const Json document = {{"study", options.study},
                         {"name", study.plan.name},
                         {"out", options.folder},
                         {"processes", processes},
                         {"settings", study.runs.size()},
                         {"settings_left_out", left_out},
                         {"tensors", study.weights.size()},
                         {"cells_total", study.cells()},
                         {"cells_there_already", folder.resumed()},
                         {"cells_computed", folder.done() - folder.resumed()},
                         {"problems", problems},
                         {"notes", notes},
                         {"runs", study::to_json(study::comparison_summary(folder.comparison()))}};
  std::string text =
      fmt::format("{} settings on {} tensors: {} cells, {} of them computed now", study.runs.size(),
                  study.weights.size(), study.cells(), folder.done() - folder.resumed());
  if (folder.resumed() > 0) text += fmt::format(", {} were there already", folder.resumed());
  text += fmt::format("\nresults.csv, results.json and summary.csv are in {}\n", options.folder);
  session.finish(document, cells, text, notes);
}

/// `world` is null where one process works alone.
void run_study(const SweepOptions& options, MpiWorld* world, Session& session) {
  base::Job job = session.job();
  std::optional<MpiSweep> ranks;
  if (world) ranks.emplace(*world);
  const SweepOrder order = read_order(options.study);
  const study::Study study =
      study::open_study(study::parse_study_plan(order.text, order.place, order.folder));
  study::SweepFolder folder(options.folder, study, options.restart);
  const auto progress = [&] {
    job.report(static_cast<double>(folder.done()) / static_cast<double>(study.cells()),
               fmt::format("{} of {} cells", folder.done(), study.cells()));
  };
  base::Job silent = job;
  silent.progress = nullptr;
  try {
    if (ranks)
      ranks->run(order, study, folder, silent, progress);
    else
      work_alone(study, folder, silent, progress);
  } catch (const base::Cancelled&) {
    folder.write_results();
    throw base::Error(fmt::format("cancelled: {} of {} cells are kept in {}; the same command goes on",
                                  folder.done(), study.cells(), options.folder));
  }
  folder.write_results();
  report(study, folder, options, world ? world->size() : 1, session);
}

void run(const SweepOptions& options, Session& session) {
  if (!MpiWorld::started_under_mpi()) return run_study(options, nullptr, session);
  MpiWorld world;
  if (session.options.threads == 0)
    session.options.threads =
        std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / world.size_here());
  if (world.rank() == 0) return run_study(options, &world, session);
  base::Job job = session.job();
  job.progress = nullptr;
  serve_sweep(world, job);
}

}  // namespace

void add_sweep(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "sweep", "Methods over grids of parameters on many tensors; goes on where it was stopped");
  auto options = std::make_shared<SweepOptions>();
  command->add_option("STUDY.json", options->study, "Study file; datasets/README.md describes it")
      ->required();
  command
      ->add_option("--out", options->folder,
                   "Folder for results.csv, results.json, summary.csv and the journal cells.jsonl")
      ->type_name("DIR")
      ->required();
  command->add_flag("--restart", options->restart, "Forget what the folder has and start over");
  command->footer(
      MpiWorld::built_in()
          ? "Under mpirun (Open MPI) the processes share the work: mpirun -n 8 quantscope-cli sweep …"
          : "This program is built without MPI; with libopenmpi-dev it also runs under mpirun.");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
