#include "app/cli/progress_bar.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace quantscope::cli {
namespace {

using namespace std::chrono_literals;
constexpr int bar_width = 30;
constexpr auto before_first_bar = 300ms;
constexpr auto between_bars = 100ms;
constexpr auto between_lines = 5s;

int terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

ProgressBar::ProgressBar()
    : terminal_(::isatty(STDERR_FILENO) == 1),
      next_(Clock::now() + (terminal_ ? Clock::duration(before_first_bar) : Clock::duration(between_lines))) {
}

void ProgressBar::report(double fraction, std::string_view activity) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock || finished_ || Clock::now() < next_) return;
  const double share = std::clamp(fraction, 0.0, 1.0);
  const int percent = static_cast<int>(std::floor(100 * share));
  if (!terminal_) {
    fmt::print(stderr, "{} %  {}\n", percent, activity);
    next_ = Clock::now() + between_lines;
    return;
  }
  const int filled = static_cast<int>(std::round(bar_width * share));
  const int room = std::max(0, terminal_width() - bar_width - 12);
  const std::string_view shown = activity.substr(0, static_cast<std::size_t>(room));
  fmt::print(stderr, "\r[{}{}] {:3} %  {}\x1b[K", std::string(static_cast<std::size_t>(filled), '#'),
             std::string(static_cast<std::size_t>(bar_width - filled), '.'), percent, shown);
  std::fflush(stderr);
  drawn_ = true;
  next_ = Clock::now() + between_bars;
}

void ProgressBar::finish() {
  const std::lock_guard lock(mutex_);
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  drawn_ = false;
  finished_ = true;
}

}  // namespace quantscope::cli
