#include "app/gui/worker.h"

#include <sys/resource.h>

namespace quantscope::gui {

Worker::Worker(bool background) : thread_([this, background] { run(background); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    tasks_.clear();
  }
  wake_.notify_all();
  thread_.join();
}

void Worker::post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

void Worker::post_latest(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.clear();
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

void Worker::clear() {
  const std::lock_guard lock(mutex_);
  tasks_.clear();
}

void Worker::run(bool background) {
  // On Linux the nice value belongs to the thread.
  if (background) setpriority(PRIO_PROCESS, 0, 10);
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    if (ending_) return;
    auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
}

}  // namespace quantscope::gui
