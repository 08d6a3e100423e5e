#pragma once

#include <functional>
#include <future>
#include <memory>
#include <type_traits>
#include <utility>

namespace quantscope::storage {

/// True on the one thread of the process that calls HDF5.
bool is_io_thread();
/// Appends a task to the queue of that thread; tasks run one after the other in order. The task must not
/// throw.
void post_to_io_thread(std::function<void()> task);

/// Runs `call` on the input/output thread, waits for it and returns its result or rethrows its exception.
/// From that thread itself it runs at once. HDF5 is not safe for parallel calls unless built so; this makes
/// it safe.
template <typename Call>
std::invoke_result_t<Call&> on_io_thread(Call&& call) {
  if (is_io_thread()) return call();
  using Result = std::invoke_result_t<Call&>;
  auto task = std::make_shared<std::packaged_task<Result()>>([&call] { return call(); });
  std::future<Result> result = task->get_future();
  post_to_io_thread([task] { (*task)(); });
  return result.get();
}

}  // namespace quantscope::storage
