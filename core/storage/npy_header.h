#pragma once

#include <string>
#include <string_view>

#include "core/storage/source_file.h"
#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// The header of a NumPy .npy array (numpy.lib.format, versions 1 to 3).
struct NpyHeader {
  tensor::ElementType type = tensor::ElementType::f32;
  bool big_endian = false;
  bool fortran_order = false;  ///< first index fastest
  tensor::Shape shape;
  std::uint64_t data_offset = 0;
};

/// Throws base::Error(…, where) where the header is damaged, the elements are no numbers (records, objects,
/// text, complex numbers, times) or the source is shorter than the array.
NpyHeader read_npy_header(ByteSource& source, const std::string& where);

}  // namespace quantscope::storage
