#pragma once

#include <chrono>
#include <mutex>
#include <string_view>

namespace quantscope::cli {

/// Progress on standard error: a bar that is redrawn on a terminal, elsewhere a line every five seconds, so
/// that logs of long work show life and those of short work stay empty. report() may be called from any
/// thread and returns at once.
class ProgressBar {
 public:
  ProgressBar();
  void report(double fraction, std::string_view activity);
  /// Takes the bar away; nothing is drawn afterwards.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  const bool terminal_;
  bool drawn_ = false;
  bool finished_ = false;
  Clock::time_point next_;
};

}  // namespace quantscope::cli
