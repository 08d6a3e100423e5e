#pragma once

#include <string>

#include "core/base/job.h"
#include "core/storage/open_datasets.h"

namespace quantscope::storage {

/// Rows [first, first + count) of the folded matrix of a dataset into contiguous memory: fetches chunks as
/// they lie in the file on the input/output thread and unpacks them on job.threads threads, where the dataset
/// allows that and the rows are at least one layer of chunks; otherwise HDF5 reads and unpacks. Throws
/// base::Error, base::Cancelled. Call it from any thread but the input/output thread.
void read_rows(OpenDatasets& datasets, const std::string& path, std::int64_t first, std::int64_t count,
               void* out, const base::Job& job);

}  // namespace quantscope::storage
