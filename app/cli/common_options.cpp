#include <charconv>

#include "app/cli/commands.h"

namespace quantscope::cli {
namespace {

std::string why_no_thread_count(const std::string& text) {
  int number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool valid = code == std::errc() && end == text.data() + text.size() && number >= 1 && number <= 1024;
  return valid ? "" : "'" + text + "' is not accepted (use a whole number from 1 to 1024)";
}

}  // namespace

void add_common_options(CLI::App& command, CommonOptions& options) {
  command.add_flag("--json", options.json, "One JSON document on standard output and nothing else");
  command.add_option("--csv", options.csv, "Write the table to this file as CSV")->type_name("FILE");
  command.add_option("--threads", options.threads, "Most worker threads; all of the machine where not given")
      ->type_name("N")
      ->check(why_no_thread_count);
  command.add_flag("--quiet", options.quiet, "No progress and no notes on standard error");
}

}  // namespace quantscope::cli
