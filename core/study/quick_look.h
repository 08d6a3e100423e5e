#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/statistics/tensor_statistics.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

struct QuickLookOptions {
  std::int64_t values = std::int64_t{1} << 20;  ///< about as many are read
  /// No further rows are read once this long has passed; the first ones always are.
  std::chrono::milliseconds time{60};
};

/// Statistics of a sample of whole rows, spread evenly over the tensor.
struct QuickLook {
  /// Over exactly the sampled rows: `count` is the number of values seen; shape and type are the tensor's.
  /// Where the input channels are the rows, no channel but the sampled ones is known: channels and outlier
  /// are empty then.
  statistics::TensorStatistics statistics;
  std::vector<base::IndexRange> rows;  ///< that were read, ascending, disjoint
};

/// A first look at a large tensor. Rows are read in pieces of whole layers of chunks, each from the middle of
/// a stratum of the tensor, in an order of which every beginning is spread evenly; so none is unpacked twice
/// and the time limit leaves a fair sample. Nothing where a sample would cost about as much as the whole: of
/// small tensors, of those in few or huge chunks, of a vector, of maxima alone. Which rows are taken depends
/// on shape, chunks and options alone unless time runs out. Throws base::Error, base::Cancelled.
std::optional<QuickLook> quick_look(const storage::ModelFile& file, const storage::TensorInfo& info,
                                    const QuickLookOptions& options = {}, const base::Job& job = {});

}  // namespace quantscope::study
