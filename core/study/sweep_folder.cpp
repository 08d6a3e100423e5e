#include "core/study/sweep_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/study/sweep_cell.h"

namespace quantscope::study {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr const char* journal_start = R"({"format":"quantscope-sweep-journal",)";

const std::filesystem::path& made(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) throw base::Error("cannot make the folder: " + code.message(), folder.string());
  return folder;
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

SweepFolder::SweepFolder(std::filesystem::path folder, const Study& study, bool restart)
    : study_(study),
      folder_(made(folder)),
      comparison_(*study.file, study.runs, study.weights),
      journal_(folder_ / "cells.jsonl", journal_start) {
  for (const Run& run : study_.runs) run_keys_.push_back(digest(setting_key(run.setting)));
  if (restart) journal_.clear();
  std::map<std::string, std::pair<int, int>> places;
  for (std::size_t r = 0; r < run_keys_.size(); ++r)
    for (std::size_t w = 0; w < study_.weights.size(); ++w)
      places.emplace(key_of(r, w), std::pair(static_cast<int>(r), static_cast<int>(w)));
  bool first = true;
  journal_.read([&](std::string_view line) {
    if (first) {
      check_header(line);
      first = false;
      return;
    }
    try {
      const Json json = Json::parse(line);
      const auto [run, weight] = places.at(json.at("key").get<std::string>());
      const ComparisonCell cell{run, weight, figures_from_json(json.at("figures"))};
      if (!has(run, weight)) ++resumed_;
      comparison_.set(cell);
    } catch (const std::exception&) {
      ++damaged_;
    }
  });
  if (first) {
    journal_.clear();
    journal_.append(header());
  }
  done_ = resumed_;
  write_results();
}

std::string SweepFolder::key_of(std::size_t run, std::size_t weight) const {
  return run_keys_[run] + study_.file->tensors()[static_cast<std::size_t>(study_.weights[weight])].path;
}

std::string SweepFolder::header() const {
  const storage::FileIdentity& model = study_.file->identity();
  return line_of(
      {{"format", "quantscope-sweep-journal"},
       {"format_version", 1},
       {"name", study_.plan.name},
       {"model",
        {{"path", model.canonical_path}, {"bytes", model.bytes}, {"modified_ns", model.modified_ns}}},
       {"settings", study_.runs.size()},
       {"tensors", study_.weights.size()},
       {"study", study_.key()}});
}

void SweepFolder::check_header(std::string_view line) const {
  const std::string remedy = "choose another folder, or use --restart to start over";
  const auto refuse = [&](const std::string& what) { throw base::Error(what, folder_.string(), remedy); };
  const Json found = Json::parse(line, nullptr, false);
  const Json expected = Json::parse(header());
  if (!found.is_object() || found.value("format_version", Json()) != expected["format_version"])
    refuse("has a journal that this program does not read");
  const Json model = found.value("model", Json::object());
  if (model.value("path", Json()) != expected["model"]["path"])
    refuse(fmt::format("has the results of another model, {}", model.value("path", "")));
  if (model != expected["model"])
    refuse(fmt::format("has results of this model before it was changed, {}", model.value("path", "")));
  if (found.value("study", Json()) != expected["study"])
    refuse(fmt::format(
        "has the results of another study ({} settings on {} tensors; this one: {} on {}, or "
        "others of them)",
        found.value("settings", 0), found.value("tensors", 0), study_.runs.size(), study_.weights.size()));
}

void SweepFolder::add(const ComparisonCell& cell) {
  const auto run = static_cast<std::size_t>(cell.run);
  const auto weight = static_cast<std::size_t>(cell.weight);
  const Setting& setting = study_.runs[run].setting;
  journal_.append(line_of({{"key", key_of(run, weight)},
                           {"tensor", comparison_.tensors[weight]},
                           {"method", setting.method},
                           {"parameters", to_json(parameters_in_force(setting, cell.figures))},
                           {"figures", figures_to_json(cell.figures)}}));
  if (!has(cell.run, cell.weight)) ++done_;
  comparison_.set(cell);
  if (Clock::now() >= next_results_) write_results();
}

void SweepFolder::write_results() {
  constexpr auto least_pause = std::chrono::seconds(2);
  constexpr int work_for_writing = 20;
  const auto start = Clock::now();
  journal_.flush();
  const Table table = sweep_table(study_, comparison_);
  base::write_file_atomically(folder_ / "results.csv", to_csv(table));
  const Json head = {
      {"format", "quantscope-study-results"}, {"format_version", 1},           {"name", study_.plan.name},
      {"model", study_.plan.model},           {"cells_total", study_.cells()}, {"cells_done", done_}};
  // One cell a line: easy to read, and no document of everything in memory.
  std::string text = line_of(head);
  text.back() = ',';
  text += "\n\"cells\":[";
  Table row{table.columns, {{}}};
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    row.rows.front() = table.rows[r];
    text += (r > 0 ? ",\n" : "\n") + line_of(to_json(row).front());
  }
  text += "\n]}\n";
  base::write_file_atomically(folder_ / "results.json", text);
  Table summary = comparison_summary(comparison_);
  std::vector<std::string> columns = summary.columns;
  std::erase(columns, "time_s");
  base::write_file_atomically(folder_ / "summary.csv", to_csv(selected_columns(summary, columns)));
  const auto end = Clock::now();
  next_results_ = end + std::max<Clock::duration>(least_pause, work_for_writing * (end - start));
}

}  // namespace quantscope::study
