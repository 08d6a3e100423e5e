#pragma once

#include <list>
#include <span>
#include <string>
#include <vector>

#include "core/storage/chunk_codec.h"
#include "core/storage/hdf5_handle.h"
#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// Shape and element type of a dataset, or the reason why it is no tensor.
struct DatasetDescription {
  tensor::Shape shape;
  tensor::ElementType type = tensor::ElementType::f32;
  std::string reason;  ///< empty for a tensor
};

/// Reads names and types alone, no data.
DatasetDescription describe_dataset(hid_t dataset);

/// How a dataset of one or two dimensions lies in chunks that unpack_chunk() understands; chunk_rows is 0 for
/// all others.
struct PackedLayout {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t chunk_rows = 0;
  std::int64_t chunk_columns = 0;
  std::size_t element_bytes = 0;
  bool shuffled = false;
  bool deflated = false;
};

/// Where a chunk begins in the folded matrix.
struct ChunkPlace {
  std::int64_t row = 0;
  std::int64_t column = 0;
};

/// A dataset that is being read, with a chunk cache of one layer of chunks (rows of all columns).
struct OpenDataset {
  std::string path;
  Handle dataset;
  Handle memory_type;
  tensor::Shape shape;
  tensor::ElementType type = tensor::ElementType::f32;
  std::int64_t chunk_rows = 1;  ///< rows of the folded matrix in one layer of chunks
  PackedLayout packed;
  std::string missing_filter;  ///< "filter 32015 (zstd)", a filter of the dataset that this HDF5 lacks
};

/// The datasets that were read last, a few of them, so that neighbouring tiles find their chunks in memory.
/// To be used on the input/output thread alone.
class OpenDatasets {
 public:
  OpenDatasets(hid_t file, std::string file_name) : file_(file), file_name_(std::move(file_name)) {}
  /// Throws base::Error where the dataset cannot be opened, is no tensor any more, or has its data in other
  /// files.
  OpenDataset& get(const std::string& path);
  /// Rows of the folded matrix into contiguous memory. Throws base::Error, naming a missing filter where
  /// there is one.
  void read(const std::string& path, std::int64_t first, std::int64_t count, void* rows);
  /// Chunks as they lie in the file. False where one was never written or has an unlikely size.
  bool fetch(const std::string& path, std::span<const ChunkPlace> places, std::vector<PackedChunk>& chunks);

 private:
  OpenDataset open(const std::string& path) const;

  hid_t file_;
  std::string file_name_;
  std::list<OpenDataset> recent_;
};

}  // namespace quantscope::storage
