#pragma once

// What the programs share that put a hand on the real window.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QObject>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace quantscope::benchmarks {

/// Counts repaints of a widget.
class Repaints : public QObject {
 public:
  using QObject::QObject;
  int count = 0;

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint) ++count;
    return false;
  }
};

template <typename Condition>
bool wait_until(Condition condition, qint64 milliseconds = 120000) {
  QElapsedTimer timer;
  timer.start();
  QTimer wake;  // so that the time limit is looked at where nothing happens
  wake.start(10);
  while (!condition()) {
    if (timer.elapsed() > milliseconds) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }
  return true;
}

/// Processor time of this thread.
inline double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

inline void print(const char* name, std::vector<double> milliseconds) {
  std::ranges::sort(milliseconds);
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("%-28s p50 %7.1f ms   p95 %7.1f ms   max %7.1f ms\n", name, at(0.5), at(0.95), at(1));
}

}  // namespace quantscope::benchmarks
