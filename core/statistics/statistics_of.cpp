#include <algorithm>
#include <atomic>
#include <mutex>

#include "core/base/parallel.h"
#include "core/statistics/tensor_statistics.h"

namespace quantscope::statistics {
namespace {

constexpr std::int64_t tile_bytes = 2 << 20;
constexpr std::int64_t row_multiple = 8;  // rows that are folded together

/// Accumulators that no thread works with at the moment: as many as threads worked at the same time.
class FreeAccumulators {
 public:
  explicit FreeAccumulators(StatisticsAccumulator empty) : empty_(std::move(empty)) {}

  StatisticsAccumulator take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return empty_;
    StatisticsAccumulator mine = std::move(free_.back());
    free_.pop_back();
    return mine;
  }
  void give_back(StatisticsAccumulator mine) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(mine));
  }
  TensorStatistics total() {
    if (free_.empty()) return empty_.result();
    for (std::size_t i = 1; i < free_.size(); ++i) free_.front().merge(free_[i]);
    return free_.front().result();
  }

 private:
  const StatisticsAccumulator empty_;
  std::mutex mutex_;
  std::vector<StatisticsAccumulator> free_;
};

}  // namespace

TensorStatistics statistics_of(const tensor::TensorView& matrix, ChannelAxis axis, const base::Job& job) {
  FreeAccumulators accumulators({matrix.type, {matrix.rows, matrix.columns}, axis});
  const auto row_bytes = matrix.columns * static_cast<std::int64_t>(tensor::element_size(matrix.type));
  const std::int64_t tile_rows =
      (tile_bytes / std::max<std::int64_t>(row_bytes, 1) / row_multiple + 1) * row_multiple;
  std::atomic<std::int64_t> done{0};
  base::parallel_for(matrix.rows, tile_rows, job, [&](base::IndexRange rows) {
    StatisticsAccumulator mine = accumulators.take();
    mine.add(matrix.row_range(rows.begin, rows.size()), rows.begin);
    accumulators.give_back(std::move(mine));
    done += rows.size();
    job.report(static_cast<double>(done) / static_cast<double>(matrix.rows), "statistics");
  });
  return accumulators.total();
}

}  // namespace quantscope::statistics
