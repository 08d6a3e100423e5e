#pragma once

#include <cstdint>
#include <functional>

#include "core/base/job.h"
#include "core/statistics/tensor_statistics.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

struct ScanOptions {
  /// Bytes of tiles in memory at the same time; the tensor itself may be far larger.
  std::uint64_t memory_budget = std::uint64_t{256} << 20;
  double outlier_factor = 6;
  /// Called before each tile is read, on the thread that reads it; may wait there or throw: a scan in the
  /// background steps aside. Empty for none.
  std::function<void()> before_tile = {};
};

/// Statistics of a tensor of a file in one streaming pass over tiles of whole rows; input channels are the
/// rows of input-major weights, else the columns; a vector of more than 2^20 values is one channel. Of maxima
/// alone (TensorRole::channel_absmax) only shape, type, absmax, channels.absmax and outlier are filled in,
/// count is 0: they are no samples. Throws base::Error (a row that exceeds the memory budget among the
/// reasons), base::Cancelled.
statistics::TensorStatistics scan_tensor(const storage::ModelFile& file, const storage::TensorInfo& info,
                                         const ScanOptions& options = {}, const base::Job& job = {});

}  // namespace quantscope::study
