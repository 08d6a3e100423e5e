#pragma once

#include <QObject>
#include <QString>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace quantscope::gui {

/// One background thread that runs tasks in order. Used from one thread (its owner's). Tasks must not throw.
class Worker {
 public:
  /// `background`: the thread yields the processor to others wherever they want it.
  explicit Worker(bool background = false);
  /// Drops what waits and waits for what runs: ask for cancellation first.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(std::function<void()> task);
  /// Drops what waits, so that this task is the next to run: the newest wins, what runs is not disturbed.
  void post_latest(std::function<void()> task);
  void clear();

 private:
  void run(bool background);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool ending_ = false;
  std::thread thread_;
};

/// Runs `call` on the thread of `receiver`, later. The receiver must outlive the worker that calls this;
/// calls still under way when it is destroyed are dropped.
template <typename Call>
void deliver(QObject* receiver, Call&& call) {
  QMetaObject::invokeMethod(receiver, std::forward<Call>(call), Qt::QueuedConnection);
}

}  // namespace quantscope::gui
