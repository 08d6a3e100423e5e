#pragma once

#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/progress_bar.h"
#include "core/base/job.h"
#include "core/study/table.h"

namespace quantscope::cli {

/// The command line was wrong: exit status 2. what() names the offending value and what is accepted.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Options that every command has.
struct CommonOptions {
  bool json = false;
  std::string csv;
  int threads = 0;
  bool quiet = false;
};

/// What a command gets beside its own options: the job that its work belongs to and where its results go.
/// SIGINT, SIGTERM and SIGHUP ask the job to stop; a second one ends the program at once.
class Session {
 public:
  /// Before any other thread starts: signals are taken over here.
  Session();

  CommonOptions options;
  base::Job job();

  /// Ends the progress bar and writes this to standard output at once, for results that come piece by piece;
  /// not with --json. Throws base::Error where that fails.
  void write_now(std::string_view text);
  /// Ends the progress bar, then writes the table where --csv says, and `document` with --json, else `text`
  /// and the notes (these to standard error), to standard output. Throws base::Error where that fails.
  void finish(const nlohmann::ordered_json& document, const study::Table& table, const std::string& text,
              const std::vector<std::string>& notes = {});
  /// Ends the progress bar and prints the one line that says why the program stops.
  void fail(const std::string& reason);

 private:
  std::stop_source stop_;
  ProgressBar progress_;
};

}  // namespace quantscope::cli
