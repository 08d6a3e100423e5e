#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/storage/hdf5_handle.h"
#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// A box of an n-dimensional array.
struct Box {
  std::vector<hsize_t> start;
  std::vector<hsize_t> count;
  std::int64_t rows = 0;  ///< rows of the folded matrix that it covers, consecutive ones
};

/// The rows [first, first + count) of the folded matrix of `shape` as boxes in row order, at most 2·rank of
/// them.
std::vector<Box> boxes_of_rows(const tensor::Shape& shape, std::int64_t first, std::int64_t count);

/// How many rows of the folded matrix one layer of chunks covers.
std::int64_t rows_of_chunks(const tensor::Shape& shape, const std::vector<hsize_t>& chunk);

/// Chunks of about half a MiB made of whole rows where rows are shorter than that; empty where the data are
/// so small that chunks would not pay, and for shapes without elements.
std::vector<hsize_t> chunk_for(const tensor::Shape& shape, std::size_t element_bytes);

/// Rows [first_row, first_row + rows) and columns [first_column, first_column + columns) of a folded matrix.
struct Part {
  std::int64_t first_row = 0;
  std::int64_t rows = 0;
  std::int64_t first_column = 0;
  std::int64_t columns = 0;
};

/// Reads or writes a part of an open dataset from or to contiguous memory. Throws base::Error through
/// hdf5_fail().
void read_dataset_part(hid_t dataset, hid_t memory_type, const tensor::Shape& shape, const Part& part,
                       std::size_t element_bytes, void* out, const std::string& where);
void write_dataset_part(hid_t dataset, hid_t memory_type, const tensor::Shape& shape, const Part& part,
                        std::size_t element_bytes, const void* data, const std::string& where);

}  // namespace quantscope::storage
