#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/job.h"

namespace quantscope::base {

/// Half-open range of indices.
struct IndexRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t size() const { return end - begin; }
};

/// Runs body on pieces of [0, count), each of at most `grain` indices, on up to job.threads threads.
/// Pieces always start at multiples of `grain`, whatever the thread count. Checks job.stop before each piece
/// and throws Cancelled; an exception of the body stops the loop and is rethrown here. May be nested.
void parallel_for(std::int64_t count, std::int64_t grain, const Job& job,
                  const std::function<void(IndexRange)>& body);

/// Number of threads that parallel_for uses for this job.
int thread_count(const Job& job);

/// One partial result a piece, merged in the order of the pieces: the answer does not depend on the thread
/// count. `map` returns the partial result of a piece; `merge(total, partial)` adds it. Holds ceil(count /
/// grain) partial results at most; choose the grain accordingly.
template <typename Result, typename Map, typename Merge>
Result ordered_reduce(std::int64_t count, std::int64_t grain, const Job& job, Result initial, Map map,
                      Merge merge) {
  const std::int64_t pieces = (count + grain - 1) / grain;
  std::vector<Result> partial(static_cast<std::size_t>(pieces), initial);
  parallel_for(count, grain, job, [&](IndexRange piece) {
    partial[static_cast<std::size_t>(piece.begin / grain)] = map(piece);
  });
  Result total = std::move(initial);
  for (Result& part : partial) merge(total, part);
  return total;
}

}  // namespace quantscope::base
