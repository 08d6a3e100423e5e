#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace quantscope::study {

/// As many accumulators as workers run at the same time, each used by one worker at a time: large partial
/// results are made once a thread instead of once a tile. Thread-safe but for total().
template <typename Accumulator>
class WorkerAccumulators {
 public:
  explicit WorkerAccumulators(std::function<std::unique_ptr<Accumulator>()> make) : make_(std::move(make)) {}

  /// Calls use(accumulator) with one that no other thread uses meanwhile.
  template <typename Use>
  void with(Use use) {
    std::unique_ptr<Accumulator> mine;
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        mine = std::move(free_.back());
        free_.pop_back();
      }
    }
    if (!mine) mine = make_();
    use(*mine);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(mine));
  }

  /// All of them merged by merge(first, other); an empty one where none was used. Once, after all workers.
  template <typename Merge>
  Accumulator& total(Merge merge) {
    if (free_.empty()) free_.push_back(make_());
    for (std::size_t i = 1; i < free_.size(); ++i) merge(*free_.front(), *free_[i]);
    free_.resize(1);
    return *free_.front();
  }

 private:
  std::function<std::unique_ptr<Accumulator>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Accumulator>> free_;
};

}  // namespace quantscope::study
