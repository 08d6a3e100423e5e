#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

#include "core/base/error.h"

namespace quantscope::base {

/// What a long computation gets from its caller: a way to be stopped, a place to report to and a number of
/// threads. A value; copies refer to the same job.
struct Job {
  /// Asked for cancellation from any thread; a default token never stops.
  std::stop_token stop;
  /// Called from any worker thread with the finished fraction in [0, 1] and what is being done; may be empty.
  /// Must return quickly and must not throw.
  std::function<void(double fraction, std::string_view activity)> progress;
  /// Upper limit of worker threads; 0 = all that the machine has.
  int threads = 0;

  bool cancelled() const { return stop.stop_requested(); }
  /// Throws Cancelled once cancellation was asked for.
  void check() const {
    if (cancelled()) throw Cancelled();
  }
  void report(double fraction, std::string_view activity) const {
    if (progress) progress(fraction, activity);
  }
  /// The same job with its progress mapped into [begin, end] of this one.
  Job part(double begin, double end) const;
};

}  // namespace quantscope::base
