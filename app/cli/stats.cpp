#include <charconv>
#include <cmath>

#include "app/cli/commands.h"
#include "app/cli/tensor_selection.h"
#include "core/study/overview.h"

namespace quantscope::cli {
namespace {

struct StatsOptions {
  std::string model;
  std::vector<std::string> patterns;
  double outlier_factor = 6;
  std::int64_t memory_budget_mib = 256;
};

std::string why_no_factor(const std::string& text) {
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool valid =
      code == std::errc() && end == text.data() + text.size() && number >= 1 && std::isfinite(number);
  return valid ? "" : "'" + text + "' is not accepted (use a number of at least 1)";
}

std::string why_no_budget(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool valid =
      code == std::errc() && end == text.data() + text.size() && number >= 1 && number <= (1 << 20);
  return valid ? "" : "'" + text + "' is not accepted (use a whole number of MiB from 1 to 1048576)";
}

void run(const StatsOptions& options, Session& session) {
  const auto file = storage::ModelFile::open(options.model);
  study::ScanOptions scan;
  scan.outlier_factor = options.outlier_factor;
  scan.memory_budget = static_cast<std::uint64_t>(options.memory_budget_mib) << 20;
  study::Table table{study::statistics_columns(), {}};
  const std::vector<int> tensors = matching_tensors(*file, options.patterns);
  if (!tensors.empty()) table = study::statistics_table(*file, tensors, scan, session.job());
  const nlohmann::ordered_json document = {{"file", options.model},
                                           {"outlier_factor", options.outlier_factor},
                                           {"tensors", study::to_json(table)}};
  const study::Table shown =
      study::selected_columns(table, {"name", "shape", "dtype", "absmax", "std", "kurtosis", "p99", "p9999",
                                      "channel_absmax_median", "outlier_ratio", "outlier_channels"});
  session.finish(document, table, study::to_text(shown));
}

}  // namespace

void add_stats(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("stats", "Statistics of tensors: moments, quantiles, outlier channels");
  auto options = std::make_shared<StatsOptions>();
  command->add_option("MODEL.h5", options->model, "Model file or any other HDF5 file")->required();
  command
      ->add_option("--tensor", options->patterns, "Only tensors whose name matches (wildcards; repeatable)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  command
      ->add_option("--outlier-factor", options->outlier_factor,
                   "How many times the median channel makes an outlier channel (6)")
      ->type_name("FACTOR")
      ->check(why_no_factor);
  command
      ->add_option("--memory-budget", options->memory_budget_mib, "MiB of tiles held at the same time (256)")
      ->type_name("MIB")
      ->check(why_no_budget);
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
