#include "core/storage/io_thread.h"

#include <hdf5.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "core/storage/lzf_filter.h"

namespace quantscope::storage {
namespace {

thread_local bool on_this_thread = false;

class IoThread {
 public:
  IoThread() : thread_([this] { run(); }) { thread_.detach(); }

  void post(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    ready_.notify_one();
  }

 private:
  void run() {
    on_this_thread = true;
    // Everything is closed where it is used; at the end of the program HDF5 would only complain about damaged
    // files.
    H5dont_atexit();
    H5open();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    register_lzf_filter();
    while (true) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return !tasks_.empty(); });
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  std::thread thread_;
};

/// Never destroyed: files may be closed by other static objects at the end of the program.
IoThread& io_thread() {
  static IoThread& thread = *new IoThread;
  return thread;
}

}  // namespace

bool is_io_thread() {
  return on_this_thread;
}

void post_to_io_thread(std::function<void()> task) {
  io_thread().post(std::move(task));
}

}  // namespace quantscope::storage
