#include "core/base/parallel.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace quantscope::base {

int thread_count(const Job& job) {
  const int available = tbb::this_task_arena::max_concurrency();
  return job.threads > 0 ? std::min(job.threads, available) : available;
}

void parallel_for(std::int64_t count, std::int64_t grain, const Job& job,
                  const std::function<void(IndexRange)>& body) {
  if (count <= 0) return;
  job.check();
  grain = std::max<std::int64_t>(grain, 1);
  const std::int64_t pieces = (count + grain - 1) / grain;
  const auto run_piece = [&](std::int64_t piece) {
    job.check();
    body({piece * grain, std::min(count, (piece + 1) * grain)});
  };
  const int threads = thread_count(job);
  if (threads <= 1 || pieces == 1) {
    for (std::int64_t piece = 0; piece < pieces; ++piece) run_piece(piece);
    return;
  }
  const auto run_all = [&] { tbb::parallel_for<std::int64_t>(0, pieces, run_piece); };
  if (threads >= tbb::this_task_arena::max_concurrency()) {
    run_all();
  } else {
    tbb::task_arena arena(threads);
    arena.execute(run_all);
  }
}

}  // namespace quantscope::base
