#include "app/cli/session.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace quantscope::cli {
namespace {

/// Signals that end a program, but for those that the caller chose to ignore (nohup).
sigset_t stopping_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : std::array{SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) sigaddset(&signals, signal);
  }
  return signals;
}

void wait_for_signals(std::stop_source stop, sigset_t signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  stop.request_stop();
  sigwait(&signals, &signal);
  ::_exit(1);
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw base::Error(std::string("cannot write: ") + std::strerror(errno), "standard output");
}

}  // namespace

Session::Session() {
  const sigset_t signals = stopping_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(wait_for_signals, stop_, signals).detach();
}

base::Job Session::job() {
  base::Job job;
  job.stop = stop_.get_token();
  job.threads = options.threads;
  if (!options.quiet)
    job.progress = [this](double fraction, std::string_view activity) {
      progress_.report(fraction, activity);
    };
  return job;
}

void Session::write_now(std::string_view text) {
  progress_.finish();
  print(text);
}

void Session::finish(const nlohmann::ordered_json& document, const study::Table& table,
                     const std::string& text, const std::vector<std::string>& notes) {
  progress_.finish();
  if (!options.csv.empty()) base::write_file_atomically(options.csv, study::to_csv(table));
  if (options.json) {
    print(document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    return;
  }
  print(text);
  if (options.quiet) return;
  std::vector<std::string> said;
  for (const std::string& note : notes) {
    if (std::ranges::find(said, note) != said.end()) continue;
    said.push_back(note);
    fmt::print(stderr, "note: {}\n", one_line(note));
  }
}

void Session::fail(const std::string& reason) {
  progress_.finish();
  fmt::print(stderr, "quantscope-cli: {}\n", one_line(reason));
}

}  // namespace quantscope::cli
