#include "core/study/tensor_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

using statistics::ChannelAxis;
using statistics::StatisticsAccumulator;
using statistics::TensorStatistics;

/// A norm's gain has a channel a value; a longer vector is a list of values that share nothing.
constexpr std::int64_t most_channels_of_a_vector = std::int64_t{1} << 20;

/// Large enough that calls cost nothing, small enough that a few fit the cache.
constexpr std::uint64_t most_tile_bytes = std::uint64_t{8} << 20;

TensorStatistics maxima_alone(const storage::ModelFile& file, const storage::TensorInfo& info,
                              const ScanOptions& options, const base::Job& job) {
  const tensor::Matrix maxima = tensor::to_matrix(file.read(info, job).view());
  TensorStatistics result;
  result.shape = info.matrix();
  result.type = info.type;
  result.channels.absmax.assign(maxima.values().begin(), maxima.values().end());
  result.outlier = statistics::outliers(result.channels.absmax, options.outlier_factor);
  result.absmax = result.outlier.channel_absmax_max;
  return result;
}

}  // namespace

TensorStatistics scan_tensor(const storage::ModelFile& file, const storage::TensorInfo& info,
                             const ScanOptions& options, const base::Job& job) {
  const tensor::MatrixShape shape = info.matrix();
  const std::uint64_t row_bytes = static_cast<std::uint64_t>(shape.columns) * tensor::element_size(info.type);
  if (row_bytes > options.memory_budget)
    throw base::Error(fmt::format("one row of {} values exceeds the memory budget of {} bytes", shape.columns,
                                  options.memory_budget),
                      file.path().string() + ": " + info.path, "raise the memory budget");
  if (info.role == storage::TensorRole::channel_absmax) return maxima_alone(file, info, options, job);

  const auto threads = static_cast<std::uint64_t>(base::thread_count(job));
  const std::uint64_t tile_bytes =
      std::clamp<std::uint64_t>(options.memory_budget / threads, 1, most_tile_bytes);
  const std::int64_t tile_rows = file.tile_rows(info, tile_bytes);
  const bool long_vector = shape.rows == 1 && shape.columns > most_channels_of_a_vector;
  const ChannelAxis axis = info.input_major || long_vector ? ChannelAxis::rows : ChannelAxis::columns;
  WorkerAccumulators<StatisticsAccumulator> workers(
      [&] { return std::make_unique<StatisticsAccumulator>(info.type, shape, axis); });
  std::atomic<std::int64_t> rows_done{0};
  // While one worker waits for the file the others count.
  base::parallel_for(shape.rows, tile_rows, job, [&](base::IndexRange rows) {
    if (options.before_tile) options.before_tile();
    const tensor::Tensor tile = file.read_rows(info, rows.begin, rows.size());
    workers.with([&](StatisticsAccumulator& mine) { mine.add(tile.view(), rows.begin); });
    rows_done += rows.size();
    job.report(static_cast<double>(rows_done) / static_cast<double>(shape.rows), info.name);
  });
  TensorStatistics result =
      workers.total([](StatisticsAccumulator& a, const StatisticsAccumulator& b) { a.merge(b); }).result();
  if (options.outlier_factor != 6.0)
    result.outlier = statistics::outliers(result.channels.absmax, options.outlier_factor);
  return result;
}

}  // namespace quantscope::study
